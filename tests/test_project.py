"""A project prints what its files say now, and two of them in one process keep to their own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from conftest import ROOT

from perfgen.building.laying import lay_out
from perfgen.diagnostics import ProblemsFound
from perfgen.project import Project

THIRD = ROOT / "tests" / "cases" / "third-form"
TEMPLATE, SCHEMA = Path("templates/training-plan/form.html.j2"), Path("schema/training-plan.schema.json")


def copied(folder: Path) -> Path:
    shutil.copytree(THIRD, folder)
    return folder


def replaced(file: Path, old: str, new: str) -> None:
    """As an editor does it; a save within the tick of the clock of the file system shows by the size."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    assert len(old) != len(new)


def texts(project: Project) -> str:
    return "\n".join(lay_out(project, project.specs / "spec.yaml").form.texts())


def test_changed_template_and_schema_are_seen(tmp_path: Path) -> None:
    project = Project(copied(tmp_path / "甲"))
    assert "金额单位：万元" in texts(project)
    replaced(project.folder / TEMPLATE, "金额单位：万元", "单位：万元")
    assert "金额单位：万元" not in texts(project) and "单位：万元" in texts(project)
    title = project.contract("training-plan").title
    replaced(project.folder / SCHEMA, title, f"某市{title}")
    assert project.contract("training-plan").title == f"某市{title}"


def test_template_that_comes_to_be_wins_over_the_shipped_one(tmp_path: Path) -> None:
    project = Project(tmp_path)
    form = "department-declaration"
    shipped = project.layout(form)
    assert project.layout(form) is shipped
    shutil.copytree(ROOT / "templates" / form, tmp_path / "templates" / form)
    assert project.layout(form) is shipped  # what goes with the contract that was asked for
    project.contract(form)
    assert project.layout(form) is not shipped


def test_projects_keep_to_their_folders_wherever_the_process_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = (Project(copied(tmp_path / name)) for name in ("甲", "乙"))
    replaced(other.folder / TEMPLATE, "金额单位：万元", "单位：元")
    (tmp_path / "别处").mkdir()
    monkeypatch.chdir(tmp_path / "别处")
    assert "金额单位：万元" in texts(one) and "金额单位：万元" not in texts(other)
    with pytest.raises(ProblemsFound, match="training-plan"):
        Project().contract("training-plan")
    assert os.listdir() == []
