"""A new lexicon keeps the numbers of the one before: the index holds them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scripts.search.analyser import Analyser
from scripts.search.forms import Form
from scripts.search.lexicon import Lexicon, Term
from scripts.search.renumbering import GONE, renumbered, respelled

WORDS = st.lists(st.text("あいう", min_size=1, max_size=3), unique=True, max_size=8)


def lexicon(words: list[str], *, stop: bool = False) -> Lexicon:
    """Each word a term of its own."""
    return Lexicon(terms=tuple(Term(names=(word,), forms=(Form(word),), stop=stop) for word in words),
                   analyser=Analyser({word: (number,) for number, word in enumerate(words)}))


@given(WORDS, WORDS)
def test_a_word_keeps_its_number_whatever_comes_and_goes(before: list[str], after: list[str]) -> None:
    """One more word in a list would have every entry indexed again, or find an entry by another word."""
    old, new = lexicon(before), renumbered(lexicon(after), lexicon(before))
    for number, word in enumerate(before):
        assert new.terms[number] == (old.terms[number] if word in after else GONE)
    for word in after:
        (number,) = new.analyser.spellings[word]
        assert new.terms[number].names == (word,)
    assert sorted(term.names[0] for term in new.terms if term is not GONE) == sorted(after)


def test_a_group_keeps_its_number_under_any_of_its_words() -> None:
    """A word put before the others of its group would be a new group."""
    before = Lexicon(terms=(Term(names=("あ",), forms=()), Term(names=("い", "う"), forms=())), analyser=Analyser({}))
    after = Lexicon(terms=(Term(names=("え", "う"), forms=()),), analyser=Analyser({"え": (0,)}))
    new = renumbered(after, before)
    assert new.terms == (GONE, after.terms[0]) and new.analyser.spellings == {"え": (1,)}


def test_what_is_read_otherwise() -> None:
    """A text would keep a word that is no longer looked for in texts, or miss one that is."""
    assert respelled(lexicon(["あ", "い"]), lexicon(["あ", "う"])) == {"い", "う"}
    assert respelled(lexicon(["あ"]), lexicon(["あ"], stop=True)) == {"あ"}
