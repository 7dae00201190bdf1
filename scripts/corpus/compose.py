"""From the events of a YAML parser to values: nothing is built that is not wanted.

Nearly every file is read once and never asked for a place, so it is read as `Plain`, in half the
time; a `Composer` reads again what is asked, and what is not as it should be.
"""

from __future__ import annotations

from typing import Callable, NamedTuple

import yaml

from scripts.corpus.problem import Edit, Mark

try:
    from yaml.cyaml import CParser as _Parser
except ImportError:  # libyaml is missing: slower, the same events
    class _Parser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):  # type: ignore[no-redef]
        def __init__(self, text: str) -> None:
            yaml.reader.Reader.__init__(self, text)
            yaml.scanner.Scanner.__init__(self)
            yaml.parser.Parser.__init__(self)

MAX_DEPTH = 8

Values = str | list["Values"] | dict[str, "Values"]

Finding = tuple[Mark, str, str] | tuple[Mark, str, str, tuple[Edit, ...]]
"""Where, which code, what to write instead, and the edits that do so where only one way is right."""


class Node(NamedTuple):
    """A value with its place. `value` is str, list[Node] or, key by key, dict[str, tuple[Node, Node]].

    A file has a hundred, so it is a tuple, which is made in half the time.
    """

    value: str | list[Node] | dict[str, tuple[Node, Node]]
    line: int
    column: int
    style: str = ""

    @property
    def mark(self) -> Mark:
        """Where the value begins."""
        return Mark(self.line, self.column)

    def plain(self) -> Values:
        """The value as str, list and dict, without places."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, dict):
            return {key: node.plain() for key, (_, node) in self.value.items()}
        return [node.plain() for node in self.value]


class Odd(Exception):
    """Something stands in the text that a file of the corpus may not hold."""


class Plain:
    """What a text of one document holds, without places. Raises Odd where a Composer would find something, and yaml.MarkedYAMLError."""

    __slots__ = ("value", "strings", "folded")

    def __init__(self, text: str) -> None:
        self.value: Values = ""
        self.strings: list[str] = []
        """Every scalar, keys too, in the order of the file."""
        self.folded = False
        """Whether any of them has words on several lines that YAML has joined."""
        following = _Parser(text).get_event
        documents = 0
        while (event := following()) is not None:
            if isinstance(event, yaml.NodeEvent):
                self.value = self._value(following, event, 0)
            documents += isinstance(event, yaml.DocumentStartEvent)
        if documents > 1 or not isinstance(self.value, (dict, list)):
            raise Odd

    def _value(self, following: Callable[[], yaml.Event | None], event: yaml.NodeEvent, depth: int) -> Values:
        if type(event) is yaml.ScalarEvent:
            return self._scalar(event)
        if event.anchor or event.tag or depth >= MAX_DEPTH:
            raise Odd
        if type(event) is yaml.SequenceStartEvent:
            items: list[Values] = []
            while type(item := following()) is not yaml.SequenceEndEvent:
                items.append(self._value(following, item, depth + 1))
            return items
        pairs: dict[str, Values] = {}
        while type(key := following()) is not yaml.MappingEndEvent:
            if type(key) is not yaml.ScalarEvent or (name := self._scalar(key)) in pairs:
                raise Odd
            pairs[name] = self._value(following, following(), depth + 1)
        return pairs

    def _scalar(self, event: yaml.ScalarEvent) -> str:
        if event.anchor or event.tag:
            raise Odd
        said = event.value
        self.strings.append(said)
        if (" " in said or "\n" in said) and event.style != "|" and event.end_mark.line > event.start_mark.line:
            self.folded = True
        return said


class _TooDeep(Exception):
    """Stops the reading: the scanner's time grows with the square of the depth."""


class Composer:
    """Reads one text. `findings`: what YAML allows and a file of the corpus may not hold."""

    def __init__(self, text: str) -> None:
        self.findings: list[Finding] = []
        self._next: Callable[[], yaml.Event | None] = _Parser(text).get_event
        self._end = Mark(text.count("\n") + 1, len(text.rpartition("\n")[2]) + 1)
        """Where the file ends: a value that isn't there (`? key`) is said to stand beyond it."""

    def document(self) -> Node | None:
        """The root value; None where there is nothing. Raises yaml.MarkedYAMLError."""
        root = None
        while (event := self._next()) is not None:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                self._find(event, "Y109", "「---」で区切った二つめの文書があります。一つのファイルに一つの項目だけを書いてください。")
                break
            if isinstance(event, yaml.NodeEvent):
                try:
                    root = self._node(event, 0)
                except _TooDeep:
                    break
        return root if root and (root.value != "" or root.style) else None

    def _node(self, event: yaml.NodeEvent, depth: int) -> Node:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if line >= self._end.line:
            line, column = min((line, column), self._end)
        if isinstance(event, yaml.AliasEvent):
            self._find(event, "Y110", f"別名(*{event.anchor})は使えません。値をそのまま書いてください。")
            return Node("", line, column)
        if event.anchor:
            self._find(event, "Y110", f"アンカー(&{event.anchor})は使えません。消してください。")
        if event.tag:
            self._find(event, "Y111", f"タグ({event.tag})は使えません。消してください。")
        if isinstance(event, yaml.ScalarEvent):
            return Node(event.value, line, column, event.style or "")
        if depth >= MAX_DEPTH:
            self._find(event, "Y112", f"入れ子が深すぎます({MAX_DEPTH} 段まで)。この先は読んでいません。")
            raise _TooDeep
        return Node(self._items(depth + 1) if isinstance(event, yaml.SequenceStartEvent) else self._pairs(depth + 1), line, column)

    def _items(self, depth: int) -> list[Node]:
        items = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth))
        return items

    def _pairs(self, depth: int) -> dict[str, tuple[Node, Node]]:
        pairs: dict[str, tuple[Node, Node]] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key, value = self._node(event, depth), self._node(self._next(), depth)
            if not isinstance(key.value, str):
                self._find(event, "Y113", "キーには文字だけを書いてください。")
            elif key.value in pairs:
                self._find(event, "Y114", f"キー「{key.value}」が二度あります(一度めは {pairs[key.value][0].line} 行目)。どちらかを消してください。")
            else:
                pairs[key.value] = (key, value)
        return pairs

    def _find(self, event: yaml.Event, code: str, message: str) -> None:
        self.findings.append((Mark(event.start_mark.line + 1, event.start_mark.column + 1), code, message))
