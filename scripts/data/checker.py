"""What the draft checker in the browser needs: patterns in the spelling of its readings, and what to say about what they find."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from typing import Any, Iterator

from scripts.check.patterns import recogniser_of
from scripts.check.recognise import Recogniser
from scripts.corpus.model import ComponentSigns, Corpus, DangerSigns, Phrase
from scripts.drafts.findings import DraftReader, spared
from scripts.drafts.learned import read_learned
from scripts.pages.site import Site

GATED = "ex-partner"
"""No example is offered where writing at all may be wrong."""
_SENTENCE = re.compile(r"[^。!?！？\n]+[。!?！？]?")
_SHORTEST, _LONGEST = 8, 46


def checker(site: Site) -> dict[str, Any]:
    """data/v1/checker.json."""
    recogniser = recogniser_of(site.corpus)
    drafts = site.corpus.drafts
    return {
        "spellings": {other: spelling.write for spelling in drafts.spellings for other in spelling.also},
        "owned": [pattern.pattern for pattern in recogniser.owned],
        "rules": [{"id": e.id, "words": e.words, "type": e.type, "label": site.label("ng-type", e.type),
                   "patterns": [recogniser.spelled(p) for p in e.patterns], "why": e.why, "instead": e.say_instead, "url": site.urls[e.id],
                   "phrases": [{"title": p.title, "url": site.urls[p.id]} for p in site.pick(e.instead)]}
                  for e in site.corpus.ng.values() if e.patterns],
        "components": [_component(site, recogniser, signs) for signs in drafts.components],
        "dangers": [_danger(site, recogniser, signs) for signs in drafts.danger if signs.leads in site.corpus.safety],
        "channels": [{"id": t.id, "label": t.label, "max": t.max} for t in site.vocabulary("channel")],
    }


def learned(corpus: Corpus) -> str:
    """data/v1/learned.json: what was learned from sentences, and those of the corpus that are not to be suspected."""
    reader = DraftReader(corpus, read_learned())
    return json.dumps({**{field.name: getattr(reader.learned, field.name) for field in fields(reader.learned)}, "spared": spared(corpus, reader)}, ensure_ascii=False, separators=(",", ":"))


def _component(site: Site, recogniser: Recogniser, signs: ComponentSigns) -> dict[str, Any]:
    term = site.vocabulary("component")[signs.component]
    return {"id": term.id, "label": term.label, "description": term.description, "rank": signs.rank,
            "patterns": [recogniser.spelled(p) for p in signs.patterns],
            "examples": list(_examples(site, recogniser, signs)) if signs.rank != "unasked" else []}


def _examples(site: Site, recogniser: Recogniser, signs: ComponentSigns) -> Iterator[dict[str, str]]:
    """For each scene and tone the plainest sentence of a wording that holds the component: light matters and early stages first."""
    patterns = [recogniser.compiled(p) for p in signs.patterns]
    stages, severity = site.vocabulary("stage"), site.vocabulary("severity")
    best: dict[tuple[str, str], tuple[tuple[Any, ...], Phrase, str]] = {}
    for phrase in site.corpus.phrases.values():
        if phrase.scene == GATED or signs.component not in phrase.components:
            continue
        light = severity.order(phrase.severity), abs(stages.order(phrase.stage) - stages.order("apology"))
        for wording in phrase.wordings:
            for sentence in (found[0].strip() for found in _SENTENCE.finditer(wording.text)):
                if not _SHORTEST <= len(sentence) <= _LONGEST or "〔" in sentence:
                    continue
                worth = (phrase.stage == "refused", "？" in sentence, *light, abs(len(sentence) - 22), phrase.id)
                key = (phrase.scene, wording.tone)
                if key in best and worth >= best[key][0]:
                    continue
                if any(next(recogniser.plainly(reading, patterns), None) for reading in recogniser.readings(sentence)):
                    best[key] = (worth, phrase, sentence)
    scenes, tones = site.vocabulary("scene"), site.vocabulary("tone")
    for (scene, tone), (_, phrase, sentence) in sorted(best.items(), key=lambda item: (scenes.order(item[0][0]), tones.order(item[0][1]))):
        yield {"scene": scene, "tone": tone, "text": sentence, "title": phrase.title, "url": site.urls[phrase.id]}


def _danger(site: Site, recogniser: Recogniser, signs: DangerSigns) -> dict[str, Any]:
    safety = site.corpus.safety[signs.leads]
    lines = [site.corpus.helplines[line] for line in safety.helplines if line in site.corpus.helplines]
    return {"id": safety.id, "title": safety.title, "lead": safety.lead, "do": safety.do[0], "url": site.urls[safety.id],
            "patterns": [recogniser.spelled(p) for p in signs.patterns],
            "lines": [{"name": line.name, "number": line.number or "", "url": line.url} for line in lines[:2]]}
