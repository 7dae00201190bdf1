"""What reviewers read under a pull request: the change in words, and nothing in it that could act."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from scripts.cli import main
from scripts.review import comment
from scripts.review.comment import markdown, plain
from scripts.review.model import MOST_BYTES, BadReview, Changed, Other, Review, Said, read

HOSTILE = '@maintainer #1 <img src=x onerror=alert(1)> [x](javascript:alert(1)) ![x](https://evil.example/p.png) | `rm` **b** <!-- --> https://evil.example www.evil.example\n\n# 見出し\n- [ ] 表\x1b[31m\u202e\u200b\U000e0041'
SAMPLE = "corpus/phrases/friend/apology/film-missed.yml"


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def repository(project: Path) -> Path:
    """The sample with one commit, on a branch that parted from main."""
    git(project, "init", "-q", "-b", "main")
    git(project, "add", ".")
    git(project, "commit", "-qm", "one")
    git(project, "switch", "-qc", "mine")
    return project


def review(root: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert main(["review", "--base", "main", "--root", str(root), *more]) == 0
    return capsys.readouterr().out


def test_a_new_phrase_is_shown_with_its_neighbours_and_what_it_moves(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A reviewer would have to read YAML, and would not see that the same is said next door."""
    text = (repository / SAMPLE).read_text("utf-8")
    intent = re.search(r"(?m)^intent: (.*)$", text)[1]
    (repository / "corpus/phrases/friend/apology/lantern-broken.yml").write_text(text.replace(intent, "借りたランタンを割ったことを謝る"), "utf-8")
    said = review(repository, capsys)
    assert "足した 1、直した 0、消した 0。" in said
    assert "#### 借りたランタンを割ったことを謝る" in said and "`corpus/phrases/friend/apology/lantern-broken.yml`" in said
    assert "| 口調 | 手段 | 言葉 |" in said and "**なぜ届くか**" in said
    alike = said.partition("**似ている言葉**")[2].partition("**")[0]
    assert f"- 100% {intent}" in alike and f"`{SAMPLE}`" in alike
    assert "| 友人 × 謝る | 1 | 2 |" in said
    assert "#### 直すところ" in said and "E150" in said, "what check says of the new file"


