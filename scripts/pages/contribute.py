"""The pages for those who add words: the way in, what is missing, where to put it, how to write it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Callable, Iterator

from scripts.corpus.model import Ng, Phrase, Wording
from scripts.corpus.vocabulary import Term
from scripts.coverage.count import Count, Hole
from scripts.pages.page import TEMPLATES, VOCABULARY, Crumb, Later, Page
from scripts.pages.site import Site

HERE = "contribute/"
COVERAGE = "contribute/coverage/"
STYLE = "contribute/style/"
OPEN_HOLES = 20
"""Holes on the overview with a prefilled file each; one takes about 2.3 kB. All others stand on the pages of their scenes."""
PAIRS = 2
"""Pairs of a bad and a good wording for each type of NG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place of a scene where a word can be added: one of its stages, or a cause."""

    term: Term
    count: Count
    url: Later
    stage: Term | None = None
    """Where a word for the cause would stand."""
    tones: tuple[str, ...] = ()
    """The natural tones that a stage lacks."""
    causes: tuple[tuple[str, Later], ...] = ()
    """(cause, address) of what is said at other stages of this scene and not yet at this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What not to say, and what an entry says instead."""

    ng: Ng
    bad: str
    phrase: Phrase
    good: str


def contribute(site: Site) -> Iterator[Page]:
    yield Page(
        url=HERE, title="言葉を足す、直す", sources=(TEMPLATES / "contribute.md.jinja",), crumbs=(Crumb("参加する", HERE),),
        description="もっと良い言い方を知っている方へ。一つの言葉を直すところから、どなたでも参加できます。",
        body=site.render("contribute.md.jinja", HERE, scenes=[(scene, *_scene_counts(site, scene.id)) for scene in site.vocabulary("scene")]))


def coverage(site: Site) -> Iterator[Page]:
    holes = [hole for hole in site.coverage.holes if "scene" not in hole.given]
    holes += [hole for hole in site.coverage.holes if "scene" in hole.given][:OPEN_HOLES]
    yield Page(
        url=COVERAGE, title="言葉の足りないところ", crumbs=(Crumb("参加する", HERE), Crumb("足りないところ", COVERAGE)),
        description="場面、段階、原因の組み合わせごとに、言葉がいくつあるか、どこに足りないかの一覧。",
        sources=(VOCABULARY.parent / "coverage.yml",),
        body=site.render("coverage.md.jinja", COVERAGE, coverage=site.coverage, lacking=[(hole, _name(site, hole)) for hole in holes],
                         rest=len(site.coverage.holes) - len(holes), breaks=[(site.vocabulary("scene")[s], len(list(found)))
                                                                            for s, found in groupby(site.coverage.breaks, key=lambda b: b[0])]))
    for scene in site.vocabulary("scene"):
        here = f"{COVERAGE}{scene.id}/"
        yield Page(
            url=here, title=f"{scene.short}への言葉を足す", crumbs=(Crumb("参加する", HERE), Crumb("足りないところ", COVERAGE), Crumb(scene.label, here)),
            description=f"{scene.label}への言葉を足すところを、段階と原因から選びます。選ぶと、書き方と例の入った編集画面が GitHub に開きます。",
            sources=(TEMPLATES / "coverage_scene.md.jinja",),
            body=site.render("coverage_scene.md.jinja", here, scene=scene, stages=list(_stages(site, scene.id)), causes=list(_causes(site, scene.id)),
                             never={cause: why for (of, cause), why in site.coverage.never.items() if of == scene.id}))


def style(site: Site) -> Iterator[Page]:
    yield Page(
        url=STYLE, title="書き方の手引き", crumbs=(Crumb("参加する", HERE), Crumb("書き方", STYLE)), sources=(TEMPLATES / "style.md.jinja",),
        description="言葉を書くときに守っていることを、よい例と避けたい例で。例はどれも、いまこのサイトにある言葉です。",
        body=site.render("style.md.jinja", STYLE, types=_pairs_by_type(site),
                         tones=_in_most_tones(site), blank=_shortest(site, lambda w: "〔" in w.text), mail=_shortest(site, lambda w: w.subject is not None),
                         condition=_conditional(site)))


def _scene_counts(site: Site, scene: str) -> tuple[int, int]:
    """How many phrases a scene has, and how many of its places wait for one."""
    coverage = site.coverage
    have = sum(count.have for (of, _), count in coverage.cells.items() if of == scene)
    return have, sum(of == scene for of, _, _ in coverage.breaks) + sum(hole.given.get("scene") == scene for hole in coverage.holes)


def _stages(site: Site, scene: str) -> Iterator[Spot]:
    coverage = site.coverage
    for stage in site.vocabulary("stage"):
        yield Spot(
            term=stage, count=coverage.cells[scene, stage.id], url=site.new_link("phrases", scene=scene, stage=stage.id),
            tones=tuple(tone.short for tone in site.vocabulary("tone") if coverage.tones[scene, stage.id, tone.id].short),
            causes=tuple((site.short("cause", cause), site.new_link("phrases", scene=scene, stage=stage.id, cause=cause))
                         for of, cause, at in coverage.breaks if (of, at) == (scene, stage.id)))


def _causes(site: Site, scene: str) -> Iterator[Spot]:
    coverage = site.coverage
    for cause in site.vocabulary("cause"):
        if (scene, cause.id) not in coverage.never:
            stage = coverage.next_stage[scene, cause.id]
            yield Spot(term=cause, count=coverage.situations[scene, cause.id], stage=site.vocabulary("stage")[stage],
                       url=site.new_link("phrases", scene=scene, stage=stage, cause=cause.id))


def _name(site: Site, hole: Hole) -> str:
    return " × ".join(site.short(facet, term) for facet, term in hole.what.items())


def _pairs_by_type(site: Site) -> list[tuple[Term, list[Pair]]]:
    """For each type of NG its shortest pairs; no phrase twice."""
    shown: set[str] = set()
    types = []
    for term in site.vocabulary("ng-type"):
        pairs: list[Pair] = []
        for pair in sorted(_pairs(site, term.id), key=lambda p: (len(p.bad) + len(p.good), p.ng.id)):
            if len(pairs) < PAIRS and pair.phrase.id not in shown:
                pairs.append(pair)
                shown.add(pair.phrase.id)
        if pairs:
            types.append((term, pairs))
    return types


def _pairs(site: Site, ng_type: str) -> Iterator[Pair]:
    """Each NG that is made of words, with the phrase that its writer put first, in the shortest tone."""
    for ng in site.corpus.ng.values():
        phrase = site.corpus.phrases.get(ng.instead[0])
        if ng.type == ng_type and ng.patterns and phrase:
            yield Pair(ng=ng, bad=min(ng.examples, key=len).strip(), phrase=phrase, good=min((w.text.strip() for w in phrase.wordings), key=len))


def _in_most_tones(site: Site) -> Phrase | None:
    """The phrase that shows best how one intent sounds in each tone."""
    return min(site.corpus.phrases.values(), default=None,
               key=lambda p: (-len({w.tone for w in p.wordings}), len(p.wordings), sum(len(w.text) for w in p.wordings), p.id))


def _conditional(site: Site) -> Phrase | None:
    """A phrase that waits for the first condition of the vocabulary that any waits for."""
    order = site.vocabulary("condition").order
    return min((p for p in site.corpus.phrases.values() if len(p.requires) == 1), default=None, key=lambda p: (order(p.requires[0]), len(p.intent), p.id))


def _shortest(site: Site, fits: Callable[[Wording], bool]) -> tuple[Phrase, Wording] | None:
    """The phrase whose wording says most briefly what `fits`."""
    found = [(p, w) for p in site.corpus.phrases.values() for w in p.wordings if fits(w)]
    return min(found, default=None, key=lambda item: (len(item[1].text), item[0].id))
