"""`make fix`: it mends what `check` offers to mend, keeps every comment, and does nothing the second time."""

from __future__ import annotations

import random
from pathlib import Path, PurePosixPath

import pytest

from scripts.check.layout import advise, order
from scripts.check.run import check
from scripts.cli import main
from scripts.corpus.load import load
from scripts.corpus.model import FILES
from scripts.corpus.source import read_source
from scripts.project import ROOT
from scripts.write.fix import fix
from tests.test_check import CASES, NEW, SMALL, TEXT, Case, swap, write

PATH = PurePosixPath(NEW)


def fixed(root: Path, text: str | bytes, path: str = NEW) -> str:
    """What becomes of a file with this text, when all is mended; a second time nothing may change."""
    data = text if isinstance(text, bytes) else text.encode()
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(data)
    mended = fix(root, lambda other: str(other) == path)
    after = mended[0].after if mended else data
    (root / path).write_bytes(after)
    assert fix(root, lambda other: str(other) == path) == [], "not idempotent"
    return after.decode()


MENDS = {
    "wide digits": ("３０分待たせてごめん。", "30分待たせてごめん。"),
    "half-width kana": ("待たせてｺﾞﾒﾝ。", "待たせてゴメン。"),
    "signs twice": ("待たせてごめん。。ほんとに！！", "待たせてごめん。ほんとに！"),
    "western comma": ("遅れて,ごめん.", "遅れて、ごめん。"),
    "dots": ("ごめん...", "ごめん……"),
    "wave": ("9〜10時、いや10～11時に着く。ごめん。", "9〜10時、いや10〜11時に着く。ごめん。"),
    "invisible": ("待たせて\u200bごめん\u202e。", "待たせてごめん。"),
    "parted": ("待たせてこ\u3099めん。", "待たせてごめん。"),
    "odd space": ("OK\u00a0と言わせてごめん。", "OK と言わせてごめん。"),
    "blank": ("(相手の名前)、待たせてごめん。", "〔相手の名前〕、待たせてごめん。"),
    "in quotes": ('"５分: 待たせてごめん。。"', '"5分: 待たせてごめん。"'),
    "in a block": ("|\n      ５分待たせて、\n      ごめん。。", "|\n      5分待たせて、\n      ごめん。"),
}


@pytest.mark.parametrize("name", MENDS)
def test_words_are_mended_where_only_one_way_is_right(project: Path, name: str):
    """What a machine can put right must not cost a contributor a round of review."""
    wrong, right = MENDS[name]
    assert fixed(project, SMALL.replace(TEXT, wrong)) == SMALL.replace(TEXT, right)
    assert check(load(project)) == []


STRUCTURE = {
    "label": ("severity: minor", "severity: 軽い", "severity: minor"),
    "capitals": ("severity: minor", "severity: Minor", "severity: minor"),
    "japanese key": ("causes:", "原因:", "causes:"),
    "japanese key and label": ("causes: [broken-promise]", "原因: [約束]", "causes: [broken-promise]"),
    "words for a list": ("causes: [broken-promise]", "causes: broken-promise、嘘", "causes: [broken-promise, lie]"),
    "comma": ("causes: [broken-promise]", "causes: [broken-promise、lie]", "causes: [broken-promise, lie]"),
    "twice": ("components: [regret]", "components: [regret, repair, regret]", "components: [regret, repair]"),
    "twice in lines": ("components: [regret]", "components:\n  - regret # 悔い\n  - repair\n  - regret", "components:\n  - regret # 悔い\n  - repair"),
    "spaces at the end": ("severity: minor", "severity: minor  ", "severity: minor"),
    "quotes": ("severity: minor", 'severity: "minor"', "severity: minor"),
    "tab": ("severity: minor", "severity:\tminor", "severity: minor"),
    "tab as indent": ("    channels", "\tchannels", "    channels"),
}


@pytest.mark.parametrize("name", STRUCTURE)
def test_structure_is_mended(project: Path, name: str):
    """Someone who writes a label, a Japanese key or a tab would have to learn ids and YAML first."""
    right, wrong, becomes = STRUCTURE[name]
    assert fixed(project, SMALL.replace(right, wrong)) == SMALL.replace(right, becomes)
    assert check(load(project)) == []