def test_committed_altered_and_removed_files_are_counted(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the workflow everything is committed, on the desk nothing is: both must show the same."""
    other = next(path for path in sorted((repository / "corpus/phrases").rglob("*.yml")) if path.name != Path(SAMPLE).name)
    other.unlink()
    path = repository / SAMPLE
    path.write_text(path.read_text("utf-8").replace("severity: moderate", "severity: minor"), "utf-8")
    loose = review(repository, capsys)
    git(repository, "commit", "-qam", "two")
    assert review(repository, capsys) == loose
    assert "足した 0、直した 1、消した 1。" in loose and "#### 消したもの" in loose and "直した言葉" in loose


def test_main_going_on_is_not_part_of_the_change(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What others landed meanwhile would be shown as this contributor's."""
    git(repository, "switch", "-q", "main")
    (repository / SAMPLE).unlink()
    git(repository, "commit", "-qam", "theirs")
    git(repository, "switch", "-q", "mine")
    assert "足した 0、直した 0、消した 0。" in review(repository, capsys)


def test_unknown_base_is_said_in_a_line(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A shallow clone would give a traceback; a base that looks like an option would be one."""
    for base in ("nowhere", "--output=x", ""):
        assert main(["review", f"--base={base}", "--root", str(repository)]) == 1
        out, err = capsys.readouterr()
        assert out == "" and "--base" in err and err.count("\n") == 1
    assert not (repository / "x").exists()


def test_what_is_handed_over_comes_out_the_same(repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The comment would differ from what the contributor sees at home."""
    (repository / SAMPLE).write_text((repository / SAMPLE).read_text("utf-8").replace("severity: moderate", "severity: minor"), "utf-8")
    handed = tmp_path / "review.json"
    handed.write_text(review(repository, capsys, "--format", "json"), "utf-8")
    said = review(repository, capsys)
    assert main(["review", "--read", str(handed)]) == 0
    assert capsys.readouterr().out == said


def test_a_broken_vocabulary_is_said_and_not_stumbled_over(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The reviewer would see a traceback in the place of the line that is wrong."""
    (repository / "corpus/vocabulary/tone.yml").write_text("- id: [", "utf-8")
    (repository / SAMPLE).write_text("intent: [", "utf-8")
    said = review(repository, capsys)
    assert "足した 0、直した 2、消した 0。" in said and "#### 直すところ" in said and "tone" in said


@pytest.mark.parametrize("data", [
    b"", b"[]", b"\xff", b'{"added": 1}', b'{"added": -1, "altered": 0}', b'{"added": 0, "altered": 0, "body": "x"}',
    b'{"added": 0, "altered": 0, "entries": [{"path": "../../etc/passwd", "new": true, "place": "", "title": ""}]}',
    b'{"added": 0, "altered": 0, "entries": [{"path": "corpus/a`.yml", "new": true, "place": "", "title": ""}]}',
    b'{"added": 0, "altered": 0, "gone": ["' + b"x" * 200 + b'"]}', b"{" * 100_000, b" " * (MOST_BYTES + 1)])
def test_a_false_review_is_refused(data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever a pull request's run hands over would be posted in our name."""
    with pytest.raises(BadReview):
        read(data)
    (tmp_path / "review.json").write_bytes(data)
    assert main(["review", "--read", str(tmp_path / "review.json")]) == 1
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and len(err) < 200


def hostile_review() -> Review:
    said = Said(tone=HOSTILE[:150], channels=HOSTILE[:150], subject=HOSTILE[:150], text=HOSTILE)
    other = Other(title=HOSTILE[:150], text=HOSTILE[:150], path="corpus/qa/a.yml", nearness=0.5)
    entry = Changed(path="corpus/qa/b.yml", new=True, place=HOSTILE[:150], title=HOSTILE[:150], wordings=(said,), texts=(HOSTILE,), why=HOSTILE, neighbours=(other,), alike=(other,))
    return Review(added=1, altered=0, removed=1, gone=(HOSTILE[:150],), entries=(entry,))


def test_hostile_words_come_out_as_words() -> None:
    """A phrase could call people up, load a picture that counts readers, or put a link of its own under our name."""
    text = markdown(hostile_review()).replace(comment.MARK, "")
    ours = re.sub(r"`corpus/[a-z/]+\.yml`", "", text)
    assert not re.search(r"@|<(?!br>)|\]\(|!\[|https?:|www\.|`|\[ \]|javascript:", ours), ours
    assert not re.search(r"#\d", re.sub(r"&#\d+;", "", ours)), "a reference to an issue"
    assert not re.search("[\x00-\x09\x0b-\x1f\u200b\u202e\U000e0041]", text)
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "### この変更で、言葉がどう変わるか", f"#### {plain(HOSTILE[:150])}", "#### 消したもの"]
    assert all(line.count("|") == 4 for line in text.splitlines() if line.startswith("|")), "a cell that opens another"


def test_plain_text_reads_as_it_was_written() -> None:
    """A Japanese sentence would be littered with signs."""
    assert plain("ごめん。〔着く時刻〕に着く。\n先に入ってて。") == "ごめん。〔着く時刻〕に着く。<br>先に入ってて。"
    assert plain("a*b") == "a&#42;b" and plain("@a #1") == "\uff20a \uff031"


def test_the_comment_stays_below_what_github_takes() -> None:
    """GitHub would refuse the whole comment, and the reviewer would see none."""
    said = Said(tone="*" * 160, channels="*" * 160, subject="*" * 160, text="*" * 1000)
    entry = Changed(path="corpus/qa/b.yml", new=True, place="言葉", title="*" * 160, wordings=(said,) * 6, why="*" * 1000)
    text = markdown(Review(added=12, altered=3, entries=(entry,) * 12))
    assert len(text) < comment.MOST + 1000 and "ファイルは、ここでは省きました。" in text
