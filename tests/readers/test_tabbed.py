"""A table copied as text is read row by row, as it stands."""

from __future__ import annotations

import pytest
from conftest import ROOT
from readers.grids import grid, grids, lines

from perfgen.diagnostics import ProblemsFound
from perfgen.readers.document import ReadTable
from perfgen.readers.tabbed import read
from perfgen.text import Text

SEED = ROOT / "tests" / "data" / "seed" / "2021-department-declaration.txt"


def rows(content: str) -> list[list[list[str]]]:
    """For each table its rows of texts."""
    found = []
    for table in grids(read(content.encode(), "表.txt")):
        texts = [text for *_, text in grid(table)]
        width = table.column_count
        found.append([texts[start : start + width] for start in range(0, len(texts), width)])
    return found


def test_seed_is_read_as_it_was_filed() -> None:
    found = read(SEED.read_bytes(), "表.txt")
    assert found.blocks[0] == (Text("2021年部门整体支出绩效目标申报表"),)
    tables = grids(found)
    assert [(table.row_count, table.column_count) for table in tables] == [(21, 7), (25, 8), (27, 8)]
    first = rows(SEED.read_text("utf-8"))[0]
    assert first[0] == ["部门名称", "光谷现代服务业园建设服务中心", "", "", "", "", ""]
    assert first[3] == ["", "", "", "", "", "2019年", "2020年"]
    assert first[8] == ["项目支出", "", "429.00", "100%", "568.00", "438.00", ""]
    assert first[10][1].startswith("<p>光谷现代服务业园建设服务中心（以下简称“现代园”）")
    printed = {text for table in tables for *_, text in grid(table)}
    assert {cell.strip(" ") for cell in SEED.read_text("utf-8").replace("\n", "\t").split("\t")} - printed == {
        "2021年部门整体支出绩效目标申报表"
    }


def test_blank_line_parts_tables_and_a_row_of_tabs_does_not() -> None:
    assert rows("甲\t乙\n\t\n丙\t丁\n \n戊\t己\n") == [[["甲", "乙"], ["", ""], ["丙", "丁"]], [["戊", "己"]]]


def test_short_rows_are_filled_up() -> None:
    assert rows("甲\n乙\t丙\t丁\n戊\t己") == [[["甲", "", ""], ["乙", "丙", "丁"], ["戊", "己", ""]]]


def test_lines_without_a_tab_are_paragraphs() -> None:
    found = read("题\n（万元）\n\n甲\t乙\n\n注".encode(), "表.txt")
    assert [block if not isinstance(block, ReadTable) else "table" for block in found.blocks] == [
        (Text("题"),),
        (Text("（万元）"),),
        "table",
        (Text("注"),),
    ]


def test_quoted_cell_of_a_spreadsheet_keeps_its_lines() -> None:
    (table,) = grids(read('甲\t"一\n二""三"""\r\n丙\t丁'.encode(), "表.txt"))
    assert [lines(cell.paragraphs) for cell in table.cells] == [
        [[("甲", "")]],
        [[("一", "")], [('二"三"', "")]],
        [[("丙", "")]],
        [[("丁", "")]],
    ]


@pytest.mark.parametrize("text", ['"大"商', '大"商"', '"大', 'style="none"'])
def test_other_quotes_are_text(text: str) -> None:
    assert rows(f"{text}\t乙\n丙\t丁") == [[[text, "乙"], ["丙", "丁"]]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_read_in_the_encodings_of_windows(encoding: str) -> None:
    (table,) = grids(read("甲\t乙".encode(encoding), "表.txt"))
    assert grid(table) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\x80\xff", "not-text"),
        (b"\t" * 63, "too-much-content"),
        (b"a\n" * 20_000, "too-much-content"),
        (b"\t\t\t\t\t\t\t\t\t\t\t\n" * 19_000, "too-much-content"),
        (b"a" * 5_000_001, "too-much-content"),
        (b"a" * 20_000_001, "too-much-content"),
    ],
    ids=["no text", "columns", "rows", "cells", "length", "size"],
)
def test_hostile_text_is_refused_in_words(content: bytes, name: str) -> None:
    with pytest.raises(ProblemsFound) as problems:
        read(content, "表.txt")
    (found,) = problems.value.diagnostics
    assert (found.name, found.status, found.file) == (name, 2, "表.txt")
