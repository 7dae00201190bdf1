"""`make learn`: sentences that people labelled → what the draft checker knows (see learned.py).

Logistic regression over the words of a sentence: once for whether it breaks an apology, once for the type, once for the
entry. For the first, words that stand far more often on one side than on the other begin larger, as naive Bayes would have
it (Wang and Manning, Baselines and Bigrams, 2012), and that the patterns of an NG entry match in a sentence counts as one
word more: some patterns are to be believed more than others. How long a sentence is counts in drafts and
guides alone: the short sentences of the lists are there because they break an apology, those that people write mostly
don't. For the type, three words in a row say nothing that two don't. Every wording of the corpus counts as sound. What
says little is dropped, so that the browser loads little.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any, Iterable, Iterator, Sequence

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression

from scripts.check.patterns import recogniser_of
from scripts.corpus.model import Corpus
from scripts.drafts.examples import Examples
from scripts.drafts.features import Cutter, features, sentences
from scripts.drafts.findings import matches, rules
from scripts.drafts.learned import SCALE
from scripts.search.forms import tokenizer

STRENGTH = 10.0
"""How little the weights are held back (scikit-learn's C)."""
SMOOTHED = 2
"""How many more places a word is taken to stand in on either side, before the sides are compared."""
LONGEST = 24
"""Letters of a sentence beyond which its length says nothing: a line of a telephone, about."""
TRUSTED = 0.8
"""How far the length is believed: all of it would let go the short sentences that the guides show."""
SEEN = 3
"""A spelling counts as a word from so many places on."""
KEPT, KEPT_TYPES = 17_200, 4_000
"""How many features keep a weight: for whether a sentence breaks an apology, and for how. More of them change no figure of tests/test_drafts.py for the better."""
OF_DRAFTS = 2
"""A sentence of a draft counts as so many: it stands as people write it, among others."""
OF_GUIDES = 6
"""And one that a guide shows so many: who pastes what the site itself calls wrong must be told so."""
MARKED, BESIDE, SHARE = -0.35, 0.5, 0.2
"""As in Learned. Chosen on tests/drafts/unseen.yml, from which nothing is learned."""
_LEAST = 120
"""Hundredths: an entry's words below this weight say little."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One sentence, in the spelling of readings, with the NG types it says, the NG entry where one is known, and those whose patterns match in it;
    whether it stands in a draft or a guide.
    """

    text: str
    types: frozenset[str] = frozenset()
    ng: str | None = None
    matched: frozenset[str] = frozenset()
    drafted: bool = False


def learn(corpus: Corpus, examples: Examples) -> dict[str, Any]:
    """The fields of Learned."""
    samples = list(_samples(corpus, examples))
    words = _words(sample.text for sample in samples)
    cutter = Cutter(words)
    found = [features(cutter.cut(sample.text)) for sample in samples]
    index = {feature: at for at, feature in enumerate(sorted(feature for feature, count in Counter(f for some in found for f in some).items() if count > 1))}
    matrix = _matrix(found, index)
    patterned = sorted({ng for sample in samples for ng in sample.matched})
    breaking = np.array([bool(sample.types) for sample in samples])
    telling = _telling(matrix, breaking)
    lengths = csr_matrix([[sample.drafted, sample.drafted * math.log(min(len(sample.text), LONGEST))] for sample in samples], dtype=float)
    matched = csr_matrix([[ng in sample.matched for ng in patterned] for sample in samples], dtype=float)
    breaks = LogisticRegression(C=STRENGTH, max_iter=3000).fit(hstack([matrix @ diags(telling), matched, lengths], format="csr"), breaking)
    said_by_words, said_by_patterns, (drafted, length) = np.split(breaks.coef_[0], [len(index), len(index) + len(patterned)])
    weights = said_by_words * telling
    said = [(at, kind) for at, sample in enumerate(samples) for kind in sorted(sample.types)]
    names = list(index)
    short = [at for at, name in enumerate(names) if name.count(" ") < 2]
    types = LogisticRegression(C=STRENGTH, max_iter=1000).fit(matrix[[at for at, _ in said]][:, short], [kind for _, kind in said])
    return {
        "words": {spelling: word for spelling, word in sorted(words.items())},
        "bias": round(SCALE * float(breaks.intercept_[0] + TRUSTED * drafted)),
        "length": round(SCALE * TRUSTED * float(length)), "longest": LONGEST,
        "breaks": {names[at]: round(SCALE * float(weights[at])) for at in _largest(np.abs(weights), KEPT)},
        "patterns": {ng: round(SCALE * float(weight)) for ng, weight in zip(patterned, said_by_patterns, strict=True)},
        "unlearned": round(SCALE * float(np.median(said_by_patterns))),
        "types": [str(name) for name in types.classes_],
        "type_bias": [round(SCALE * float(bias)) for bias in types.intercept_],
        "type_weights": {names[short[at]]: [round(SCALE * float(weight)) for weight in types.coef_[:, at]] for at in _largest(np.abs(types.coef_).max(axis=0), KEPT_TYPES)},
        "entries": _entries(samples, cutter),
        "marked": MARKED, "beside": BESIDE, "share": SHARE,
    }


def _samples(corpus: Corpus, examples: Examples) -> Iterator[Sample]:
    recogniser = recogniser_of(corpus)
    patterns = rules(corpus, recogniser)

    def read(text: str) -> Iterator[tuple[str, int, int, frozenset[str]]]:
        """Each sentence of a text: as it is read, where it stands, and what matches in it."""
        ways = recogniser.readings(text)
        found = list(matches(recogniser, patterns, ways))
        for start, end in sentences(ways[0].text):
            first, last = ways[0].place(start, end)
            yield ways[0].text[start:end], first, last, frozenset(mark.ng for mark in found if mark.start < last and first < mark.end)

    for ng, said in examples.said.items():
        kind = frozenset({corpus.ng[ng].type})
        yield from (Sample(text, kind, ng, matched) for one in said.said for text, _, _, matched in read(one))
        yield from (Sample(text, matched=matched) for one in said.fine for text, _, _, matched in read(one))
    for entry in corpus.ng.values():  # patterns were written for these, so a match says nothing about them
        yield from [Sample(text, frozenset({entry.type}), entry.id, drafted=True) for one in entry.examples for text, *_ in read(one)] * OF_GUIDES
        yield from [Sample(text, drafted=True) for one in entry.fine for text, *_ in read(one)] * OF_GUIDES
    for draft in examples.drafts:
        places = [(kind, draft.text.index(word), draft.text.index(word) + len(word)) for kind, words in draft.ng.items() for word in words]
        for text, first, last, matched in read(draft.text):
            yield from [Sample(text, frozenset(kind for kind, a, b in places if a < last and first < b), matched=matched, drafted=True)] * OF_DRAFTS
    yield from map(Sample, dict.fromkeys(text for phrase in corpus.phrases.values() for wording in phrase.wordings for text, *_ in read(wording.text)))


def _words(texts: Iterable[str]) -> dict[str, str]:
    """Spelling → the word in its plain form, as Sudachi sees it in most places."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for morpheme in tokenizer().tokenize(text):
            if morpheme.part_of_speech()[0] not in ("補助記号", "空白"):
                forms[morpheme.surface()][morpheme.normalized_form()] += 1
    return {spelling: min(counts, key=lambda form: (-counts[form], form)) for spelling, counts in forms.items() if counts.total() >= SEEN}


def _matrix(found: Sequence[set[str]], index: dict[str, int]) -> csr_matrix:
    """A row for each sentence, of length one but for features that are not in the index."""
    rows = [(row, index[feature], 1 / len(some) ** 0.5) for row, some in enumerate(found) for feature in sorted(some) if feature in index]
    row, column, value = zip(*rows)
    return csr_matrix((value, (row, column)), shape=(len(found), len(index)))


def _telling(matrix: csr_matrix, breaking: np.ndarray) -> np.ndarray:
    """For each word, by how much (log) more often it stands on one side than on the other."""
    places = matrix > 0
    here, there = (SMOOTHED + np.asarray(places[side].sum(axis=0)).ravel() for side in (breaking, ~breaking))
    return np.abs(np.log(here / here.sum()) - np.log(there / there.sum()))


def _largest(weights: Any, count: int) -> list[int]:
    """The places of the largest weights, in order."""
    return sorted(np.argsort(-weights, kind="stable")[:count].tolist())


def _entries(samples: Sequence[Sample], cutter: Cutter) -> dict[str, dict[str, int]]:
    """Word → NG entry → weight."""
    known = [(set(cutter.cut(sample.text)), sample.ng) for sample in samples if sample.ng]
    counts = Counter(word for words, _ in known for word in words)
    index = {word: at for at, word in enumerate(sorted(word for word, count in counts.items() if count > 1))}
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(_matrix([words for words, _ in known], index), [ng for _, ng in known])
    weights: dict[str, dict[str, int]] = {}
    for word, at in index.items():
        some = {str(ng): weight for ng, row in zip(model.classes_, model.coef_, strict=True) if (weight := round(SCALE * float(row[at]))) >= _LEAST}
        if some:
            weights[word] = some
    return weights
