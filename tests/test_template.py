"""The template of a new file: what a contributor sees on GitHub, and what `check` says of it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, quote_plus, urlsplit

import pytest

from scripts.check.run import check
from scripts.corpus.load import load
from scripts.corpus.source import read_source
from scripts.corpus.template import EXAMPLE, FILE_NAME, OPTIONAL, template
from scripts.pages.site import Site
from scripts.project import ROOT

LOADED = load(ROOT)
CORPUS = LOADED.corpus
PLACES = [(s.id, g.id) for s in CORPUS.vocabularies["scene"] for g in CORPUS.vocabularies["stage"]]
KINDS = [("qa", {}), ("ng", {}), ("guides", {}), *(("ng", {"type": t.id}) for t in CORPUS.vocabularies["ng-type"]), *(("qa", {"cause": c}) for c in CORPUS.causes)]


def fill(text: str, own: dict[str, str] | None = None) -> str:
    """What a contributor does: write over each example (here with itself, or with `own` words of the key)."""
    lines = []
    for line in text.splitlines():
        key = re.match(r" *(?:- )?(\w+): ", line)
        if EXAMPLE in line and not line.lstrip().startswith("#"):
            before, _, example = line.partition(EXAMPLE)
            line = before + (own or {}).get(key[1] if key else "-", example)
        lines.append(line)
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real corpus."""
    root = tmp_path_factory.mktemp("template")
    shutil.copytree(ROOT / "corpus", root / "corpus")
    return root


def problems_of(root: Path, files: dict[str, str]) -> list[str]:
    """What `check` says of the corpus with these files in it, afterwards as it was."""
    before = {name: (root / name).read_bytes() if (root / name).exists() else None for name in files}
    try:
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, "utf-8")
        return [str(problem) for problem in check(load(root)) if str(problem.path) in files]
    finally:
        for name, data in before.items():
            if data is None:
                (root / name).unlink()
            else:
                (root / name).write_bytes(data)


def example_of(folder: str, text: str) -> str:
    """The file whose words the template shows, so that the filled template can stand in its place and repeat nobody."""
    shown = [line.partition(EXAMPLE)[2] for line in text.splitlines() if EXAMPLE in line and not line.startswith("#")]
    key = {"phrases": "intent", "qa": "question", "ng": "words", "guides": "title"}[folder]
    return next(str(e.path) for e in getattr(CORPUS, folder).values() if getattr(e, key).strip() == shown[0].strip('"').replace('\\"', '"'))


def test_filled_templates_of_every_place_pass_check(project: Path) -> None:
    """Whoever follows the example on GitHub would be told that the example is wrong."""
    files: dict[str, str] = {}
    for scene, stage in PLACES:
        text = template(CORPUS, "phrases", scene=scene, stage=stage)
        files[example_of("phrases", text)] = fill(text)
    assert len(files) == len(PLACES) and all(f"/{scene}/{stage}/" in " ".join(files) for scene, stage in PLACES)
    assert problems_of(project, files) == []


def test_an_example_is_found_in_its_scene_alone() -> None:
    """The pages would show another example than the tool that makes a new file."""
    for scene, stage in PLACES:
        among = [phrase for phrase in CORPUS.phrases.values() if phrase.scene == scene]
        assert template(CORPUS, "phrases", among, scene=scene, stage=stage) == template(CORPUS, "phrases", scene=scene, stage=stage)


def test_filled_templates_of_other_kinds_pass_check(project: Path) -> None:
    """The same for a question, an NG and a guide, with or without something decided."""
    files: dict[str, str] = {}
    for folder, given in KINDS:
        text = template(CORPUS, folder, **given)
        assert all(term in text for term in given.values())
        files[example_of(folder, text)] = fill(text)
    assert len(files) > 12 and problems_of(project, files) == []


def test_a_new_phrase_written_over_the_template_passes_check(project: Path) -> None:
    """A contributor's own words in the places of the examples would not be enough."""
    said = iter(["ゆうべ、薪を最後まで燃やした。朝の分まで考えてなかった、ごめん。今から拾ってくる。", "夜のうちに薪を全部くべてしまい、朝のストーブを空にしました。ごめんなさい。管理棟で買ってきます。"])
    own = {"intent": "山小屋の薪を使い切ったことを、翌朝に謝る", "why": "寒い朝に困ったのは相手です。薪が戻る時刻まで言うと、そのあとを任せられます。",
           "severity": "minor", "components": "[responsibility, repair]"}
    text = template(CORPUS, "phrases", scene="friend", stage="apology", cause="nuisance")
    filled = re.sub("text: .*", lambda _: f"text: {next(said)}", fill(text, own))
    tones = iter(["casual", "soft"])
    filled = re.sub("channels: .*", "channels: [chat]", re.sub("tone: .*", lambda _: f"tone: {next(tones)}", filled))
    assert "causes: [nuisance]" in filled
    assert problems_of(project, {"corpus/phrases/friend/apology/firewood-used-up.yml": filled}) == []


