"""The forms in which a word is typed: inflected, in kana, with other okurigana.

Sudachi says what a word is and how it is read; the tables here say what it can
become. An inflecting word is kept as a stem and the name of its row of
ENDINGS, which the browser expands, so that the lexicon stays small.
"""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import Any, Iterator, NamedTuple

from scripts.search.analyser import fold, is_kanji

ENDINGS = {
    "k": "かきくけこい", "g": "がぎぐげごい", "s": "さしすせそ", "t": "たちつてとっ", "n": "なにぬねのん",
    "b": "ばびぶべぼん", "m": "まみむめもん", "r": "らりるれろっ", "w": "わいうえおっ", "j": "いくかけさそ",
}
"""Row name → the kana that may follow the stem. 'j' is the i-adjective."""
_ROWS = {"カ": "k", "ガ": "g", "サ": "s", "タ": "t", "ナ": "n", "バ": "b", "マ": "m", "ラ": "r", "ワ": "w"}
LONGEST_READING = 12
"""A longer reading is typed in pieces, and its pieces are known."""
SHORTEST_READING = 3
"""A reading shorter than this meets too many other words; list it as a word of its own if it is wanted."""


class Form(NamedTuple):
    """A folded stem and the row of ENDINGS that follows it ('' when it stands alone)."""

    stem: str
    row: str = ""

    def spellings(self) -> Iterator[str]:
        """Every spelling that this form stands for."""
        if not self.row:
            yield self.stem
        for ending in ENDINGS.get(self.row, ""):
            yield self.stem + ending


class _Own(threading.local):
    """What each thread has for itself: the preview cuts titles and texts at the same time, and a tokenizer serves one at a time."""

    def __init__(self) -> None:
        self.tokenizers: dict[tuple[str, ...], Any] = {}


_own = _Own()


@lru_cache(maxsize=1)
def _dictionary():
    """Sudachi's dictionary, read once."""
    from sudachipy import dictionary
    return dictionary.Dictionary()


def tokenizer(*fields: str):
    """Sudachi; a fifth faster when it need only know some `fields` of the words."""
    if fields not in _own.tokenizers:
        from sudachipy import SplitMode
        _own.tokenizers[fields] = _dictionary().tokenizer(mode=SplitMode.C, fields={*fields} or None)
    return _own.tokenizers[fields]


@lru_cache(maxsize=65536)
def reading(text: str) -> str:
    """The kana reading of a text, folded; what has no reading stays as it is."""
    return fold("".join(read if (read := m.reading_form()) not in ("", "キゴウ") else m.surface() for m in tokenizer("reading_form").tokenize(text)))


@lru_cache(maxsize=65536)
def forms(word: str) -> tuple[Form, ...]:
    """Every form of a word as a maintainer writes it (dictionary form for verbs and adjectives)."""
    found: set[Form] = set()
    morphemes = list(tokenizer().tokenize(word))
    kana = fold("".join(m.reading_form() or m.surface() for m in morphemes))
    last = morphemes[-1] if morphemes else None
    row = _row(last) if last is not None and last.surface() == last.dictionary_form() else None
    for spelling in {fold(word), *_okurigana(fold(word), kana, row)}:
        found.add(_form(spelling, row))
    if SHORTEST_READING <= len(kana) <= LONGEST_READING and re.fullmatch(r"[ぁ-ゖー]+", kana):
        found.add(_form(kana, row))
    return tuple(sorted(form for form in found if form.stem))


def _form(spelling: str, row: str | None) -> Form:
    """`row` is None for a word that does not inflect, '' for one whose stem stands alone."""
    if row is None:
        return Form(spelling)
    stem = spelling[:-1]
    if row == "" and len(stem) < 2 and not is_kanji(stem[:1] or "あ"):
        return Form(spelling)
    return Form(stem, row)


def _row(morpheme) -> str | None:
    kind, conjugation = morpheme.part_of_speech()[0], morpheme.part_of_speech()[4]
    if kind == "助動詞":
        return {"れる": "", "られる": "", "せる": "", "させる": "", "ない": "j", "たい": "j"}.get(morpheme.dictionary_form())
    if kind == "形容詞":
        return "j"
    if kind != "動詞":
        return None
    if "五段" in conjugation:
        return _ROWS.get(conjugation.split("-")[1][0])
    return "" if "一段" in conjugation else None


def _okurigana(word: str, kana: str, row: str | None) -> Iterator[str]:
    """謝る → 謝まる; 引き継ぎ → 引継ぎ, 引継; 立て替える → 立替える."""
    inner = re.sub(r"(?<=[㐀-鿿])[ぁ-ゖ](?=[㐀-鿿])", "", word)
    if inner != word:
        yield inner
        if row is None:
            yield re.sub(r"(?<=[㐀-鿿])[ぁ-ゖ]$", "", inner)
    verb = re.fullmatch(r"([㐀-鿿])([ぁ-ゖ]{1,2})", word)
    if verb and row is not None and kana.endswith(verb[2]):
        stem = kana[: -len(verb[2])]
        if len(stem) >= 2:
            yield verb[1] + stem[-1] + verb[2]
