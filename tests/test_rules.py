"""The registry of codes: all that can be raised and no others, each shown by examples that do what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.check.layout import advise
from scripts.check.registry import GROUPS, MENDABLE, PHRASE, Rule, rules
from scripts.check.run import check
from scripts.corpus.load import load
from scripts.drafts.examples import read_examples
from scripts.project import ROOT
from tests.test_check import SMALL, TEXT

RULES = rules()
MENDED: dict[str, bool] = {}


def blocks(text: str) -> dict[str, str]:
    """The text by its first words on a line: a key with all that stands under it."""
    found: dict[str, str] = {}
    name = ""
    for line in text.splitlines(keepends=True):
        if key := re.match(r"[^\s#]\S*?(?=[:：\s])", line):
            name = key[0] if key[0] not in found else f"{key[0]} again"
        found[name] = found.get(name, "") + line
    return found


def planted(rule: Rule, good: bool, root: Path) -> bytes:
    """The example as a whole file: its lines in the place of those with the same key."""
    lines = rule.shown(good) + ("\n" if not rule.shown(good).endswith("\n") else "")
    if rule.whole:
        return (lines if rule.shown(good) else SMALL).encode(rule.encoding if not good else "utf-8")
    base = root / (rule.copy_of or rule.at)
    text = base.read_text("utf-8") if base.exists() else SMALL
    if rule.base_words:
        text = text.replace(TEXT, rule.base_words)
    parts = blocks(text) | blocks(rule.with_ + "\n" if rule.with_ else "")
    mine = blocks(lines)
    odd = next(iter(mine)) not in parts and re.search("[:：]", lines) is not None
    if odd and re.match("重さ|<<<|\\?|severity", lines):
        parts.pop("severity", None)
    elif re.match("severity：", lines):
        parts.pop("severity")
    parts = {key: mine.get(key, value) for key, value in parts.items()} | mine
    if rule.whole_keys and not good:
        parts = {key: parts[key] for key in rule.whole_keys}
    whole = "".join(parts.values()) + "#" * (0 if good else rule.pad)
    if not good and rule.crlf:
        whole = whole.replace("\n", "\r\n")
    return whole.encode("utf-8" if good else rule.encoding)


def said_of(rule: Rule, good: bool, root: Path) -> list[str]:
    """The codes that `check` prints for the example (and, for matters of layout, what it offers)."""
    path = (rule.good_at if good else rule.bad_at) or rule.at
    target = root / path
    data = planted(rule, good, root)
    target.parent.mkdir(parents=True, exist_ok=True)
    if rule.link and not good:
        target.symlink_to(root / "corpus/qa/slept-through-it.yml")
    else:
        target.write_bytes(data)
    if rule.also:
        (root / rule.also["path"]).write_text(SMALL.replace(TEXT, "先に帰らせてしまった。悪かった。").replace("待たせた友人に、ひとこと詫びる", "先に帰らせたことを、その夜に詫びる") + f"next: {rule.also['next']}\n", "utf-8")
    if rule.without and not good:
        (root / rule.without).unlink()
    loaded = load(root)
    problems = [*check(loaded), *read_examples(root, loaded)[1]]
    MENDED[rule.code] = any(problem.edits for problem in [*problems, *advise(loaded)] if problem.code == rule.code)
    layout = [problem for problem in advise(loaded) if str(problem.path) == path] if rule.code[0] == "K" else []
    return sorted({problem.code for problem in [*problems, *layout]})


@pytest.mark.parametrize("code", RULES)
def test_the_bad_example_raises_its_code_and_no_other(project: Path, code: str):
    """A page that explains one thing with an example of another would lose whoever came to it for help."""
    assert said_of(RULES[code], False, project) == [code]
    assert MENDED[code] == (code in MENDABLE), "what the page says of make fix"


@pytest.mark.parametrize("code", RULES)
def test_the_good_example_passes(project: Path, code: str):
    """Someone who copies what the page recommends must not be refused."""
    assert said_of(RULES[code], True, project) == []


def test_every_code_that_can_be_raised_is_registered_and_no_other():
    """A code without a page is a dead link under a message; a page without a code is a rule nobody holds."""
    source = "".join(path.read_text("utf-8") for path in (ROOT / "scripts").rglob("*.py"))
    raised = set(re.findall(r"""["']([A-Z]\d{3})["']""", source))
    assert sorted(raised - set(RULES)) == [] and sorted(set(RULES) - raised) == []


def test_every_rule_says_what_and_why():
    """Empty words under a heading help nobody."""
    assert all(rule.title and rule.why and rule.code[0] in GROUPS for rule in RULES.values())
    assert len({rule.title for rule in RULES.values()}) == len(RULES)
    assert all(rule.at.startswith("corpus/") for rule in RULES.values()) and PHRASE.startswith("corpus/")
