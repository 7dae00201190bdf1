"""The published data keeps its published promises."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable

import jsonschema
import pytest
import yaml
from playwright.sync_api import Page

from scripts.corpus.load import load
from scripts.corpus.model import FILES
from scripts.data.table import cell
from scripts.project import ROOT, site_url
from tests.site.html import parse


def test_entries_list_every_searchable_entry_in_full(site: Path) -> None:
    """Whoever builds on the list would miss entries or fields."""
    entries = json.loads((site / "data/v1/entries.json").read_text("utf-8"))
    corpus = load(ROOT).corpus
    assert [e["id"] for e in entries] == [e.id for e in corpus]
    for entry in entries:
        assert list(entry) == ["id", "kind", "url", "title", "texts", "scene", "stage", "cause", "tone", "channel"]
        assert entry["texts"] and all(entry["texts"])
        for facet in ("scene", "stage", "cause", "tone", "channel"):
            assert set(entry[facet]) <= {t.id for t in corpus.vocabularies[facet]}
        if entry["kind"] == "phrase":
            assert all(entry[facet] for facet in ("scene", "stage", "cause", "tone", "channel"))


def test_files_of_the_corpus_fit_the_published_schemas(site: Path) -> None:
    """An editor that uses the schema would mark good files, or let bad ones pass."""
    for folder, (_, entry, _) in FILES.items():
        schema = json.loads((site / f"data/v1/schema/{entry.kind}.json").read_text("utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        for path in sorted((ROOT / "corpus" / folder).rglob("*.yml")):
            value = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
            assert not [error.message for error in validator.iter_errors(value)], path
    phrase = json.loads((site / "data/v1/schema/phrase.json").read_text("utf-8"))
    assert not jsonschema.Draft202012Validator(phrase).is_valid({"intent": "足りない"})


def read(site: Path, path: str) -> Any:
    return json.loads((site / "data/v1" / path).read_text("utf-8"))


def test_published_data_fit_their_own_schemas(site: Path) -> None:
    """Whoever checks what they download would be told that our own data are wrong."""
    described = {f["path"]: f["described_by"] for f in read(site, "index.json")["files"] if "described_by" in f}
    described["index.json"] = "schema/index.json"
    assert {"entries.json", "corpus.json", "kinds/phrase.json", "scenes/friend.json"} <= set(described)
    for path, place in described.items():
        schema = read(site, place)
        jsonschema.Draft202012Validator.check_schema(schema)
        assert not [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(read(site, path))], path


@pytest.mark.parametrize("path, spoil", [
    ("entries.json", lambda d: d[0].update(scene=["nowhere"])), ("entries.json", lambda d: d[0].pop("texts")), ("entries.json", lambda d: d[0].update(path="corpus/x.yml")),
    ("corpus.json", lambda d: d["phrase"][0].update(stage="someday")), ("corpus.json", lambda d: d["phrase"][0]["wordings"][0].pop("text")),
    ("corpus.json", lambda d: d.update(version=2)), ("kinds/helpline.json", lambda d: d[0].pop("checked_on"))])
def test_schemas_refuse_what_is_wrong(site: Path, path: str, spoil: Callable[[Any], None]) -> None:
    """A schema that takes everything promises nothing."""
    data = read(site, path)
    schema = jsonschema.Draft202012Validator(read(site, f"schema/{path}"))
    assert schema.is_valid(data)
    spoil(data)
    assert not schema.is_valid(data)


def test_index_names_every_file_as_it_is(site: Path) -> None:
    """A mirror that follows the list would miss a file, or refuse a good one."""
    index = read(site, "index.json")
    for file in index["files"]:
        content = (site / "data/v1" / file["path"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest()), file["path"]
        if "records" in file and file["path"].endswith(".json"):
            assert file["records"] == len(json.loads(content)), file["path"]
    there = {path.relative_to(site / "data/v1").as_posix() for path in (site / "data/v1").rglob("*") if path.is_file()}
    assert {file["path"] for file in index["files"]} == there - {"index.json", "checker.json", "learned.json"}


def test_kinds_and_scenes_hold_what_the_whole_holds(site: Path) -> None:
    """Two files of one download would disagree."""
    everything = read(site, "corpus.json")
    for _, entry, _ in FILES.values():
        assert read(site, f"kinds/{entry.kind}.json") == everything[entry.kind]
    scenes = [record for term in everything["vocabularies"]["scene"] for record in read(site, f"scenes/{term['id']}.json")]
    assert sorted(r["id"] for r in scenes) == sorted(r["id"] for r in everything["phrase"])
    assert all(r["scene"] == "friend" for r in read(site, "scenes/friend.json"))


def test_names_of_v1_stay(site: Path) -> None:
    """A program written against v1 would break without a word. A name that is new goes here and into CHANGELOG.md; none may go."""
    promised = json.loads((Path(__file__).parent / "data_v1.json").read_text("utf-8"))
    everything = read(site, "corpus.json")
    with (site / "data/v1/phrases.csv").open(encoding="utf-8-sig", newline="") as stream:
        columns = next(csv.reader(stream))
    now = {"corpus.json": list(everything), "entries.json": list(read(site, "entries.json")[0]), "phrases.csv": columns, "index.json": list(read(site, "index.json")),
           **{f"kinds/{entry.kind}.json": sorted(read(site, f"schema/kinds/{entry.kind}.json")["$defs"][entry.__name__]["properties"]) for _, entry, _ in FILES.values()}}
    assert now == promised
    assert "## v1" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_csv_opens_right_in_a_spreadsheet(site: Path) -> None:
    """Excel in Japan would show broken characters for a file without a mark, and fewer words than the site."""
    content = (site / "data/v1/phrases.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,scene,stage,") and content.endswith(b"\r\n")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    wordings = [(p.id, w.tone, w.text.strip(), p.why) for p in load(ROOT).corpus.phrases.values() for w in p.wordings]
    assert [(r["id"], r["tone"], r["text"], r["why"]) for r in rows] == wordings


@pytest.mark.parametrize("text", ["=1+1", "+81", "-5", "@SUM(A1)", "\t=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201"])
def test_no_cell_begins_a_formula(text: str) -> None:
    """A wording could make a spreadsheet fetch an address with what stands in the other cells."""
    assert cell(text) == f"'{text}" and cell("ごめん。=ではない") == "ごめん。=ではない"


def example(site: Path, language: str, base: str) -> str:
    """An example of /data/, to run against the site at `base`."""
    page = (site / "data/index.html").read_text("utf-8")
    code = html.unescape(re.search(rf'<code class="language-{language}">(.*?)</code>', page, re.S)[1])
    assert code.count(f"{site_url()}data/v1/") == 1
    return code.replace(site_url(), f"{base}/")


def test_python_example_runs(site: Path, origin: str) -> None:
    """Whoever copies the example would get a traceback."""
    done = subprocess.run([sys.executable, "-c", example(site, "python", origin)], capture_output=True, text=True, encoding="utf-8", check=False,
                          env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    assert done.returncode == 0, done.stderr
    fitting = [p for p in load(ROOT).corpus.phrases.values() if p.scene == "friend" and "broken-promise" in p.causes]
    assert fitting and all(p.intent in done.stdout and p.wordings[0].text.strip() in done.stdout for p in fitting)


def test_javascript_example_runs(site: Path, origin: str, page: Page) -> None:
    """The same in a browser."""
    page.goto(f"{origin}/data/")
    said = page.evaluate("async () => { const said = []; const console = { log: (text) => said.push(text) };\n" + example(site, "javascript", origin) + "\nreturn said; }")
    fitting = [q.question for q in load(ROOT).corpus.qa.values() if "waiting" in q.stages]
    assert fitting and all(question in said[0] for question in fitting)


def test_page_names_every_file(site: Path) -> None:
    """A file that nobody finds might as well not be there."""
    links = {link.removeprefix("v1/") for link in parse(site / "data/index.html").links if link.startswith("v1/")}
    assert links == {file["path"] for file in read(site, "index.json")["files"]} | {"index.json"}
