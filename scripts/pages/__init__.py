"""Entries → Markdown pages: pure functions and the templates beside them."""
