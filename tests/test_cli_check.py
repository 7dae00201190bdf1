"""`python -m scripts check`: exit codes, both formats, and no input that ends in a traceback."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.check.run import check
from scripts.cli import main
from scripts.corpus.load import load
from scripts.project import ROOT
from tests.conftest import copy_sample

LINE = re.compile(r"corpus/[^\x00-\x1f:]+:\d+:\d+: [A-Z]\d{3} [^\x00-\x1f]+")
ANNOTATION = re.compile(r"::error file=corpus/[^,]+,line=\d+,col=\d+,title=[A-Z]\d{3}::[^\n\r]+")
PHRASE = "corpus/phrases/friend/apology/film-missed.yml"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "scripts", "check", *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


def spoil(root: Path, old: str, new: str, path: str = PHRASE) -> None:
    text = (root / path).read_text("utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new), "utf-8")


def test_sound_project_exits_0_and_prints_nothing(project: Path):
    """A red build on a sound corpus would teach everyone to ignore it."""
    done = run("--root", str(project))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "問題はありません。\n")


def test_problem_exits_1_and_is_printed_to_stdout(project: Path):
    """With exit 0, a broken entry would be merged and published."""
    spoil(project, "severity: moderate", "severity: moderat")
    done = run("--root", str(project))
    assert done.returncode == 1
    assert done.stdout.startswith(f"{PHRASE}:3:11: S204 「moderat」") and done.stdout.count("\n") == 1
    assert done.stderr == "1 件の問題があります。\n"


def test_wrong_call_exits_2(capsys: pytest.CaptureFixture[str]):
    """A misspelt option in a workflow must not look like a clean corpus."""
    with pytest.raises(SystemExit) as stopped:
        main(["check", "--fromat", "github"])
    assert stopped.value.code == 2
    assert "--fromat" in capsys.readouterr().err


def test_root_without_a_corpus_exits_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Run in the wrong folder, `check` must not say that all is well."""
    assert main(["check", "--root", str(tmp_path)]) == 1
    assert "corpus/vocabulary/scene.yml:1:1: F305" in capsys.readouterr().out


def test_paths_limit_what_is_shown(project: Path, capsys: pytest.CaptureFixture[str]):
    """A contributor who asks about one folder must not have to read about another."""
    spoil(project, "severity: moderate", "severity: moderat")
    assert main(["check", "corpus/phrases/friend/", "--root", str(project)]) == 1
    assert main(["check", "corpus/qa", "--root", str(project)]) == 0
    assert capsys.readouterr().out.count("\n") == 1


def test_github_format_is_an_annotation_at_the_line(project: Path, capsys: pytest.CaptureFixture[str]):
    """GitHub shows the problem beside the line of the pull request only in this form."""
    spoil(project, "severity: moderate", "severity: moderat")
    assert main(["check", "--format", "github", "--root", str(project)]) == 1
    assert capsys.readouterr().out.startswith(f"::error file={PHRASE},line=3,col=11,title=S204::「moderat」は severity の id にありません。もしかして「moderate」")


def test_github_format_escapes_line_breaks_and_percent_signs(project: Path, capsys: pytest.CaptureFixture[str]):
    """An unescaped line break would cut the annotation, and let a file of a pull request write workflow commands of its own."""
    spoil(project, "severity: moderate", "severity: |\n  100%\n  ::warning::hidden\n")
    assert main(["check", "--format", "github", "--root", str(project)]) == 1
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert "::「100%25%0A::warning::hidden%0A」は severity の id にありません" in out


def test_both_formats_say_the_same(project: Path, capsys: pytest.CaptureFixture[str]):
    """What the workflow shows must be what the contributor gets at home."""
    spoil(project, "severity: moderate", "severity: moderat")
    spoil(project, "type: excuse", "type: excuses", "corpus/ng/train-was-slow.yml")
    (project / "corpus/qa/empty.yml").touch()
    main(["check", "--root", str(project)])
    text = capsys.readouterr().out.splitlines()
    main(["check", "--format", "github", "--root", str(project)])
    github = [re.sub(r"^::error file=(.*),line=(\d+),col=(\d+),title=(\w+)::", r"\1:\2:\3: \4 ", line) for line in capsys.readouterr().out.splitlines()]
    assert text == github and len(text) == 3


