"""Files that rules about letters pass over hold nothing that these rules would find."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scripts.check import apology, editorial, register, text
from scripts.check.run import FILES
from scripts.check.suspects import is_suspect
from scripts.corpus.load import load
from scripts.corpus.model import Corpus
from scripts.corpus.source import SourceError, read_source
from scripts.project import ROOT
from tests.conftest import copy_sample

PATH = PurePosixPath("corpus/qa/any.yml")
PIECES = [*"ごめ話ケー々、。，．…‥・〜~～「」『』〔〕()（）【】!！?？,.:：;/\\|>-_*#<>&[]{}%@+'\"` 　\n0129１Ａ〇二三wsａt，．", "0120", "110", "118番", "#7119", "＃7119", "03-1234-5678", "〇一二〇", "シャープ7119",
          "<b", "</", "<!", "&amp;", "&#1", "**", "__", "](", "![", "[a](b", "[a](b)", "# ", "\n# ", "---", "~~~", ":::", "```", "{{", "{%", "{#", "javascript:", "DATA:", "vbscript:", "か\u3099", "e\u0301", "ｶﾞ", "｡", "\u3164", "\u200b", "\u202e", "\xa0", "\x7f", "\t", "👨‍👩‍👧", "♪",
          "\u302a", "\u302b", "\ufeff", "\U0001f600", "\U000e0001", "、,", "ん,ま", "ん.", "ん\"", "a: b", " #", " #あ", "『「』」", "〔a〕"]
TEXTS = st.lists(st.sampled_from(PIECES) | st.sampled_from("ごめ、話"), max_size=4).map("".join)
STYLES = ("{}", "'{}'", '"{}"', "JSON", "JSON ASCII", "|\n  {}", ">\n  {}", "{}\n  {}", "{} #{}", "[{}, {}]", "{} ", "'{}\n  {}'")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The sample: its help lines have numbers that may not be repeated."""
    return load(copy_sample(tmp_path_factory.mktemp("sample"))).corpus


def written(said: str, style: str) -> str:
    """A text as a file may have it."""
    if style.startswith("JSON"):
        return json.dumps(said, ensure_ascii="ASCII" in style)
    return style.replace("{}", said.replace("'", "''") if style.startswith("'") else said.replace("\n", "\n  ") if style.startswith(("|", ">")) else said)


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.sampled_from(STYLES)), min_size=1, max_size=3))
@example([("「", "JSON"), ("」", "JSON")])
@example([("一", "JSON"), ("一九です", "JSON")])
def test_what_is_passed_over_is_sound(sample: Corpus, texts: list[tuple[str, str]]) -> None:
    """A hidden letter or a copied number would reach the site because its file was never read letter by letter."""
    assert_sound_or_suspect(sample, texts)


@pytest.mark.parametrize("style", STYLES)
def test_every_sign_alone_is_sound_or_suspect(sample: Corpus, style: str) -> None:
    """A hint that were forgotten could hide behind another in longer texts."""
    for piece in PIECES:
        for said in (piece, f"ごめ{piece}ん", piece * 2):
            assert_sound_or_suspect(sample, [(said, style)])


def assert_sound_or_suspect(sample: Corpus, texts: list[tuple[str, str]]) -> None:
    """Nothing is found in a file that would be passed over."""
    file = "".join(f"key{number}: {written(*one)}\n" for number, one in enumerate(texts))
    try:
        document = read_source(file.encode("utf-8", "replace"))
    except SourceError:
        return
    if not is_suspect(document):
        corpus = replace(sample, documents={PATH: document})
        assert [problem for rule in FILES for problem in rule(corpus, [(PATH, document)])] == []


def test_letters_that_are_passed_over_are_fine() -> None:
    """A letter of a newer Unicode, or one that joins the letter before it, would be let in unseen."""
    for char in map(chr, range(sys.maxunicode + 1)):
        later = unicodedata.normalize("NFD", char)[1:]
        assert all(map(text.ODD.match, later)), f"U+{ord(char):04X}"
        if not text.ODD.match(char):
            assert not list(text.findings(char, raw=True)) and not unicodedata.combining(char) and unicodedata.is_normalized("NFC", char), f"U+{ord(char):04X}"


def test_most_of_the_corpus_is_passed_over() -> None:
    """If a letter that everyone uses made a file suspect, `check` would be slow again and nobody would know why."""
    phrases = [document for path, document in load(ROOT).corpus.documents.items() if path.parts[1] == "phrases"]
    assert sum(map(is_suspect, phrases)) < len(phrases) / 20

@pytest.mark.parametrize(("any_of", "pattern"), [
    (apology._any_condition, apology._CONDITION), (apology._any_promise, apology._PROMISE), (apology._any_demand, apology._DEMAND),
    (register._any_polite, register._CASUAL), (register._any_plain, register._PLAIN), (register._any_picture, register._PICTURES),
    *((register._any_double, pattern) for pattern, _ in register._DOUBLE),
    (editorial._any_unfinished, editorial._UNFINISHED), *((editorial._any_blank, pattern) for pattern, _ in editorial._NOT_BLANKS)])
def test_what_is_looked_for_first_is_in_all_that_is_looked_for(any_of: Callable[[str], bool], pattern: re.Pattern[str]) -> None:
    """A slip of tone or a demand would pass because the quick look before it missed it."""
    @settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(pattern))
    def holds(text: str) -> None:
        assert any_of(text)

    holds()


@pytest.mark.parametrize("condition", ["なら", "たら", "だら", "としたら", "とすれば", "であれば", "のでしたら", "んでしたら", "あれば", "かもしれなくて"])
def test_every_condition_on_the_hurt_is_found(condition: str) -> None:
    """These stand deep in their pattern, where made-up examples seldom come."""
    assert [code for _, code, _ in apology.findings(f"傷つけた{condition}、ごめん。")] == ["E130"]
