"""NG patterns are regular expressions that run in a reader's browser: keep them safe and true.

Only what matches in linear time and means the same in Python and JavaScript is
allowed: literals, `.`, `[…]`, `(…|…)`, `?`, bounded `{m,n}`, `^`, `$`, `(?:…)`,
`(?!…)`, `(?=…)`. Unbounded repetition and back-references are refused.
"""

from __future__ import annotations

import re
from typing import Iterator

from scripts.check.report import at
from scripts.corpus.load import Loaded
from scripts.corpus.problem import Problem

try:
    from re import _constants as constants, _parser as parser
except ImportError:  # Python < 3.11
    import sre_constants as constants  # type: ignore[no-redef]
    import sre_parse as parser  # type: ignore[no-redef]

MAX_REPEAT = 20
_ESCAPES = re.compile(r"\\[^.?()\[\]{}|^$\\+*/-]")
_GROUPS = re.compile(r"\(\?(?![:=!])")


def check(loaded: Loaded) -> Iterator[Problem]:
    corpus = loaded.corpus
    for entry in corpus.ng.values():
        compiled = []
        for index, pattern in enumerate(entry.patterns):
            if fault := unsafe(pattern):
                yield at(corpus, entry.path, ("patterns", index), "P601", f"{fault}。CONTRIBUTING の「NG の型」の書き方にしてください。")
            else:
                compiled.append(re.compile(pattern))
        if len(compiled) != len(entry.patterns) or not compiled:
            continue
        for index, example in enumerate(entry.examples):
            if not any(p.search(example) for p in compiled):
                yield at(corpus, entry.path, ("examples", index), "P602", "この例文を patterns のどれも見つけません。型か例文を直してください。")
        for index, example in enumerate(entry.fine):
            if any(p.search(example) for p in compiled):
                yield at(corpus, entry.path, ("fine", index), "P603", "問題のない例文なのに patterns が見つけてしまいます。型を狭めてください。")


def unsafe(pattern: str) -> str | None:
    """Why `pattern` may not be used, in Japanese, or None."""
    if found := _ESCAPES.search(pattern):
        return f"「{found[0]}」は使えません(記号を文字として書くときの \\ だけが使えます)"
    if _GROUPS.search(pattern):
        return "「(?」のあとは「:」「=」「!」だけが使えます"
    try:
        tree = parser.parse(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        return f"正規表現として読めません({error})"
    if pattern and re.compile(pattern).search(""):
        return "何もないところにも一致してしまいます"
    return _fault(tree, repeats=0)


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
