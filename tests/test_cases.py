"""Every spec laid out, against goldens: what a reviewer reads to see what a change does to the forms.

`tests/cases/<name>/form.txt` is the form of the spec of that name below specs/. `third-form` is a project of its own,
with a form that perfgen does not ship. `<layout>.txt` is what a program reads on the first sheet of another layout.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from docx_grid import document
from given import document_of
from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from perfgen.building.laying import laid_out, write
from perfgen.project import Project
from perfgen.spec.spec import read

CASES = ROOT / "tests" / "cases"
SPECS = sorted((ROOT / "specs").rglob("*.yaml"))
THIRD = CASES / "third-form"

Golden = Callable[[Path, str], None]


def test_every_spec_has_its_golden_and_every_golden_its_spec() -> None:
    assert len(SPECS) >= 14
    assert {path.name for path in CASES.iterdir()} == {path.stem for path in SPECS} | {THIRD.name}


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.stem)
def test_form_of_a_spec(spec: Path, golden: Golden) -> None:
    golden(CASES / spec.stem / "form.txt", document_of(spec, "txt").decode())


LAYOUTS = [(spec, layout) for spec in SPECS for layout in Project(ROOT).layouts(read(spec).data["form"])[1:]]


def test_layouts_are_found() -> None:
    assert len(LAYOUTS) == 19
    known = {(path.parent.name, path.stem) for path in CASES.glob("*/*.txt")}
    assert known == {(THIRD.name, "parts")} | {(spec.stem, "form") for spec in SPECS} | {(spec.stem, name) for spec, name in LAYOUTS}


@pytest.mark.parametrize(("spec", "layout"), LAYOUTS, ids=lambda one: one if isinstance(one, str) else one.stem)
def test_sheet_of_a_spec(spec: Path, layout: str, golden: Golden) -> None:
    content = write(Project(ROOT), laid_out(Project(ROOT), read(spec), layout), "xlsx")
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert not sheet.merged_cells.ranges
    seen = [column for column in range(1, sheet.max_column + 1) if not sheet.column_dimensions[get_column_letter(column)].hidden]
    rows = [" | ".join(str(sheet.cell(row, column).value or "") for column in seen) for row in range(1, sheet.max_row + 1)]
    golden(CASES / spec.stem / f"{layout}.txt", "".join(f"{row}\n" for row in rows))


def test_page_of_the_project_example(golden: Golden) -> None:
    (spec,) = (spec for spec in SPECS if spec.stem == "项目支出-示例")
    golden(CASES / spec.stem / "form.html", document_of(spec, "html").decode())


def test_word_file_of_the_third_form(golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parts of the package and the markup of the document, indented."""
    monkeypatch.chdir(THIRD)
    data = document_of(Path("specs/spec.yaml"), "docx")
    root = document(data)
    etree.indent(root)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        golden(THIRD / "parts.txt", "".join(f"{name}\n" for name in package.namelist()))
    golden(THIRD / "document.xml", etree.tostring(root, encoding="unicode") + "\n")
