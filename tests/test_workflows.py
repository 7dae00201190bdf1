"""The workflows: sound by GitHub's schema, without a finding of zizmor, and with no way from a pull request to a right to write."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.project import ROOT
from tests.commands import targets, verbs

FOLDER = ROOT / ".github/workflows"
FILES = sorted(FOLDER.glob("*.yml"))
WORKFLOWS: dict[str, dict[str, Any]] = {path.name: yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader) for path in FILES}
JOBS = [pytest.param(name, job, id=f"{name}-{key}") for name, flow in WORKFLOWS.items() for key, job in flow["jobs"].items()]
TOOLS = Path(sys.executable).parent


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False, env={**os.environ, "NO_COLOR": "1"})


def triggers(flow: dict[str, Any]) -> set[str]:
    return {flow["on"]} if isinstance(flow["on"], str) else set(flow["on"])


def steps(job: dict[str, Any], action: str) -> list[dict[str, Any]]:
    return [step for step in job["steps"] if step.get("uses", "").startswith(f"actions/{action}@")]


@pytest.mark.parametrize("schema, files", [("vendor.github-workflows", FILES), ("vendor.dependabot", [ROOT / ".github/dependabot.yml"])])
def test_files_fit_the_schema_of_github(schema: str, files: list[Path]) -> None:
    """GitHub would refuse the file after it is merged, and the check would simply not run."""
    done = run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files))
    assert files and done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing() -> None:
    """A hole in a workflow hands the repository to whoever opens a pull request."""
    done = run(str(TOOLS / "zizmor"), "--offline", "--no-progress", "--persona=pedantic", "--format=plain", ".github")
    assert done.returncode == 0 and "No findings" in done.stdout + done.stderr, done.stdout


def test_nothing_from_a_pull_request_can_write_or_read_secrets() -> None:
    """A stranger's code runs there: with a right to write it could change main, with a secret it could carry it off."""
    found = {name for name, flow in WORKFLOWS.items() if "pull_request" in triggers(flow)}
    assert {"check.yml", "audit.yml"} <= found
    for name in found:
        assert WORKFLOWS[name]["permissions"] == {}, name
        assert all(job["permissions"] == {"contents": "read"} for job in WORKFLOWS[name]["jobs"].values()), name
        assert "secrets" not in (FOLDER / name).read_text("utf-8") and "github.token" not in (FOLDER / name).read_text("utf-8"), name
    assert not any("pull_request_target" in triggers(flow) for flow in WORKFLOWS.values())


def test_a_run_after_a_pull_request_takes_data_only() -> None:
    """The run that may comment would check out, or run, what a stranger wrote."""
    after = {name: flow for name, flow in WORKFLOWS.items() if "workflow_run" in triggers(flow)}
    assert set(after) == {"comment.yml"}
    (job,) = after["comment.yml"]["jobs"].values()
    assert {right: level for right, level in job["permissions"].items() if level != "read"} == {"pull-requests": "write"}
    (checkout,) = steps(job, "checkout")
    assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"
    (download,) = steps(job, "download-artifact")
    assert download["with"]["path"].startswith("${{ runner.temp }}/"), "nothing is unpacked over the code"
    assert after["comment.yml"]["on"]["workflow_run"]["workflows"] == [WORKFLOWS["check.yml"]["name"]], "it would wait for a run that never comes"


@pytest.mark.parametrize("name, job", JOBS)
def test_every_job_is_bounded(name: str, job: dict[str, Any]) -> None:
    """A job without bounds runs for six hours, with all rights, and leaves its token on the disk."""
    flow = WORKFLOWS[name]
    assert flow["permissions"] == {} and flow["concurrency"]["group"]
    assert "permissions" in job and int(job["timeout-minutes"]) <= 45
    assert all(step["with"]["persist-credentials"] == "false" for step in steps(job, "checkout"))


@pytest.mark.parametrize("name, job", JOBS)
def test_no_text_of_others_reaches_a_shell_line(name: str, job: dict[str, Any]) -> None:
    """A branch called `$(…)` or the body of an issue would be run as a command."""
    assert not [step["run"] for step in job["steps"] if "${{" in step.get("run", "")]


def test_jobs_that_write_run_no_code_of_a_stranger() -> None:
    """With a right to write, only the main branch's own code, or none at all, may run."""
    for name, flow in WORKFLOWS.items():
        for key, job in flow["jobs"].items():
            if "write" in job["permissions"].values() and name != "comment.yml":
                assert not steps(job, "checkout") and not any("python" in step.get("run", "") or "make" in step.get("run", "") for step in job["steps"]), (name, key)


