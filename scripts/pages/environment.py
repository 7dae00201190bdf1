"""The Jinja environment of the Markdown templates: everything is escaped unless proven safe."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import budoux
import jinja2
from markupsafe import Markup, escape

from scripts.search.forms import tokenizer

BLANK = re.compile(r"〔([^〔〕\n]{1,16})〕")
_BLANK_SPAN = Markup('<span class="blank" data-blank="{0}">〔{0}〕</span>')
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~^=:<>&@$])")


@lru_cache(maxsize=1)
def environment() -> jinja2.Environment:
    """One environment for all pages; an undefined name is an error."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True,
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_on_one_line)
    env.filters.update(prose=prose, wording=wording, phrases=phrases, md=markdown_text, shorten=shorten)
    return env


def _on_one_line(value: Any) -> Any:
    """A text whose line breaks are entities: no line of it can begin what Markdown reads as a fence, a list or a heading."""
    return escape(value).replace("\n", Markup("&#10;")) if type(value) is str and "\n" in value else value


def prose(text: str) -> Markup:
    """Paragraphs, and runs of '- ' lines as lists, as escaped HTML without blank lines."""
    parts: list[str] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        paragraph: list[str] = []
        items: list[str] = []
        for line in block.split("\n"):
            if line.startswith("- "):
                if paragraph:
                    parts.append(_paragraph(paragraph))
                    paragraph = []
                items.append(f"<li>{escape(line[2:].strip())}</li>")
            else:
                if items:
                    parts.append(f"<ul>{''.join(items)}</ul>")
                    items = []
                paragraph.append(line.strip())
        if paragraph:
            parts.append(_paragraph(paragraph))
        if items:
            parts.append(f"<ul>{''.join(items)}</ul>")
    return Markup("\n".join(parts))


def _paragraph(lines: list[str]) -> str:
    """Japanese lines join without a space."""
    return f"<p>{escape(''.join(lines))}</p>"


def wording(text: str) -> Markup:
    """A wording with line breaks kept and each blank marked for filling in."""
    parts = BLANK.split(text.strip())
    marked = [_BLANK_SPAN.format(part) if index % 2 else escape(part) for index, part in enumerate(parts)]
    return Markup("").join(marked).replace("\n", Markup("<br>"))


def markdown_text(text: str) -> Markup:
    """Text for a Markdown line (a heading): every special character becomes an entity, lines may break between phrases."""
    return Markup("<wbr>").join(Markup(_MARKDOWN.sub(lambda found: f"&#{ord(found[0])};", part)) for part in _phrases(text.replace("\n", " ")))


def phrases(text: str) -> Markup:
    """Text that may break between phrases and nowhere else (the style sheet keeps the rest together)."""
    return Markup("<wbr>").join(_phrases(text))


@lru_cache(maxsize=1)
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


@lru_cache(maxsize=None)
def _phrases(text: str) -> tuple[str, ...]:
    """The phrases (文節) of a line: BudouX's, less those that would cut one of Sudachi's words in two. Titles stand on many pages, so each is read once."""
    ends = {morpheme.end() for morpheme in tokenizer().tokenize(text)}
    whole: list[str] = [""]
    at = 0
    for part in _parser().parse(text):
        if at in ends:
            whole.append("")
        whole[-1] += part
        at += len(part)
    return tuple(whole)


def shorten(text: str, most: int) -> str:
    """The first `most` characters, cut at a sentence end where there is one."""
    flat = re.sub(r"\s+", "", text)
    if len(flat) <= most:
        return flat
    cut = flat[:most]
    end = max(cut.rfind(mark) for mark in "。!?")
    return cut[: end + 1] if end >= most // 2 else cut[:-1] + "…"
