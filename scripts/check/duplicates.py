"""No two entries say nearly the same: a reader who scrolls must meet something new.

- E150 two wordings (of two phrases; or of one phrase in the same tone)
- E151 two intents
- E152 two questions

Nearness is the Jaccard index of the pairs of letters, after folding width and case
and dropping blanks and signs. Where the corpus stood when the thresholds were set
(1,924 wordings, 734 intents, 92 questions), the nearest wordings reached 0.44; a
text with a noun exchanged here and there stays above 0.6. Intents and questions share
their frames (〜ことを謝る, 何と返せばいいですか): different acts reach 0.58.

Comparing all with all would take a quarter of an hour at ten thousand phrases. Two texts that near
share long runs of letters, so only texts are compared that share runs which few
texts have; a text that is reported is not compared with again.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import PurePosixPath
from typing import Iterable, Iterator, Sequence

from scripts.check.report import at
from scripts.check.wordings import BLANK
from scripts.corpus.load import Loaded
from scripts.corpus.model import Corpus
from scripts.corpus.problem import Problem
from scripts.corpus.source import Loc

NEAR_WORDINGS = 0.5
NEAR_TITLES = 0.6
_RUN = 6
_STEP = 3
"""Every third run of a text is kept: a passage shared with a later one, where all are looked up, is still met."""
_FEW = 16
"""How many texts may share a run of letters before it counts as a stock phrase."""
SHARE = 0.06
"""How many runs, for each letter of a text, another must share to be compared; texts at 0.5 share a third more, and most share far more."""
_MOST = 2
"""How many of those that share most runs are compared."""
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Text:
    """Something that may have a twin. Of one `owner`, only texts of one `tone` are compared."""

    path: PurePosixPath
    loc: Loc
    text: str
    owner: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Twin:
    """`later` says nearly what `first` says."""

    first: Text
    later: Text
    nearness: float


def check(loaded: Loaded) -> Iterator[Problem]:
    corpus = loaded.corpus
    wordings = (Text(p.path, ("wordings", i, "text"), w.text, p.id, w.tone) for p in corpus.phrases.values() for i, w in enumerate(p.wordings))
    intents = (Text(p.path, ("intent",), p.intent, p.id) for p in corpus.phrases.values())
    questions = (Text(q.path, ("question",), q.question, q.id) for q in corpus.qa.values())
    yield from _problems(corpus, twins(wordings, NEAR_WORDINGS), "E150", "この言葉", "別の場面や気持ちの言葉に書き直すか、片方を消してください。")
    yield from _problems(corpus, twins(intents, NEAR_TITLES), "E151", "この intent ", "何が違うのかがわかるように書き分けるか、一つの項目にまとめてください。")
    yield from _problems(corpus, twins(questions, NEAR_TITLES), "E152", "この問い", "何が違うのかがわかるように書き分けるか、一つの項目にまとめてください。")


def _problems(corpus: Corpus, found: Iterable[Twin], code: str, what: str, advice: str) -> Iterator[Problem]:
    for twin in found:
        first = twin.first
        line = corpus.documents[first.path].text_mark(first.loc, 0).line
        yield at(corpus, twin.later.path, twin.later.loc, code,
                 f"{what}は {first.path}:{line} とほとんど同じです(文字の並びの {twin.nearness:.0%} が共通)。{advice}")


def twins(texts: Iterable[Text], near: float) -> Iterator[Twin]:
    """Each text that has a twin before it, with the nearest of them."""
    holders: dict[str, tuple[int, ...]] = {}
    """By run of letters: the numbers of the texts that hold it; none for a stock phrase. Tuples, and runs in the order of the text, lie close together in memory."""
    seen: list[tuple[Text, str, int]] = []
    """Each text, folded, and how many pairs it has."""
    for text in texts:
        folded = fold(text.text)
        runs = _pieces(folded, _RUN)
        likely = _likely(text, len(folded) * SHARE, list(filter(None, map(holders.get, dict.fromkeys(runs)))), seen)
        pairs = set(_pairs(folded))
        nearest = max(((_jaccard(pairs, *seen[number][1:]), -number) for number in likely), default=(0.0, 0))
        if nearest[0] >= near:
            yield Twin(seen[-nearest[1]][0], text, nearest[0])
            continue
        number = (len(seen),)
        for run in dict.fromkeys(runs[::_STEP]):
            held = holders.get(run)
            if held is None:
                holders[run] = number
            elif held:
                holders[run] = held + number if len(held) < _FEW else ()
        seen.append((text, folded, len(pairs)))


def _likely(text: Text, least: float, shared: Sequence[Sequence[int]], seen: Sequence[tuple[Text, str, int]]) -> list[int]:
    """The texts that share most runs with `text`, at least so many. `shared`: who else holds each of its runs."""
    def comparable(number: int) -> bool:
        first = seen[number][0]
        return first.owner != text.owner or first.tone == text.tone

    if len(shared) < least:
        return []
    most = sorted((-count, number) for number, count in Counter(chain.from_iterable(shared)).items() if count >= least)
    return list(islice((number for _, number in most if comparable(number)), _MOST))


def fold(text: str) -> str:
    """Letters only, without blanks, in one width and case."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", BLANK.sub("", text)).casefold())


def runs_of(folded: str) -> set[str]:
    """The runs of letters that a twin would share some of."""
    return set(_pieces(folded, _RUN))


def closeness(a: str, b: str) -> float:
    """How near two folded texts come; 1 is the same."""
    return _jaccard(set(_pairs(a)), b, len(set(_pairs(b))))


def _pairs(folded: str) -> list[int]:
    """The pairs of letters, each as the number that it is in memory: made in half of the time that strings take. A text of one letter, or none, has that."""
    if len(folded) < 2:
        return [ord(folded or "\0")]
    letters = memoryview(folded.encode("utf-32-le", "surrogatepass"))
    return [*letters[:len(folded) // 2 * 8].cast("Q"), *letters[4:(len(folded) + 1) // 2 * 8 - 4].cast("Q")]


def _pieces(text: str, size: int) -> list[str]:
    return [text[i:i + size] for i in range(len(text) - size + 1)] or [text]


def _jaccard(pairs: set[int], other: str, count: int) -> float:
    """How near a text with these pairs comes to another, folded, that has so many. Only what both have is gathered: to make another set would take twice as long."""
    common = len(pairs.intersection(_pairs(other)))
    return common / (len(pairs) + count - common)
