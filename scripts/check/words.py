"""Search words (corpus/search).

- W701 no two groups contradict each other about a word
- W702 a word is letters only; W703 a word of `near` has no blank: the browser gets them parted by blanks
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Iterator

from scripts.check.report import at
from scripts.corpus.load import Loaded
from scripts.corpus.model import Group
from scripts.corpus.problem import Problem
from scripts.search.analyser import fold, runs


def check(loaded: Loaded) -> Iterator[Problem]:
    corpus = loaded.corpus
    seen: dict[tuple[str, str], tuple[PurePosixPath, int, frozenset[str]]] = {}
    for path, groups in corpus.groups.items():
        for number, group in enumerate(groups):
            for index, word in enumerate(group.near):
                if " " in fold(word):
                    yield at(corpus, path, (number, "near", index), "W703", f"「{word}」は空白のところで別々の語に分かれ、片方だけでも効きます。空白を取るか、一つずつの語に分けてください。")
            for index, word in enumerate(group.words):
                loc = (number, "words", index)
                if list(runs(fold(word))) != [fold(word)]:
                    yield at(corpus, path, loc, "W702", f"「{word}」には空白や記号があるので、検索で見つかりません。文字だけで書いてください。")
                for role, says in _roles(group):
                    first, at_number, first_says = seen.setdefault((fold(word), role), (path, number, says))
                    if (first, at_number) != (path, number) and says.isdisjoint(first_says):
                        line = corpus.documents[first].mark((at_number,)).line
                        yield at(corpus, path, loc, "W701", f"「{word}」は {first}:{line} のまとまりでは別の意味になっています。どちらか一つにしてください。")
                        break


def _roles(group: Group) -> list[tuple[str, frozenset[str]]]:
    """What a word is said to be: (role, values). Two groups may share a word unless they contradict each other in a role."""
    if group.leads:
        return [("leads near" if group.near else "leads", frozenset([group.leads]))]
    facets = [(name, frozenset(ids)) for name, ids in group.means if ids]
    return facets or [("plain", frozenset(["stop" if group.stop else "word"]))]
