"""Coverage → text for a terminal, and JSON. Pure; the command line prints it."""

from __future__ import annotations

import json
import unicodedata
from itertools import groupby
from typing import Any, Iterable, Mapping, Sequence

from scripts.coverage.count import Count, Coverage, Hole
from scripts.corpus.vocabulary import Vocabularies

LEGEND = "2/8 は「いま 2、目安 8」。「-」は起きないので数えない組み合わせ。"


def text(coverage: Coverage, vocabularies: Vocabularies) -> str:
    """Tables with a column for each term, and what is missing at the end, with the folder to fill."""
    label = {(facet, term.id): term.short for facet, vocabulary in vocabularies.items() for term in vocabulary}
    scenes, stages, causes, tones = ([term.id for term in vocabularies[facet]] for facet in ("scene", "stage", "cause", "tone"))

    def heads(facet: str, ids: Sequence[str]) -> list[str]:
        return [label[facet, i] for i in ids]

    parts = [
        section("全体", [[label["kind", kind], figure(count)] for kind, count in coverage.kinds.items()] + [["言い方", figure(coverage.wordings)]]),
        section("場面 × 段階(意図)", [["", *heads("stage", stages), "計"]] + [
            [label["scene", s], *(figure(coverage.cells[s, g]) for g in stages), str(sum(coverage.cells[s, g].have for g in stages))] for s in scenes]),
        section("場面 × 原因(意図。一つの意図が二つの原因に入ることがある)", [["", *heads("cause", causes)]] + [
            [label["scene", s], *("-" if (s, c) in coverage.never and not coverage.situations[s, c].have else figure(coverage.situations[s, c]) for c in causes)]
            for s in scenes]),
        section("原因 × 段階(意図)", [["", *heads("stage", stages), "計"]] + [
            [label["cause", c], *(figure(coverage.roads[c, g]) for g in stages), figure(coverage.causes[c])] for c in causes]),
        section("場面・口調 × 段階(言い方)", [["", "", *heads("stage", stages)]] + [
            [label["scene", s] if t == tones[0] else "", label["tone", t], *(figure(coverage.tones[s, g, t]) for g in stages)] for s in scenes for t in tones], left=2),
        section("手段(言い方。メールは件名のあるもの)", [[label["channel", c], figure(count)] for c, count in coverage.channels.items()]),
        LEGEND]
    if coverage.breaks:
        rows = [[f"{label['scene', s]} × {label['cause', c]}", "、".join(label["stage", g] for *_, g in group)]
                for (s, c), group in groupby(coverage.breaks, key=lambda b: b[:2])]
        parts.append(section(f"道のりの途切れ({len(coverage.breaks)}。その場面と原因の言葉はあるが、その段階の言葉がまだないところ)", rows, left=2))
    if coverage.holes:
        rows = [[f"corpus/{hole.path}/", name(hole, label), f"{figure(hole.count)}(あと {hole.count.short})"] for hole in coverage.holes]
        parts.append(section(f"足りないところ({len(rows)})", rows, left=2))
    else:
        parts.append("足りないところはありません。")
    return "\n\n".join(parts)


def data(coverage: Coverage) -> str:
    """The same as JSON: every count with the ids of its facets."""
    def listed(counts: Mapping[Any, Count], *facets: str) -> list[dict[str, Any]]:
        return [{**dict(zip(facets, (key,) if isinstance(key, str) else key)), "have": count.have, "least": count.least} for key, count in counts.items()]

    return json.dumps({
        "kinds": listed(coverage.kinds, "kind"),
        "wordings": {"have": coverage.wordings.have, "least": coverage.wordings.least},
        "cells": listed(coverage.cells, "scene", "stage"),
        "situations": [{**row, **({"never": why} if (why := coverage.never.get((row["scene"], row["cause"]))) else {})}
                       for row in listed(coverage.situations, "scene", "cause")],
        "causes": listed(coverage.causes, "cause"),
        "roads": listed(coverage.roads, "cause", "stage"),
        "tones": listed(coverage.tones, "scene", "stage", "tone"),
        "channels": listed(coverage.channels, "channel"),
        "matrix": [{"scene": s, "stage": g, "cause": c, "tone": t, "wordings": n} for (s, g, c, t), n in coverage.matrix.items()],
        "breaks": [{"scene": s, "cause": c, "stage": g} for s, c, g in coverage.breaks],
        "holes": [{"what": hole.what, "have": hole.count.have, "least": hole.count.least, "path": f"corpus/{hole.path}/"} for hole in coverage.holes],
    }, ensure_ascii=False, indent=1)


def name(hole: Hole, label: Mapping[tuple[str, str], str]) -> str:
    """What a hole is called: 「友人 × 浮気」."""
    return " × ".join(label[item] for item in hole.what.items())


def figure(count: Count) -> str:
    """The number; below its goal, with the goal."""
    return f"{count.have}/{count.least}" if count.short else str(count.have)


def section(title: str, rows: Iterable[Sequence[str]], left: int = 1) -> str:
    """A heading and rows in columns: the first `left` are words and start at their left edge, numbers end at their right edge."""
    table = [list(row) for row in rows]
    widths = [max(width(row[i]) for row in table) for i in range(len(table[0]))]
    lines = [f"■ {title}"]
    for row in table:
        cells = [cell + " " * (widths[i] - width(cell)) if i < left else " " * (widths[i] - width(cell)) + cell for i, cell in enumerate(row)]
        lines.append(("  " + "  ".join(cells)).rstrip())
    return "\n".join(lines)


def width(text: str) -> int:
    """Columns of a terminal: full-width characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
