"""phrases.csv: one wording a row, made to be opened with a double click in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from typing import Iterable, Mapping

from scripts.corpus.model import Phrase

COLUMNS: Mapping[str, str] = {
    "id": "言葉の id", "scene": "場面の id", "stage": "段階の id", "causes": "原因の id(空白で区切る)", "severity": "重さの id", "intent": "何をするための言葉か",
    "tone": "口調の id", "channels": "手段の id(空白で区切る)", "subject": "メールの件名", "text": "言葉。改行を含むことがあります。", "why": "なぜ届くか"}
BOM = "\ufeff"
"""Without it Excel in Japan takes the file for Shift_JIS."""
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")


def table(phrases: Iterable[Phrase]) -> str:
    """The whole file."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for p in phrases:
        for w in p.wordings:
            rows.writerow([cell(value) for value in (
                p.id, p.scene, p.stage, " ".join(p.causes), p.severity, p.intent, w.tone, " ".join(w.channels), w.subject or "", w.text.strip(), p.why)])
    return BOM + out.getvalue()


def cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before a sign that would begin one (the JSON files hold it without)."""
    return f"'{text}" if _FORMULA.match(text) else text
