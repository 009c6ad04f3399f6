"""Sign, number and unit in columns of their own: written as a flat sheet has them, and read as the value that they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgen.extraction.joining import joined, parted_columns
from perfgen.extraction.printed import as_document
from perfgen.form import Cell, Form, GridError, Role, Table
from perfgen.layout.parting import with_parts
from perfgen.readers.document import Document, ReadOrigin
from perfgen.text import Text

IMPORTED = ("sign target unit",)
EVALUATED = ("sign target", "measured unit")
HUBEI = ("sign measured", "measured", "target unit")
HEADS = {"prose": "说明", "sign": "计算符号", "target": "指标值", "measured": "实际完成值", "unit": "计量单位"}


def sheet(classes: tuple[str, ...], *rows: tuple[str, ...], heads: tuple[str, ...] = ()) -> Form:
    """A name, and a value for each of the classes."""
    widths = [len(style.split()) for style in classes]
    columns = [1, *(sum(widths[:number]) + 1 for number in range(len(widths)))][1:]
    cells = [Cell(0, 0, 1, 1, Role.LABEL, "label", ((Text("名称"),),))]
    for place, width, style in zip(columns, widths, classes, strict=True):
        named = heads or ("、".join(HEADS[word] for word in style.split()),) * len(classes)
        cells.append(Cell(0, place, 1, width, Role.LABEL, style, ((Text(named[columns.index(place)]),),)))
    for row, (name, *values) in enumerate(rows, 1):
        cells.append(Cell(row, 0, 1, 1, Role.VALUE, "value", ((Text(name, f"/{row}/name"),),)))
        for number, (place, width, style) in enumerate(zip(columns, widths, classes, strict=True)):
            lines = tuple([(Text(line, f"/{row}/{number}"),) for line in values[number].split("\n")])
            cells.append(Cell(row, place, 1, width, Role.VALUE, style, lines))
    return Form((Table((1,) * (sum(widths) + 1), len(rows) + 1, cells, 1),))


def grid(form: Form) -> str:
    (table,) = form.tables()
    return "\n".join(" | ".join(cell.text for cell in row) for row in table.rows())


def test_value_stands_in_three_columns() -> None:
    form = sheet(IMPORTED, ("活动次数", "≥1,200人次"), ("面积", "不少于5.4万平方米"), ("机制", "健全"), ("时限", "3-5天"), ("率", "100%"), ("空", ""))
    assert grid(with_parts(form)) == "\n".join([
        "名称 | 计算符号 | 指标值 | 计量单位",
        "活动次数 | ≥ | 1200 | 人次",
        "面积 | ≥ | 5.4 | 万平方米",
        "机制 | 定性 | 健全 | ",
        "时限 |  | 3-5天 | ",  # which no three columns hold
        "率 |  | 100 | %",  # nobody wrote a sign
        "空 |  |  | ",
    ])


def test_what_is_measured_in_the_same_unit_is_a_bare_number() -> None:
    rows = [("公园", "≥12个", "11个"), ("知晓率", "≥80%", "年底测评"), ("成本", "≤57万元", "55.5元"), ("机制", "健全", "3个")]
    assert grid(with_parts(sheet(EVALUATED, *rows))) == "\n".join([
        "名称 | 计算符号 | 指标值 | 实际完成值 | 计量单位",
        "公园 | ≥ | 12 | 11 | 个",
        "知晓率 | ≥ | 80 | 年底测评 | %",
        "成本 | ≤ | 57 | 55.5元 | 万元",
        "机制 | 定性 | 健全 | 3个 | ",
    ])
    assert grid(with_parts(sheet(HUBEI, ("次数", "9次", "≥12次", "≥15次")))) == "\n".join([
        "名称 | 计算符号 | 实际完成值 | 实际完成值 | 指标值 | 计量单位",
        "次数 | ≥ | 9 | ≥12次 | 15 | 次",
    ])


def test_every_part_knows_where_its_value_came_from() -> None:
    (table,) = with_parts(sheet(EVALUATED, ("公园", "≥12个", "11个"))).tables()
    assert [run.source for cell in table.cells if cell.row for line in cell.paragraphs for run in line] == [
        "/1/name", "/1/0", "/1/0", "/1/1", "/1/0",
    ]  # fmt: skip


def test_form_without_such_columns_is_left_alone() -> None:
    form = sheet(("prose",), ("活动次数", "≥12次"))
    assert with_parts(form) == form
    assert parted_columns(form) == frozenset()


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (sheet(("measured",), ("甲", "1个")), "第 2 行：class 里要有一个“target”"),
        (sheet(("target", "target unit"), ("甲", "1个", "2个")), "第 2 行：class 里要有一个“target”"),
        (sheet(IMPORTED, ("甲", "1个"), heads=("指标值",)), "第 1 行第 2 列：标题要用“、”隔开 3 个名称"),
        (Form((Table((1, 1), 1, [Cell(0, 0, 1, 2, Role.VALUE, "sign target unit", ((),))]),)), "第 1 行第 1 列：class 有 3 个词，单元格占 2 列"),
        (
            Form((Table((1, 1), 1, [Cell(0, 0, 1, 2, Role.VALUE, "sign target", ((Text("1", "/a"), Text("2", "/b")),))]),)),
            "第 1 行第 1 列：这一格只印一个值",
        ),
    ],
)
def test_class_that_cannot_be_followed_is_told(form: Form, told: str) -> None:
    with pytest.raises(GridError) as error:
        with_parts(form)
    assert str(error.value) == told


def read_back(form: Form, built_from: object = None) -> Document:
    document = as_document(with_parts(form))
    if built_from is not None:
        document = document._replace(origin=ReadOrigin("form", built_from, ()))
    return joined(document, parted_columns(form))


VALUES = st.one_of(
    st.sampled_from(["≥12次", "不少于300天", "100%", "健全", "3-5天", "", "1,200人", "5.4万平方米", "２０个", "12次以上", "定性", "2026年6月底前", "甲、乙"]),
    st.text("≥≤=0123456789.,%次天万元甲乙 -不低于以上", max_size=8).map(str.strip),
)


@given(st.sampled_from([IMPORTED, EVALUATED, HUBEI]), st.data())
def test_what_was_built_from_values_comes_back_as_they_were_written(classes: tuple[str, ...], data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.tuples(st.just("名"), *(VALUES for _ in classes)), min_size=1, max_size=3))
    form = sheet(classes, *rows)
    built_from = [{}, *({"name": name, **{str(n): value for n, value in enumerate(values)}} for name, *values in rows)]
    assert [block.cells for block in read_back(form, built_from).blocks] == [block.cells for block in as_document(form).blocks]  # type: ignore[union-attr]  # tables all


def test_without_what_it_was_built_from_the_parts_make_the_value() -> None:
    form = sheet(EVALUATED, ("公园", "≥12个", "11个"), ("知晓率", "80%", "年底测评"), ("机制", "健全", "3个"), ("面积", "不少于5万亩", ""))
    (table,) = read_back(form).blocks
    assert [["".join(map("".join, cell.paragraphs)) for cell in row[1:]] for row in table.rows()[1:]] == [  # type: ignore[union-attr]  # a table
        ["≥12个", "11个"],
        ["80%", "年底测评"],
        ["健全", "3个"],
        ["≥5万亩", ""],
    ]
