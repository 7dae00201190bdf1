"""Change → Review. Pure: what is new is shown with what stands beside it, and with what it moves."""

from __future__ import annotations

import re
from typing import Iterable, Iterator, Mapping

from scripts.check.duplicates import closeness, fold
from scripts.corpus.model import Corpus, Entry, Phrase
from scripts.corpus.problem import Problem
from scripts.corpus.relations import relate
from scripts.corpus.vocabulary import FACETS
from scripts.coverage.count import Coverage, cover
from scripts.review.change import Change
from scripts.review.model import MOST_ENTRIES, MOST_LINES, Changed, Counted, Fault, Other, Review, Said

ALIKE = 0.25
"""Share of common pairs of letters from which two wordings are shown side by side; `check` refuses from 0.5."""
NEIGHBOURS = 3
_PATH = re.compile(r"corpus/[a-z0-9/_-]{1,180}\.yml")


def collect(change: Change, after: Corpus, problems: Iterable[Problem]) -> Review:
    """The review of a change whose files now read as `after`."""
    touched = {*change.added, *change.altered}
    faults = [p for p in problems if p.path in touched]
    named = _whole(after)
    entries = [entry for entry in after if named and entry.path in touched and _PATH.fullmatch(str(entry.path))]
    entries.sort(key=lambda entry: (entry.kind != "phrase", entry.path not in change.added))
    related = relate(after).related if entries else {}
    folded = {(p.id, i): fold(w.text) for p in after.phrases.values() for i, w in enumerate(p.wordings)} if entries else {}
    return Review(
        added=len(change.added), altered=len(change.altered), removed=len(change.removed),
        gone=tuple(_line(str(path)) for path in change.removed[:MOST_LINES]),
        entries=tuple(_changed(entry, entry.path in change.added, after, related, folded) for entry in entries[:MOST_ENTRIES]),
        counts=tuple(_moved(after, cover(change.before), cover(after)))[:MOST_LINES] if named and _whole(change.before) else (),
        faults=tuple(Fault(path=_line(str(p.path)), line=p.line, code=p.code, message=p.message[:1000]) for p in faults[:MOST_LINES]),
        more_faults=max(0, len(faults) - MOST_LINES))


def _whole(corpus: Corpus) -> bool:
    """Whether every vocabulary could be read, so that all there is has a name."""
    return all(facet in corpus.vocabularies for facet in FACETS)


def _changed(entry: Entry, new: bool, corpus: Corpus, related: Mapping[str, tuple[str, ...]], folded: Mapping[tuple[str, int], str]) -> Changed:
    label = {(facet, term.id): term for facet, vocabulary in corpus.vocabularies.items() for term in vocabulary}
    kind = label["kind", entry.kind].short
    if not isinstance(entry, Phrase):
        return Changed(path=str(entry.path), new=new, place=kind, title=_line(entry.title), texts=tuple(text.strip()[:1000] for text in entry.texts[:6]))
    channels = [[label["channel", channel].short for channel in wording.channels] for wording in entry.wordings]
    return Changed(
        path=str(entry.path), new=new, place=f"{kind}({label['scene', entry.scene].short}・{label['stage', entry.stage].short})", title=_line(entry.title),
        wordings=tuple(Said(tone=label["tone", w.tone].short, channels="・".join(suits), subject=_line(w.subject or ""), text=w.text.strip()[:1000])
                       for w, suits in zip(entry.wordings, channels)),
        why=entry.why,
        neighbours=tuple(Other(title=_line(near.title), text=_line(near.wordings[0].text), path=str(near.path))
                         for i in related.get(entry.id, ())[:NEIGHBOURS] if (near := corpus.phrases.get(i)) and _PATH.fullmatch(str(near.path))),
        alike=tuple(_alike(entry, corpus, folded)))


def _alike(entry: Phrase, corpus: Corpus, folded: Mapping[tuple[str, int], str]) -> Iterator[Other]:
    """The wordings of other entries that share most letters with one of this entry's."""
    best: dict[str, tuple[float, int]] = {}
    for mine in (folded[entry.id, index] for index in range(len(entry.wordings))):
        for (other, at), theirs in folded.items():
            if other != entry.id:
                best[other] = max(best.get(other, (0.0, 0)), (closeness(mine, theirs), at))
    for other, (nearness, at) in sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:NEIGHBOURS]:
        near = corpus.phrases[other]
        if nearness >= ALIKE and _PATH.fullmatch(str(near.path)):
            yield Other(title=_line(near.title), text=_line(near.wordings[at].text), path=str(near.path), nearness=round(nearness, 2))


def _moved(corpus: Corpus, before: Coverage, after: Coverage) -> Iterator[Counted]:
    """Every count of the coverage that the change moves."""
    def name(**terms: str) -> str:
        return " × ".join(corpus.vocabularies[facet][term].short for facet, term in terms.items())

    yield from _differ("言い方", before.wordings.have, after.wordings.have)
    for kind, count in after.kinds.items():
        yield from _differ(name(kind=kind), before.kinds[kind].have if kind in before.kinds else 0, count.have)
    for (scene, stage), count in after.cells.items():
        yield from _differ(name(scene=scene, stage=stage), before.cells[scene, stage].have if (scene, stage) in before.cells else 0, count.have)
    for (scene, cause), count in after.situations.items():
        yield from _differ(name(scene=scene, cause=cause), before.situations[scene, cause].have if (scene, cause) in before.situations else 0, count.have)
    for (scene, stage, tone), count in after.tones.items():
        yield from _differ(name(scene=scene, stage=stage, tone=tone), before.tones[scene, stage, tone].have if (scene, stage, tone) in before.tones else 0, count.have)


def _differ(name: str, before: int, after: int) -> Iterator[Counted]:
    if before != after:
        yield Counted(name=name, before=before, after=after)


def _line(text: str) -> str:
    """One line of at most 160 characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 160 else flat[:159] + "…"