def test_a_flood_of_one_mistake_does_not_bury_the_others(project: Path, capsys: pytest.CaptureFixture[str]):
    """Twenty thousand lines about invisible letters would hide the one line that says what else is wrong."""
    spoil(project, "when: 起きて気づいた、その朝のうちに。", "when: " + "\u200bあ" * 5000)
    spoil(project, "severity: moderate", "severity: moderat")
    assert main(["check", "--root", str(project)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len([line for line in lines if " T501 " in line]) == 500
    assert any("同じ問題が、このファイルにあと 4500 件あります" in line for line in lines)
    assert any(" S204 " in line for line in lines)


def test_output_is_in_order_and_repeatable(project: Path, capsys: pytest.CaptureFixture[str]):
    """Two runs on the same files must be comparable line by line."""
    for name in ("zebra", "apple", "mango"):
        (project / f"corpus/qa/{name}.yml").touch()
    main(["check", "--root", str(project)])
    first = capsys.readouterr().out
    main(["check", "--root", str(project)])
    assert first == capsys.readouterr().out
    assert [line.split("/")[2].split(".")[0] for line in first.splitlines()] == ["apple", "mango", "zebra"]


def test_frame_shows_the_line_and_the_page_of_the_rule(project: Path, capsys: pytest.CaptureFixture[str]):
    """On a terminal the place is seen, not counted: the mark stands under the letter, two columns for each wide one."""
    spoil(project, "why: 待っていた時間と", "why: 待っていた時間と\u200b")
    assert main(["check", "--frame", "--root", str(project)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert LINE.fullmatch(lines[0]) and all(line.startswith("    ") for line in lines[1:])
    bar = lines[1].index("|")
    assert lines[1][bar:].startswith("| why: 待っていた時間と\ufffd") and lines[2] == " " * bar + "| " + " " * (5 + 2 * 8) + "^"
    assert lines[3].endswith("/contribute/rules/t501/") and lines[3].strip().startswith("くわしく: https://")


def test_frames_cannot_steer_the_terminal(project: Path, capsys: pytest.CaptureFixture[str]):
    """A file of a stranger's pull request is shown as text, whatever stands in it."""
    spoil(project, "severity: moderate", "severity: \x1b[31mmoderate\u202e" + "あ" * 200)
    main(["check", "--frame", "--root", str(project)])
    out = capsys.readouterr().out
    assert "\x1b" not in out and "\u202e" not in out and all(len(line) < 400 for line in out.splitlines())


def test_without_a_terminal_each_problem_is_one_line(project: Path):
    """Editors and scripts read the plain form; a frame in between would break them."""
    spoil(project, "severity: moderate", "severity: moderat")
    assert run("--root", str(project)).stdout.count("\n") == 1


# Any bytes at all.

SAMPLES = tuple(sorted(p.relative_to(ROOT / "tests/sample").as_posix() for p in (ROOT / "tests/sample").rglob("*.yml")))
PIECES = (b"[", b"]", b"{", b"}", b'"', b"'", b"\t", b"\xff", b"\xe3\x81", b": ", b":", b"- ", b"|", b">", b"&a ", b"*a", b"!!x ", b"#", b"%", b"? ", b"\n", b"\r", b"\r\n",
          b"\n---\n", b"\n...\n", b"\0", b"\x07", b"\x7f", b"\\", b"<b>", "\u200b\u202e\u2028\u0085\ufeff\uffff".encode(), "か\u3099".encode(), "ｶﾞ".encode(),
          "〔".encode(), "〕".encode(), "👨\u200d👩".encode(), b"\xef\xbb\xbf", b"<<: *a\n", b"(?:a{0,20}){0,20}", b"  ", b"")


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of the sample with a few places cut, doubled or overwritten."""
    name = draw(st.sampled_from(SAMPLES))
    data = (ROOT / "tests/sample" / name).read_bytes()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 12)))
        data = draw(st.sampled_from((
            data[:start] + draw(st.sampled_from(PIECES)) + data[start:],
            data[:start] + draw(st.sampled_from(PIECES)) + data[end:],
            data[:end] + data[start:],
            data[:start])))
    return name, data


GARBAGE = st.tuples(st.sampled_from(SAMPLES), st.one_of(
    st.binary(max_size=300), st.text(max_size=200).map(lambda s: s.encode("utf-8", "surrogatepass")),
    st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join)))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One project for all examples; each puts back the file that it changed."""
    return copy_sample(tmp_path_factory.mktemp("fuzz"))


def assert_reported(root: Path, name: str, data: bytes) -> None:
    """Read the project with `data` for one file: no exception, and every place lies inside the file it names."""
    changed = root / "corpus" / name
    try:
        changed.write_bytes(data)
        for problem in check(load(root)):
            assert LINE.fullmatch(str(problem))
            lines = (root / problem.path).read_bytes().decode("utf-8", "replace").split("\n")
            assert 1 <= problem.line <= len(lines), problem
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem
    finally:
        shutil.copyfile(ROOT / "tests/sample" / name, changed)


BOUNDED = settings(deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])


@settings(BOUNDED, max_examples=140)
@given(mutated())
def test_slips_of_the_hand_never_raise(shared: Path, case: tuple[str, bytes]):
    """A half-saved or mistyped entry must give a line to mend, inside the file, never a traceback."""
    assert_reported(shared, *case)


@settings(BOUNDED, max_examples=60)
@given(GARBAGE)
def test_garbage_never_raises(shared: Path, case: tuple[str, bytes]):
    """A picture saved as .yml must be named as the culprit, never end the run."""
    assert_reported(shared, *case)


def test_commands_survive_every_odd_byte(shared: Path, capsys: pytest.CaptureFixture[str]):
    """What `check` prints for odd bytes must still be lines that an editor and GitHub can read."""
    original = (shared / PHRASE).read_bytes()
    for piece in PIECES:
        (shared / PHRASE).write_bytes(original.replace(b"moderate", piece + b"moderate" + piece))
        for form, line in (("text", LINE), ("github", ANNOTATION)):
            code = main(["check", "--root", str(shared), "--format", form])
            out = capsys.readouterr().out.splitlines()
            assert code == bool(out) and all(line.fullmatch(text) for text in out), piece
    shutil.copyfile(ROOT / "tests/sample" / PHRASE.removeprefix("corpus/"), shared / PHRASE)
