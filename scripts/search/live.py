"""The index that the preview shows: made whole once, then brought up to date record by record."""

from __future__ import annotations

from pathlib import Path
from typing import Collection, Iterable

from scripts.pages.site import Site
from scripts.search.facets import facet_table
from scripts.search.index import BATCH, BUNDLE, CHANGED, PagefindError, indexed, write_hits, write_index
from scripts.search.lexicon import Lexicon, compile_lexicon
from scripts.search.patching import patch
from scripts.search.places import Places
from scripts.search.raw import ChangedFormat
from scripts.search.records import Known, is_new, records, relearn, retell
from scripts.search.renumbering import renumbered
from scripts.site.files import write_if_changed

VERSION = "preview"
"""Nothing of the preview is kept by a browser, so what changes keeps its name."""


class LiveIndex:
    """An index in a folder, and what it was made from."""

    def __init__(self, work: Path, output: Path) -> None:
        self.work, self.output = work, output
        self._lexicon: Lexicon | None = None
        self._known: Known = {}
        self._numbers: dict[str, int] = {}
        """Entry id → the number of its record: all from 0 on, but not in the order of the corpus, so that few move."""
        self._common: set[str] = set()

    def update(self, site: Site, *, again: bool = False) -> None:
        """Make `output` find what the corpus holds now; `again`: with a new lexicon.

        Else the lexicon stays as it was: a word that is new to it is found letter by letter. Raises PagefindError.
        """
        before, self._lexicon = self._lexicon, None  # whoever is stopped halfway begins anew
        if before is None:
            lexicon, self._known = compile_lexicon(site.corpus), {}
            self._make(site, lexicon)
        else:
            lexicon = renumbered(compile_lexicon(site.corpus), before) if again else before
            self._revise(site, lexicon, before)
        self._lexicon = lexicon

    def _make(self, site: Site, lexicon: Lexicon) -> None:
        self._common = write_index(site, self.work, self.output, lexicon, self._known, version=VERSION)
        self._numbers = {entry.id: number for number, entry in enumerate(site.corpus)}

    def _revise(self, site: Site, lexicon: Lexicon, before: Lexicon) -> None:
        old = {entry_id: record for entry_id, (_, record) in self._known.items()}
        self._known = {entry_id: known for entry_id, known in self._known.items() if entry_id in site.entries}
        retold = retell(site, self._known)
        relearned = relearn(lexicon, before, self._known) if lexicon is not before else set()
        new = [record.id for record in records(site, lexicon, [entry for entry in site.corpus if is_new(entry, self._known)], self._known)]
        refound = relearned.union(new)
        if len(refound) + len(old.keys() - self._known.keys()) > BATCH:
            self._make(site, lexicon)
            return
        left = self._number(new, old.keys() - self._known.keys())
        refound |= left.keys() & self._known.keys()
        self._find(refound, {*left.values()}, {token for entry_id in old.keys() & (refound | left.keys()) for token in old[entry_id].tokens})
        self._show(site, {self._numbers[entry_id] for entry_id in refound | retold})
        if lexicon is not before:
            for name, content in lexicon.files(VERSION).items():
                write_if_changed(self.output / "lexicon" / name, content)

    def _number(self, new: Iterable[str], gone: Iterable[str]) -> dict[str, int]:
        """Give new entries the numbers of those that are gone, or the next ones. Numbers that nobody takes go to the last;
        the entries whose number is no longer theirs, with that number.
        """
        left = {entry_id: self._numbers.pop(entry_id) for entry_id in gone}
        free = sorted(left.values(), reverse=True)
        for entry_id in new:
            if entry_id not in self._numbers:
                self._numbers[entry_id] = free.pop() if free else len(self._numbers)
        for number in free:
            if number < len(self._numbers):
                last = max(self._numbers, key=self._numbers.__getitem__)
                left[last], self._numbers[last] = self._numbers[last], number
        return left

    def _find(self, found: Collection[str], left: Collection[int], before: Iterable[str]) -> None:
        """Make these entries found by what their records hold, and numbers that were `left` no more; `before`: the tokens by which any of them was."""
        made = {self._numbers[entry_id]: self._known[entry_id][1] for entry_id in found}
        raw = indexed({number: record.html() for number, record in made.items()}, self.work / "changed", again=True) if made else None
        places = Places()
        for number in sorted(made):
            places.add(number, made[number].stretches)
        try:
            patch(raw, places, self.output, left, before, self._common, len(self._numbers))
        except ChangedFormat:
            raise PagefindError(CHANGED) from None

    def _show(self, site: Site, changed: Iterable[int]) -> None:
        """Write what hits show of these records, and which entry has which facets."""
        ordered = sorted(site.corpus, key=lambda entry: self._numbers[entry.id])
        for first in {number - number % BUNDLE for number in changed}:
            write_hits(self.output, VERSION, first, [self._known[entry.id][1] for entry in ordered[first:first + BUNDLE]])
        write_if_changed(self.output / "lexicon/facets.json", facet_table(ordered))
