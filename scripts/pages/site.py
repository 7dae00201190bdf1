"""What every page may ask: where an entry stands, what a term is called, what leads on."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Any, Callable, Iterable, Mapping

from markupsafe import Markup

from scripts.corpus.model import Corpus, Entry, Ng, Phrase
from scripts.corpus.relations import Relations, relate
from scripts.corpus.template import new_file_query, template
from scripts.corpus.vocabulary import Vocabulary
from scripts.coverage.count import Coverage, cover, place
from scripts.history import History
from scripts.pages.environment import environment
from scripts.pages.page import Crumb, Later, relative
from scripts.pages.paging import page_url, paged

TAGS = "tags/"
NG = "ng/"
"""Where the NG entries stand."""


class Site:
    """The corpus as the pages see it. Read-only; every method is pure."""

    def __init__(self, corpus: Corpus, repo_url: str, site_url: str = "/", history: History = History()) -> None:
        """`repo_url`: the repository's address; every edit, new-file and issue link is made from it. `site_url`: for examples to copy."""
        self.corpus = corpus
        self.repo_url = repo_url.rstrip("/")
        self.site_url = site_url
        self.history = history
        self.entries: Mapping[str, Entry] = {entry.id: entry for entry in corpus}
        self._queries: dict[tuple[Any, ...], str] = {}
        """The templates that were asked for, ready for an address: two pages ask for most of them."""

    @cached_property
    def relations(self) -> Relations:
        """What leads on from where. The index, which is begun first, needs none of it."""
        return relate(self.corpus)

    @cached_property
    def cells(self) -> Mapping[tuple[str, str], tuple[Phrase, ...]]:
        """(scene, stage) → its phrases in page order: by cause, then weight, then id."""
        cells: dict[tuple[str, str], list[Phrase]] = defaultdict(list)
        for phrase in self.corpus.phrases.values():
            cells[phrase.scene, phrase.stage].append(phrase)
        cause, severity = self.vocabulary("cause"), self.vocabulary("severity")
        return {cell: tuple(sorted(phrases, key=lambda p: (cause.order(p.causes[0]), severity.order(p.severity), p.id)))
                for cell, phrases in cells.items()}

    @cached_property
    def ng(self) -> tuple[Ng, ...]:
        """The NG entries in page order: by type."""
        types = self.vocabulary("ng-type")
        return tuple(sorted(self.corpus.ng.values(), key=lambda entry: types.order(entry.type)))

    @cached_property
    def paged(self) -> Mapping[str, list[tuple[Phrase, ...]] | list[tuple[Ng, ...]]]:
        """First page → the cards of each of the pages that begin there."""
        return {**{cell_url(*cell): paged(phrases) for cell, phrases in self.cells.items()}, NG: paged(self.ng)}

    @cached_property
    def _by_scene(self) -> Mapping[str | None, list[Phrase]]:
        """A template for a scene is like one of its phrases. Nothing for no scene: other entries have none."""
        found: dict[str | None, list[Phrase]] = defaultdict(list)
        for phrase in self.corpus.phrases.values():
            found[phrase.scene].append(phrase)
        return found

    @cached_property
    def urls(self) -> Mapping[str, str]:
        """Entry id → its site-relative URL."""
        urls: dict[str, str] = {}
        for first, pages in self.paged.items():
            for number, cards in enumerate(pages, 1):
                urls |= {card.id: f"{page_url(first, number)}#{card.id}" for card in cards}
        for entry in self.corpus:
            match entry.kind:
                case "qa" | "guide" | "cause":
                    folder = {"qa": "qa", "guide": "guides", "cause": "causes"}[entry.kind]
                    urls[entry.id] = f"{folder}/{entry.id}/"
                case "safety":
                    urls[entry.id] = f"safety/{entry.id}/"
        return urls

    @cached_property
    def coverage(self) -> Coverage:
        """What there is beside what is asked for."""
        return cover(self.corpus)

    @cached_property
    def situations(self) -> Mapping[tuple[str, str], tuple[Phrase, ...]]:
        """(scene, cause) → its phrases, lightest first."""
        found: dict[tuple[str, str], list[Phrase]] = defaultdict(list)
        for phrase in self.corpus.phrases.values():
            for cause in phrase.causes:
                found[phrase.scene, cause].append(phrase)
        severity = self.vocabulary("severity")
        return {key: tuple(sorted(phrases, key=lambda p: (p.causes.index(key[1]), severity.order(p.severity), p.id)))
                for key, phrases in found.items()}

    def vocabulary(self, facet: str) -> Vocabulary:
        return self.corpus.vocabularies[facet]

    def label(self, facet: str, term: str) -> str:
        return self.vocabulary(facet)[term].label

    def short(self, facet: str, term: str) -> str:
        return self.vocabulary(facet)[term].short

    def heading(self, facet: str, term: str) -> str:
        """How a title says the term."""
        return self.vocabulary(facet)[term].heading or self.label(facet, term)

    def tags(self, scenes: Iterable[str] = (), stages: Iterable[str] = ()) -> tuple[Crumb, ...]:
        """The tags of a page: its scenes and stages."""
        return (*(self.tag("scene", s) for s in scenes), *(self.tag("stage", s) for s in stages))

    def tag(self, facet: str, term: str) -> Crumb:
        """The name and the page of a tag."""
        return Crumb(self.label(facet, term), f"{TAGS}{term}/")

    def named_by(self, entry_id: str, kind: str) -> tuple[str, ...]:
        return self.relations.named_by.get(entry_id, {}).get(kind, ())

    def pick(self, ids: Iterable[str], most: int | None = None) -> list[Entry]:
        """The entries with these ids, in this order."""
        found = [self.entries[i] for i in ids if i in self.entries]
        return found[:most]

    def edit_url(self, path: object) -> str:
        return f"{self.repo_url}/edit/main/{path}"

    def new_url(self, folder: str, **given: str) -> str:
        """GitHub's new-file view in corpus/`folder`, holding an annotated template; `given`: scene and stage, cause, type."""
        key = (folder, *given.items())
        if key not in self._queries:
            self._queries[key] = new_file_query(template(self.corpus, folder, self._by_scene[given.get("scene")], **given))
        return f"{self.repo_url}/new/main/corpus/{place(folder, given)}?{self._queries[key]}"

    def new_link(self, folder: str, **given: str) -> Later:
        """The same, for a page that may not be asked for."""
        return Later(lambda: self.new_url(folder, **given))

    def issue_url(self) -> str:
        """The form for those who only want to write a sentence."""
        return f"{self.repo_url}/issues/new?template=phrase.yml"

    def render(self, template: str, here: str, **context: Any) -> Later:
        """`template`, filled for the page at `here`."""
        return Later(lambda: environment().get_template(template).render(site=self, here=here, link=self.linker(here), **context))

    def linker(self, here: str) -> Callable[[str], Markup]:
        """A function from an entry id or a site-relative URL to the link from `here`."""
        def link(target: str) -> Markup:
            return Markup(relative(here, self.urls.get(target, target)))
        return link


def cell_url(scene: str, stage: str) -> str:
    """The first page of a scene and stage."""
    return f"phrases/{scene}/{stage}/"
