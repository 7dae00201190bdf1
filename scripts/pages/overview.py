"""The pages that lead to phrases: home, scenes, stages, and situations (scene × cause)."""

from __future__ import annotations

from typing import Iterator

from scripts.corpus.model import Entry
from scripts.corpus.vocabulary import Term
from scripts.pages.page import TEMPLATES, VOCABULARY, Crumb, Page
from scripts.pages.site import Site

HOME_QUESTIONS = 6
STOP_PHRASES = 3


def home(site: Site) -> Iterator[Page]:
    wordings = sum(len(p.wordings) for p in site.corpus.phrases.values())
    named = sorted(site.corpus.qa.values(), key=lambda q: (-len(q.situations), q.id))
    yield Page(
        url="", title="ごめんのつづき",
        description="謝る言葉と、そのあとの言葉。今夜のひとこと、返事のない日、気まずい月曜、信頼を積み直す数か月。状況を打てば、そのまま送れる言い方と、届く理由が見つかります。",
        body=site.render("home.md.jinja", "", title="ごめんのつづき", questions=named[:HOME_QUESTIONS], wordings=wordings),
        sources=(TEMPLATES / "home.md.jinja",))


def scenes(site: Site) -> Iterator[Page]:
    for scene in site.vocabulary("scene"):
        stages = [s for s in site.vocabulary("stage") if (scene.id, s.id) in site.cells]
        causes = [c for c in site.vocabulary("cause") if (scene.id, c.id) in site.situations]
        here = f"scenes/{scene.id}/"
        yield Page(
            url=here, title=f"{site.heading('scene', scene.id)}、謝る言葉とその後の言葉", crumbs=(Crumb(scene.label, here),), tags=site.tags([scene.id]), sources=(VOCABULARY / "scene.yml",),
            description=f"{scene.description}段階と原因から、そのまま送れる言葉を選べます。",
            body=site.render("scene.md.jinja", here, title=f"{site.heading('scene', scene.id)}、謝る言葉とその後の言葉", scene=scene, stages=stages, causes=causes, more=_reading(site, "scene", scene)))


def stages(site: Site) -> Iterator[Page]:
    for stage in site.vocabulary("stage"):
        found = [s for s in site.vocabulary("scene") if (s.id, stage.id) in site.cells]
        here = f"stages/{stage.id}/"
        yield Page(
            url=here, title=site.heading("stage", stage.id), crumbs=(Crumb(stage.label, here),), tags=site.tags(stages=[stage.id]),
            sources=(VOCABULARY / "stage.yml",),
            head=f"{site.heading('stage', stage.id)}を、相手から選ぶ",
            description=f"{stage.description}恋人、友人、家族、職場、取引先へ、口調ごとにそのまま送れる言葉を選べます。",
            body=site.render("stage.md.jinja", here, title=site.heading("stage", stage.id), stage=stage, scenes=found, more=_reading(site, "stage", stage)))


def situations(site: Site) -> Iterator[Page]:
    for (scene_id, cause_id), phrases in site.situations.items():
        scene, cause = site.vocabulary("scene")[scene_id], site.vocabulary("cause")[cause_id]
        here = f"situations/{scene_id}/{cause_id}/"
        guide = site.corpus.causes.get(cause_id)
        texts = {stop.stage: stop.text for stop in guide.road} if guide else {}
        stops = []
        for stage in site.vocabulary("stage"):
            fitting = [p for p in phrases if p.stage == stage.id]
            if (scene_id, stage.id) in site.cells and (fitting or stage.id in texts):
                until = _until(site, stage)
                stops.append({"stage": stage, "until": until, "date": _date(stage, until), "text": texts.get(stage.id, ""), "phrases": fitting[:STOP_PHRASES]})
        counted: dict[str, int] = {}
        for phrase in phrases:
            for ng in phrase.avoid:
                counted[ng] = counted.get(ng, 0) + 1
        avoid = sorted(counted, key=lambda i: (-counted[i], i))[:5] or (guide.avoid[:5] if guide else ())
        title = f"「{cause.label}」のあと、{site.heading('scene', scene_id)}"
        yield Page(
            url=here, title=title, sources=(guide.path if guide else VOCABULARY / "cause.yml",), tags=site.tags([scene_id], dict.fromkeys(p.stage for p in phrases)),
            crumbs=(Crumb(scene.label, f"scenes/{scene_id}/"), Crumb(cause.short, here)),
            add=(("ここに言葉を足す", site.new_link("phrases", scene=scene_id, stage=site.coverage.next_stage[scene_id, cause_id], cause=cause_id)),),
            description=f"{scene.short}に対する{cause.description}そのときの言葉を、謝る前から信頼の再構築まで段階ごとに並べました。",
            body=site.render("situation.md.jinja", here, title=title, scene=scene, cause=cause, stops=stops,
                             lead=guide.lead if guide else cause.description, avoid=site.pick(avoid),
                             more=_articles(site, scene_id, cause_id)))


def _until(site: Site, stage: Term) -> int | None:
    """The last day of a stage: the one before the next stage begins. None: without an end, or not told by days."""
    if not stage.day:
        return stage.day
    return min((other.day - 1 for other in site.vocabulary("stage") if other.day and other.day > stage.day), default=None)


def _date(stage: Term, until: int | None) -> str:
    """When a stage comes, as it reads before the reader has named the day."""
    if stage.day is None:
        return "そうなったときだけ"
    if stage.day == 0:
        return "当日"
    return f"{stage.day}日後から" if until is None else f"{stage.day}〜{until}日後"


def _reading(site: Site, facet: str, term: Term) -> list[Entry]:
    """Q&A and guides that are about this scene or stage by name."""
    groups = (site.corpus.qa.values(), site.corpus.guides.values())
    named = [e for group in groups for e in group if term.id in e.facets[facet]]
    return sorted(named, key=lambda e: (len(e.facets[facet]), e.id))[:14]


def _articles(site: Site, scene: str, cause: str) -> list[Entry]:
    """Q&A and guides about this cause that don't speak of another scene."""
    return [e for group in (site.corpus.qa.values(), site.corpus.guides.values()) for e in group
            if cause in e.facets["cause"] and (not e.facets["scene"] or scene in e.facets["scene"])][:6]
