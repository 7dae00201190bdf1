"""The corpus: YAML with positions → typed, frozen entries."""
