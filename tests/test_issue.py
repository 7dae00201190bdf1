"""An issue's body becomes a phrase, or a comment that says what is missing; whatever it holds, nothing else is written."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import yaml

from scripts.check.run import check
from scripts.cli import main
from scripts.corpus.load import load
from scripts.corpus.source import read_source
from scripts.project import ROOT
from scripts.write.form import CONSENT, EMPTY, FIELDS, PATH, form
from tests.conftest import copy_sample

ANSWERS = {
    "場面": "友人", "段階": "謝る", "原因": "約束・遅刻・ドタキャン, お金", "言葉のねらい": "山小屋の薪を使い切ったことを、翌朝に謝る", "口調": "くだけた", "手段": "LINE・チャット, 会って話す", "件名": EMPTY,
    "言葉": "ゆうべ、薪を最後まで燃やした。朝の分まで考えてなかった、ごめん。今から拾ってくる。", "なぜ届くのか": "寒い朝に困ったのは相手です。薪が戻る時刻まで言うと、そのあとを任せられます。",
    "いつ使うか": EMPTY, "重さ": EMPTY, "謝罪の要素": EMPTY, "id": "firewood-used-up", "確認": f"- [X] {CONSENT}"}
MAIL = {**ANSWERS, "場面": "取引先・お客様", "口調": "改まった", "手段": "メール", "件名": "本日の納品遅れのお詫び",
        "言葉": "〔宛名〕様\n\n本日の納品が遅れましたことを、お詫び申し上げます。\n〔着く時刻〕にお届けいたします。\n\n〔自分の名前〕"}


def body(**changes: str) -> str:
    """What GitHub makes of the form."""
    return "\n\n".join(f"### {label}\n\n{value}" for label, value in {**ANSWERS, **changes}.items()) + "\n"


def send(root: Path, text: str | bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """`from-issue` with this body: exit code and what it prints."""
    stream = io.TextIOWrapper(io.BytesIO(text if isinstance(text, bytes) else text.encode()))
    monkeypatch.setattr("sys.stdin", stream)
    code = main(["from-issue", "--root", str(root)])
    return code, capsys.readouterr().out


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_filled_form_becomes_a_phrase_that_passes_check(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """A writer who never saw a file would be asked to make one after all."""
    code, out = send(project, body(), monkeypatch, capsys)
    assert (code, out) == (0, "corpus/phrases/friend/apology/firewood-used-up.yml\n")
    values = read_source((project / out.strip()).read_bytes()).root.plain()
    assert values["causes"] == ["broken-promise", "money"] and values["wordings"] == [{"tone": "casual", "channels": ["chat", "in-person"], "text": ANSWERS["言葉"]}]
    assert check(load(project)) == []


@pytest.mark.parametrize("changes", [
    {"id": EMPTY}, MAIL, {"段階": "拒絶・ブロック", "言葉": "わかった。もう連絡しない。"}, {"場面": "元恋人・元配偶者"}, {"重さ": "軽い", "謝罪の要素": "責任を認める, 償い・手当て"},
    {"言葉": "薪を全部燃やした: ごめん #反省 はあと。「拾う」から。"}, {"言葉": "ゆうべ薪を３本燃やした。。ごめん。"}, {"言葉": "- 薪を燃やした。\n- ごめん。"}, {"いつ使うか": "翌朝、会ったとき。"}], ids=range(9))
def test_every_honest_way_of_filling_it_works(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], changes: dict[str, str]):
    """Without a name, as a mail, after a refusal, with signs of YAML in the words, with widths to mend."""
    code, out = send(project, body(**changes), monkeypatch, capsys)
    assert code == 0, out
    assert check(load(project)) == []


@pytest.mark.parametrize(("changes", "says"), [
    ({"言葉": EMPTY}, "**言葉**"), ({"場面": "宇宙人"}, "**場面**"), ({"場面": "友人, 職場"}, "一つだけ選んでください"), ({"手段": "メール"}, "**件名**: メールの言葉には件名が要ります"),
    ({"確認": f"- [ ] {CONSENT}"}, "**確認**"), ({"言葉": "もし傷つけたなら、ごめん。"}, "条件つきの謝り方"), ({"言葉のねらい": "あ" * 61}, "**言葉のねらい**"), ({"id": "film-missed"}, "もう使われています"),
    ({"言葉": "寝坊して、今朝の映画に行けなかった。二人分の席を取って待っていてくれたのに、ごめん。チケット代は今日送るよ。"}, "ほとんど同じです"), ({"id": "Late For Dinner"}, "**id**")], ids=range(10))
def test_what_is_missing_is_said_and_nothing_is_written(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], changes: dict[str, str], says: str):
    """The comment is all that a writer sees: it must name the field and what to write."""
    before = files(project)
    code, out = send(project, body(**changes), monkeypatch, capsys)
    assert code == 1 and says in out
    assert files(project) == before


def test_everything_that_is_missing_is_said_at_once(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """One reply for each empty field would be five rounds for one phrase."""
    _, out = send(project, body(**{"場面": EMPTY, "言葉": EMPTY, "なぜ届くのか": EMPTY, "口調": "偉そう"}), monkeypatch, capsys)
    assert [label in out for label in ("**場面**", "**言葉**", "**なぜ届くのか**", "**口調**")] == [True] * 4


HOSTILE = {
    "path in the id": body(id="../../../etc/passwd"), "absolute id": body(id="/tmp/x"), "id with a line": body(id="a\n../b"), "id with a null": body(id="a\0b"),
    "path in the scene": body(**{"場面": "../../.github/workflows"}), "yaml in the intent": body(**{"言葉のねらい": "あ\nwordings: []\nsafety: !!python/object:os.system"}),
    "second heading": body() + "\n### 場面\n\n職場\n", "heading in the words": body(**{"言葉": "ごめん。\n\n### id\n\n../x"}), "huge": "### 場面\n\n" + "あ" * 2_000_000, "nothing": "", "no headings": "ごめん",
    "bytes": bytes(range(256)) * 20, "only headings": "### 場面\n### 段階\n### 言葉\n", "tag": body(**{"言葉": "<script>alert(1)</script>ごめん"}), "controls": body(**{"言葉": "ごめん\x1b[31m\x00"}),
    "conflict": body(**{"言葉": "<<<<<<< HEAD\nごめん\n=======\n>>>>>>> x"}), "mention": body(**{"場面": "@everyone ![x](https://evil.example/x.png) <img src=x> [a](javascript:b)"}),
    "bidi": body(**{"場面": "\u202eabc"}), "many headings": "### 場面\n\nx\n" * 1200,
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample in a folder of its own, so that what is written beside it is seen too."""
    return copy_sample(tmp_path / "project")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bodies_write_nothing(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str):
    """Anybody can open an issue; the workflow that reads it may write to the repository."""
    before = files(project.parent)
    code, out = send(project, HOSTILE[name], monkeypatch, capsys)
    assert code == 1 and out.strip() and len(out) < 6000
    assert files(project.parent) == before
    for sign in ("@everyone", "](", "<img", "<script", "\x1b", "\0", "\u202e", "://evil"):
        assert sign not in out


