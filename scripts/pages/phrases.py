"""/phrases/<scene>/<stage>/: every phrase of a cell as a card."""

from __future__ import annotations

from itertools import groupby
from typing import Iterator

from scripts.pages.page import Crumb, Page
from scripts.pages.paging import contents, page_url
from scripts.pages.site import Site, cell_url


def pages(site: Site) -> Iterator[Page]:
    for (scene, stage), phrases in site.cells.items():
        first = cell_url(scene, stage)
        left = len(phrases)
        for number, chunk in enumerate(site.paged[first], 1):
            here = page_url(first, number)
            left -= len(chunk)
            title = f"{site.heading('scene', scene)}、{site.heading('stage', stage)}" + (f"({number})" if number > 1 else "")
            groups = [{"cause": cause, "phrases": list(group)} for cause, group in groupby(chunk, key=lambda p: p.causes[0])]
            yield Page(
                url=here, title=title,
                description=f"{title}を{len(phrases)}。「{chunk[0].intent}」など、口調ごとにそのまま送れる文と、届く理由。",
                crumbs=(Crumb(site.label("scene", scene), f"scenes/{scene}/"), Crumb(site.label("stage", stage), here)),
                tags=site.tags([scene], [stage]),
                sources=(phrases[0].path.parent,), add=(("ここに言葉を足す", site.new_link("phrases", scene=scene, stage=stage)),),
                body=site.render(
                    "phrases.md.jinja", here, title=title, scene=scene, stage=stage, groups=groups, contents=contents(first, number, site.paged[first]),
                    before=None if number > 1 else _neighbour(site, scene, stage, -1),
                    after=None if left else _neighbour(site, scene, stage, 1),
                    more={"url": page_url(first, number + 1), "label": f"あと {left} の言葉"} if left else None))


def _neighbour(site: Site, scene: str, stage: str, step: int) -> dict[str, str] | None:
    """The nearest stage before or after that has phrases in this scene."""
    stages = [term.id for term in site.vocabulary("stage")]
    at = stages.index(stage) + step
    while 0 <= at < len(stages):
        if (scene, stages[at]) in site.cells:
            return {"url": cell_url(scene, stages[at]), "label": site.label("stage", stages[at])}
        at += step
    return None
