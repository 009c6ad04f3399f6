"""Where there is no next year: years that do not follow, a form of certain years, a form without years."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT

from perfgen.diagnostics import ProblemsFound
from perfgen.next_year.turn import next_year
from perfgen.project import Project
from perfgen.spec.spec import load

BASE = (ROOT / "specs" / "examples" / "部门整体支出-示例.yaml").read_text("utf-8")
THIRD = ROOT / "tests" / "cases" / "third-form"
YEAR = '"$ref": "common.schema.json#/$defs/year",\n      "title": "年度",'
YEARS = "[fiscal_year | int - 2, fiscal_year | int - 1]"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where perfgen runs, in which a project may have forms of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(source: str) -> str:
    with pytest.raises(ProblemsFound) as problems:
        next_year(Project(), load(source.encode(), "spec.yaml"))
    (found,) = problems.value.diagnostics
    assert found.hint
    return found.message


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("fiscal_year: 2026", "fiscal_year: 2027", "2027年的表不印2024年的“790.00”，往年和年度接不上"),
        ("2024: 6个", "2023: 6个", "2026年的表不印2023年的“6个”，往年和年度接不上"),
        ("2024: 790.00", "2030: 790.00", "2026年的表不印2030年的“790.00”，往年和年度接不上"),
        ("fiscal_year: 2026", "fiscal_year: 二〇二六", "“年度”要写整数，这里写的是“二〇二六”"),
        ("fiscal_year: 2026\n", "", "部门整体支出绩效目标申报表缺少“年度”"),
        ("form: department-declaration", "form: 无", "没有“无”这种表"),
    ],
)
def test_years_that_do_not_follow_are_refused(old: str, new: str, expected: str) -> None:
    assert old in BASE
    assert refused(BASE.replace(old, new, 1)) == expected


def test_year_that_the_form_does_not_take_is_refused() -> None:
    source = re.sub("202([456])", lambda match: f"209{int(match[1]) + 3}", BASE)
    message = "转成2100年，这种表不接受：“年度”应在 2000 到 2099 之间，这里写的是“2100”"
    assert "fiscal_year: 2099" in source
    assert refused(source) == message


def own_form(folder: Path, schema_edit: tuple[str, str], template_edit: tuple[str, str] = ("", "")) -> None:
    """The shipped form of a department, edited, as the project's own."""
    name = "department-declaration"
    for path, (old, new) in (
        (f"schema/{name}.schema.json", schema_edit),
        (f"templates/{name}/form.html.j2", template_edit),
    ):
        text = (ROOT / path).read_text("utf-8")
        assert old in text
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text(text.replace(old, new, 1) if old else text, "utf-8")


@pytest.mark.parametrize(
    ("schema_edit", "template_edit", "spec_edit", "expected"),
    [
        (
            ("", ""),
            (YEARS, "[2024, 2025]"),
            ("", ""),
            "2027年的表不印2026年的值",
        ),
        ((YEAR, '"x-role": "year", "const": 2026, "title": "年度",'), ("", ""), ("", ""), "转成2027年，这种表不接受：“年度”只能写 2026，这里写的是“2027”"),
        (
            (YEAR, '"x-role": "year", "type": "string", "title": "年度",'),
            (YEARS, "[2024, 2025]"),
            ("fiscal_year: 2026", "fiscal_year: 2026-2028"),
            "“fiscal_year”写的是“2026-2028”，不是一个年份",
        ),
    ],
    ids=["template", "schema", "span"],
)  # fmt: skip
def test_form_of_certain_years_is_refused(
    project: Path,
    schema_edit: tuple[str, str],
    template_edit: tuple[str, str],
    spec_edit: tuple[str, str],
    expected: str,
) -> None:
    own_form(project, schema_edit, template_edit)
    assert refused(BASE.replace(*spec_edit)) == expected


def test_form_without_a_year_is_refused(project: Path) -> None:
    path = project / "schema" / "training-plan.schema.json"
    shutil.copytree(THIRD / "templates", project / "templates")
    path.parent.mkdir()
    text = (THIRD / "schema" / path.name).read_text("utf-8")
    year = '"$ref": "common.schema.json#/$defs/year"'
    assert year in text
    path.write_text(text.replace(year, '"type": "integer"'), "utf-8")
    source = (THIRD / "specs" / "spec.yaml").read_text("utf-8")
    assert refused(source) == "这种表没有年度，看不出是哪一年的"
