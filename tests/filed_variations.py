"""What other offices do to a form: the rows of a filed form in, the same rows as they would have sent them out."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

Rows = list[list[str]]
_FULL = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


def heading(rows: Rows) -> int:
    """The number of the row that heads the columns of the indicators."""
    return next(number for number, row in enumerate(rows) if sum(cell in _TOLD_OF_INDICATORS for cell in row) > 2)


_TOLD_OF_INDICATORS = {"一级指标", "二级指标", "三级指标", "指标名称", "指标值", "目标值", "计量单位", "绩效标准", "指标权重"}


def indicators(rows: Rows) -> range:
    """The numbers of the rows of indicators."""
    first = heading(rows) + 1
    last = next((n for n in range(first, len(rows)) if sum(map(bool, rows[n])) < 3 and rows[n][0]), len(rows))
    return range(first, last)


def name_column(rows: Rows) -> int:
    heads = rows[heading(rows)]
    return next(heads.index(name) for name in ("三级指标", "指标名称", "二级指标") if name in heads)


def padded(rows: Rows) -> Rows:
    """Every row of the table as wide as the widest."""
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) if len(row) > 1 else row for row in rows]


def full_width(rows: Rows) -> Rows:
    return [[cell.translate(_FULL) if re.search("[0-9]", cell) else cell for cell in row] for row in rows]


def other_year(rows: Rows) -> Rows:
    return [[re.sub("20([12][0-9])", lambda match: f"20{int(match[1]) + 3}", cell) for cell in row] for row in rows]


def wrapped_labels(rows: Rows) -> Rows:
    """Labels broken into two lines, as a narrow column does."""
    first = heading(rows)
    broken = [[re.sub("^(..)(..+)$", r"\1 \2", cell) if 4 <= len(cell) <= 9 else cell for cell in rows[first]]]
    return [*rows[:first], *broken, *rows[first + 1 :]]


def remark_column(rows: Rows) -> Rows:
    """备注 behind the last column, with something in it once."""
    wide, first = padded(rows), heading(rows)
    own = indicators(rows)
    filled = {own[0]: "已报备"}
    return [
        [*row, "备注" if number == first else filled.get(number, "")] if number >= first else row
        for number, row in enumerate(wide)
    ]


def remark_row(rows: Rows) -> Rows:
    return [*rows, ["备注", "本表一式三份"]]


def seals(rows: Rows) -> Rows:
    return [*rows, ["财政部门审核意见", "（公章） 年 月 日"], ["填报人：张三", "单位负责人：李四", "2025年1月6日"]]


def repeated_categories(rows: Rows) -> Rows:
    """The labels of merged cells in each row that they are merged over."""
    wide = padded(rows)
    own = indicators(rows)
    width = name_column(wide)
    for above, number in pairwise(own):
        row = wide[number]
        first = next((n for n in range(width) if row[n]), width)
        row[:first] = wide[above][:first]
    return wide


def swapped_columns(rows: Rows) -> Rows:
    """The last two columns of the indicators change places."""
    wide = padded(rows)
    first = heading(rows)
    last = max(n for n, cell in enumerate(wide[first]) if cell)
    for number in (first, *indicators(rows)):
        row = wide[number]
        row[last - 1], row[last] = row[last], row[last - 1]
    return wide


def fewer_indicators(rows: Rows) -> Rows:
    """Every other indicator that stands under the label of another one is left out."""
    own = [n for n in indicators(rows) if not any(rows[n][:2])]
    return [row for number, row in enumerate(rows) if number not in own[::2]]


def more_indicators(rows: Rows) -> Rows:
    """Two more indicators under the last label that has one."""
    wide = padded(rows)
    number = next(n for n in indicators(rows) if len([cell for cell in wide[n] if cell]) > 3)
    name = name_column(wide)
    new = [[*([""] * name), f"另一项{one}的数量", *wide[number][name + 1 :]] for one in "甲乙"]
    if wide[number][0] and all(wide[n][0] for n in indicators(rows)):
        new = [[*wide[number][:name], f"另一项{one}的数量", *wide[number][name + 1 :]] for one in "甲乙"]
    return [*wide[: number + 1], *new, *wide[number + 1 :]]


def no_title(rows: Rows) -> Rows:
    first = next(n for n, row in enumerate(rows) if len(row) > 1)
    return rows[first:]


def spaced(rows: Rows) -> Rows:
    """Short labels spaced for their looks."""
    return [[" ".join(cell) if cell in ("项目名称", "主管部门", "单位名称", "合计", "年度目标") else cell for cell in row] for row in rows]


def colons(rows: Rows) -> Rows:
    first = heading(rows)
    return [[f"{cell}：" if number < first and cell in _PLAIN else cell for cell in row] for number, row in enumerate(rows)]


_PLAIN = {"项目名称", "主管部门", "实施单位", "单位名称", "项目类别", "项目性质", "立项依据", "部门(单位)名称", "项目概况"}


def full_width_brackets(rows: Rows) -> Rows:
    return [[cell.replace("(", "（").replace(")", "）") for cell in row] for row in rows]


def blank_lines(rows: Rows) -> Rows:
    first = heading(rows)
    return [*rows[:first], [""], *rows[first:]]


def blank_rows(rows: Rows) -> Rows:
    first = heading(rows)
    return [*rows[:first], [""] * max(map(len, rows)), *rows[first:]]


def headings_again(rows: Rows) -> Rows:
    """The heads of the columns once more, where a page ends."""
    own = indicators(rows)
    middle = own[len(own) // 2]
    return [*rows[:middle], list(rows[heading(rows)]), *rows[middle:]]


def empty_first_column(rows: Rows) -> Rows:
    return [["", *row] if len(row) > 1 else row for row in rows]


def numbered_names(rows: Rows) -> Rows:
    wide = padded(rows)
    name = name_column(wide)
    for number in indicators(rows):
        if wide[number][name]:
            wide[number][name] = f"指标1：{wide[number][name]}"
    return wide


def strange_pair(rows: Rows) -> Rows:
    """A label that the form does not have, and its value, where the form has another pair, which stands below."""
    number = next(n for n in range(heading(rows)) if len(rows[n]) == 4 and rows[n][0] and rows[n][2])
    first, pair = rows[number][:2], rows[number][2:]
    return [*rows[:number], [*first, "经办处室", "综合处"], pair, *rows[number + 1 :]]


SAME = {
    one.__name__: one
    for one in (
        padded,
        wrapped_labels,
        remark_column,
        remark_row,
        seals,
        repeated_categories,
        swapped_columns,
        spaced,
        colons,
        blank_lines,
        blank_rows,
        headings_again,
        empty_first_column,
    )
}  # which say the same
VARIATIONS: dict[str, Callable[[Rows], Rows]] = {
    **SAME,
    **{
        one.__name__: one
        for one in (
            full_width,
            full_width_brackets,
            other_year,
            fewer_indicators,
            more_indicators,
            no_title,
            numbered_names,
            strange_pair,
        )
    },
}
