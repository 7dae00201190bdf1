"""Finished HTML that went past MkDocs' parsers is what they would have made of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.plugins import BasePlugin

from scripts.corpus.load import load
from scripts.project import ROOT
from scripts.site import generator
from scripts.site.build import site_of, write_pages
from scripts.site.files import read_tree
from scripts.site.finished import set_aside


def test_the_site_is_as_mkdocs_alone_makes_it(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece cut one line too early would swallow a heading, on a page that nobody looks at."""
    write_pages(ROOT, site_of(load(ROOT), ROOT), tmp_path / "docs")
    monkeypatch.setattr(generator, "Finished", BasePlugin)
    generator.generate(ROOT, tmp_path / "docs", tmp_path / "alone")
    alone, ours = read_tree(tmp_path / "alone"), read_tree(site)
    assert len(alone) > 300 and not [path for path, data in alone.items() if ours[path] != data]


@pytest.mark.parametrize("whole", [
    "<p>一つ</p>", '<div class="a">\n<div>二つ</div>\n\n<div>\n\n</div>\n</div>', "<section>\n</section>\n<section>\n</section>", "<p>三つ</p>\n<ul>\n<li>四つ</li>\n</ul>"])
def test_what_is_finished_is_set_aside_whole(whole: str) -> None:
    """A card with an empty line would be read letter by letter, or come back in halves."""
    assert set_aside(f"# 題\n\n{whole}\n\n## 次 {{ #next }}\n") == ('# 題\n\n<div data-finished="0"></div>\n\n## 次 { #next }\n', [whole])


@pytest.mark.parametrize("mixed", ["<div>\n\n## 題", "<p>文</p> *強く*", "<a href=\"x\">文</a>", "<pre>a</pre>", "文<p>a</p>", "<p>a</p></p>", "<p>a</p>\n文", "<p>a</p>\n<ul>\n</ul", "<p>a</p>\n<ul><ul></ul>"])
def test_what_markdown_has_to_read_stays(mixed: str) -> None:
    """A heading in it would stand there as signs."""
    assert set_aside(f"{mixed}\n\n終わり") == (f"{mixed}\n\n終わり", [])


def test_links_to_places_in_finished_pieces_are_known(tmp_path: Path) -> None:
    """MkDocs would warn of an anchor that is there, or keep silent about one that isn't."""
    (tmp_path / "mkdocs.yml").write_text("site_name: a\nsite_url: https://example.org/\nrepo_url: https://example.org/a\nvalidation: {anchors: warn}\n", "utf-8")
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("[a](there.md#place) [b](there.md#nowhere)\n", "utf-8")
    (docs / "there.md").write_text('# 題\n\n<article id="place"><p id="inner">文</p></article>\n', "utf-8")
    warnings = generator.generate(tmp_path, docs, tmp_path / "site", strict=False)
    assert len(warnings) == 1 and "nowhere" in warnings[0]


def test_pieces_of_one_page_stay_on_it(tmp_path: Path) -> None:
    """MkDocs reads all pages before it writes the first: the second would begin with the first one's cards."""
    (tmp_path / "mkdocs.yml").write_text("site_name: a\nsite_url: https://example.org/\nrepo_url: https://example.org/a\n", "utf-8")
    docs = tmp_path / "docs"
    docs.mkdir()
    for name, text in (("index", "<p>一</p>"), ("b", "---\ntitle: <p>題</p>\n---\n\n<p>二</p>")):
        (docs / f"{name}.md").write_text(text, "utf-8")
    generator.generate(tmp_path, docs, tmp_path / "site")
    assert "<p>一</p>" in (tmp_path / "site/index.html").read_text("utf-8") and "<p>二</p>" in (tmp_path / "site/b/index.html").read_text("utf-8")
