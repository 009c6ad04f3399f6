"""The form by hand, with python-docx: a base document and the texts of the form in, the same grid as perfgen's out."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.table import Table
from peer_values import Check, Values, read


class Writer:
    """One document, on the base that perfgen writes on, with the same styles."""

    def __init__(self, base: Path) -> None:
        self.document = Document(str(base))
        self._styles = {style.name: style for style in self.document.styles}

    def paragraph(self, text: str, style: str) -> None:
        self.document.add_paragraph(text, self._styles[style])

    def top_table(self, values: Values) -> None:
        """Department, funding, functions, tasks and the overview of the goals."""
        table = self._table(14, 7)
        put = self._put
        put(table, 0, 0, "部门名称")
        put(table, 0, 1, values["department"], "value", columns=6)
        put(table, 1, 0, "填报人")
        put(table, 1, 1, values["preparer"], "value")
        put(table, 1, 2, "联系电话")
        put(table, 1, 3, values["phone"], "value", columns=4)
        put(table, 2, 0, "部门总体资金情况（万元）", rows=8)
        put(table, 2, 1, "总体资金情况", rows=2, columns=2)
        put(table, 2, 3, "当年预算收支", rows=2)
        put(table, 2, 4, "占比", rows=2)
        put(table, 2, 5, "近两年收支情况", columns=2)
        for column, year in enumerate(values["years"], 5):
            put(table, 3, column, f"{year}年")
        for top, (title, lines) in zip((4, 7), values["funding"], strict=True):
            put(table, top, 1, title, rows=3)
            for row, (name, *amounts) in enumerate(lines, top):
                put(table, row, 2, name)
                for column, amount in enumerate(amounts, 3):
                    put(table, row, column, amount, "amount")
        put(table, 10, 0, "部门职能概述")
        put(table, 10, 1, values["functions"], "prose", columns=6)
        put(table, 11, 0, "年度工作任务")
        put(table, 11, 1, values["tasks"], "prose", columns=6)
        put(table, 12, 0, "整体绩效目标", rows=2)
        put(table, 12, 1, "长期目标", columns=2)
        put(table, 12, 3, "年度目标", columns=4)
        put(table, 13, 1, values["long_term_goals"], "prose", columns=2)
        put(table, 13, 3, values["annual_goals"], "prose", columns=4)

    def long_term_heading(self, block: Values, rows: int) -> Table:
        """The table of a long-term goal, its heading filled in, `rows` empty rows below."""
        table = self._table(2 + rows, 6)
        self._put(table, 0, 0, block["label"])
        self._put(table, 0, 1, block["heading"], "prose", columns=5)
        for column, text in enumerate(["长期绩效指标", "一级指标", "二级指标", "指标名称", "指标值", "绩效标准"]):
            self._put(table, 1, column, text)
        return table

    def annual_heading(self, block: Values, years: list[str], rows: int) -> Table:
        """The table of an annual goal, its heading filled in, `rows` empty rows below."""
        table = self._table(4 + rows, 8)
        self._put(table, 0, 0, block["label"])
        self._put(table, 0, 1, block["heading"], "prose", columns=7)
        for column, text in enumerate(["年度绩效指标", "一级指标", "二级指标", "指标名称"]):
            self._put(table, 1, column, text, rows=3)
        self._put(table, 1, 4, "指标值", columns=3)
        self._put(table, 1, 7, "绩效标准", rows=3)
        self._put(table, 2, 4, "近两年指标值", columns=2)
        self._put(table, 2, 6, "预期当年实现值", rows=2)
        for column, year in enumerate(years, 4):
            self._put(table, 3, column, f"{year}年")
        return table

    def indicators(self, table: Table, rows: list[Values]) -> None:
        """The label of the block stands in its heading, which is repeated overleaf; below it an empty cell goes on."""
        top = len(table.rows) - len(rows)
        self._put(table, top, 0, "", rows=len(rows))
        for column, level in enumerate(("category", "subcategory"), 1):
            starts = [row for row, texts in enumerate(rows) if texts[f"{level}_merge"] == "restart"]
            for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
                self._put(table, top + start, column, rows[start][level], rows=end - start)
        for row, texts in enumerate(rows, top):
            cells = [texts["name"], *texts["history"], texts["target"], texts["standard"]]
            for column, text in enumerate(cells, 3):
                self._put(table, row, column, text, "value")

    def _table(self, rows: int, columns: int) -> Table:
        table: Table = self.document.add_table(rows, columns, self._styles["grid"])
        return table

    def _put(
        self,
        table: Table,
        row: int,
        column: int,
        text: str | list[str],
        style: str = "label",
        rows: int = 1,
        columns: int = 1,
    ) -> None:
        cell = table.cell(row, column)
        if rows > 1 or columns > 1:
            cell = cell.merge(table.cell(row + rows - 1, column + columns - 1))
        first, *others = [text] if isinstance(text, str) else text
        cell.text = first
        cell.paragraphs[0].style = self._styles[style]
        for line in others:
            cell.add_paragraph(line, self._styles[style])


def build(spec: Path, out: Path, base: Path, check: Check | None) -> None:
    """The whole job: a spec on disk, checked, and its document on disk."""
    values = read(spec.read_bytes(), check)
    writer = Writer(base)
    writer.paragraph(values["title"], "title")
    writer.top_table(values)
    for block in values["long_term_blocks"]:
        writer.paragraph("", "gap")
        writer.indicators(writer.long_term_heading(block, len(block["rows"])), block["rows"])
    for block in values["annual_blocks"]:
        writer.paragraph("", "gap")
        writer.indicators(writer.annual_heading(block, values["years"], len(block["rows"])), block["rows"])
    writer.paragraph("", "gap")
    writer.document.save(str(out))
