"""What a CI server does with our files, as far as it can be done here: their scripts, run by bash in a git repository."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from conftest import ROOT

INTEGRATIONS = ROOT / "integrations"
ACTION = INTEGRATIONS / "github" / "action.yml"
WORKFLOW = INTEGRATIONS / "github" / "workflow.yml"
GITLAB = INTEGRATIONS / "gitlab" / "perfgen.gitlab-ci.yml"
SPEC = (ROOT / "specs" / "examples" / "部门整体支出-示例.yaml").read_text("utf-8")
OTHER = SPEC.replace("临湖市公共图书馆", "临湖市综合档案馆")
GITLAB_KEYWORDS = {"variables"}  # at top level; whatever else stands there is a job

# pip installs from nothing but this checkout, and finds what perfgen needs where the tests run.
OFFLINE = {
    "PIP_NO_INDEX": "1",
    "PIP_NO_BUILD_ISOLATION": "0",  # pip reads it the other way round: no isolation
    "PYTHONPATH": sysconfig.get_path("purelib"),
}
IDENTITY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "周文清"), ("EMAIL", "zhou@example.com"))
}


class Step(NamedTuple):
    name: str
    status: int
    output: str


def parsed(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def environment(**more: str | Path) -> dict[str, str]:
    """As on a server: nothing of the person who runs the tests, the tests' Python first."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PERFGEN", "GIT", "CI", "PIP_"))}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    own = {"PATH": path, "PYTHONUTF8": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return {**kept, **own, **IDENTITY, **OFFLINE, **{key: str(value) for key, value in more.items()}}


def git(folder: Path, *arguments: str) -> str:
    command = ["git", *arguments]
    result = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, encoding="utf-8", check=True)
    return result.stdout.strip()


def pull_request(folder: Path) -> Path:
    """A pull request as the server checks it out: a merge of it into `main`, which went on in the meantime."""
    (folder / "specs" / "2026").mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    commit(folder, "图书馆", SPEC)
    commit(folder, "档案馆", OTHER)
    git(folder, "checkout", "--quiet", "-b", "change")
    commit(folder, "图书馆", SPEC.replace("≥10个", "≥12个"))
    git(folder, "checkout", "--quiet", "main")
    commit(folder, "档案馆", OTHER.replace("≥10个", "≥11个"))
    git(folder, "update-ref", "refs/remotes/origin/main", "main")
    git(folder, "checkout", "--quiet", "--detach", "main")
    git(folder, "merge", "--quiet", "--no-ff", "--message", "Merge", "change")
    return folder


def commit(folder: Path, name: str, text: str) -> None:
    (folder / "specs" / "2026" / f"{name}.yaml").write_text(text, "utf-8")
    git(folder, "add", "specs")
    git(folder, "commit", "--quiet", "--message", f"写{name}")


def spoil(folder: Path) -> None:
    """One of the two specs cannot be built any more."""
    commit(folder, "档案馆", OTHER.replace("fiscal_year: 2026", "fiscal_year: 今年"))


def spoil_main(folder: Path) -> None:
    """Another spec has long been at fault: on main too, and the pull request does not touch it."""
    for branch in ("main", "--detach change"):
        git(folder, "checkout", "--quiet", *branch.split())
        commit(folder, "美术馆", OTHER.replace("fiscal_year: 2026", "fiscal_year: 今年"))
    git(folder, "update-ref", "refs/remotes/origin/main", "main")
    git(folder, "merge", "--quiet", "--no-ff", "--message", "Merge", "main")


def bash(name: str, script: str, folder: Path, variables: Mapping[str, str]) -> Step:
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    result = subprocess.run(
        command,
        cwd=folder,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=300,
    )
    return Step(name, result.returncode, result.stdout)


class Runner:
    """Runs the composite action in a checkout of a pull request. `context` answers its expressions.

    A step whose outcome the context already knows is not run again.
    """

    def __init__(self, checkout: Path, temp: Path, context: Mapping[str, str], **variables: str | Path) -> None:
        temp.mkdir(exist_ok=True)
        self.checkout = checkout
        self.summary = temp / "summary.md"
        self.path = temp / "path"
        self.context = dict(context)
        self.variables = environment(
            RUNNER_TEMP=temp,
            GITHUB_ACTION_PATH=ACTION.parent,
            GITHUB_STEP_SUMMARY=self.summary,
            GITHUB_PATH=self.path,
            **variables,
        )
        self.uploaded: dict[str, list[str]] = {}

    def run(self) -> dict[str, Step]:
        """The steps that ran, by name."""
        done: dict[str, Step] = {}
        for step in parsed(ACTION)["runs"]["steps"]:
            outcome = f"steps.{step.get('id')}.outcome"
            failed = any(one.status for one in done.values())
            if outcome in self.context or not (self.holds(step["if"]) if "if" in step else not failed):
                continue
            if "run" in step:
                self.read_path()
                own = {key: self.answered(value) for key, value in step.get("env", {}).items()}
                result = bash(step["name"], step["run"], self.checkout, {**self.variables, **own})
                done[step["name"]] = result
                if "id" in step:
                    self.context[outcome] = "failure" if result.status else "success"
            elif "upload-artifact" in step["uses"]:
                files = sorted((self.checkout / step["with"]["path"]).rglob("[!.]*.*"))  # as the action does by itself
                self.uploaded[step["with"]["name"]] = [path.relative_to(self.checkout).as_posix() for path in files]
        return done

    def read_path(self) -> None:
        if self.path.exists():
            self.variables["PATH"] = os.pathsep.join([*self.path.read_text().split(), self.variables["PATH"]])
            self.path.unlink()

    def answered(self, value: str) -> str:
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda match: self.context[match[1]], value)

    def holds(self, condition: str) -> bool:
        expression = (
            condition.replace("${{", "").replace("}}", "").replace("&&", " and ").replace("!cancelled()", "True")
        )
        answered = re.sub(r"\b[a-z]+(\.[a-z_]+)+", lambda match: repr(self.context.get(match[0], "")), expression)
        return bool(eval(" ".join(answered.split())))


def gitlab_jobs() -> dict[str, Any]:
    """The jobs, each with what it extends laid under it."""
    written = parsed(GITLAB)
    return {
        name: {**written.get(job.get("extends"), {}), **job}
        for name, job in written.items()
        if name not in GITLAB_KEYWORDS and not name.startswith(".")
    }


def run_job(name: str, checkout: Path, **variables: str | Path) -> Step:
    """The job without what stands before it: `variables` are also those that this sets."""
    job = gitlab_jobs()[name]
    given = environment(**{**parsed(GITLAB)["variables"], **job.get("variables", {}), **variables})
    return bash(name, "\n".join(job["script"]), checkout, given)


def scripts() -> Iterator[tuple[str, str]]:
    """Every script in the files, with where it comes from."""
    for step in parsed(ACTION)["runs"]["steps"]:
        if "run" in step:
            yield f"action.yml: {step['name']}", step["run"]
    for name, job in gitlab_jobs().items():
        yield f"gitlab: {name}", "\n".join([*job["before_script"], *job["script"]])
