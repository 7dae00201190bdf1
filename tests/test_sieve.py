"""What makes the NG list quick to try: nothing that a pattern would find may be left out, and a text is read as its rules say."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.check import reading as module
from scripts.check.patterns import recogniser_of, unsafe
from scripts.check.reading import Spellings, readings
from scripts.check.sieve import COARSE, FINE, Mesh, Sieve
from scripts.corpus.load import load
from scripts.corpus.model import Spelling
from scripts.project import ROOT

CORPUS = load(ROOT).corpus
RECOGNISER = recogniser_of(CORPUS)
PATTERNS = [RECOGNISER.spelled(pattern) for entry in CORPUS.ng.values() for pattern in entry.patterns if not unsafe(pattern)]
SIEVES = {mesh: Sieve(PATTERNS, mesh) for mesh in (COARSE, FINE)}
MADE_UP = ("ab?c", "(?:ab|c)d", "(?:ab|)c", "a(?:b|$)", "(?:^|[、。])ab", "a(?=bc)", "(?=ab)..", "a(?!b)c", "[ab]c", "[a-c]d", "[^a]b", "a{2}b", "a{1,3}b", "(?:ab){2}c", "(?:ab){0,2}c", "a.c", "(?:a|b(?:c|d))e", "a|bc", "(?:a?b?)c", "(?:a|b){2}c", "(?:^a|b$)", "a(?=b?)c",
           "(?:ab|c){2}d", "a{2}bc", "ab{1,2}c", "(?:a|bc)(?:d|ef)?g", "a(?=b)bc", "a(?=b|cd)..", "abc?d", "ab?c?d?e?f", "(?:abc)?(?:def|)g", "a(?=bcde|f)b?c", "[abcdefgh][abcdefgh][abcdefgh]d")
PIECES = [*"ごめんねソツモリかでっッーー〜~。、…!?！？・.,「」『』()（）〔〕 　\n\tＡａ１AaW wｗ草笑謝許&<>\"“”\u3099ﾞｶガ😀♪\u200b\ufe0f", "ソンナツモリジャナカッタ", "(汗)", "（笑）", "(^^)", "m(_ _)m", "<br>", "</p>", "&amp;", "。。", "……", "かー", "っ。", "ゴメン", "ｺﾞﾒﾝ", "いそがし"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_what_a_pattern_matches_passes_the_sieve(data: st.DataObject) -> None:
    """A phrase with NG words would be let in because its pattern was never tried."""
    number = data.draw(st.integers(0, len(PATTERNS) - 1))
    text = data.draw(st.from_regex(PATTERNS[number]))
    assert all(number in sieve.passes(text) for sieve in SIEVES.values())


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(MADE_UP).flatmap(lambda pattern: st.tuples(st.just(pattern), st.from_regex(pattern))))
def test_every_way_to_write_a_pattern_passes_the_sieve(example: tuple[str, str]) -> None:
    """The next pattern of the list may be written in a way that none is today."""
    pattern, text = example
    assert all(Sieve(["zzz", pattern], Mesh(longest, most)).passes(text)[-1:] == [1] for longest in (1, 2, 3, 4) for most in (1, 2, 5))


def test_the_sieve_leaves_few() -> None:
    """If it let all pass, `check` would be slow again and nobody would know why."""
    texts = [reading.text for phrase in CORPUS.phrases.values() for wording in phrase.wordings for reading in RECOGNISER.readings(wording.text)]
    assert sum(len(SIEVES[COARSE].passes(text)) for text in texts) < len(texts) * len(PATTERNS) / 40
    assert sum(len(SIEVES[FINE].passes(text)) for text in texts) < len(texts) * len(PATTERNS) / 150


@settings(max_examples=800, deadline=None)
@given(TEXTS)
def test_texts_without_a_sign_are_what_the_rules_would_make_of_them(text: str) -> None:
    """Emoticons and wide letters would hide words from the patterns."""
    if not module._has_sign(text):
        assert module._rewritten(text, module._MARKS) == text


@settings(max_examples=800, deadline=None)
@given(TEXTS)
def test_places_belong_to_the_text(text: str) -> None:
    """The mark would stand under other words than those that hurt."""
    for reading in readings(text, Spellings(CORPUS.drafts.spellings)):
        again, places = text, [(at, at + 1) for at in range(len(text))]
        for rule in reading.rules:
            again, places = module._replaced(again, places, *rule)
        assert again == reading.text and len(places) == len(again)
        assert [reading.place(at, at + 1) for at in range(len(again))] == places
        assert all(0 <= start <= end <= len(text) for start, end in places) and [start for start, _ in places] == sorted(start for start, _ in places)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text("あいうA-", min_size=1, max_size=4), unique=True, max_size=8), st.text("あいうA-b", max_size=12))
def test_the_longest_of_the_spellings_counts(words: list[str], text: str) -> None:
    """すいません would be read as す and いません."""
    spelled = Spellings([Spelling(write=f"<{word}>", also=(word,)) for word in words])
    one_by_one = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"
    assert spelled.rule[0].findall(text) == re.findall(f"{one_by_one}|[A-Z]+", text)


def test_a_spelling_may_hold_any_sign() -> None:
    """One word with a bracket in corpus/drafts would end every check with an error of the machine."""
    for sign in map(chr, (*range(0x20, 0x7f), 0x3000, 0x3042, 0x1f64f)):
        for reading in readings(f"あい{sign}う", Spellings([Spelling(write="え", also=(f"い{sign}う",))])):
            assert reading.text == module._rewritten(reading.draft, reading.rules)
