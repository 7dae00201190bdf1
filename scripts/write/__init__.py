"""Writing files of the corpus: new ones, mended ones, and those that come from an issue."""
