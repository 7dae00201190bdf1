"""Compile the words that readers may type into what the browser matches against.

The corpus is a closed vocabulary: the words of its titles and situations, and
the reviewed groups of corpus/search/. Each *term* is a set of spellings with
what it says about a situation. For a word of the corpus, that is learned from
the entries it stands in; for a group, it is what its writer says.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Iterable

from scripts.corpus.model import Corpus, Entry, Group, Phrase
from scripts.search.analyser import Analyser, facet, fold, is_kana, is_kanji, loosen
from scripts.search.forms import ENDINGS, Form, forms, tokenizer

TEXTUAL = (facet("cause", "")[:-1], facet("stage", "")[:-1])
CONTENT = {"名詞", "動詞", "形容詞", "形状詞"}
NOT_CONTENT = {"非自立可能", "数詞", "助数詞可能", "固有名詞"}
SHARDS, VOLUMES = 1536, 8
"""A first query brings a shard for nearly each of its characters, so they are small; later all of them come in a few volumes. As in lexicon.js."""
SHORTEST_PHRASE = 4
"""Shorter forms are words, not phrases."""
LEARNED_FROM = 2
"""A word must stand in this many entries before their facets say something about it."""
LEARNED_SHARE = 0.7
"""And this share of them must agree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One meaning a reader may type. `names` are words for it; `votes` are facet tokens with a strength from 0 to 1."""

    names: tuple[str, ...]
    forms: tuple[Form, ...]
    votes: tuple[tuple[str, float], ...] = ()
    near: tuple[str, ...] = ()
    leads: str | None = None
    stop: bool = False

    @property
    def in_texts(self) -> bool:
        """Whether the word is looked for in texts too. Who, how and in which tone is said by facets alone: a scene's
        word must not decide the order."""
        return not self.stop and (not self.votes or any(token.startswith(TEXTUAL) or strength < 1 for token, strength in self.votes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Terms by number; the number is the token that the index holds."""

    terms: tuple[Term, ...]
    analyser: Analyser

    def files(self, version: str) -> dict[str, str]:
        """What the browser loads: terms.json at once, of the forms only the shards that a query may begin a word in, and once it rests
        the volumes, which hold the same shards again.

        terms.json: `version` of what it leads to, `endings`, for each term [votes, near, leads], the forms of a single kana, and
        for each kana the kana that follow it where a form `begins`: for a pair of others nothing need be loaded.
        A shard: form → term numbers, where a form is its stem and, after '/', its row of endings.
        """
        shards: dict[int | None, dict[str, list[int]]] = defaultdict(dict)
        begins: dict[str, set[str]] = defaultdict(set)
        rows = []
        for number, term in enumerate(self.terms):
            for form in term.forms:
                key = f"{form.stem}/{form.row}" if form.row else form.stem
                shards[shard(form.stem)].setdefault(key, []).append(number)
                begins[loosen(form.stem[0])].update(map(loosen, form.stem[1:2]))
            votes = " ".join(token if strength == 1 else f"{token}:{strength:.1f}" for token, strength in term.votes)
            row = ["-" if term.stop else votes, " ".join(term.near), term.leads or ""]
            while len(row) > 1 and row[-1] == "":
                row.pop()
            rows.append(row)
        kana = {first: "".join(sorted(filter(is_kana, seconds))) for first, seconds in begins.items() if is_kana(first)}
        first = {"version": version, "endings": ENDINGS, "terms": rows, "forms": shards[None], "begins": kana}
        texts = [_json(shards[index]) for index in range(SHARDS)]
        volumes = {f"all-{volume}.json": "{" + ",".join(f'"{index}":{texts[index]}' for index in range(volume, SHARDS, VOLUMES)) + "}" for volume in range(VOLUMES)}
        return {"terms.json": _json(first), **{f"{index}.json": text for index, text in enumerate(texts)}, **volumes}


def shard(stem: str) -> int | None:
    """The shard of a form, by its beginning with voicing and smallness set aside, so that a near miss is in it too.

    A third of all forms begin with one of 46 kana, so there the second character counts as well; None for a single
    kana, whose second character is yet to come.
    """
    first = loosen(stem[0])
    if not is_kana(first):
        return ord(first) % SHARDS
    return None if len(stem) == 1 else (ord(first) * 31 + ord(loosen(stem[1]))) % SHARDS


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def compile_lexicon(corpus: Corpus) -> Lexicon:
    """The groups, then the words of titles and situations that the groups don't say."""
    lexicon = _Builder()
    for groups in corpus.groups.values():
        for group in groups:
            lexicon.terms.append(_from_group(group))
    lexicon.add_forms(range(len(lexicon.terms)))
    for word, entries in sorted(_corpus_words(corpus).items(), key=lambda item: (len(item[0]), item[0])):
        if fold(word) not in lexicon.analyser.spellings and lexicon.parts(fold(word)) is None:
            lexicon.terms.append(Term(names=(word,), forms=forms(word), votes=_learned(word, entries)))
            lexicon.add_forms([len(lexicon.terms) - 1])
    return lexicon.finish()