@pytest.mark.parametrize(("data", "becomes"), [
    (b"\xef\xbb\xbf" + SMALL.encode(), SMALL), (SMALL.replace("\n", "\r\n").encode(), SMALL), (SMALL.rstrip("\n").encode(), SMALL), (SMALL.encode() + b"\n\n", SMALL),
    (b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode(), SMALL)], ids=["bom", "crlf", "no-line-break", "blank-lines", "bom-crlf"])
def test_bytes_around_the_text_are_mended(project: Path, data: bytes, becomes: str):
    """Windows' Notepad must not shut anybody out."""
    assert fixed(project, data) == becomes


COMMENTED = """\
# 待たせたときの言葉
# 二行めの見出し

# ねらい
intent: 待たせた友人に、ひとこと詫びる  # 行の終わりの注
causes: [broken-promise]

# 重さの注
severity: minor # 軽い
components:
  # 並びの中の注
  - regret
wordings:
  - tone: casual  # 口調の注
    # 手段の注
    channels: [chat]
    text: |
      # これは本文
      待たせてごめん。

  - tone: soft
    channels: [chat]
    text: 待たせてごめんね。

# なぜの注
why: 短いほうが、返しやすいからです。
# 終わりの注
"""


def test_keys_go_back_to_their_order_with_their_comments(project: Path):
    """Whoever wrote the keys as they came to mind would lose the notes above them."""
    blocks = COMMENTED.replace("# 二行めの見出し\n\n# ねらい\nintent: 待たせた友人に、ひとこと詫びる  # 行の終わりの注\n", "# 二行めの見出し\n\n")
    shuffled = blocks.replace("# なぜの注\n", "# ねらい\nintent: 待たせた友人に、ひとこと詫びる  # 行の終わりの注\n# なぜの注\n")
    after = fixed(project, shuffled)
    assert [line for line in after.splitlines() if line.startswith(("intent", "causes", "severity", "components", "wordings", "why"))][0].startswith("intent")
    assert after.index("# ねらい\nintent") < after.index("causes:") and after.startswith("# 待たせたときの言葉\n# 二行めの見出し\n\n# ねらい\nintent")
    assert sorted(line for line in after.splitlines() if line.strip()) == sorted(line for line in shuffled.splitlines() if line.strip())


def test_keys_of_a_wording_go_back_to_their_order(project: Path):
    """The dash of an item belongs to the key that stands first."""
    wrong = SMALL.replace("  - tone: casual\n    channels: [chat]\n    text: " + TEXT, f"  - text: {TEXT}  # 言葉\n    # 手段の注\n    channels: [chat]\n    tone: casual")
    assert fixed(project, wrong) == SMALL.replace("    channels: [chat]\n    text: " + TEXT, f"    # 手段の注\n    channels: [chat]\n    text: {TEXT}  # 言葉")


def test_a_commented_file_in_order_stays_byte_for_byte(project: Path):
    """A fixer that rewrites what is right fills every pull request with noise."""
    assert fixed(project, COMMENTED) == COMMENTED


def test_the_whole_corpus_is_already_in_shape():
    """Otherwise the first `make fix` of a contributor would change files they never opened."""
    assert fix(ROOT) == []


@pytest.mark.parametrize("seed", range(6))
def test_shuffled_files_of_the_corpus_come_back(project: Path, seed: int):
    """Shuffle the keys of real entries, with a comment above each: the values stay, the order returns, no comment is lost."""
    chance = random.Random(seed)
    corpus = load(ROOT).corpus
    for folder in ("phrases", "qa", "ng", "guides"):
        entry = chance.choice(list(getattr(corpus, folder).values()))
        document = corpus.documents[entry.path]
        keys = list(document.keys(()))
        starts = [document.key_mark((key,)).line - 1 for key in keys]
        blocks = [list(document.lines[start:end]) for start, end in zip(starts, [*starts[1:], len(document.lines) - 1])]
        shuffled = chance.sample(list(zip(keys, blocks)), len(keys))
        text = "".join(f"# {key} の注\n" + "\n".join(block) + "\n" + "\n" * chance.randint(0, 1) for key, block in shuffled)
        plain = read_source(text.encode()).root.plain()
        after = fixed(project, text, str(entry.path))
        assert read_source(after.encode()).root.plain() == plain
        assert list(plain) != sorted(plain, key=order(folder).index) or after == text.rstrip("\n") + "\n"
        assert [key for key in read_source(after.encode()).keys(())] == sorted(plain, key=order(folder).index)
        for key, block in shuffled:
            assert f"# {key} の注\n{block[0]}" in after
        (project / entry.path).unlink()


