"""Corpus → Coverage: what there is, beside what corpus/coverage.yml asks for. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Iterator, Mapping, TypeVar

from scripts.corpus.model import FILES, Corpus

Pair = tuple[str, str]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are, and how many are enough (0: no number is asked for)."""

    have: int
    least: int = 0

    @property
    def short(self) -> int:
        return max(0, self.least - self.have)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """A place with too few entries, and the folder of corpus/ where the next one would go."""

    what: Mapping[str, str]
    """Facet → id: what the place is called."""
    count: Count
    folder: str
    given: Mapping[str, str]
    """What a new file there starts with (see scripts.corpus.template)."""

    @property
    def path(self) -> str:
        """Where the new file goes."""
        return place(self.folder, self.given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The counts by facet ids, in the order of the vocabularies."""

    kinds: Mapping[str, Count]
    wordings: Count
    cells: Mapping[Pair, Count]
    """(scene, stage) → intents."""
    situations: Mapping[Pair, Count]
    """(scene, cause) → intents; those that don't happen in life are in `never`."""
    never: Mapping[Pair, str]
    """(scene, cause) → why they don't meet."""
    next_stage: Mapping[Pair, str]
    """(scene, cause) → the stage that has least of it, where its next phrase would go."""
    causes: Mapping[str, Count]
    """cause → intents."""
    roads: Mapping[Pair, Count]
    """(cause, stage) → intents."""
    tones: Mapping[tuple[str, str, str], Count]
    """(scene, stage, tone) → wordings; enough is 1 where the tone is natural for the scene."""
    channels: Mapping[str, Count]
    """channel → wordings; an e-mail counts with its subject."""
    matrix: Mapping[tuple[str, str, str, str], int]
    """(scene, stage, cause, tone) → wordings, where there are any."""
    breaks: tuple[tuple[str, str, str], ...]
    """(scene, cause, stage) without a phrase on a road that has phrases elsewhere."""
    holes: tuple[Hole, ...]


def place(folder: str, given: Mapping[str, str]) -> str:
    """The folder, under corpus/, of a new file."""
    return "/".join((folder, *(given[facet] for facet in ("scene", "stage") if facet in given)))


def cover(corpus: Corpus) -> Coverage:
    """Count everything, and find what is missing."""
    counted = _Counted(corpus)
    return Coverage(
        kinds=counted.kinds, wordings=counted.wordings, cells=counted.cells, situations=counted.situations, never=counted.never,
        next_stage={pair: counted.next_stage(*pair) for pair in counted.situations},
        causes=counted.causes, roads=counted.roads, tones=counted.tones, channels=counted.channels, matrix=dict(sorted(counted.matrix.items())),
        breaks=tuple(counted.breaks()), holes=tuple(counted.holes()))


class _Counted:
    """The counts, from which the rest is worked out."""

    def __init__(self, corpus: Corpus) -> None:
        goals, phrases = corpus.goals, corpus.phrases.values()
        self.goals = goals
        self.ids = {facet: [term.id for term in vocabulary] for facet, vocabulary in corpus.vocabularies.items()}
        self.folders = {entry.kind: folder for folder, (_, entry, _) in FILES.items()}
        self.matrix = Counter((p.scene, p.stage, cause, w.tone) for p in phrases for cause in p.causes for w in p.wordings)
        self.stops = Counter((p.scene, cause, p.stage) for p in phrases for cause in p.causes)
        self.spoken = Counter((p.scene, channel) for p in phrases for w in p.wordings for channel in w.channels if channel != "email" or w.subject)
        asked = {goal.kind: goal.least for goal in goals.kinds}
        self.kinds = {kind: Count(len(getattr(corpus, self.folders[kind])), asked.get(kind, 0)) for kind in self.ids["kind"]}
        self.wordings = Count(sum(len(p.wordings) for p in phrases), goals.wordings)
        cells = Counter((p.scene, p.stage) for p in phrases)
        self.cells = {cell: Count(cells[cell], self._cell_goal(*cell)) for cell in self._pairs("scene", "stage")}
        self.never = {(n.scene, n.cause): n.why for n in goals.never}
        situations = Counter((p.scene, cause) for p in phrases for cause in p.causes)
        self.situations = {pair: Count(situations[pair], 0 if pair in self.never else goals.situation) for pair in self._pairs("scene", "cause")}
        causes = Counter(cause for p in phrases for cause in p.causes)
        self.causes = {cause: Count(causes[cause], goals.cause) for cause in self.ids["cause"]}
        roads = Counter((cause, p.stage) for p in phrases for cause in p.causes)
        self.roads = {pair: Count(roads[pair]) for pair in self._pairs("cause", "stage")}
        natural = {(t.scene, tone) for t in goals.tones for tone in t.tones}
        tones = Counter((p.scene, p.stage, w.tone) for p in phrases for w in p.wordings)
        self.tones = {(scene, stage, tone): Count(tones[scene, stage, tone], int((scene, tone) in natural))
                      for scene, stage in self.cells for tone in self.ids["tone"]}
        channel_goals = {goal.channel: goal.least for goal in goals.channels}
        self.channels = {channel: Count(sum(self.spoken[scene, channel] for scene in self.ids["scene"]), channel_goals.get(channel, 0))
                         for channel in self.ids["channel"]}

    def next_stage(self, scene: str, cause: str) -> str:
        """Among stages with equally few, the one where this cause is most spoken of."""
        return min(self._open_stages(), key=lambda stage: (self.stops[scene, cause, stage], -self.roads[cause, stage].have))

    def breaks(self) -> Iterator[tuple[str, str, str]]:
        """Stages without a word for a situation; where little is asked for (refusals, former partners), none need be."""
        few = {scene for goal in self.goals.cells if not goal.stages for scene in goal.scenes}
        for (scene, cause), count in self.situations.items():
            for stage in self._open_stages() if count.have and scene not in few else ():
                if not self.stops[scene, cause, stage]:
                    yield scene, cause, stage

    def holes(self) -> Iterator[Hole]:
        """Everything below its goal, the emptiest of each group first."""
        for kind, count in self.kinds.items():
            if count.short:
                yield Hole(what={"kind": kind}, count=count, folder=self.folders[kind], given=self._emptiest() if kind == "phrase" else {})
        if self.wordings.short:
            yield Hole(what={"kind": "phrase"}, count=self.wordings, folder="phrases", given=self._emptiest())
        for (scene, stage), count in _short(self.cells):
            yield self._phrase({"scene": scene, "stage": stage}, count, scene, stage)
        for (scene, cause), count in _short(self.situations):
            yield self._phrase({"scene": scene, "cause": cause}, count, scene, self.next_stage(scene, cause), cause)
        for cause, count in _short(self.causes):
            scene = min((s for s in self.ids["scene"] if (s, cause) not in self.never), key=lambda s: self.situations[s, cause].have)
            yield self._phrase({"cause": cause}, count, scene, self.next_stage(scene, cause), cause)
        for (scene, stage, tone), count in _short(self.tones):
            yield self._phrase({"scene": scene, "stage": stage, "tone": tone}, count, scene, stage)
        for channel, count in _short(self.channels):
            scene = min(self.ids["scene"], key=lambda s: self.spoken[s, channel])
            yield self._phrase({"channel": channel}, count, scene, max(self.ids["stage"], key=lambda s: self.cells[scene, s].have))

    def _phrase(self, what: Mapping[str, str], count: Count, scene: str, stage: str, cause: str = "") -> Hole:
        given = {"scene": scene, "stage": stage, **({"cause": cause} if cause else {})}
        return Hole(what=what, count=count, folder="phrases", given=given)

    def _pairs(self, one: str, other: str) -> list[Pair]:
        return [(a, b) for a in self.ids[one] for b in self.ids[other]]

    def _cell_goal(self, scene: str, stage: str) -> int:
        fitting = (g.least for g in self.goals.cells if (not g.scenes or scene in g.scenes) and (not g.stages or stage in g.stages))
        return next(fitting, 0)

    def _emptiest(self) -> dict[str, str]:
        scene, stage = min(self.cells, key=lambda cell: (self.cells[cell].have - self.cells[cell].least, cell))
        return {"scene": scene, "stage": stage}

    def _open_stages(self) -> list[str]:
        """The stages that may hold as many words as any."""
        few = {stage for goal in self.goals.cells if not goal.scenes for stage in goal.stages}
        return [stage for stage in self.ids["stage"] if stage not in few]


def _short(counts: Mapping[Key, Count]) -> list[tuple[Key, Count]]:
    """Those below their goal, emptiest first."""
    return sorted(((key, count) for key, count in counts.items() if count.short), key=lambda item: item[1].have / item[1].least)