@pytest.mark.parametrize("words", ["ごめん: {a: b}", "'ごめん", '"ごめん\\n"', "| ごめん", "> ごめん\nあと", "# ごめん", "&a ごめん *a", "!x ごめん", "ごめん\n---\n... もう一つ", "ごめん\n  字下げ\n    もっと", "? ごめん", "%ごめん", "- - ごめん"])
def test_signs_of_yaml_stay_words(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str):
    """If words became structure, an issue could set any key of the file."""
    code, out = send(project, body(**{"言葉": words}), monkeypatch, capsys)
    if code == 0:
        said = read_source((project / out.strip()).read_bytes()).root.plain()
        assert said["wordings"][0]["text"].strip() == words and list(said) == ["intent", "causes", "severity", "components", "wordings", "why"]


def test_an_existing_file_is_never_overwritten(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """A second issue of the same name must not replace the first one's words."""
    assert send(project, body(), monkeypatch, capsys)[0] == 0
    before = files(project)
    assert send(project, body(**{"言葉": "別の朝に、薪を濡らした。ごめん。"}), monkeypatch, capsys)[0] == 1
    assert files(project) == before


def test_form_vocabularies_and_reader_agree():
    """A choice that the form offers and the reader refuses would send its writer in circles."""
    vocabularies = load(ROOT).corpus.vocabularies
    text = (ROOT / PATH).read_text("utf-8")
    assert text == form(vocabularies), "python -m scripts generate"
    elements = {element.get("id"): element for element in yaml.safe_load(text)["body"]}
    assert [field.id for field in FIELDS] == [key for key in elements if key and key != "consent"]
    for field in FIELDS:
        attributes = elements[field.id]["attributes"]
        assert attributes["label"] == field.label and elements[field.id]["validations"]["required"] is field.needed
        if field.facet:
            assert attributes["options"] == [term.label for term in vocabularies[field.facet]]
            assert not any("," in label for label in attributes["options"]), "GitHub joins several answers with commas"
    assert elements["consent"]["attributes"]["options"][0] == {"label": CONSENT, "required": True}


def test_every_choice_of_the_form_is_understood(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Each label alone, and all labels of a field together."""
    vocabularies = load(project).corpus.vocabularies
    for field in (field for field in FIELDS if field.facet):
        labels = [term.label for term in vocabularies[field.facet]]
        for value in [*labels, *([", ".join(labels)] if field.many else [])]:
            _, out = send(project, body(**{field.label: value, "id": "film-missed"}), monkeypatch, capsys)
            assert not re.search(rf"\*\*{field.label}\*\*: .*選べ", out), value
