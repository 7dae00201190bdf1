"""`make learn`: sentences that people labelled → what the draft checker knows (see learned.py).

Logistic regression over the words of a sentence: once for whether it breaks an apology, once for the type, once for the
entry. Every wording of the corpus counts as sound. What says little is dropped, so that the browser loads little.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any, Iterable, Iterator, Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from scripts.check.patterns import recogniser_of
from scripts.corpus.model import Corpus
from scripts.drafts.examples import Examples
from scripts.drafts.features import Cutter, features, sentences
from scripts.drafts.learned import SCALE
from scripts.search.forms import tokenizer

STRENGTH = 10.0
"""How little the weights are held back (scikit-learn's C)."""
SEEN = 3
"""A spelling counts as a word from so many places on."""
KEPT, KEPT_TYPES = 30_000, 6_000
"""How many features keep a weight: for whether a sentence breaks an apology, and for how."""
OF_DRAFTS = 2
"""A sentence of a draft counts as so many: it stands as people write it, among others."""
PATTERNED, DOUBTED, MARKED, SHARE = 1.5, -1.0, 0.9, 0.2
"""Chosen on drafts that were not learned from when they were chosen; those of tests/drafts/unseen.yml had no part in it."""
_LEAST = 120
"""Hundredths: an entry's words below this weight say little."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One sentence, in the spelling of readings, with the NG types it says, and the NG entry where one is known."""

    text: str
    types: frozenset[str] = frozenset()
    ng: str | None = None


def learn(corpus: Corpus, examples: Examples) -> dict[str, Any]:
    """The fields of Learned."""
    samples = list(_samples(corpus, examples))
    words = _words(sample.text for sample in samples)
    cutter = Cutter(words)
    found = [features(cutter.cut(sample.text)) for sample in samples]
    index = {feature: at for at, feature in enumerate(sorted(feature for feature, count in Counter(f for some in found for f in some).items() if count > 1))}
    matrix = _matrix(found, index)
    breaks = LogisticRegression(C=STRENGTH, max_iter=1000).fit(matrix, [bool(sample.types) for sample in samples])
    said = [(at, kind) for at, sample in enumerate(samples) for kind in sorted(sample.types)]
    types = LogisticRegression(C=STRENGTH, max_iter=1000).fit(matrix[[at for at, _ in said]], [kind for _, kind in said])
    names = list(index)
    return {
        "words": {spelling: word for spelling, word in sorted(words.items())},
        "bias": round(SCALE * float(breaks.intercept_[0])),
        "breaks": {names[at]: round(SCALE * float(breaks.coef_[0][at])) for at in _largest(np.abs(breaks.coef_[0]), KEPT)},
        "types": [str(name) for name in types.classes_],
        "type_bias": [round(SCALE * float(bias)) for bias in types.intercept_],
        "type_weights": {names[at]: [round(SCALE * float(weight)) for weight in types.coef_[:, at]] for at in _largest(np.abs(types.coef_).max(axis=0), KEPT_TYPES)},
        "entries": _entries(samples, cutter),
        "patterned": PATTERNED, "doubted": DOUBTED, "marked": MARKED, "share": SHARE,
    }


def _samples(corpus: Corpus, examples: Examples) -> Iterator[Sample]:
    recogniser = recogniser_of(corpus)

    def plain(text: str) -> str:
        return recogniser.readings(text)[0].text

    for ng, said in examples.said.items():
        kind = frozenset({corpus.ng[ng].type})
        yield from (Sample(plain(text), kind, ng) for text in said.said)
        yield from (Sample(plain(text)) for text in said.fine)
    for entry in corpus.ng.values():
        yield from (Sample(plain(text), frozenset({entry.type}), entry.id) for text in entry.examples)
        yield from (Sample(plain(text)) for text in entry.fine)
    for draft in examples.drafts:
        reading = recogniser.readings(draft.text)[0]
        places = [(kind, draft.text.index(word), draft.text.index(word) + len(word)) for kind, words in draft.ng.items() for word in words]
        for start, end in sentences(reading.text):
            first, last = reading.place(start, end)
            sample = Sample(reading.text[start:end], frozenset(kind for kind, a, b in places if a < last and first < b))
            yield from [sample] * OF_DRAFTS
    sound = dict.fromkeys(text[start:end] for phrase in corpus.phrases.values() for wording in phrase.wordings
                          for text in [plain(wording.text)] for start, end in sentences(text))
    yield from map(Sample, sound)


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
