"""`import perfgen`: its page's examples run, its types hold, and it hangs on nothing but the project."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command import SPEC, run
from conftest import EXAMPLES, ROOT

import perfgen as api
from perfgen.saving.whole import create

PAGE = ROOT / "docs" / "how-to" / "use-from-python.md"
BLOCKS = re.findall(r"(?<=^```python\n).*?(?=^```$)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
STUB = (ROOT / "perfgen" / "__init__.pyi").read_text("utf-8")


def test_examples_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(BLOCKS) == 5
    shutil.copytree(ROOT / "specs" / "examples", tmp_path / "specs" / "examples")
    monkeypatch.chdir(tmp_path)
    exec(compile("\n".join(BLOCKS), str(PAGE), "exec"), {})


@pytest.mark.slow
def test_a_program_that_uses_all_of_it_is_typed(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "\n".join(BLOCKS)
        + '''
data: dict[str, object] = dict(form.data)
found: list[perfgen.Diagnostic] = perfgen.check(project, spec)
built: bytes | None = perfgen.build_batch(project, [("甲.yaml", spec.source)])[0].document
try:
    sheet: bytes = perfgen.build(project, spec, "xlsx", "module")
except perfgen.ProblemsFound as problems:
    print([one.message for one in problems.diagnostics], found, built)
''',
        "utf-8",
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), str(program)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.stdout.startswith("Success"), done.stdout + done.stderr
    program.write_text(program.read_text("utf-8").replace("sheet: bytes", "sheet: str"), "utf-8")
    wrong = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert 'expression has type "bytes", variable has type "str"' in wrong.stdout


def test_stub_names_what_there_is() -> None:
    named = set(re.findall(r" as (\w+)$", STUB, re.MULTILINE))
    assert named == set(api._HOMES) and len(named) == 13  # type: ignore[attr-defined]  # which the stub does not tell
    for name in named:
        assert getattr(api, name).__module__ == api._HOMES[name]  # type: ignore[attr-defined]  # as above
    with pytest.raises(AttributeError):
        api.build_all  # type: ignore[attr-defined]  # noqa: B018  # there is none


def test_answers_are_those_of_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "甲.yaml"
    path.write_text(SPEC, "utf-8")
    assert run("build", "甲.yaml", cwd=tmp_path).returncode == 0
    monkeypatch.chdir("/")
    project, spec = api.Project(tmp_path), api.load(path)
    assert api.build(project, spec) == (tmp_path / "build" / "甲.docx").read_bytes()
    (read,) = api.read(project, tmp_path / "build" / "甲.docx")
    assert api.load(read.source).data == {**spec.data, **read.data}
    assert (read.found, read.findings) == (1.0, [])
    said = run("check", "甲.yaml", "--format", "json", cwd=tmp_path).stdout
    assert all(f'"{one.name}"' in said for one in api.check(project, spec))


def test_template_that_changes_is_the_new_one(tmp_path: Path) -> None:
    spec = api.load(SPEC.encode())
    project = api.Project(tmp_path)
    template = tmp_path / "templates" / "department-declaration" / "form.html.j2"
    before = api.build(project, spec, "txt")
    shipped = (ROOT / "templates" / "department-declaration" / "form.html.j2").read_bytes()
    assert create(template, shipped.replace("填报人".encode(), "填表人".encode())) == []
    after = api.build(project, spec, "txt")
    assert "填表人".encode() in after and "填表人".encode() not in before


def test_project_that_hangs_on_the_current_folder_is_refused() -> None:
    project, spec = api.Project(), api.load(EXAMPLES[0])
    calls = [
        lambda: api.check(project, spec),
        lambda: api.build(project, spec),
        lambda: api.diff(project, spec, spec),
        lambda: api.rows(project, [spec]),
        lambda: api.read(project, EXAMPLES[0]),
    ]
    for call in calls:
        with pytest.raises(ValueError, match="must be absolute"):
            call()


def test_what_cannot_be_done_is_raised(tmp_path: Path) -> None:
    project = api.Project(tmp_path)
    spec, other = (api.load(next(path for path in EXAMPLES if path.stem == name)) for name in ("部门整体支出-示例", "项目支出-示例"))
    with pytest.raises(ValueError, match="none of"):
        api.build(project, spec, "pdf?")
    with pytest.raises(ValueError, match="two forms"):
        api.diff(project, spec, other)
    with pytest.raises(api.ProblemsFound):
        api.load(b"form: [")
    with pytest.raises(api.ProblemsFound) as found:
        api.build(project, spec, "xlsx", "nothing")
    assert [one.name for one in found.value.diagnostics] == ["missing-layout"]


def test_version_is_told_without_loading_anything() -> None:
    program = "import perfgen, sys; print(perfgen.__version__, 'perfgen.api' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.split() == [api.__version__, "False"]
