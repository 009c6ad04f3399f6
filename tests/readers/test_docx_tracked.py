"""Tracked changes of a .docx are accepted, rejected or refused, as asked."""

from __future__ import annotations

import pytest
from readers.bodies import BY, cell, deleted, inserted, paragraph, row, run, table, text
from readers.grids import grid, grids
from readers.reading import content, only_table, reading, said

from perfgen.diagnostics import ProblemsFound


@pytest.mark.parametrize(("tracked", "expected"), [("accept", "≥95%"), ("reject", "≥90%")])
def test_tracked_text_is_taken_as_asked(tracked: str, expected: str) -> None:
    assert said(run("≥"), deleted("90"), inserted(run("95")), run("%"), tracked=tracked) == expected


@pytest.mark.parametrize(("tracked", "expected"), [("accept", "甲乙丙"), ("reject", "乙丙甲")])
def test_moved_text_is_taken_as_asked(tracked: str, expected: str) -> None:
    moved = inserted(run("甲"), "moveTo"), run("乙丙"), inserted(run("甲"), "moveFrom")
    assert said(*moved, tracked=tracked) == expected


def test_text_inserted_by_one_and_deleted_by_another_is_in_neither() -> None:
    both = inserted(deleted("甲"))
    assert (said(both), said(both, tracked="reject")) == ("", "")


def test_mark_in_text_that_is_gone_still_counts() -> None:
    """LibreOffice lets a bookmark begin inside the first insertion."""
    start = '<w:bookmarkStart w:id="1" w:name="_perfgen_1"/>'
    parts = deleted("计划"), inserted(start + run("行业")), run("标准"), '<w:bookmarkEnd w:id="1"/>'
    assert content(*parts) == [[("行业标准", "/b")]]
    assert content(*parts, tracked="reject") == [[("计划", ""), ("标准", "/b")]]


@pytest.mark.parametrize(("tracked", "expected"), [("accept", ["甲", "新"]), ("reject", ["甲", "旧"])])
def test_tracked_rows_are_taken_as_asked(tracked: str, expected: list[str]) -> None:
    rows = [row(cell("甲")), row(cell("新"), properties=f"<w:ins {BY}/>"), row(cell("旧"), properties=f"<w:del {BY}/>")]
    assert [text for *_, text in grid(only_table(table(*rows), tracked))] == expected


@pytest.mark.parametrize(
    ("tracked", "expected"),
    [
        ("accept", [(0, 0, 1, 1, "甲"), (0, 1, 2, 1, "一"), (1, 0, 1, 1, "")]),
        ("reject", [(0, 0, 1, 1, "甲"), (0, 1, 3, 1, "一"), (1, 0, 2, 1, "乙")]),
    ],
)
def test_deleted_row_that_began_a_merged_cell_does_not_leave_it_to_the_cell_above(
    tracked: str, expected: list[tuple[int, int, int, int, str]]
) -> None:
    begun, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        row(cell("甲", begun), cell("一", begun)),
        row(cell("乙", begun), cell(properties=goes_on), properties=f"<w:del {BY}/>"),
        row(cell(properties=goes_on), cell(properties=goes_on)),
    ]
    assert grid(only_table(table(*rows), tracked)) == expected


def test_what_libreoffice_holds_an_inserted_row_open_with_is_no_text() -> None:
    rows = [row(cell(paragraph(inserted(run("\u200d")))), cell("甲\u200d乙"), properties=f"<w:ins {BY}/>")]
    assert [text for *_, text in grid(only_table(table(*rows)))] == ["", "甲\u200d乙"]


def test_table_whose_rows_are_all_deleted_is_gone() -> None:
    gone = table(row(cell("旧"), properties=f"<w:del {BY}/>"))
    found = reading(gone + table(row(cell(paragraph('<w:commentReference w:id="0"/>', run("甲"))))))
    assert [grid(block) for block in grids(found)] == [[(0, 0, 1, 1, "甲")]]
    assert [comment.table for comment in found.comments] == [0]


@pytest.mark.parametrize(("tracked", "expected"), [("accept", ["甲", "新"]), ("reject", ["甲", "旧"])])
def test_tracked_cells_are_taken_as_asked(tracked: str, expected: list[str]) -> None:
    cells = cell("甲"), cell("新", f"<w:cellIns {BY}/>"), cell("旧", f"<w:cellDel {BY}/>")
    assert [text for *_, text in grid(only_table(table(row(*cells)), tracked))] == expected


@pytest.mark.parametrize(("tracked", "spans"), [("accept", [2]), ("reject", [1, 1])])
def test_tracked_merge_of_cells_is_taken_as_asked(tracked: str, spans: list[int]) -> None:
    merges = [f'<w:cellMerge {BY} w:vMerge="{merge}"/>' for merge in ("rest", "cont")]
    found = only_table(
        table(*[row(cell(content, merge)) for content, merge in zip("甲乙", merges, strict=True)]), tracked
    )
    assert [cell.row_span for cell in found.cells] == spans


@pytest.mark.parametrize(
    ("tracked", "change", "expected"),
    [("accept", "del", "甲乙"), ("accept", "ins", "甲\n乙"), ("reject", "ins", "甲乙")],
)
def test_tracked_end_of_a_paragraph_is_taken_as_asked(tracked: str, change: str, expected: str) -> None:
    first = paragraph(f"<w:pPr><w:rPr><w:{change} {BY}/></w:rPr></w:pPr>", run("甲"))
    assert grid(only_table(table(row(cell(first + text("乙")))), tracked)) == [(0, 0, 1, 1, expected)]
    assert ["".join(line) for line in reading(first + text("乙"), tracked).blocks] == expected.split("\n")


def test_tracked_change_of_looks_is_none() -> None:
    old = f'<w:tcPrChange {BY}><w:tcPr><w:gridSpan w:val="9"/></w:tcPr></w:tcPrChange>'
    run_ = f"<w:r><w:rPr><w:rPrChange {BY}><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>甲</w:t></w:r>"
    assert grid(only_table(table(row(cell(paragraph(run_), old))), "error")) == [(0, 0, 1, 1, "甲")]


def test_tracked_changes_are_refused_with_place_and_author_where_asked() -> None:
    body = paragraph(inserted(run("题"))) + table(
        row(cell("甲"), cell(paragraph(deleted("90"), inserted(run("95"))))),
        row(cell("乙"), cell("丙"), properties=f"<w:del {BY}/>"),
    )
    with pytest.raises(ProblemsFound) as problems:
        reading(body, "error")
    assert [(found.name, found.message) for found in problems.value.diagnostics] == [
        ("tracked-change", "表格之外有未处理的修订：刘蒙蒙插入“题”"),
        ("tracked-change", "第 1 个表格第 1 行第 2 列有未处理的修订：刘蒙蒙删除“90”"),
        ("tracked-change", "第 1 个表格第 1 行第 2 列有未处理的修订：刘蒙蒙插入“95”"),
        ("tracked-change", "第 1 个表格第 2 行第 1 列有未处理的修订：刘蒙蒙删除"),
    ]
    assert {(found.status, found.file) for found in problems.value.diagnostics} == {(1, "报送.docx")}
