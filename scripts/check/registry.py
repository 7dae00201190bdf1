"""Every code that `check` may print, once: what it asks for, why, and how it looks when it is wrong and right.

The pages under /contribute/rules/ are made from these, and a test shows each bad
example to the checker, which must answer with that code and no other.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Mapping

from pydantic import BaseModel, ConfigDict, Field

from scripts.corpus.source import read_source

FOLDER = Path(__file__).with_name("rules")
PHRASE = "corpus/phrases/friend/waiting/new-words.yml"
GROUPS = {"Y": "読めること", "F": "置き場所と名前", "S": "キーと値の形", "R": "ほかの項目を指す id", "E": "言葉", "T": "文字", "P": "NG の型", "W": "検索の語", "K": "整え(直さなくてもよいもの)"}

MENDABLE = frozenset("""Y101 Y104 Y108 S202 S203 S204 S207 S209 R403 T501 T502 T503 T505 E107 E124 E160 E162 E163 E164 E165 E166 K801 K802 K803 K804""".split())
"""Codes whose problems may carry edits; a test holds each to what `check` says of its bad example."""


class Rule(BaseModel):
    """One code. `bad` and `good` are lines of a file, or the words of a wording (`bad_words`, `good_words`)."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    file: str
    """Where the rule stands in FOLDER."""
    code: str
    title: str
    why: str
    bad: str = ""
    good: str = ""
    bad_words: str = ""
    good_words: str = ""
    tone: str = "casual"
    channel: str = "chat"
    at: str = PHRASE
    """The file that the lines stand in."""
    bad_at: str = ""
    good_at: str = ""
    """Where the path itself is the example."""
    with_: str = Field("", alias="with")
    """Lines that both examples need."""
    base_words: str = ""
    whole: bool = False
    """The lines are the whole file."""
    whole_keys: tuple[str, ...] = ()
    encoding: str = Field("utf-8", alias="as")
    pad: int = 0
    crlf: bool = False
    link: bool = False
    without: str = ""
    """A file that is missing."""
    also: Mapping[str, str] = {}
    """Another new phrase, and what its `next` says."""
    copy_of: str = Field("", alias="copy")
    """The file that the lines replace keys of, where it is not `at`."""

    @property
    def address(self) -> str:
        """Its page, from the root of the site."""
        return f"contribute/rules/{self.code.lower()}/"

    def shown(self, good: bool) -> str:
        """The lines of an example as a file has them."""
        words = self.good_words if good else self.bad_words
        if not words:
            return self.good if good else self.bad
        return f"wordings:\n  - tone: {self.tone}\n    channels: [{self.channel}]\n    text: {words}"


@functools.cache
def rules() -> Mapping[str, Rule]:
    """By code, in the order of their groups."""
    found = [Rule.model_validate({**item, "file": path.name}) for path in sorted(FOLDER.glob("*.yml")) for item in read_source(path.read_bytes()).plain.value]
    return {rule.code: rule for rule in sorted(found, key=lambda rule: (list(GROUPS).index(rule.code[0]), rule.code))}
