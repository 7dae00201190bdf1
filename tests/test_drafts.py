"""The draft checker on drafts as people write them. The halves are measured alike; patterns are improved on the first alone."""

from __future__ import annotations

import pytest

from scripts.check.patterns import recogniser_of
from scripts.corpus.load import load
from scripts.corpus.model import Corpus
from scripts.drafts.findings import DraftReader, Mark, spared
from scripts.drafts.learned import read_learned
from scripts.project import ROOT
from tests.drafts import HALVES, Draft, drafts, sentences


class Reader:
    """The checker of the corpus, without a browser."""

    def __init__(self, corpus: Corpus) -> None:
        self.recogniser = recogniser_of(corpus)
        self.corpus, learned = corpus, read_learned()
        self.reader = DraftReader(corpus, learned, spared(corpus, DraftReader(corpus, learned)))
        self.dangers = [(s.leads, [self.recogniser.compiled(p) for p in s.patterns]) for s in corpus.drafts.danger]
        self.components = [(s.component, [self.recogniser.compiled(p) for p in s.patterns]) for s in corpus.drafts.components]

    def marks(self, text: str) -> list[Mark]:
        return self.reader.marks(text)

    def danger(self, text: str) -> list[str]:
        return [leads for leads, patterns in self.dangers if self._plainly(text, patterns)]

    def has(self, text: str) -> set[str]:
        return {component for component, patterns in self.components if self._plainly(text, patterns)}

    def _plainly(self, text: str, patterns: list) -> bool:
        return any(next(self.recogniser.plainly(reading, patterns), None) for reading in self.recogniser.readings(text))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load(ROOT).corpus)


def share(true: list[bool]) -> float:
    return sum(true) / len(true)


@pytest.mark.parametrize("half", HALVES)
def test_labels_are_sound(half: str) -> None:
    """What is measured would not be what was labelled."""
    corpus, listed = load(ROOT).corpus, drafts(half)
    assert len(listed) >= 100 and len({draft.text for draft in listed}) == len(listed)
    assert 0.4 <= share([draft.is_clean for draft in listed]) <= 0.6
    for draft in listed:
        assert all(kind in corpus.vocabularies["ng-type"] and words in draft.text for kind, all_words in draft.ng.items() for words in all_words), draft.text
        assert draft.danger is None or draft.danger in corpus.safety, draft.text
    assert {kind for draft in listed for kind in draft.ng} == set(corpus.vocabularies["ng-type"].terms)


@pytest.mark.parametrize("half", HALVES)
def test_what_breaks_an_apology_is_marked(half: str, reader: Reader) -> None:
    """A reader would send the words that hurt, having been told that nothing was found."""
    found = [(any(mark.type == kind and mark.start < at + len(words) and at < mark.end for mark in reader.marks(draft.text)), kind, words)
             for draft in drafts(half) for kind, all_words in draft.ng.items() for words in all_words for at in [draft.text.index(words)]]
    assert share([hit for hit, *_ in found]) >= 0.92, [(kind, words) for hit, kind, words in found if not hit]


def test_each_type_is_known_in_many_words(reader: Reader) -> None:
    """One way of blaming would be marked and its neighbours not."""
    for kind, said in sentences().items():
        known = [any(mark.type == kind for mark in reader.marks(text)) for text in said]
        assert share(known) >= 0.9, (kind, [text for text, hit in zip(said, known) if not hit])


def test_what_a_guide_shows_as_wrong_is_marked(reader: Reader) -> None:
    """Who pastes the very words of an NG guide would be told that nothing was found."""
    missed = [(entry.id, text) for entry in reader.corpus.ng.values() if entry.patterns for text in entry.examples
              if not any(mark.type == entry.type for mark in reader.marks(text))]
    assert not missed


@pytest.mark.parametrize("half", HALVES)
def test_clean_drafts_are_left_alone(half: str, reader: Reader) -> None:
    """A reader who owns what they did would be told that it is an excuse."""
    clean = [draft for draft in drafts(half) if draft.is_clean]
    marked = [(draft.text, mark) for draft in clean for mark in reader.marks(draft.text)]
    assert len({text for text, _ in marked}) / len(clean) <= 0.05, [(text[mark.start:mark.end], text) for text, mark in marked]


def test_drafts_that_nobody_had_seen(reader: Reader) -> None:
    """What is measured on drafts by the hand that wrote the patterns says little of what readers paste."""
    listed = drafts("unseen")
    bad, clean = [draft for draft in listed if draft.ng], [draft for draft in listed if draft.is_clean]
    assert len(bad) >= 380 and len(clean) >= 380
    assert share([bool(reader.marks(draft.text)) for draft in bad]) >= 0.95
    places = [(draft, draft.text.index(words), len(words)) for draft in bad for all_words in draft.ng.values() for words in all_words]
    assert share([any(mark.start < at + length and at < mark.end for mark in reader.marks(draft.text)) for draft, at, length in places]) >= 0.9
    assert share([bool(reader.marks(draft.text)) for draft in clean]) <= 0.1


def test_wordings_of_the_corpus_pass_unmarked(reader: Reader) -> None:
    """The site would offer words and then advise against them."""
    marked = [(phrase.id, mark) for phrase in reader.corpus.phrases.values() for wording in phrase.wordings for mark in reader.marks(wording.text)]
    assert not marked


@pytest.mark.parametrize("half", HALVES)
def test_danger_leads_to_its_page_and_nothing_else_does(half: str, reader: Reader) -> None:
    """A threat, a blow or a wish to die would get advice on wording."""
    for draft in drafts(half):
        led = reader.danger(draft.text)
        assert draft.danger in led if draft.danger else not led, (draft.text, led)


def test_components_are_seen(reader: Reader) -> None:
    """A reader would be told to add what is already there."""
    labelled: list[Draft] = [draft for half in HALVES for draft in drafts(half) if draft.has is not None]
    seen = [component in reader.has(draft.text) for draft in labelled for component in draft.has or ()]
    assert len(labelled) >= 40 and share(seen) >= 0.8
