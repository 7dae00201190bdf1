"""`make new`: every way of answering, near duplicates before writing, and no trace of what was broken off."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Iterator

import pytest

from scripts.check.run import check
from scripts.cli import main
from scripts.corpus.load import load
from scripts.corpus.source import read_source
from scripts.project import ROOT

PATH = "corpus/phrases/friend/apology/firewood-used-up.yml"
INTENT = "山小屋の薪を使い切ったことを、翌朝に謝る"
TEXT = "ゆうべ、薪を最後まで燃やした。朝の分まで考えてなかった、ごめん。"
WHY = "寒い朝に困ったのは相手です。"
PHRASE = ["友人", "2", INTENT, "nuisance", "1", "1,2", "", WHY, "", "", "1", "3", TEXT, "n", "firewood-used-up", "y"]
"""scene, stage, intent, causes, severity, components, situations, why, when, next; tone, channels, text; no more wordings; name; yes."""


class Typed:
    """Answers in turn; then the end of the input, or Ctrl+C."""

    def __init__(self, answers: list[str], end: type[BaseException] = EOFError) -> None:
        self.answers: Iterator[str] = iter(answers)
        self.end = end

    def __call__(self, prompt: str = "") -> str:
        try:
            return next(self.answers)
        except StopIteration:
            raise self.end from None


@pytest.fixture
def root(project: Path) -> Path:
    """The sample, with what the preview's address needs."""
    shutil.copyfile(ROOT / "mkdocs.yml", project / "mkdocs.yml")
    return project


def new(root: Path, monkeypatch: pytest.MonkeyPatch, answers: list[str], *options: str, end: type[BaseException] = EOFError) -> int:
    monkeypatch.setattr("builtins.input", Typed(answers, end))
    return main(["new", *options, "--root", str(root)])


