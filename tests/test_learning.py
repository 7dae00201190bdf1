"""What the draft checker learns from, and what it makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.check.reading import Reading
from scripts.corpus.load import load
from scripts.drafts.examples import read_examples
from scripts.drafts.features import Cutter, features, sentences
from scripts.drafts.learned import Learned, dump, read_learned
from scripts.project import ROOT


QUOTED = "「でも忙しかった。」と、昨日のわたしは言い訳をしました。"
QUOTING = Reading(QUOTED, QUOTED, ())


def test_every_example_is_sound() -> None:
    """`make learn` would stop, or learn from a place that is not in its draft."""
    examples, problems = read_examples(ROOT, load(ROOT))
    assert not problems
    assert len(examples.said) > 60 and len(examples.drafts) > 2000


@pytest.mark.parametrize(("name", "content", "line"), [
    ("said/film.yml", "said: [ごめん]\n", "1:1: F302 「film」という NG はありません。"),
    ("drafts/a/b.yml", "- text: ごめん\n", "1:1: F303 このファイルは読まれません。"),
    ("drafts/a.yml", "- text: ごめん\n  ng: {excuses: ごめん}\n", "2:"),
    ("drafts/a.yml", "- text: ごめん。忙しくて。\n  ng:\n    excuse: [忙しくて, いそがしくて]\n", "3:20: R406 「いそがしくて」は、この下書きの中にありません。"),
    ("drafts/a.yml", "- txt: ごめん\n", "1:"),
    ("drafts/a.yml", "- text: [\n", "Y"),
])
def test_a_mistake_is_said_where_it_is(project: Path, name: str, content: str, line: str) -> None:
    """Who adds a sentence would be told that something is wrong, and not where."""
    path = project / "corpus/learning" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    loaded = load(project)
    assert not loaded.problems
    found = [str(problem) for problem in read_examples(project, loaded)[1]]
    assert found and all(one.startswith(f"corpus/learning/{name}:") for one in found)
    assert any(line in one for one in found), found


def test_words_are_cut_by_longest_match() -> None:
    """A word that was learned would count as its letters."""
    cutter = Cutter({"忙しく": "忙しい", "忙し": "忙しい", "て": "て", "𠮷野家": "吉野家"})
    assert cutter.cut("忙しくて𠮷野家!") == ["^", "忙しい", "て", "吉野家", "!", "$"]
    assert features(["^", "a", "b", "$"]) == {"^", "a", "b", "$", "^ a", "a b", "b $", "^ a b", "a b $"}


def test_sentences_stand_where_they_stand() -> None:
    """A mark would be beside what it is about."""
    text = "ごめん。でも忙しくて…。!よ。またね"
    assert [text[start:end] for start, end in sentences(text)] == ["ごめん。", "でも忙しくて…。!", "またね"]


def test_what_is_quoted_is_not_suspected() -> None:
    """Who quotes their own excuse to own it would be told that it is one."""
    learned = read_learned()
    assert [QUOTING.text[one.start:one.end] for one in learned.suspects(QUOTING)] == ["」と、昨日のわたしは言い訳をしました。"]


def test_the_file_is_what_was_learned(tmp_path: Path) -> None:
    """What `make learn` writes would not be what the checker reads."""
    learned = read_learned()
    (tmp_path / "learned.json").write_text(dump({name: getattr(learned, name) for name in Learned.__dataclass_fields__}), "utf-8")
    assert read_learned(tmp_path / "learned.json") == learned


def test_a_pattern_is_believed_before_anything_was_learned_about_it() -> None:
    """Who adds an NG entry would see it find nothing until somebody runs `make learn`."""
    learned = read_learned()
    assert 0 < learned.unlearned / 100 == learned.added(["no-such-entry"]) and learned.added(["was-busy"]) == learned.patterns["was-busy"] / 100
