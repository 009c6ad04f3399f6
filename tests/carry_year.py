"""A project with the forms of a year of its own beside the shipped ones, and its specs, filled in as they come."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from conftest import ROOT

from perfgen.carry.carry import CarriedOver, carry
from perfgen.project import Project
from perfgen.spec.spec import Spec, load, read

FORMS = ROOT / "tests" / "data" / "forms" / "one-year"
PROJECT = ROOT / "specs" / "examples" / "项目支出-示例.yaml"
DEPARTMENT = ROOT / "specs" / "examples" / "部门整体支出-示例.yaml"


def one_year(folder: Path) -> Project:
    shutil.copytree(FORMS, folder, dirs_exist_ok=True)
    return Project(folder)


def example(path: Path) -> Spec:
    """A spec by its name only, as messages give it."""
    return load(read(path).source, path.name)


def over(project: Project, specs: list[Spec], form: str, year: int = 0) -> CarriedOver:
    return carry(project, specs, form, year, f"{form}.yaml")


def filled(spec: Spec, values: Mapping[str, str]) -> Spec:
    """Every blank with the value of its key; the notes go with the blanks."""
    text = re.sub(r"(\w+): ____", lambda match: f"{match[1]}: {values[match[1]]}", spec.text)
    text = re.sub(r"  # 待填：.*", "", text)
    return load(text.encode(), spec.file)


def said(carried: CarriedOver, name: str) -> list[str]:
    return [f"{one.file}: {one.message}" for one in carried.told if one.name == name]
