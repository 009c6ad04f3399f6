"""A bureau's workbook, a department a sheet: read into a spec each, and put together again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sheet_edits
from command import new, write_specs
from readers.grids import cell_for_cell

from perfgen.cli import run
from perfgen.ooxml import ORIGIN_SHEET
from perfgen.readers import xlsx

DEPARTMENTS = 20


def shown(path: str) -> dict[str, list[object]]:
    return {name: cell_for_cell(document) for name, document in xlsx.sheets(Path(path).read_bytes(), path)}


@pytest.mark.slow
def test_twenty_departments_become_twenty_specs_and_the_same_workbook_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_specs(tmp_path, DEPARTMENTS, new)
    assert run(["build", "--one-workbook", "全区.xlsx", "-q"]) == 0
    book = sheet_edits.opened(Path("全区.xlsx").read_bytes())
    del book[ORIGIN_SHEET]
    for sheet in book:
        sheet.delete_cols(sheet.max_column)
    book.save("收到.xlsx")  # as if perfgen had not made it
    assert run(["import", "收到.xlsx", "--out", "读入"]) == 1  # for what the rules find
    assert capsys.readouterr().out.count("revenue-expenditure-gap") == 2 * DEPARTMENTS
    read = [path.read_text("utf-8") for path in sorted(Path("读入").iterdir())]
    assert [re.findall("^department: (.*)", text, re.MULTILINE) for text in read] == [[new(number)] for number in range(DEPARTMENTS)]
    before = shown("全区.xlsx")
    assert run(["build", "读入", "--one-workbook", "又一次.xlsx", "-q"]) == 0
    assert len(before) == DEPARTMENTS and shown("又一次.xlsx") == before
