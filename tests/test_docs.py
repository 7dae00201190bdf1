"""What the guides for contributors tell to do can be done: commands, paths, links, the example file."""

from __future__ import annotations

import re
import shutil
from pathlib import Path, PurePosixPath

import pytest

from scripts.check.run import check
from scripts.corpus.load import load
from scripts.project import ROOT, site_url
from tests.commands import targets, verbs

GUIDES = [*sorted(ROOT.glob("*.md")), ROOT / ".github/pull_request_template.md"]
TEXTS = {path.name: path.read_text("utf-8") for path in GUIDES}
each = pytest.mark.parametrize("name", TEXTS)


def code(text: str) -> list[str]:
    """What stands as code: blocks line by line, and spans."""
    blocks = re.findall(r"```\w*\n(.*?)```", text, re.S)
    return [line for block in blocks for line in block.splitlines()] + re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.S))


@each
def test_commands_exist(name: str) -> None:
    """The first command a newcomer types would answer with an error."""
    for line in code(TEXTS[name]):
        assert set(re.findall(r"\bmake ([a-z][a-z-]*)", line)) <= targets(), line
        assert set(re.findall(r"-m scripts ([a-z][a-z-]*)", line)) <= verbs(), line


@pytest.mark.parametrize("name", sorted(TEXTS.keys() - {"CHANGELOG.md"}))  # whose paths are those of the published data
def test_paths_exist(name: str) -> None:
    """A newcomer would look for a file that was moved long ago."""
    made = {".venv/", "site/", ".venv/bin/python"}
    for span in code(TEXTS[name]):
        if re.fullmatch(r"[\w.-]*[\w-]/[\w./-]*", span) and span not in made and not span.startswith(("application/", "data/")):
            place = ROOT / span
            assert place.exists() or (ROOT / "scripts" / span).exists() or (ROOT / "corpus" / span).exists(), span


@each
def test_links_arrive(name: str) -> None:
    """A link of a guide would lead nowhere."""
    for target in re.findall(r"\]\(([^)\s]+)\)", TEXTS[name]):
        if target.startswith(site_url()):
            assert target.removeprefix(site_url()).rstrip("/") in {"contribute", "contribute/style", "data"}, target
        elif not re.match(r"https://|\.\./\.\./(security|issues)/", target):
            assert (ROOT / target).exists(), target


def test_architecture_names_every_room() -> None:
    """A newcomer would meet a folder that the map doesn't know."""
    rooms = {path.parent.name for path in (ROOT / "scripts").glob("*/__init__.py")}
    named = set(re.findall(r"\| `scripts/(\w+)/` \|", TEXTS["ARCHITECTURE.md"]))
    assert rooms == named
    assert len(TEXTS["ARCHITECTURE.md"]) < 6000, "it is one page"


def test_the_example_file_passes_check(tmp_path: Path) -> None:
    """Whoever starts from the example would start with mistakes."""
    (example,) = re.findall(r"```yaml\n(.*?)```", TEXTS["CONTRIBUTING.md"], re.S)
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    place = PurePosixPath("corpus/phrases/friend/apology/example-of-the-guide.yml")
    (tmp_path / place).write_text(example, "utf-8")
    assert [str(problem) for problem in check(load(tmp_path)) if problem.path == place] == []


def test_readme_opens_with_what_it_is_a_picture_and_two_commands() -> None:
    """Someone who comes by would have to scroll to learn what this is and how to see it."""
    head = TEXTS["README.md"].partition("\n## ")[0]
    picture = re.search(r"!\[[^\]]+\]\(([^)]+)\)", head)
    assert picture and (ROOT / picture[1]).stat().st_size < 500_000
    assert re.findall(r"(?m)^make (\w+)", head) == ["site", "test"]


def test_pull_requests_ask_for_originality_and_licence() -> None:
    """Copied words would enter, and nobody would have said that they may be given on."""
    text = TEXTS["pull_request_template.md"]
    assert "自分で書きました" in text and "CC BY 4.0" in text and "MIT" in text and text.count("- [ ]") >= 4
