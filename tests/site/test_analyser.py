"""One analyser, in two languages: what is indexed and what a query becomes must be the same tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from scripts.corpus.load import load
from scripts.project import ROOT
from scripts.search.analyser import SIZES, Analyser, fold, grams, runs, stretches, term
from scripts.search.forms import Form, forms
from scripts.search.lexicon import compile_lexicon

TEXTS = ["ＬＩＮＥで謝ったのに既読無視〜", "カレシに うそ ばれた!", "ｶﾞｰﾄﾞ ヴ ゐゑ 々 ㈱ 10,000円", "彼ピとケンカ…どうしよ😢", "a", "嘘", "", "  。、",
         "納期遅れ お詫び 先方 メール 件名", "引継ぎ漏れ/後任へ", "ﾊﾞﾚﾀ", "と゛うしよう", "謝る〔名前〕さん", "Ｓｌａｃｋ DM dm ＰＴＡ", "だんなのプリン食べた", "𠮷野家で喧嘩", "ーーー", "ヷヸ"]


@pytest.mark.parametrize(("text", "expected"), [("ＬＩＮＥ", "line"), ("カレ", "かれ"), ("ﾊﾞﾚﾀ", "ばれた"), ("どーしよ〜", "どーしよー"), ("ヴ", "ゔ")])
def test_fold(text: str, expected: str) -> None:
    """Full-width letters and katakana would not meet what the index holds."""
    assert fold(text) == expected


def test_grams_keep_voicing_apart() -> None:
    """かれ and がれ would be the same token, as Pagefind folds diacritics."""
    assert grams("かれ") != grams("がれ")
    assert all(token.isascii() and token.isalnum() for text in TEXTS for token in grams(text))


@pytest.mark.parametrize(("text", "expected"), [
    ("約束を", ["bsf8o5b", "bo5b52", "b52"]), ("嘘。\nごめ", ["bkqg14", "b1441", "b41"]), ("嘘 嘘", ["bkqg", "bkqg"]), ("line々", ["bdldi", "bdidn", "bdnde", "bdeca", "bca"]),
])
def test_a_gram_stands_at_the_place_of_its_characters(text: str, expected: list[str]) -> None:
    """A piece that goes over a stop or a line break would not be found, or pairs from two words typed apart would be looked for."""
    assert grams(text) == expected


def test_each_known_word_is_the_longest_that_begins_there() -> None:
    """A known word would be cut in the middle, or swallow its neighbours."""
    analyser = Analyser({"既読": (1,), "既読無視": (2,), "無視": (3,)})
    assert list(analyser.known("昨日既読無視された無視")) == [(2, "既読無視"), (9, "無視")]


@given(st.sets(st.text("あ破b・", min_size=1, max_size=4), max_size=8), st.text("あ破bB・ ", max_size=12))
def test_all_spellings_at_once_find_the_same(spellings: set[str], text: str) -> None:
    """In a large corpus other words would be known than in a query."""
    analyser = Analyser({spelling: (number,) for number, spelling in enumerate(sorted(spellings))})
    found = analyser.numbers(text)
    analyser.settle()
    assert analyser.numbers(text) == found
    analyser.add("破b", (9,))
    assert 9 in analyser.numbers("・破b")


def test_forms_cover_inflections_readings_and_okurigana() -> None:
    """破った would not find 破る; やぶった, 謝まる and 引継ぎ neither."""
    spelled = {s for word in ("破る", "謝る", "気まずい", "引き継ぎ", "食べる") for form in forms(word) for s in form.spellings()}
    assert {"破っ", "破り", "やぶっ", "謝まっ", "気まずかっ"[:3] + "か", "きまずく", "引継ぎ", "引継", "食べ"} <= spelled
    assert Form("食べ") not in forms("破る")


def test_browser_and_build_agree(page: Page, origin: str) -> None:
    """A word would be indexed as one token and looked up as another, and never be found."""
    corpus = load(ROOT).corpus
    lexicon = compile_lexicon(corpus)
    texts = TEXTS + [text for entry in list(corpus)[::9] for text in (entry.title, *entry.texts)]
    page.goto(origin)
    found = page.evaluate("""async (texts) => {
      const { fold, runs, grams } = await import(new URL('assets/js/search/analyser.js', location.href));
      const { Lexicon } = await import(new URL('assets/js/search/lexicon.js', location.href));
      const part = async (name) => (await fetch(`pagefind/lexicon/${name}.json`)).json();
      const lexicon = new Lexicon(await part('terms'), part);
      await lexicon.stock();
      await lexicon.prepare(texts.join(' '));
      return texts.map((text) => [fold(text), runs(fold(text)), grams(text), grams(text, 'r'), lexicon.analyser.numbers(text)]);
    }""", texts)
    for text, (folded, run, pairs, readings, terms) in zip(texts, found, strict=True):
        assert folded == fold(text), text
        assert run == list(runs(fold(text))), text
        assert pairs == grams(text) and readings == grams(text, "r"), text
        assert terms == lexicon.analyser.numbers(text), text


def test_a_token_begins_only_what_its_characters_begin() -> None:
    """Pagefind matches the beginnings of words: one term would bring the hits of another, or a pair those of other characters."""
    corpus = load(ROOT).corpus
    lexicon = compile_lexicon(corpus)
    texts = [text for entry in corpus for text in entry.texts] + ["".join(map(chr, range(0x3400, 0xA000))), "0123456789abcdefghijklmnopqrstuvwxyz", "々〆ーぁゖ"]
    of = {token: stretch[at:at + SIZES[letter]] for letter in SIZES for text in texts for stretch in stretches(fold(text))
          for at, token in enumerate(grams(stretch, letter))}
    tokens = sorted([*of, *(term(number) for number in range(len(lexicon.terms)))])
    begins = [(a, b) for a, b in zip(tokens, tokens[1:]) if b.startswith(a)]
    assert begins and all(of[b].startswith(of[a]) for a, b in begins)
    assert len(set(of.values())) == len({token[1:] for token in of})
