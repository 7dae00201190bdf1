"""The corpora that the bench measures on: sound, real in their figures, and the same every time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from scripts.bench.corpora import write_project
from scripts.check.run import check
from scripts.corpus.load import Loaded, load
from scripts.corpus.model import Corpus
from scripts.project import ROOT
from scripts.site.files import read_tree

MORE = 20
KINDS = ("qa", "ng", "guides", "causes", "safety")


@pytest.fixture(scope="module")
def real() -> Corpus:
    """The corpus of the project."""
    return load(ROOT).corpus


@pytest.fixture(scope="module")
def grown(real: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a few phrases more than there are."""
    folder = tmp_path_factory.mktemp("grown")
    write_project(ROOT, folder, len(real.phrases) + MORE)
    return folder


def assert_sound(loaded: Loaded, count: int, real: Corpus) -> None:
    corpus = loaded.corpus
    assert check(loaded) == [] and len(corpus.phrases) == count
    assert {(p.scene, p.stage) for p in corpus.phrases.values()} == {(p.scene, p.stage) for p in real.phrases.values()}
    assert all(getattr(corpus, kind).keys() == getattr(real, kind).keys() for kind in KINDS)


def test_a_part_of_the_corpus_is_sound_and_has_every_cell(real: Corpus, tmp_path: Path) -> None:
    """The bench would stop at problems, or leave out what is slow."""
    write_project(ROOT, tmp_path, 100)
    assert_sound(load(tmp_path), 100, real)


def test_drawn_phrases_are_sound_and_like_the_real_ones(real: Corpus, grown: Path) -> None:
    """Shorter texts, or the same few again and again, would make every figure too good."""
    loaded = load(grown)
    assert_sound(loaded, len(real.phrases) + MORE, real)
    drawn = [phrase for phrase in loaded.corpus.phrases.values() if phrase.id not in real.phrases]
    models = [real.phrases[phrase.id.removesuffix("-2")] for phrase in drawn]
    forms = [[Counter((w.tone, w.channels) for w in p.wordings) for p in group] for group in (drawn, models)]
    lengths = [sum(len(w.text) for p in group for w in p.wordings) for group in (drawn, models)]
    assert forms[0] == forms[1]
    assert lengths[0] == pytest.approx(lengths[1], rel=0.1)
    assert {w.text for p in drawn for w in p.wordings}.isdisjoint(w.text for p in real.phrases.values() for w in p.wordings)


def test_the_same_seed_gives_the_same_files(real: Corpus, grown: Path, tmp_path: Path) -> None:
    """Two runs of the bench could not be compared."""
    write_project(ROOT, tmp_path, len(real.phrases) + MORE)
    assert read_tree(tmp_path) == read_tree(grown)
