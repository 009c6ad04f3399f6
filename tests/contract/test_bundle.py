"""What is wrong with the schema of a form is said at its line, as the fault of the schema and not of perfgen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ROOT

from perfgen.contract.bundle import bundled
from perfgen.contract.catalog import Catalog
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.project import Project

FORM = "training-plan"
SCHEMA = Path("schema", f"{FORM}.schema.json")
COMMON = Path("schema", "common.schema.json")

# What is written instead of what, then the line as it is found, and what is said of it and advised.
MISTAKES = [
    ('"array"', '"aray"', '"type": "aray",', "“type”不能写成 \"aray\"", "type 可以写 string、integer"),
    ('["name"]', '"name"', '"required": "name",', "“required”不能写成 \"name\"", "写成 […]"),
    ('"培训计划申报表"', "2026", '"title": 2026,', "“title”不能写成 2026", "写成 文字"),
    ('"const"', '"pattern": "(", "const"', '"pattern": "(",', "“pattern”不能写成 \"(\"", "写成有效的正则表达式"),
    ('"#/$defs/course"', '"#/$defs/curse"', '"#/$defs/curse"', "没有“curse”这个定义", "写在 $defs 下，现有："),
    ('"#/$defs/course"', '"#/$defs/courses"', '"courses": {', "定义绕成了圈：courses → courses", "表有几层是定的"),
    ('{ "$ref": "#/$defs/courses" }', "true", '"必修课": true', "没有说明“必修课”是文字、列表还是一组值", '写成 "必修课":'),
    ('"properties"', '"property"', '"$schema"', "没有 properties，不知道表里有哪些项", '写成 "properties":'),
    ('"object",', '"object"', '"additionalProperties"', "不是有效的 JSON（training-plan.schema.json）", ""),
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "tests" / "cases" / "third-form" / "schema", tmp_path / "schema")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def problems() -> list[Diagnostic]:
    with pytest.raises(ProblemsFound) as raised:
        Project().contract(FORM)
    return list(raised.value.diagnostics)


@pytest.mark.parametrize(("old", "new", "line", "message", "hint"), MISTAKES, ids=[mistake[3] for mistake in MISTAKES])
def test_mistake_is_told_at_its_line(project: Path, old: str, new: str, line: str, message: str, hint: str) -> None:
    edited(SCHEMA, old, new)
    (problem,) = problems()
    assert (problem.name, problem.file, problem.message, problem.status) == ("schema-file", str(SCHEMA), message, 2)
    assert problem.hint.startswith(hint)
    assert problem.position and line in SCHEMA.read_text("utf-8").splitlines()[problem.position.line - 1]


def test_place_is_told_where_tabs_indent(project: Path) -> None:
    SCHEMA.write_text(SCHEMA.read_text("utf-8").replace("  ", "\t").replace('"array"', '"aray"'), "utf-8")
    (problem,) = problems()
    assert problem.position and '"aray"' in SCHEMA.read_text("utf-8").splitlines()[problem.position.line - 1]


def test_file_of_another_encoding_is_told_so(project: Path) -> None:
    SCHEMA.write_bytes(SCHEMA.read_text("utf-8").encode("gb18030"))
    (problem,) = problems()
    assert (problem.name, problem.message) == ("not-utf8", "文件不是 UTF-8 编码，看起来是 GB18030（GBK）")


def test_every_mistake_is_told(project: Path) -> None:
    edited(SCHEMA, '"array"', '"aray"')
    edited(SCHEMA, '["name"]', '"name"')
    assert [one.message for one in problems()] == ["“type”不能写成 \"aray\"", "“required”不能写成 \"name\""]


@pytest.mark.parametrize("text", ["[]", "3", "[" * 100_000])
def test_file_that_is_no_object_is_refused(project: Path, text: str) -> None:
    SCHEMA.write_text(text, "utf-8")
    (problem,) = problems()
    assert (problem.name, problem.status) == ("schema-file", 2)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"type": "string"', '"type": "strin"', "“type”不能写成 \"strin\""),
        ('"text": {', '"text": {"$ref": "#/$defs/nothing",', "没有“nothing”这个定义"),
    ],
)
def test_mistake_in_shared_definitions_is_told_there(project: Path, old: str, new: str, message: str) -> None:
    shutil.copy(ROOT / COMMON, COMMON)
    edited(COMMON, old, new)
    found = [(one.file, one.message) for one in problems()]
    assert found == [(str(COMMON), message)]


def test_circle_through_several_definitions_is_shown(project: Path) -> None:
    edited(SCHEMA, '"name": {', '"again": { "$ref": "#/$defs/courses" }, "name": {')
    (problem,) = problems()
    assert problem.message in ("定义绕成了圈：course → courses → course", "定义绕成了圈：courses → course → courses")


def test_shipped_schemas_are_without_mistakes() -> None:
    forms = Project().forms()
    assert len(forms) >= 2
    for form in forms:
        bundled(form, Catalog(Path()))


@pytest.mark.parametrize("definitions", ["[]", "3", "null"])
def test_definitions_that_are_none_are_told_so(project: Path, definitions: str) -> None:
    edited(SCHEMA, '"$defs": {', f'"$defs": {definitions}, "defs": {{')
    assert f"“$defs”不能写成 {definitions}" in [one.message for one in problems()]
