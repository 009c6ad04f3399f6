"""Forms drawn at random, for property tests: any grid that tiles, with any text that a spec may hold."""

from __future__ import annotations

from hypothesis import strategies as st

from perfgen.form import Cell, Form, Paragraph, Role, Runs, Table
from perfgen.text import Text

# What YAML and XML both allow, without line breaks: in a form a line is a paragraph.
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", include_characters="\t")
ODD = ["", " ", " 前", "后 ", "<td>", "&amp;", "]]>", '"', "𠮷𫖯", "👩‍🌾", "a\tb", "\t", " \t ", "一" * 60, "≥90%", "-"]
STRINGS = st.sampled_from(ODD) | st.text(CHARACTERS, max_size=8)
SOURCES = st.sampled_from(["", "/department", "/annual_goals/0/goal", "/a~1b/年#"])
TEXTS = st.builds(Text, STRINGS, SOURCES)
RUNS = st.lists(TEXTS, max_size=3).map(tuple)
PARAGRAPHS: st.SearchStrategy[tuple[Runs, ...]] = st.lists(RUNS, min_size=1, max_size=3).map(tuple)
# Few words, so that the same often stands in two places.
FEW_PARAGRAPHS: st.SearchStrategy[tuple[Runs, ...]] = st.lists(
    st.builds(Text, st.sampled_from(["", "甲", "乙", "丙丁"]), st.sampled_from(["", "/department"])).map(lambda text: (text,)),
    min_size=1,
    max_size=2,
).map(tuple)
STYLES = {Role.LABEL: ["label"], Role.VALUE: ["value", "amount", "prose"]}


@st.composite
def tables(draw: st.DrawFn, paragraphs: st.SearchStrategy[tuple[Runs, ...]] = PARAGRAPHS) -> Table:
    """A table that tiles: from the top left, each free place gets a cell of any size that fits there."""
    columns = draw(st.lists(st.integers(1, 90), min_size=1, max_size=6))
    row_count, width = draw(st.integers(1, 7)), len(columns)
    taken = [[False] * width for _ in range(row_count)]
    cells: list[Cell] = []
    for row in range(row_count):
        for column in range(width):
            if taken[row][column]:
                continue
            free = next((end for end in range(column, width) if taken[row][end]), width) - column
            column_span = draw(st.integers(1, free))
            row_span = draw(st.integers(1, row_count - row))
            for covered in range(row, row + row_span):
                taken[covered][column : column + column_span] = [True] * column_span
            role = draw(st.sampled_from(list(STYLES)))
            style = draw(st.sampled_from(STYLES[role]))
            cells.append(Cell(row, column, row_span, column_span, role, style, draw(paragraphs)))
    return Table(tuple(columns), row_count, tuple(cells), draw(st.integers(0, row_count)))


def forms() -> st.SearchStrategy[Form]:
    """A title, then tables and notes in any order."""
    title = st.builds(Paragraph, st.just("title"), RUNS)
    blocks = st.lists(tables() | st.builds(Paragraph, st.sampled_from(["note", "subtitle", "unit"]), RUNS), max_size=3)
    return st.builds(lambda first, rest: Form((first, *rest)), title, blocks)
