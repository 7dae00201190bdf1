"""Patterns of NG entries and of corpus/drafts are regular expressions that run in a reader's browser: keep them safe and true.

Only what matches in bounded time and means the same in Python and JavaScript is
allowed: literals, `.`, `[…]`, `(…|…)`, `?`, bounded `{m,n}`, `^`, `$`, `(?:…)`,
`(?!…)`, `(?=…)`. Unbounded repetition, back-references and too many ways to
match one text are refused.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Iterator

from scripts.check.recognise import Recogniser
from scripts.check.report import at
from scripts.check.sieve import constants, parsed, parser, ready
from scripts.corpus.load import Loaded
from scripts.corpus.model import Corpus
from scripts.corpus.problem import Problem
from scripts.corpus.source import Loc

MAX_REPEAT = 20
MAX_WAYS = 2_000_000
"""Ways to match from one place of a text: what a browser may have to try before it gives up."""
_ESCAPED = re.compile(r"(?s)\\(.)")
_ESCAPES = set(r".?()[]{}|^$\+*/-")
_GROUPS = re.compile(r"\(\?(?![:=!])")
_DIFFERENT = re.compile(r"\[\^?\]|\{,|[^\0-\uffff]")
"""Python and JavaScript read these in two ways: `[]…]`, `{,n}`, characters beyond U+FFFF."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """Patterns and their examples, where a file has them."""

    path: PurePosixPath
    loc: Loc
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    fine: tuple[str, ...]
    is_ng: bool


def check(loaded: Loaded) -> Iterator[Problem]:
    corpus = loaded.corpus
    recogniser = recogniser_of(corpus)
    for one in _listed(corpus):
        faults = {index: fault for index, pattern in enumerate(one.patterns) if (fault := unsafe(pattern))}
        for index, fault in faults.items():
            yield at(corpus, one.path, (*one.loc, "patterns", index), "P601", f"{fault}。CONTRIBUTING の「NG の型」の書き方にしてください。")
        if faults or not one.patterns:
            continue
        patterns = [recogniser.spelled(pattern) for pattern in one.patterns]

        def marked(text: str) -> bool:
            for reading in recogniser.readings(text):
                if next((recogniser.found if one.is_ng else recogniser.plainly)(reading, map(ready, patterns)), None):
                    return True
            return False

        for index, example in enumerate(one.examples):
            if not marked(example):
                yield at(corpus, one.path, (*one.loc, "examples", index), "P602", "この例文を patterns のどれも見つけません。型か例文を直してください。")
        for index, example in enumerate(one.fine):
            if marked(example):
                yield at(corpus, one.path, (*one.loc, "fine", index), "P603", "問題のない例文なのに patterns が見つけてしまいます。型を狭めてください。")


def recogniser_of(corpus: Corpus) -> Recogniser:
    """The recogniser of a corpus, without the turns whose patterns are unsafe."""
    return Recogniser(corpus.drafts, [pattern for signs in corpus.drafts.owned for pattern in signs.patterns if not unsafe(pattern)])


def _listed(corpus: Corpus) -> Iterator[_Listed]:
    for entry in corpus.ng.values():
        yield _Listed(entry.path, (), entry.patterns, entry.examples, entry.fine, is_ng=True)
    for name in ("owned", "components", "danger"):
        for index, signs in enumerate(getattr(corpus.drafts, name)):
            yield _Listed(PurePosixPath(f"corpus/drafts/{name}.yml"), (index,), signs.patterns, signs.examples, signs.fine, is_ng=False)


@functools.cache
def unsafe(pattern: str) -> str | None:
    """Why `pattern` may not be used, in Japanese, or None."""
    for escaped in _ESCAPED.finditer(pattern):
        if escaped[1] not in _ESCAPES:
            return f"「{escaped[0]}」は使えません(記号を文字として書くときの \\ だけが使えます)"
    bare = _ESCAPED.sub("  ", pattern)
    if _GROUPS.search(bare):
        return "「(?」のあとは「:」「=」「!」だけが使えます"
    if found := _DIFFERENT.search(bare):
        return f"「{found[0]}」は Python とブラウザで意味が変わるので使えません"
    try:
        tree = parsed(pattern)
    except (re.error, RecursionError, OverflowError, Warning) as error:
        return f"正規表現として読めません({error})"
    if tree.getwidth()[0] == 0 and re.search(pattern, ""):
        return "何もないところにも一致してしまいます"
    if fault := _fault(tree, repeats=0):
        return fault
    if _ways(tree) > MAX_WAYS:
        return "当てはめ方が多すぎて、読者の端末が止まるおそれがあります。「{0,20}」や「?」を減らすか、型を二つに分けてください"
    return None


def _fault(tree: parser.SubPattern, repeats: int) -> str | None:
    for operator, argument in tree:
        if operator in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            _, most, inner = argument
            if most == constants.MAXREPEAT or most > MAX_REPEAT:
                return f"くり返しは {{0,{MAX_REPEAT}}} までの数で書いてください(「*」「+」は使えません)"
            if repeats and most > 1:
                return "くり返しの中にくり返しは書けません"
            if fault := _fault(inner, repeats + (most > 1)):
                return fault
        elif operator is getattr(constants, "POSSESSIVE_REPEAT", None):
            return "「?+」「++」のようなくり返しはブラウザにありません"
        elif operator is constants.GROUPREF:
            return "前のかっこを参照することはできません"
        elif operator is constants.SUBPATTERN:
            if fault := _fault(argument[3], repeats):
                return fault
        elif operator is constants.BRANCH:
            for branch in argument[1]:
                if fault := _fault(branch, repeats):
                    return fault
        elif operator in (constants.ASSERT, constants.ASSERT_NOT):
            if argument[0] < 0:
                return "後読み「(?<」は使えません"
            if fault := _fault(argument[1], repeats):
                return fault
    return None


def _ways(tree: parser.SubPattern) -> int:
    """At most how many ways `tree` can match from one place."""
    ways = 1
    for operator, argument in tree:
        if operator in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            least, most, inner = argument
            once = _ways(inner)
            ways *= sum(once ** times for times in range(least, most + 1))
        elif operator is constants.SUBPATTERN:
            ways *= _ways(argument[3])
        elif operator in (constants.ASSERT, constants.ASSERT_NOT):
            ways *= _ways(argument[1])
        elif operator is constants.BRANCH:
            ways *= _branch_ways(argument[1])
    return ways


def _branch_ways(branches: list[parser.SubPattern]) -> int:
    """Branches that begin with different letters exclude each other; the rest add up."""
    by_letter: dict[object, int] = {}
    for branch in branches:
        first = branch[0][1] if len(branch) and branch[0][0] is constants.LITERAL else None
        by_letter[first] = by_letter.get(first, 0) + _ways(branch)
    return max(by_letter.values()) + (by_letter.get(None, 0) if len(by_letter) > 1 else 0)
