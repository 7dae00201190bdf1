"""A phrase from what a contributor said of it; what they need not know is filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from scripts.write.draft import Draft

SEVERITY = "moderate"
"""What a reviewer corrects more easily than a newcomer chooses."""
_CONDITIONS = {"ex-partner": "contact-ok", "refused": "conversation-open"}
"""What the words for these scenes and stages always need (E110, E111)."""
_SIGNS = (
    ("responsibility", "ごめん|すみません|申し訳|お詫び|おわび|悪かった|間違い|せい(?:で|だ)|忘れて|遅れ"),
    ("repair", "弁償|返(?:す|し|金)|払|直(?:す|し)|送り直|買(?:い直|って)|埋め合わせ|代わりに|やり直|片づけ"),
    ("change", "これからは|次から|次は|今後|ように(?:する|します|した|しました|なった)|やめ(?:た|ます|ました)"),
    ("empathy", "待たせ|つら|悲し|寂し|不安|困らせ|嫌な思い|傷つけ|心配"),
    ("gratitude", "ありがと|感謝|うれし"),
    ("space", "返事(?:は|も|の)?[^。]{0,8}(?:いらない|いりません|気にしない|大丈夫|無用|急)|任せ|待たなくて"),
    ("explanation", "理由は|というのは|事情は"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One way to say it."""

    tone: str
    channels: tuple[str, ...]
    text: str
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseDraft:
    """What was said, in ids and words."""

    scene: str
    stage: str
    intent: str
    causes: tuple[str, ...]
    wordings: tuple[Said, ...]
    why: str
    severity: str = ""
    components: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    when: str = ""
    next: str = ""

    def draft(self, name: str) -> Draft:
        """The file, under the name `name`."""
        values: dict[str, Any] = {
            "intent": self.intent, "causes": self.causes, "severity": self.severity or SEVERITY, "components": self.components or self._components(),
            "situations": self.situations, "requires": tuple(condition for place, condition in _CONDITIONS.items() if place in (self.scene, self.stage)),
            "wordings": [self._wording(said) for said in self.wordings], "why": self.why, "when": self.when, "next": self.next}
        needed = ("intent", "causes", "severity", "components", "wordings", "why")
        return Draft("phrases", name, {key: value for key, value in values.items() if value or key in needed}, (self.scene, self.stage))

    @staticmethod
    def _wording(said: Said) -> dict[str, Any]:
        return {"tone": said.tone, "channels": said.channels, **({"subject": said.subject} if said.subject else {}), "text": said.text}

    def _components(self) -> tuple[str, ...]:
        words = "\n".join(said.text for said in self.wordings)
        return tuple(name for name, signs in _SIGNS if re.search(signs, words)) or ("responsibility",)
