"""Nothing that a spec says is lost in silence: what the form has no place for is told at its line."""

from __future__ import annotations

from typing import Any

from perfgen.declaration.record import Record, shape
from perfgen.diagnostics import Diagnostic, Position
from perfgen.form import Form, Paragraph
from perfgen.layout.unprinted import unprinted
from perfgen.spec.spec import load
from perfgen.text import Text

TEXT = {"type": "string"}
SCHEMA = {
    "type": "object",
    "properties": {
        "form": TEXT,
        "fiscal_year": {"x-role": "year", "type": "integer"},
        "name": TEXT,
        "history": {"type": "object", "patternProperties": {"^[0-9]{4}$": TEXT}},
        "tasks": {"type": "array", "items": TEXT},
    },
}
SOURCE = """\
form: some-form
fiscal_year: 2026
name: 中心
history: {2023: 3次, 2024: 4次}
tasks:
  - 甲
  - 乙
"""
DATA = {
    "form": "some-form",
    "fiscal_year": 2026,
    "name": "中心",
    "history": {"2023": "3次", "2024": "4次"},
    "tasks": ["甲", "乙"],
}


def lost(*printed: str, data: dict[str, Any] = DATA) -> list[Diagnostic]:
    """What is told where the form prints the values at these places."""
    declaration = shape(SCHEMA)(data, "")
    assert isinstance(declaration, Record)
    form = Form((Paragraph("note", tuple(Text("…", place) for place in printed)),))
    return unprinted(declaration, form, load(SOURCE.encode(), "a.yaml"))


EVERYTHING = ["/fiscal_year", "/name", "/history/2023", "/history/2024", "/tasks/0", "/tasks/1"]


def test_form_that_prints_everything_but_its_own_name_leaves_nothing_to_say() -> None:
    assert lost(*EVERYTHING) == []
    assert lost(data={}) == lost(data={"name": None, "tasks": []}) == []


def test_value_without_a_place_is_told_at_its_key() -> None:
    (found,) = lost(*(place for place in EVERYTHING if place != "/name"))
    assert found.message == "“中心”在表中没有位置"
    assert (found.file, found.position, found.name) == ("a.yaml", Position(3, 1, 4), "unprinted-value")


def test_item_of_a_list_is_told_at_itself() -> None:
    (found,) = lost(*EVERYTHING[:-1])
    assert found.position == Position(7, 5, 1)


def test_year_that_the_form_has_no_column_for_is_told_with_the_years_it_has() -> None:
    (found,) = lost(*(place for place in EVERYTHING if place != "/history/2023"))
    assert found.position == Position(4, 11, 4)
    assert found.hint == "2026年的表只印2024年和2025年，检查年份"


def test_everything_lost_is_told_at_once_in_the_order_of_the_spec() -> None:
    assert [found.message[1:3] for found in lost("/fiscal_year")] == ["中心", "3次", "4次", "甲”", "乙”"]


def test_long_text_is_cut_in_the_message() -> None:
    (found,) = lost("/fiscal_year", data={"fiscal_year": 2026, "name": "字" * 500})
    assert len(found.message) < 50