def test_actions_are_pinned_by_commit_with_their_version() -> None:
    """A moved tag would run someone else's code with our rights; without the version nobody could tell what the commit is."""
    used = [line.strip() for path in FILES for line in path.read_text("utf-8").splitlines() if re.match(r"\s*(?:- )?uses:", line)]
    assert used and not [line for line in used if not re.fullmatch(r"(?:- )?uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)]
    pins: dict[str, set[str]] = {}
    for line in used:
        pins.setdefault(line.partition("@")[0].removeprefix("- "), set()).add(line.partition("@")[2])
    assert all(len(found) == 1 for found in pins.values()), pins


def test_commands_of_the_workflows_exist() -> None:
    """A renamed verb or target would break the check on the day it is needed."""
    for name, flow in WORKFLOWS.items():
        for job in flow["jobs"].values():
            for step in job["steps"]:
                assert set(re.findall(r"-m scripts ([a-z-]+)", step.get("run", ""))) <= verbs(), name
                assert set(re.findall(r"(?m)^make ([a-z-]+)", step.get("run", ""))) <= targets(), name


def script(name: str, job: str, step: str) -> str:
    """The shell lines of a step."""
    return next(s["run"] for s in WORKFLOWS[name]["jobs"][job]["steps"] if s.get("name") == step)


GH = """#!/bin/sh
printf '%s\\n' "$*" >> "$CALLS"
case "$*" in
  *pulls*--jq*) cat "$PULLS" ;;
  *--jq*) echo 0123abc ;;
esac
"""


@pytest.fixture
def shell(tmp_path: Path):
    """Run a step as the runner does, with a `gh` that only notes what it is asked to do."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/gh").write_text(GH, "utf-8")
    (tmp_path / "bin/gh").chmod(0o755)

    def go(lines: str, pulls: str = "", **env: str) -> tuple[int, list[str]]:
        (tmp_path / "pulls").write_text(pulls, "utf-8")
        (tmp_path / "calls").write_text("", "utf-8")
        done = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", lines], cwd=tmp_path, capture_output=True, text=True, check=False, env={
            "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "CALLS": str(tmp_path / "calls"), "PULLS": str(tmp_path / "pulls"),
            "RUNNER_TEMP": str(tmp_path), "GH_REPO": "a/b", "REPOSITORY": "a/b", "OWNER": "a", "MAIN": "main", "NUMBER": "7", **env})
        return done.returncode, (tmp_path / "calls").read_text("utf-8").splitlines()

    return go


COMMENT = script("comment.yml", "comment", "どのプルリクエストかを GitHub に聞いて、コメントする")


def test_the_comment_goes_to_the_pull_request_that_github_names(shell) -> None:
    """A pull request could have its comment put under another one."""
    code, calls = shell(COMMENT, pulls="12", BRANCH="words; $(id)", HEAD_SHA="abc")
    assert code == 0 and "head=a:words; $(id)" in calls[0] and calls[1].startswith("pr comment 12 --body-file")


def test_no_comment_on_a_pull_request_that_went_on(shell) -> None:
    """A review of yesterday's words would stand under today's."""
    code, calls = shell(COMMENT, pulls="", BRANCH="words", HEAD_SHA="abc")
    assert code == 0 and len(calls) == 1


OPEN = script("from-issue.yml", "open", "枝を作り、ファイルを一つ置いて、開く")
ENTRY = "corpus/phrases/friend/apology/late-for-dinner.yml"


@pytest.fixture
def made(tmp_path: Path):
    """What the reading job hands over."""
    def lay(path: str = ENTRY, size: int = 300) -> None:
        (tmp_path / "made").mkdir(exist_ok=True)
        (tmp_path / "made/said.md").write_text(path + "\n", "utf-8")
        (tmp_path / "made/entry.yml").write_text("a" * size, "utf-8")
        (tmp_path / "made/review.md").write_text("review\n", "utf-8")

    return lay


def test_a_form_becomes_one_file_on_its_own_branch(shell, made, tmp_path: Path) -> None:
    """The words would land on main, or never reach a pull request."""
    made()
    code, calls = shell(OPEN)
    assert code == 0 and any("git/refs -f ref=refs/heads/issue-7" in call for call in calls)
    assert any(f"tree[][path]={ENTRY} -f tree[][mode]=100644 " in call for call in calls), "a plain file, in its place"
    assert calls[-1].startswith("api repos/a/b/pulls -f title=") and "-f head=issue-7 -f base=main" in calls[-1]
    assert not any("heads/main" in call for call in calls if "git/ref/" not in call), "main is only read"
    assert "Closes #7" in (tmp_path / "made/body.md").read_text("utf-8")


def test_an_edited_form_renews_its_pull_request(shell, made) -> None:
    """Every correction of a typing mistake would open another one."""
    made()
    code, calls = shell(OPEN, pulls="31")
    assert code == 0 and calls[-1].startswith("api --method PATCH repos/a/b/pulls/31 ")


@pytest.mark.parametrize("path, size", [
    (".github/workflows/check.yml", 300), ("corpus/phrases/../../.github/workflows/a.yml", 300), ("corpus/vocabulary/scene.yml", 300), (f"{ENTRY}\n.github/x", 300),
    ("corpus/phrases/friend/apology/a b.yml", 300), ("", 300), (ENTRY, 20_001)])
def test_nothing_but_a_small_phrase_is_pushed(shell, made, path: str, size: int) -> None:
    """The job that may write would write a workflow, or whatever else it was handed."""
    made(path, size)
    code, calls = shell(OPEN)
    assert code != 0 and not calls


def test_the_form_is_recognised_by_a_heading_of_its_own() -> None:
    """No issue would be read any more once the form's headings are reworded."""
    heading = re.search(r"'### (.+?)'", WORKFLOWS["from-issue.yml"]["jobs"]["read"]["if"])[1]
    form = yaml.load((ROOT / ".github/ISSUE_TEMPLATE/phrase.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
    assert heading in [field["attributes"].get("label") for field in form["body"]]


def test_the_issue_form_fits_the_schema_of_github() -> None:
    """GitHub would show an error in the place of the form."""
    forms = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
    done = run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-issue-forms", *[str(path) for path in forms if path.name != "config.yml"])
    assert forms and done.returncode == 0, done.stdout + done.stderr
