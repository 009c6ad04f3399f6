"""A laid-out spec in, what becomes of it beyond its own form out, in words: in other forms, in a table, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from perfgen.building.find_specs import SpecFile
from perfgen.building.laying import Laid, write
from perfgen.carry.carry import carry
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.project import Project
from perfgen.proof.pages import pages
from perfgen.table import files
from perfgen.table.overview import MONEY
from perfgen.table.tables import Tables

_NO_OFFICE = "没有找到 LibreOffice，没有排成页，用 Word 或 WPS 打开看一看"


def carried(project: Project, laid: Laid) -> Iterator[str]:
    """What `carry` takes over into each other form, those that take most first."""
    came: list[tuple[int, str]] = []
    nothing: list[str] = []
    for form in project.forms():
        if form == laid.contract.form:
            continue
        try:
            found = carry(project, [laid.spec], form, 0, laid.spec.file)
        except ProblemsFound as refused:
            yield f"用 carry 带不进 {form}：{refused.diagnostics[0].message}"
            continue
        if found.values:
            came.append((-found.values, f"{form} {found.values} 个值，待填 {len(found.blanks)} 处"))
        else:
            nothing.append(form)
    if came:
        yield "用 carry 带进别的表："
        yield from (f"  {line}" for _, line in sorted(came))
    if nothing:
        yield f"用 carry 没有一个值带得进：{'、'.join(nothing)}"


def tabled(project: Project, laid: Laid) -> tuple[str, list[Diagnostic]]:
    """How much of it `table` has a column for, and what is wrong with the table."""
    tables = Tables(project)
    path = Path(laid.spec.file)
    problems = tables.add(SpecFile(path, path))
    _, warnings = files.contents(tables.sheets, Path("a.xlsx"))
    columns = tables.declarations.columns
    given = [column for row in tables.declarations for column, value in zip(columns, row, strict=True) if value is not None]
    values = [column for column in given if column.place[0] < MONEY]
    money = [column for column in given if column.place[0] == MONEY]
    told = f"用 table 汇总：{len(values)} 栏文字，{len(money)} 栏金额，{tables.indicators.count} 条指标"
    return told, [*problems, *warnings]


def on_paper(project: Project, laid: Laid) -> str:
    """How many pages it takes; look at them all the same."""
    try:
        count = pages(write(project, laid, "docx"))
    except OSError as error:
        return f"LibreOffice 没有排成页：{error}"
    return _NO_OFFICE if count is None else f"用 LibreOffice 排成 {count} 页，打开看一看"