def test_optional_lines_may_be_uncommented(project: Path) -> None:
    """Taking the # away, as the template says, would break the file."""
    text = template(CORPUS, "phrases", scene="friend", stage="apology")
    head, _, tail = fill(text).partition(OPTIONAL)
    shown = "\n".join(line.removeprefix("# ") for line in tail.splitlines() if re.match(r"# (situations|avoid): \[", line))
    assert "situations: [" in shown and "avoid: [" in shown
    assert problems_of(project, {example_of("phrases", text): f"{head}{shown}\n"}) == []


def test_check_asks_for_everything_that_was_left_empty(project: Path) -> None:
    """A template sent as it is would be merged, or be refused without saying what is missing."""
    text = template(CORPUS, "phrases", scene="friend", stage="apology", cause="lie")
    found = "\n".join(problems_of(project, {"corpus/phrases/friend/apology/left-empty.yml": text}))
    for key in ("intent", "severity", "components", "wordings[1].text", "why"):
        assert f"「{key}」" in found or key == "severity" and "severity の id" in found, key
    assert "causes" not in found
    assert "F303" in "".join(problems_of(project, {f"corpus/phrases/friend/apology/{FILE_NAME}": fill(text)})), "the name has to be chosen"


def test_template_explains_each_key_and_offers_every_id() -> None:
    """Someone who has never seen the format would have to look elsewhere for what a key means and what it may hold."""
    text = template(CORPUS, "phrases", scene="client", stage="waiting")
    for facet in ("cause", "severity", "component", "tone", "channel"):
        assert all(term.id in text for term in CORPUS.vocabularies[facet]), facet
    for folder in ("phrases", "qa", "ng", "guides", "safety"):
        for key, previous in zip(lines := template(CORPUS, folder).splitlines()[1:], ["", *lines]):
            if re.match(r"\w+:", key):
                assert previous.startswith("# ") and re.search("[ぁ-ん一-龠]", previous), key


def test_templates_are_yaml_and_say_what_is_decided() -> None:
    """A cell of the table would open a file of another place, or one that cannot be read."""
    for scene, stage in PLACES:
        text = template(CORPUS, "phrases", scene=scene, stage=stage, cause="money")
        values = read_source(fill(text).encode()).root.plain()
        assert values["causes"] == ["money"]
        assert CORPUS.vocabularies["scene"][scene].short in text.splitlines()[0] and CORPUS.vocabularies["stage"][stage].short in text.splitlines()[0]


def test_conditions_and_ends_of_the_gated_places() -> None:
    """The words for someone who said no would start without their condition, or offer a next message."""
    for scene, stage in PLACES:
        text = template(CORPUS, "phrases", scene=scene, stage=stage)
        if stage == "refused":
            assert "requires: [conversation-open]" in text and "next:" not in text
        elif scene == "ex-partner":
            assert re.search(r"(?m)^requires: \[.*contact-ok", text)
        else:
            assert not re.search(r"(?m)^requires:", text)


def test_links_fit_into_an_address_and_arrive_whole() -> None:
    """GitHub would answer "URI too long", more so to someone who has to log in first, or show a cut template."""
    site = Site(CORPUS, "https://github.com/someone/gomen-no-tsuzuki")
    urls = {site.new_url("phrases", scene=s, stage=g): f"phrases/{s}/{g}" for s, g in PLACES}
    urls |= {site.new_url("phrases", scene=s.id, stage="apology", cause=c): f"phrases/{s.id}/apology" for s in CORPUS.vocabularies["scene"] for c in CORPUS.causes}
    urls |= {site.new_url(folder, **given): folder for folder, given in KINDS}
    for url, folder in urls.items():
        assert len(quote_plus(url)) < 8100, (folder, len(quote_plus(url)))
        parts = urlsplit(url)
        assert parts.path == f"/someone/gomen-no-tsuzuki/new/main/corpus/{folder}"
        query = parse_qs(parts.query, strict_parsing=True)
        assert query["filename"] == [FILE_NAME] and query["value"][0].endswith("\n")
        assert query["value"][0].startswith("# ") and EXAMPLE in query["value"][0]


def test_a_kind_without_entries_still_has_a_template(tmp_path: Path) -> None:
    """The first guide of a young corpus could not be started from the site."""
    shutil.copytree(ROOT / "corpus/vocabulary", tmp_path / "corpus/vocabulary")
    text = template(load(tmp_path).corpus, "guides")
    assert all(f"{key}: #" in text for key in ("title", "lead", "sections", "summary"))
