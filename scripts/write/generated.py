"""Files that are committed, but made from the model and the vocabularies. A test holds them to it."""

from __future__ import annotations

from scripts.corpus.model import Corpus
from scripts.write.editor import editor_files
from scripts.write.form import PATH, form


def generated(corpus: Corpus) -> dict[str, str]:
    """The text of each by its path in the project."""
    return {PATH: form(corpus.vocabularies), **editor_files(corpus.vocabularies)}