def files(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*")}


def test_answers_become_a_file_that_passes_check(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """The three ways to choose (a label, a number, an id) must lead to the same ids."""
    assert new(root, monkeypatch, PHRASE) == 0
    values = read_source((root / PATH).read_bytes()).root.plain()
    assert values == {"intent": INTENT, "causes": ["nuisance"], "severity": "minor", "components": ["responsibility", "repair"],
                      "wordings": [{"tone": "casual", "channels": ["chat"], "text": TEXT}], "why": WHY}
    assert check(load(root)) == []
    shown = capsys.readouterr()
    assert shown.out == f"{PATH}\n" and "http://127.0.0.1:8000/phrases/friend/apology/#firewood-used-up" in shown.err


def test_choices_are_shown_with_label_and_id(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Nobody knows the ids by heart."""
    new(root, monkeypatch, PHRASE)
    shown = capsys.readouterr().err
    corpus = load(root).corpus
    for facet in ("scene", "stage", "cause", "tone", "channel", "severity", "component"):
        assert all(f"{term.label}({term.id})" in shown for term in corpus.vocabularies[facet]), facet


def test_a_label_is_not_said_twice(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """「口調」がありません。…。口調: a reader wonders what the second one wants."""
    new(root, monkeypatch, [], "--yes", "--set", "scene=friend")
    new(root, monkeypatch, [*PHRASE[:10], ""])
    shown = capsys.readouterr().err
    assert "「口調」がありません。--set tone=… で渡してください。\n" in shown and "「口調」は空にできません。\n" in shown


def test_an_answer_that_cannot_be_used_is_asked_for_again(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """A slip at the ninth question must not cost the eight before it."""
    answers = list(PHRASE)
    answers[0:1] = ["", "宇宙人", "99", "friend"]
    answers[answers.index(INTENT):answers.index(INTENT) + 1] = ["あ" * 61, INTENT]
    answers[answers.index("firewood-used-up"):answers.index("firewood-used-up") + 1] = ["Firewood!", "film-missed", "firewood-used-up"]
    assert new(root, monkeypatch, answers) == 0
    shown = capsys.readouterr().err
    for said in ("空にできません", "「宇宙人」は選べません", "「99」は選べません", "60 文字までです(いま 61 文字)", "半角の小文字・数字・ハイフンだけ", "もう使われています"):
        assert said in shown


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_breaking_off_anywhere_leaves_nothing(root: Path, monkeypatch: pytest.MonkeyPatch, end: type[BaseException]):
    """Ctrl+C, or the end of the input, after any number of answers."""
    before = files(root)
    for count in range(len(PHRASE)):
        assert new(root, monkeypatch, PHRASE[:count], end=end) == 130
        assert files(root) == before, count


def test_a_no_at_the_end_leaves_nothing(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """The last question is whether to write."""
    before = files(root)
    assert new(root, monkeypatch, [*PHRASE[:-1], "n"]) == 1
    assert files(root) == before and "何も書いていません" in capsys.readouterr().err


def test_near_duplicates_are_shown_before_anything_is_written(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Someone who would say it again can mend the one that stands instead."""
    before = files(root)
    near = "寝坊して、今朝の映画に行けなかった。席を取ってくれていたのに、ごめん。"
    assert new(root, monkeypatch, [near if answer == TEXT else answer for answer in PHRASE][:-1]) == 130
    shown = capsys.readouterr().err
    assert re.search(r"\d+% film-missed: 寝坊して", shown) and files(root) == before


def test_what_check_refuses_is_asked_for_again(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """The file that is written passes `check`; only the answers at fault are asked for again."""
    wrong = ["もし傷つけたなら、ごめん。" if answer == TEXT else answer for answer in PHRASE[:-1]]
    assert new(root, monkeypatch, [*wrong, "y", "1", "3", TEXT, "y"]) == 0
    assert "E130" in capsys.readouterr().err and check(load(root)) == []


def test_a_mail_is_asked_for_its_subject_and_may_have_lines(root: Path, monkeypatch: pytest.MonkeyPatch):
    """A mail without a subject would be refused after all was typed."""
    mail = ["polite", "email, 手紙", "薪を使い切ったお詫び", "〔相手の名前〕様", "", "昨夜、薪を使い切ってしまいました。", "申し訳ありませんでした。", "."]
    at = PHRASE.index("n")
    assert new(root, monkeypatch, [*PHRASE[:at], "y", *mail, *PHRASE[at:]]) == 0
    second = read_source((root / PATH).read_bytes()).root.plain()["wordings"][1]
    assert second["subject"] == mail[2] and second["text"] == "〔相手の名前〕様\n\n昨夜、薪を使い切ってしまいました。\n申し訳ありませんでした。\n"
    assert check(load(root)) == []


SETS = [f"--set={pair}" for pair in (
    "scene=friend", "stage=apology", f"intent={INTENT}", "causes=nuisance", "severity=minor", "components=responsibility", f"why={WHY}", "tone=casual", "channels=chat", f"text={TEXT}")]


def test_options_answer_everything(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """A script, or a phone with a keyboard too small for twelve questions."""
    assert new(root, monkeypatch, [], "--yes", "--name", "firewood-used-up", *SETS) == 0
    assert capsys.readouterr().out == f"{PATH}\n" and check(load(root)) == []


def test_two_wordings_by_options(root: Path, monkeypatch: pytest.MonkeyPatch):
    """Each `tone` begins another wording."""
    more = ["--set=tone=soft", "--set=channels=in-person", "--set=text=薪を使い切って、朝を寒くしてごめんね。"]
    assert new(root, monkeypatch, [], "--yes", "--name", "firewood-used-up", *SETS, *more) == 0
    assert len(read_source((root / PATH).read_bytes()).root.plain()["wordings"]) == 2


def test_what_is_missing_without_questions_is_said_at_once(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """A script must learn all that it forgot from one run, and leave nothing."""
    before = files(root)
    assert new(root, monkeypatch, [], "--yes", "--set", "scene=友人", "--set", "severity=ひどい") == 1
    shown = capsys.readouterr().err
    assert all(key in shown for key in ("stage:", "intent:", "severity:", "text:", "why:")) and files(root) == before


def test_a_question_and_an_ng_by_answers(root: Path, monkeypatch: pytest.MonkeyPatch):
    """The other kinds that contributors add."""
    qa = ["薪を返すとき、何を添えればいいですか", "", "", "", "薪と、短い礼だけで足ります。", "多すぎる品は、受け取る側の負担になります。", "film-missed", "", "returning-firewood", "y"]
    assert new(root, monkeypatch, qa, "qa") == 0
    ng = ["寒いのはお互いさま", "2", "", "", "寒いのはお互いさまだよね。", "", "相手の寒さを、自分の寒さで薄めるからです。", "話が比べ合いになります。", "相手の朝に触れる。", "film-missed", "cold-for-both", "y"]
    assert new(root, monkeypatch, ng, "ng") == 0
    assert check(load(root)) == []
    assert (root / "corpus/qa/returning-firewood.yml").exists() and (root / "corpus/ng/cold-for-both.yml").exists()


def test_nothing_that_stands_is_overwritten(root: Path, monkeypatch: pytest.MonkeyPatch):
    """A name that is taken is refused, by questions and by options."""
    before = (root / "corpus/phrases/friend/apology/film-missed.yml").read_bytes()
    assert new(root, monkeypatch, [], "--yes", "--name", "film-missed", *SETS) == 1
    assert (root / "corpus/phrases/friend/apology/film-missed.yml").read_bytes() == before
