"""What real files bring: each function takes a document as perfgen prints it and makes it what someone else has typed.

Sources are gone: only text and grid are left, as in a file that perfgen never saw.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from sheets import Cell, Sheet, height, insert_rows, width


def split_below(sheet: Sheet, texts: Callable[[Cell], list[str]]) -> None:
    """Undo every vertical merge; `texts` gives what the rows below say."""
    for table in sheet.tables:
        for cell in list(table):
            lower = [
                Cell(cell.row + step, cell.column, 1, cell.column_span, texts(cell)) for step in range(1, cell.row_span)
            ]
            cell.row_span = 1
            table += lower


# --- cells ------------------------------------------------------------------------------------------------------------


def split_columns(sheet: Sheet) -> None:
    """Cells that span columns become one with the text and empty ones."""
    for table in sheet.tables:
        for cell in list(table):
            table += [Cell(cell.row, cell.column + step, cell.row_span, 1, [""]) for step in range(1, cell.column_span)]
            cell.column_span = 1


def split_rows(sheet: Sheet) -> None:
    """Cells that span rows become one with the text and empty ones: the label is lost in the rows that go on."""
    split_below(sheet, lambda cell: [""])


def repeat_labels(sheet: Sheet) -> None:
    """Cells that span rows become as many with the same text."""
    split_below(sheet, lambda cell: list(cell.lines))


def no_spans(sheet: Sheet) -> None:
    split_columns(sheet)
    split_rows(sheet)


# --- tables -----------------------------------------------------------------------------------------------------------


def one_table(sheet: Sheet) -> None:
    """All tables are one; the last cell of each row is widened to its edge."""
    joined: list[Cell] = []
    columns = max(map(width, sheet.tables))
    for table in sheet.tables:
        edge, below = width(table), height(joined) if joined else 0
        for cell in table:
            wide = cell.column_span + (columns - edge if cell.column + cell.column_span == edge else 0)
            joined.append(replace(cell, row=cell.row + below, column_span=wide))
    sheet.blocks = [*(block for block in sheet.blocks if isinstance(block, str)), joined]


def table_per_page(sheet: Sheet) -> None:
    """Every table is parted after each third row; what spanned the cut goes on with empty cells."""
    split_rows(sheet)
    blocks: list[str | list[Cell]] = []
    for block in sheet.blocks:
        if isinstance(block, str):
            blocks.append(block)
            continue
        for top in range(0, height(block), 3):
            blocks.append([replace(cell, row=cell.row - top) for cell in block if top <= cell.row < top + 3])
    sheet.blocks = blocks


def repeat_headings(sheet: Sheet) -> None:
    """The heading rows of each table of indicators are typed again in its middle."""
    split_rows(sheet)
    for table in sheet.tables:
        if not any(cell.text == "一级指标" for cell in table):
            continue
        first = next(cell.row for cell in table if cell.text == "一级指标")
        last = next(cell.row for cell in table if cell.text in ("产出指标", "效益指标"))
        rows = [[""] * width(table) for _ in range(last - first)]
        for cell in table:
            if first <= cell.row < last:
                rows[cell.row - first][cell.column] = cell.text
        insert_rows(table, (last + height(table) + 1) // 2, rows)


def blank_rows(sheet: Sheet) -> None:
    """An empty row after every second."""
    for table in sheet.tables:
        for at in range(height(table), 0, -2):
            insert_rows(table, at, [[""] * width(table)])


def empty_columns(sheet: Sheet) -> None:
    """A narrow empty column after every column, which cells of several columns reach across."""
    for table in sheet.tables:
        for cell in list(table):
            cell.column, cell.column_span = 2 * cell.column, 2 * cell.column_span - 1
            edge = cell.column + cell.column_span
            table.append(Cell(cell.row, edge, cell.row_span, 1, [""]))


# --- text -------------------------------------------------------------------------------------------------------------

LABELS = re.compile(
    "部门名称|填报人|联系电话|部门总体资金情况.*|总体资金情况|当年预算收支|占比|近两年.*|20..年|收入构成|支出构成|财政拨款|"
    "其他资金|基本支出|项目支出|合计|部门职能概述|年度工作任务|整体绩效目标|长期目标[0-9：]*|年度目标[0-9：]*|.*绩效指标|一级指标|"
    "二级指标|三级指标|指标名称|指标值|预期当年实现值|绩效标准|产出指标|效益指标|满意度指标|数量指标|质量指标|时效指标|成本指标|"
    ".{2}效益指标|可持续影响指标|社会公众或服务对象满意度指标|服务对象满意度指标|项目名称|主管部门及代码|实施单位|项目属性|项目期|"
    "项目资金.*|.*资金总额：|其中：财政拨款|总体目标|中期目标.*"
)


def labels(sheet: Sheet) -> list[Cell]:
    found = [cell for cell in sheet.cells if LABELS.fullmatch(cell.text)]
    assert len(found) > 20
    return found


def spaced_labels(sheet: Sheet) -> None:
    for cell in labels(sheet):
        cell.lines = [" ".join(cell.text)]


def colons_after_labels(sheet: Sheet) -> None:
    for cell in labels(sheet):
        cell.lines = [cell.text.rstrip("：") + " :"]


def full_width_digits(sheet: Sheet) -> None:
    for cell in labels(sheet):
        cell.lines = [cell.text.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})]


def broken_labels(sheet: Sheet) -> None:
    """A line break in every label, now as a paragraph, now inside one."""
    for number, cell in enumerate(labels(sheet)):
        text, half = cell.text, len(cell.text) // 2
        cell.lines = [text[:half], text[half:]] if number % 2 else [f"{text[:half]}\n{text[half:]}"]


def no_suffix(sheet: Sheet) -> None:
    """产出, 数量, 绩效: without 指标."""
    for cell in labels(sheet):
        cell.lines = [cell.text.removesuffix("指标")]


def wrapped_lines(sheet: Sheet) -> None:
    """A space after every ninth character, where the old system broke its lines."""
    for cell in sheet.cells:
        cell.lines = [re.sub("([一-鿿]{9})(?=[一-鿿])", r"\1 ", line) for line in cell.lines]


def web_tags(sheet: Sheet) -> None:
    """The markup of the old system stands in the text."""
    for cell in sheet.cells:
        if len(cell.lines) > 1:
            cell.lines = [
                '<ol style="list-style-type: none"> ' + " ".join(f"<p>{line}</p>" for line in cell.lines) + " </ol>"
            ]
        elif len(cell.text) > 20:
            cell.lines = [f"<p>{cell.text}</p>"]


def one_paragraph(sheet: Sheet) -> None:
    """Lists are typed into one paragraph."""
    for cell in sheet.cells:
        if len(cell.lines) > 1:
            cell.lines = [" ".join(cell.lines)]


def renumbered(style: str) -> Callable[[Sheet], None]:
    """The numbers of all lists in another style: `①`, `（1）`, `一、`, `目标一.`, `1) `."""

    def number(sheet: Sheet) -> None:
        numerals = "〇一二三四五六七八九十"
        for cell in sheet.cells:
            for index, line in enumerate(cell.lines):
                match = re.match(r"(目标)?(?:([0-9]+)[.：](?![0-9])|（([一二三四五六七八九十])）)", line)
                if match:
                    value = int(match[2]) if match[2] else numerals.index(match[3])  # the examples have ten at most
                    name = match[1] or ("任务" if match[3] else "职责")
                    written = (
                        style.replace("目标", name).replace("1", str(value)).replace("一", numerals[value : value + 1])
                    )
                    cell.lines[index] = written.replace("①", chr(0x2460 + value - 1)) + line[match.end() :]

    return number


def unnumbered(sheet: Sheet) -> None:
    renumbered("")(sheet)


# --- amounts ----------------------------------------------------------------------------------------------------------


def amounts(sheet: Sheet) -> list[Cell]:
    found = [cell for cell in sheet.cells if re.fullmatch(r"[0-9]+\.[0-9]{2}", cell.text)]
    assert found
    return found


def in_yuan(sheet: Sheet) -> None:
    """Every amount in 元, as the label says."""
    for cell in amounts(sheet):
        cell.lines = [f"{float(cell.text) * 10_000:,.2f}"]
    for cell in sheet.cells:
        cell.lines = [line.replace("（万元）", "（元）") for line in cell.lines]


def unit_in_cells(sheet: Sheet) -> None:
    for cell in amounts(sheet):
        cell.lines = [f"{cell.text}万元"]


def thousands(sheet: Sheet) -> None:
    for cell in amounts(sheet):
        cell.lines = [f"{float(cell.text):,.2f}"]


# --- rows and columns that the form does not have, or has elsewhere -----------------------------------------------------


def satisfaction_apart(sheet: Sheet) -> None:
    """满意度指标 is a first level of its own, as in the central forms."""
    for table in sheet.tables:
        for cell in list(table):
            if cell.text != "社会公众或服务对象满意度指标":
                continue
            cell.lines = ["服务对象满意度指标"]
            above = next(
                one for one in table if one.column == cell.column - 1 and one.row <= cell.row < one.row + one.row_span
            )
            assert above.row + above.row_span == cell.row + cell.row_span
            if above.row == cell.row:
                above.lines = ["满意度指标"]
            else:
                above.row_span -= cell.row_span
                table.append(Cell(cell.row, above.column, cell.row_span, 1, ["满意度指标"]))


def satisfaction_within(sheet: Sheet) -> None:
    """服务对象满意度指标 stands under 效益指标, as in the old local forms."""
    for cell in sheet.cells:
        if cell.text == "满意度指标":
            cell.lines = ["效益指标"]


def other_names(sheet: Sheet) -> None:
    names = {
        "环境效益指标": "生态效益",
        "社会公众或服务对象满意度指标": "社会公众满意度指标",
        "生态效益指标": "环境效益指标",
        "指标名称": "指标内容",
        "预期当年实现值": "当年预期实现值",
        "合计": "总计",
        "部门名称": "部门（单位）名称",
        "部门职能概述": "部门主要职责",
        "当年预算收支": "当年金额",
        "时效指标": "产出进度指标",
        "效益指标": "效果指标",
        "产出指标": "产出（工作量）指标",
        "项目期": "实施期",
        "实施单位": "项目实施单位",
    }
    for cell in sheet.cells:
        cell.lines = [names.get(cell.text, cell.text)] if cell.text in names else cell.lines


def delete_columns(sheet: Sheet, *heads: str) -> None:
    """Take out the columns under these heads, in every table that has them; wider cells shrink."""
    for table in sheet.tables:
        gone = {cell.column for cell in table if cell.text in heads and cell.column_span == 1}
        for cell in list(table):
            covered = set(range(cell.column, cell.column + cell.column_span))
            cell.column_span -= len(covered & gone)
            cell.column -= sum(column < cell.column for column in gone)
            if not cell.column_span:
                table.remove(cell)


def add_column(sheet: Sheet, head: str, text: str) -> None:
    """A column behind the last, in the tables of indicators."""
    for table in sheet.tables:
        if any(cell.text == "一级指标" for cell in table):
            edge, rows = width(table), height(table)
            first = next(cell for cell in table if cell.text == "一级指标")
            table.append(Cell(0, edge, first.row, 1, [""])) if first.row else None
            table.append(Cell(first.row, edge, first.row_span, 1, [head]))
            below = first.row + first.row_span
            table += [Cell(row, edge, 1, 1, [text]) for row in range(below, rows)]