ONE_OF_EACH = {tuple(line.split(" ")[1] for line in case.expected): case for case in CASES}
"""A case for each code, or codes together: all of them would take a minute."""


@pytest.mark.parametrize("fault", [pytest.param(case, id=case.name) for case in ONE_OF_EACH.values()])
def test_what_is_not_offered_is_not_touched(project: Path, fault: Case):
    """For every fault that `check` knows: the fixer changes a file only if `check` said so, breaks none, and brings in nothing new."""
    for step in fault.steps:
        step(project)
    before = check(load(project))
    offered = {problem.path for problem in before if problem.edits} | {problem.path for problem in advise(load(project))}
    mended = fix(project)
    assert {file.path for file in mended} <= offered
    for file in mended:
        if not any(problem.path == file.path and problem.code[0] == "Y" for problem in before):
            read_source(file.after)
        (project / file.path).write_bytes(file.after)
    after = check(load(project))
    assert not [problem for problem in after if problem.edits], "something that was offered is still there"
    assert {file.path for file in mended} >= {problem.path for problem in before if problem.edits}


def test_an_unreadable_file_stays_as_it_is(project: Path):
    """A guess at what somebody meant could turn one mistake into two."""
    text = SMALL.replace("severity: minor", "severity：minor  ").replace("casual", "くだけた")
    assert fixed(project, text) == text


def test_the_command_shows_what_it_changes(project: Path, capsys: pytest.CaptureFixture[str]):
    """Whoever lets a machine edit their words must see what it did; --dry-run only shows."""
    write(NEW, SMALL.replace("minor", "軽い"))(project)
    assert main(["fix", "--dry-run", "--root", str(project)]) == 0
    assert "軽い" in (project / NEW).read_text("utf-8")
    assert main(["fix", "--root", str(project)]) == 0
    out = capsys.readouterr().out
    assert f"{NEW}: S204" in out and "-severity: 軽い" in out and "+severity: minor" in out
    assert (project / NEW).read_text("utf-8") == SMALL


def test_the_command_keeps_to_the_paths_it_is_given(project: Path):
    """Mending a neighbour's file would mix two people's work."""
    write(NEW, SMALL.replace("minor", "軽い"))(project)
    swap("corpus/ng/train-was-slow.yml", "type: excuse", "type: Excuse")(project)
    assert main(["fix", "corpus/ng", "--root", str(project)]) == 0
    assert "軽い" in (project / NEW).read_text("utf-8") and "type: excuse\n" in (project / "corpus/ng/train-was-slow.yml").read_text("utf-8")


def test_every_key_has_its_place():
    """A key that the order forgets would wander to the end of the file."""
    for folder, (model, *_) in FILES.items():
        assert sorted(order(folder)) == sorted(model.model_fields)


def test_layout_is_only_mentioned_for_files_that_are_named(project: Path, capsys: pytest.CaptureFixture[str]):
    """A sound corpus is silent; whoever checks a file of their own is told what `make fix` would make alike, and may leave it."""
    write(NEW, SMALL.replace("severity: minor", "severity: 'minor'"))(project)
    assert main(["check", "--root", str(project)]) == 0
    assert "K804" not in "".join(capsys.readouterr())
    assert main(["check", NEW, "--root", str(project)]) == 0
    shown = capsys.readouterr()
    assert shown.out == "" and f"{NEW}:3:11: K804" in shown.err and "make fix" in shown.err