LINKS = re.compile(r"[をにのがでとはもへ]?")
"""What may stand between the words of a phrase without changing what it says."""


@dataclass(slots=True)
class _Builder:
    """Terms and the analyser that knows their forms so far, shorter forms first."""

    terms: list[Term] = field(default_factory=list)
    analyser: Analyser = field(default_factory=lambda: Analyser({}))
    kept: dict[int, list[Form]] = field(default_factory=lambda: defaultdict(list))

    def add_forms(self, numbers: Iterable[int]) -> None:
        """Know these terms by their forms, leaving out each form whose parts already say all that it says.

        約束を破る goes, where 約束 votes the same; 口をきかない stays, because 口 doesn't say it. What depends on
        another word (`near`) is for queries only and never cuts a text that is indexed.
        """
        owners: dict[Form, list[int]] = defaultdict(list)
        for number in numbers:
            for form in self.terms[number].forms:
                owners[form].append(number)
        spellings = self.analyser.spellings
        for form in sorted(sorted(owners), key=lambda form: len(form.stem)):
            if self._said_by_parts(form, [self.terms[number] for number in owners[form]]):
                continue
            for number in owners[form]:
                self.kept[number].append(form)
            certain = tuple([number for number in owners[form] if not self.terms[number].near])
            for spelling in form.spellings() if certain else ():
                known = spellings.get(spelling)
                self.analyser.add(spelling, tuple(sorted({*known, *certain})) if known else certain)

    def parts(self, spelling: str) -> list[int] | None:
        """The terms of the words of a phrase of words that are all known; None for any other spelling."""
        numbers: list[int] = []
        end = 0
        for at, word in self.analyser.known(spelling):
            if len(word) == len(spelling) or not LINKS.fullmatch(spelling, end, at):
                return None
            numbers += self.analyser.spellings[word]
            end = at + len(word)
        return numbers if numbers and LINKS.fullmatch(spelling, end) else None

    def finish(self) -> Lexicon:
        return Lexicon(terms=tuple(replace(term, forms=tuple(sorted(self.kept[n]))) for n, term in enumerate(self.terms)), analyser=self.analyser)

    def _said_by_parts(self, form: Form, owners: list[Term]) -> bool:
        if len(form.stem) < SHORTEST_PHRASE or any(term.leads or term.stop or term.near for term in owners):
            return False
        numbers = self.parts(next(form.spellings()))
        if numbers is None:
            return False
        parts = [self.terms[number] for number in numbers]
        return not any(part.leads for part in parts) and _said(parts) == _said(owners)


def _said(terms: Iterable[Term]) -> set[str]:
    """The facet tokens that these terms vote for."""
    return {token for term in terms for token, _ in term.votes}


def _from_group(group: Group) -> Term:
    votes = [(facet(name, term_id), 1.0) for name, ids in group.means for term_id in ids]
    return Term(names=group.words, forms=tuple(sorted({f for word in group.words for f in forms(word)})), votes=tuple(votes),
                near=tuple(fold(word) for word in group.near), leads=group.leads, stop=group.stop)


def _corpus_words(corpus: Corpus) -> dict[str, list[Entry]]:
    """Content words in dictionary form, and whole situations, with the entries they stand in."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in corpus:
        words: set[str] = set()
        words.update(s for s in getattr(entry, "situations", ()) if _is_name(s))
        for text in (entry.title, *getattr(entry, "situations", ())):
            words |= _content_words(text)
        for word in words:
            found[word].append(entry)
    return found


@lru_cache(maxsize=8192)
def _is_name(situation: str) -> bool:
    """A short name of a situation (既読無視), not an inflected phrase (割った would be found in every 終わった), nor two kana
    that stand in other words (デブ in …でブロック)."""
    return (2 if any(map(is_kanji, situation)) else 3) <= len(situation) <= 8 and all(m.part_of_speech()[0] in ("名詞", "接頭辞", "接尾辞") for m in tokenizer().tokenize(situation))


@lru_cache(maxsize=8192)
def _content_words(text: str) -> frozenset[str]:
    words = set()
    for morpheme in tokenizer().tokenize(text):
        kind = morpheme.part_of_speech()
        word = morpheme.dictionary_form()
        if kind[0] in CONTENT and not NOT_CONTENT & set(kind[1:3]) and (any(map(is_kanji, word)) or len(word) > 2):
            words.add(word)
    return frozenset(words)


def _learned(word: str, entries: list[Entry]) -> tuple[tuple[str, float], ...]:
    """The facet terms that most phrases with this word share; none for a stretch so short that it stands in other words."""
    if len(word) < (2 if any(map(is_kanji, word)) else 3):
        return ()
    phrases = [e for e in entries if isinstance(e, Phrase)]
    if len(phrases) < LEARNED_FROM:
        return ()
    votes = []
    for name in ("scene", "stage", "cause"):
        counted = Counter(term_id for p in phrases for term_id in p.facets[name])
        for term_id, count in counted.most_common(1):
            share = count / len(phrases)
            if share >= LEARNED_SHARE:
                votes.append((facet(name, term_id), round(0.6 * share * (1 - 1 / (len(phrases) + 1)), 1)))
    return tuple(votes)
