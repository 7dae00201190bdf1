"""The index that the preview shows: made whole once, then brought up to date record by record."""

from __future__ import annotations

from pathlib import Path
from typing import Iterable, Mapping

from scripts.pages.site import Site
from scripts.search.facets import facet_table
from scripts.search.index import BATCH, BUNDLE, CHANGED, PagefindError, indexed, write_hits, write_index
from scripts.search.lexicon import Lexicon, compile_lexicon
from scripts.search.patching import patch
from scripts.search.raw import ChangedFormat
from scripts.search.records import Known, Record, is_new, records, relearn
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
        """Entry id → the number of its record. A new entry comes last, wherever it stands in the corpus."""
        self._common: set[str] = set()

    def update(self, site: Site, *, again: bool = False) -> None:
        """Make `output` find what the corpus holds now; `again`: with a new lexicon.

        Else the lexicon stays as it was: a word that is new to it is found letter by letter. Raises PagefindError.
        """
        lexicon, self._lexicon = self._lexicon, None  # whoever is stopped halfway begins anew
        if lexicon is None:
            self._known = {}
        before = dict(self._known)
        learned = compile_lexicon(site.corpus) if again or lexicon is None else lexicon
        new = [entry for entry in site.corpus if is_new(site, entry, before)]
        found = {record.id: record for record in records(site, learned, new, self._known)}
        if again:
            found |= {entry.id: self._known[entry.id][2] for entry in relearn(site, learned, self._known)}
        gone = not before.keys() <= site.entries.keys()
        if lexicon is None or gone or len(found) > BATCH:
            self._make(site, learned)
        else:
            if found:
                self._patch(site, found, {token for entry_id in found.keys() & before.keys() for token in before[entry_id][2].tokens})
            for name, content in (learned.files(VERSION) if again else {}).items():
                write_if_changed(self.output / "lexicon" / name, content)
        self._lexicon = learned

    def _make(self, site: Site, lexicon: Lexicon) -> None:
        self._known = {entry_id: known for entry_id, known in self._known.items() if entry_id in site.entries}
        self._common = write_index(site, self.work, self.output, lexicon, self._known, version=VERSION)
        self._numbers = {entry.id: number for number, entry in enumerate(site.corpus)}

    def _patch(self, site: Site, found: Mapping[str, Record], before: Iterable[str]) -> None:
        for entry_id in found:
            self._numbers.setdefault(entry_id, len(self._numbers))
        numbered = {self._numbers[entry_id]: record for entry_id, record in found.items()}
        raw = indexed({number: record.html() for number, record in numbered.items()}, self.work / "changed", again=True)
        try:
            patch(raw, self.output, before, self._common)
        except ChangedFormat:
            raise PagefindError(CHANGED) from None
        ordered = sorted(site.corpus, key=lambda entry: self._numbers[entry.id])
        for first in {number - number % BUNDLE for number in numbered}:
            write_hits(self.output, VERSION, first, [self._known[entry.id][2] for entry in ordered[first:first + BUNDLE]])
        write_if_changed(self.output / "lexicon/facets.json", facet_table(ordered))
