"""The index that the preview shows: made whole once, then brought up to date record by record."""

from __future__ import annotations

from pathlib import Path
from typing import Sequence

from scripts.corpus.model import Entry
from scripts.pages.site import Site
from scripts.search.facets import facet_table
from scripts.search.index import BATCH, CHANGED, PagefindError, indexed, write_hit, write_index
from scripts.search.lexicon import Lexicon, compile_lexicon
from scripts.search.patching import patch
from scripts.search.raw import ChangedFormat
from scripts.search.records import Known, is_new, records
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
        changed = [entry for entry in site.corpus if is_new(site, entry, self._known)]
        gone = not self._numbers.keys() <= site.entries.keys()
        if again or gone or self._lexicon is None or len(changed) > BATCH:
            self._make(site, again)
        elif changed:
            self._patch(site, changed, self._lexicon)

    def _make(self, site: Site, again: bool) -> None:
        if again or self._lexicon is None:
            self._lexicon, self._known = None, {}
        lexicon, self._lexicon = self._lexicon or compile_lexicon(site.corpus), None  # whoever is stopped halfway begins anew
        self._common = write_index(site, self.work, self.output, lexicon, self._known, version=VERSION)
        self._numbers = {entry.id: number for number, entry in enumerate(site.corpus)}
        self._lexicon = lexicon

    def _patch(self, site: Site, changed: Sequence[Entry], lexicon: Lexicon) -> None:
        self._lexicon = None  # whoever is stopped halfway begins anew
        before = {token for entry in changed if entry.id in self._known for token in self._known[entry.id][2].tokens}
        new = [entry.id for entry in changed if entry.id not in self._numbers]
        numbers = {**self._numbers, **{entry_id: number for number, entry_id in enumerate(new, len(self._numbers))}}
        found = {numbers[record.id]: record for record in records(site, lexicon, changed, self._known)}
        raw = indexed({number: record.html() for number, record in found.items()}, self.work / "changed", again=True)
        try:
            patch(raw, self.output, VERSION, before, self._common)
        except ChangedFormat:
            raise PagefindError(CHANGED) from None
        for number, record in found.items():
            write_hit(self.output, VERSION, number, record)
        write_if_changed(self.output / "lexicon/facets.json", facet_table(sorted(site.corpus, key=lambda entry: numbers[entry.id])))
        self._numbers, self._lexicon = numbers, lexicon
