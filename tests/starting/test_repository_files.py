"""The files of a new repository: sound by the schemas of those who read them, and true of this perfgen."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from command import run
from conftest import ROOT
from given import here
from language_server import serving, settings_in
from pipeline import Step, bash, environment, git

from perfgen import __version__
from perfgen.report.text import WORDS
from perfgen.starting.repository_files import Wanted, repository_files
from perfgen.starting.server import Server

FORMS = ("department-declaration-chongqing", "project-monitoring")


def files(server: Server = Server.NONE, forms: tuple[str, ...] = FORMS) -> dict[str, str]:
    made = repository_files(here(), Wanted("重庆", forms, server))
    return {path: content.decode("utf-8") for path, content in made.items()}


def without_comments(text: str) -> str:
    return re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize(("server", "ci"), [(Server.GITHUB, ".github/workflows/perfgen.yml"), (Server.GITLAB, ".gitlab-ci.yml")])
def test_ci_file_is_sound_and_installs_this_version(tmp_path: Path, server: Server, ci: str) -> None:
    text = files(server)[ci]
    assert f"PERFGEN: perfgen=={__version__}\n" in text
    assert "perfgen check" in text and "perfgen build" in text
    file = tmp_path / Path(ci).name
    file.write_text(text, "utf-8")
    schema = "vendor.github-workflows" if server is Server.GITHUB else "vendor.gitlab-ci"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, file]
    checked = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    others = {".gitlab-ci.yml", ".github/workflows/perfgen.yml"} - {ci}
    assert not others & files(server).keys()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="GitLab runs the scripts with bash")
def test_jobs_of_gitlab_check_and_build(tmp_path: Path) -> None:
    made = files(Server.GITLAB, FORMS[:1])
    for path, text in made.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    jobs = yaml.safe_load(made[".gitlab-ci.yml"])
    for name in ("perfgen-check", "perfgen-build"):
        step = bash(name, "\n".join(jobs[name]["script"]), tmp_path, environment())
        assert step.status == 0, step.output
    assert json.loads((tmp_path / "gl-code-quality-report.json").read_text("utf-8")) == []
    assert len(list((tmp_path / "build").rglob("*.docx"))) == 1


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the servers run the scripts with bash")
@pytest.mark.parametrize(("server", "spoiled"), [(Server.GITHUB, False), (Server.GITLAB, True)])
def test_request_is_judged_by_what_it_has_changed_and_told_what_that_is(
    tmp_path: Path, server: Server, spoiled: bool
) -> None:
    """Of three specs one has long been at fault, and one is changed; if `spoiled` another cannot be read any more."""
    made = files(server, FORMS)
    for path, text in made.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    spec, other = sorted((tmp_path / "specs" / "examples").glob("*.yaml"))
    (spec.parent / "早先.yaml").write_text(other.read_text("utf-8").replace("fiscal_year: ", "fiscal_year："), "utf-8")
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    commit_all(tmp_path)
    git(tmp_path, "update-ref", "refs/remotes/origin/main", "main")
    git(tmp_path, "checkout", "--quiet", "-b", "change")
    spec.write_text(spec.read_text("utf-8").replace("≥", "≤", 1), "utf-8")
    if spoiled:
        other.write_text(other.read_text("utf-8").replace("fiscal_year: ", "fiscal_year："), "utf-8")
    commit_all(tmp_path)
    steps = steps_of(server, made, tmp_path)
    assert [step.status for step in steps.values()] == [int(spoiled), 0, 0], steps
    said = (tmp_path / ("summary.md" if server is Server.GITHUB else "diff/changes.md")).read_text("utf-8")
    assert said.startswith("1 份申报表有 1 处改动：指标值改动 1") and (" 行：冒号" in said) is spoiled
    assert len(list((tmp_path / "build").rglob("*.docx"))) >= 1
    pages = tmp_path / ("build/diff" if server is Server.GITHUB else "diff")
    made_of_it = {path.relative_to(pages).as_posix() for path in pages.rglob("*.*")} - {"changes.md"}
    assert made_of_it == {"index.html", f"examples/{spec.stem}.docx", f"examples/{spec.stem}.html"}


def commit_all(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "改")


def steps_of(server: Server, made: dict[str, str], folder: Path) -> dict[str, Step]:
    """What the server runs for a request of the branch that is checked out, by name; without what installs perfgen."""
    if server is Server.GITLAB:
        jobs = yaml.safe_load(made[".gitlab-ci.yml"])
        variables = environment(CI_MERGE_REQUEST_DIFF_BASE_SHA=git(folder, "rev-parse", "main"))
        names = [name for name in jobs if name.startswith("perfgen-")]
        return {name: bash(name, "\n".join(jobs[name]["script"]), folder, variables) for name in names}
    steps = yaml.safe_load(made[".github/workflows/perfgen.yml"])["jobs"]["perfgen"]["steps"]
    variables = environment(GITHUB_BASE_REF="main", GITHUB_STEP_SUMMARY=folder / "summary.md")
    return {
        step["name"]: bash(step["name"], step["run"], folder, variables)
        for step in steps
        if "run" in step and step.get("id") != "install"
    }


def test_scripts_of_the_servers_are_sound() -> None:
    found = yaml.safe_load(files(Server.GITHUB)[".github/workflows/perfgen.yml"])["jobs"]["perfgen"]["steps"]
    jobs = yaml.safe_load(files(Server.GITLAB)[".gitlab-ci.yml"])
    scripts = [step["run"] for step in found if "run" in step]
    scripts += ["\n".join(job["script"]) for name, job in jobs.items() if name.startswith("perfgen-")]
    assert len(scripts) == 7
    for script in scripts:
        command = ["shellcheck", "--shell", "bash", "-"]
        checked = subprocess.run(command, input=script, env=environment(), capture_output=True, encoding="utf-8")
        assert checked.returncode == 0, f"{script}\n{checked.stdout}"


def test_actions_are_those_of_the_integration() -> None:
    used = re.findall(r"uses: (\S+)", files(Server.GITHUB)[".github/workflows/perfgen.yml"])
    known = "".join(path.read_text("utf-8") for path in (ROOT / "integrations" / "github").glob("*.yml"))
    assert len(used) == 3
    assert [one for one in used if one not in known] == []


def test_pre_commit_takes_the_hooks(tmp_path: Path) -> None:
    config = tmp_path / ".pre-commit-config.yaml"
    config.write_text(files()[".pre-commit-config.yaml"], "utf-8")
    command = [sys.executable, "-m", "pre_commit", "validate-config", config]
    assert subprocess.run(command, capture_output=True).returncode == 0
    (repo,) = yaml.safe_load(config.read_text("utf-8"))["repos"]
    shipped = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    same = ("id", "name", "language", "entry", "files", "require_serial")
    assert [{key: hook[key] for key in same} for hook in repo["hooks"]] == [{key: hook[key] for key in same} for hook in shipped]


def test_settings_of_the_editor_are_those_of_the_integration() -> None:
    settings = json.loads(without_comments(files()[".vscode/settings.json"]))
    shipped = (ROOT / "integrations" / "vscode" / "settings.json").read_text("utf-8")
    assert settings == json.loads(without_comments(shipped))
    assert json.loads(files()[".vscode/extensions.json"])["recommendations"] == ["redhat.vscode-yaml"]


def test_problems_panel_takes_every_finding_at_its_place_by_its_severity(tmp_path: Path) -> None:
    tasks = json.loads(without_comments(files()[".vscode/tasks.json"]))["tasks"]
    assert [len(task["problemMatcher"]) for task in tasks] == [3, 3, 0]
    (spec,) = (ROOT / "specs" / "2021").glob("*.yaml")
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "甲 乙.yaml").write_bytes(spec.read_bytes())
    found = run(*tasks[0]["args"], cwd=tmp_path).stdout.splitlines()
    assert len(found) > 20
    for line in found:
        taken = {
            matcher["severity"]: match
            for matcher in tasks[0]["problemMatcher"]
            if (match := re.match(matcher["pattern"]["regexp"], line))
        }
        ((severity, match),) = taken.items()
        pattern = tasks[0]["problemMatcher"][0]["pattern"]
        assert match[pattern["file"]] == "specs/甲 乙.yaml"
        assert f" {WORDS[severity]} " in line and match[pattern["code"]] in line
    assert {matcher["severity"] for matcher in tasks[0]["problemMatcher"]} == set(WORDS)


def test_readme_names_every_form_with_an_example_that_is_there() -> None:
    made = files()
    links = re.findall(r"\]\((specs/[^)]+)\)", made["README.md"])
    assert len(links) == len(FORMS) and all(link in made for link in links)
    assert all(here().contract(form).title in made["README.md"] for form in FORMS)
    assert made["README.md"].startswith("# 重庆绩效目标申报表\n")


def test_every_word_to_put_in_is_put_in() -> None:
    for server in Server:
        for path, text in files(server, tuple(here().forms())).items():
            if not path.endswith((".schema.json", ".yaml")) or path.startswith(".pre"):
                assert re.findall(r"(?<!\$)\{[a-z]+\}", text) == [], path


@pytest.mark.editor
def test_editor_completes_and_checks_a_spec_by_its_form(tmp_path: Path) -> None:
    for path, text in files().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    with serving(tmp_path, settings_in(tmp_path / ".vscode" / "settings.json")) as server:
        (example,) = (tmp_path / "specs" / "examples").glob("*重庆*.yaml")
        text = example.read_text("utf-8")
        assert server.diagnostics(example, text) == []
        wrong = text.replace("fiscal_year: 2026", "fiscal_year: 今年")
        assert server.diagnostics(tmp_path / "specs" / "2026" / "wrong.yaml", wrong) != []
        spec = tmp_path / "specs" / "new.yaml"
        server.diagnostics(spec, "form: \n")
        assert set(FORMS) <= set(server.completions(spec, 0, 6))
