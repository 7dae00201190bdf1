"""Every id that an entry names exists and is of the kind that belongs there."""

from __future__ import annotations

import functools
from pathlib import PurePosixPath
from typing import Iterator

from pydantic import BaseModel

from scripts.check.report import at, at_text
from scripts.corpus.guess import did_you_mean
from scripts.corpus.load import Loaded
from scripts.corpus.model import FILES, Corpus, Phrase, Redirect, references
from scripts.corpus.problem import Problem
from scripts.corpus.source import Loc

FOLDER_OF = {"phrase": "phrases", "cause": "causes", "guide": "guides", "helpline": "helplines"}
SOURCES, REDIRECTS = PurePosixPath("corpus/sources.yml"), PurePosixPath("corpus/redirects.yml")


def check(loaded: Loaded) -> Iterator[Problem]:
    corpus = loaded.corpus
    by_kind: dict[str, set[str]] = {"source": set(corpus.sources)}
    for entry_id, path in loaded.known_ids.items():
        by_kind.setdefault(path.parts[1], set()).add(entry_id)
    unplaced = {entry_id for entry_id, path in loaded.known_ids.items() if path.parts[1] not in FILES}
    sources_unread = any(problem.path == SOURCES for problem in loaded.problems)

    @functools.cache
    def known(kinds: tuple[str, ...]) -> set[str]:
        return set().union(*(by_kind.get(FOLDER_OF.get(kind, kind), set()) for kind in kinds))

    for path, prefix, own_id, model in _models(corpus):
        for loc, kinds, target in references(model, prefix):
            if target == own_id:
                yield at(corpus, path, loc, "R402", f"「{target}」は自分自身です。別の項目の id にするか、消してください。")
            elif target in known(kinds) or target in unplaced or sources_unread and kinds == ("source",):
                continue
            elif target in corpus.redirects:
                yield at_text(corpus, path, loc, 0, "R403", f"「{target}」は名前が変わりました。「{corpus.redirects[target]}」と書いてください。", ((0, target, corpus.redirects[target]),))
            else:
                yield at(corpus, path, loc, "R401", _dangling(loaded, target, kinds, known(kinds)))
    for phrase, way in _circles(corpus):
        yield at(corpus, phrase.path, ("next",), "R405", f"next をたどると元に戻ります({' → '.join(way)})。続ける言葉を変えるか、どれかの next を消してください。")
    for index, redirect in enumerate(_redirects(corpus)):
        if redirect.old in loaded.known_ids:
            yield at(corpus, REDIRECTS, (index, "old"), "R404", f"「{redirect.old}」はいまも使われている id です。転送を消すか、項目の名前を変えてください。")


def _circles(corpus: Corpus) -> Iterator[tuple[Phrase, list[str]]]:
    """Each circle of `next` once, at the entry that closes it in the order of the ids."""
    finished: set[str] = set()
    for start in corpus.phrases:
        way: list[str] = []
        here: str | None = start
        while here in corpus.phrases and here not in finished and here not in way:
            way.append(here)
            here = corpus.phrases[here].next
        if here in way and len(circle := way[way.index(here):]) > 1:
            last = max(circle)
            turn = circle.index(last) + 1
            yield corpus.phrases[last], [last, *circle[turn:], *circle[:turn]]
        finished.update(way)


def _models(corpus: Corpus) -> Iterator[tuple[PurePosixPath, Loc, str, BaseModel]]:
    """Everything that names ids: (file, place in it, its own id, the model)."""
    for folder in FILES:
        for entry in getattr(corpus, folder).values():
            yield entry.path, (), entry.id, entry
    for path, groups in corpus.groups.items():
        for index, group in enumerate(groups):
            yield path, (index,), "", group
    for name in ("components", "danger"):
        for index, signs in enumerate(getattr(corpus.drafts, name)):
            yield PurePosixPath(f"corpus/drafts/{name}.yml"), (index,), "", signs
    for index, redirect in enumerate(_redirects(corpus)):
        yield REDIRECTS, (index,), redirect.old, redirect


def _redirects(corpus: Corpus) -> Iterator[Redirect]:
    """The redirects in the order of the file."""
    if corpus.redirects:
        for item in corpus.documents[REDIRECTS].plain.value:
            yield Redirect.model_construct(**item)


def _dangling(loaded: Loaded, target: str, kinds: tuple[str, ...], known: set[str]) -> str:
    shorts = {term.id: term.short for term in loaded.corpus.vocabularies.get("kind", ())} | {"source": "出典", "helpline": "相談窓口"}
    labels = "・".join(shorts.get(kind, kind) for kind in kinds)
    where = loaded.known_ids.get(target)
    other = f"(その id は {where} にありますが、ここには書けません)" if where else ""
    return f"「{target}」という id の{labels}はありません{other}。{did_you_mean(PurePosixPath(target).name.removesuffix('.yml'), known)}id を確かめてください。"
