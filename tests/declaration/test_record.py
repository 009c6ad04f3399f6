"""The declaration has every property that the schema knows, in the schema's order, each with its place in the spec."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from conftest import ROOT

from perfgen.declaration.record import Declared, Record, records, shape, values
from perfgen.project import Project
from perfgen.text import Text

SCHEMA = {
    "$defs": {
        "text": {"type": "string"},
        "name": {"$ref": "#/$defs/text", "title": "名称"},
        "by_year": {"x-role": "history", "type": "object", "patternProperties": {"^[0-9]{4}$": {"type": "number"}}},
        "goal": {
            "type": "object",
            "x-role": "goal",
            "properties": {"goal": {"$ref": "#/$defs/text", "x-role": "wording"}},
        },
        "line": {
            "x-role": "funding-line",
            "type": "object",
            "properties": {
                "budget": {"type": "number"},
                "history": {"$ref": "#/$defs/by_year"},
                "last": {"type": "number", "x-year": -1},
            },
        },
    },
    "type": "object",
    "properties": {
        "year": {"type": "integer"},
        "name": {"$ref": "#/$defs/name", "x-role": "name"},
        "lines": {"x-role": "revenue", "type": "object", "properties": {"拨款": {"$ref": "#/$defs/line"}, "其他": {"$ref": "#/$defs/line"}}},
        "tasks": {"type": "array", "x-role": "task", "items": {"$ref": "#/$defs/text"}},
        "goals": {"type": "array", "x-level": "年度", "items": {"$ref": "#/$defs/goal"}},
    },
}


def declare(data: Any) -> Any:
    return shape(SCHEMA)(data, "")


def printed(node: Declared) -> list[tuple[str, str]]:
    return [(str(text), text.source) for text in values(node)]


def test_value_carries_its_place() -> None:
    declaration = declare({"name": "中心", "tasks": ["甲", "乙"], "goals": [{"goal": "丙"}]})
    assert printed(declaration) == [("中心", "/name"), ("甲", "/tasks/0"), ("乙", "/tasks/1"), ("丙", "/goals/0/goal")]
    assert declaration["goals"][0]["goal"].source == "/goals/0/goal"


@pytest.mark.parametrize("empty", [{}, None])
def test_what_the_spec_leaves_out_is_there_empty_with_its_place(empty: Any) -> None:
    declaration = declare(empty)
    budget = declaration["lines"]["拨款"]["budget"]
    assert (budget, budget.source) == ("", "/lines/拨款/budget")
    assert declaration["tasks"] == declaration["goals"] == ()
    assert list(values(declaration)) == []


@pytest.mark.parametrize("empty", [{}, {"拨款": None}, {"拨款": {}}, {"拨款": {"budget": None}}, None])
def test_every_way_to_write_nothing_is_the_same_nothing(empty: Any) -> None:
    assert repr(declare({"lines": empty})) == repr(declare({}))


def test_fixed_properties_come_in_the_order_of_the_schema() -> None:
    declaration = declare({"tasks": [], "lines": {"其他": {}, "拨款": {}}, "year": 2021})
    assert list(declaration) == ["year", "name", "lines", "tasks", "goals"]
    assert list(declaration["lines"]) == ["拨款", "其他"]


def test_open_keys_come_in_the_order_of_the_spec_and_any_other_is_empty() -> None:
    history = declare({"lines": {"拨款": {"history": {"2020": Decimal("1.50"), "2019": 2}}}})["lines"]["拨款"][
        "history"
    ]
    assert list(history) == ["2020", "2019"]
    assert printed(history) == [("1.50", "/lines/拨款/history/2020"), ("2", "/lines/拨款/history/2019")]
    assert (history["2018"], history["2018"].source) == ("", "/lines/拨款/history/2018")
    assert "2018" not in history


def test_key_that_the_schema_does_not_know_is_an_error() -> None:
    with pytest.raises(KeyError):
        declare({})["lines"]["bugdet"]


def test_numbers_are_printed_as_they_were_written_but_whole_numbers_whole() -> None:
    declaration = declare({"year": Decimal("2021.0"), "lines": {"拨款": {"budget": Decimal("429.00")}}})
    assert printed(declaration) == [("2021", "/year"), ("429.00", "/lines/拨款/budget")]


def test_text_that_looks_like_a_number_stays_as_it_is() -> None:
    assert printed(declare({"name": "012"})) == [("012", "/name")]


def test_zero_is_a_value() -> None:
    assert printed(declare({"lines": {"拨款": {"budget": 0}}})) == [("0", "/lines/拨款/budget")]


def test_places_are_json_pointers() -> None:
    schema = {"type": "object", "properties": {"a/b": {"type": "object", "properties": {"c~d": {"type": "string"}}}}}
    declaration: Any = shape(schema)({"a/b": {"c~d": "值"}}, "")
    assert printed(declaration) == [("值", "/a~1b/c~0d")]
    assert declaration["a/b"].path == "/a~1b"
    assert declaration["a/b"].key("c~d").source == "/a~1b/c~0d#"


def test_record_knows_its_place_and_what_its_schema_says_that_it_is() -> None:
    declaration = declare({"goals": [{}, {}]})
    said = [(record.path, record.roles.own, record.roles.level, record.roles.side) for record in records(declaration)]
    assert said == [
        ("", "", "", ""),
        ("/lines", "revenue", "", "revenue"),
        ("/lines/拨款", "funding-line", "", "revenue"),
        ("/lines/拨款/history", "history", "", "revenue"),
        ("/lines/其他", "funding-line", "", "revenue"),
        ("/lines/其他/history", "history", "", "revenue"),
        ("/goals/0", "goal", "年度", ""),
        ("/goals/1", "goal", "年度", ""),
    ]
    assert declaration.roles.keys == {"name": ("name",), "revenue": ("lines",), "task": ("tasks",), "goal": ("goals",)}
    assert declaration["lines"]["拨款"].roles.years == {"last": -1}
    assert declaration["goals"][0].roles.keys == {"wording": ("goal",)}


def test_what_a_property_says_wins_over_its_definition() -> None:
    line = {"$ref": "#/$defs/line", "x-role": "indicator", "x-level": "长期"}
    schema = {**SCHEMA, "properties": {"one": line, "two": {"$ref": "#/$defs/line"}}}
    declaration: Any = shape(schema)({}, "")
    assert [(part.roles.own, part.roles.level) for part in declaration.values()] == [("indicator", "长期"), ("funding-line", "")]


CHANGES: dict[str, Callable[[Any], object]] = {
    "a value": lambda record: operator.setitem(record, "name", "x"),
    "a key": lambda record: operator.delitem(record, "name"),
    "a list": lambda record: operator.setitem(record["tasks"], 0, "x"),
    "a text": lambda record: setattr(record["name"], "text", "x"),
    "an attribute": lambda record: setattr(record, "name", "x"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_declaration_cannot_be_changed(name: str) -> None:
    with pytest.raises((TypeError, AttributeError)):
        CHANGES[name](declare({"name": "中心", "tasks": ["甲"]}))


def test_deep_declaration_is_walked_without_recursion() -> None:
    schema: dict[str, Any] = {"type": "string"}
    data: Any = "底"
    for _ in range(300):
        schema, data = {"type": "array", "items": schema}, [data]
    assert printed(shape(schema)(data, "")) == [("底", "/0" * 300)]


def test_text_is_a_string_with_its_place() -> None:
    text = Text("429.00", "/budget")
    assert text == "429.00" and text.source == "/budget" and hash(text) == hash("429.00")
    assert repr(text) == "Text('429.00', '/budget')"
    assert Text("合计").source == ""


FORMS = sorted((ROOT / "schema").glob("*-*.schema.json"))


def known(schema: Any, part: Any, place: str = "") -> Iterator[str]:
    """The place of every fixed property below `part` of a bundled schema, lists left out."""
    while "$ref" in part:
        part = schema["$defs"][part["$ref"].removeprefix("#/$defs/")]
    for key, value in part.get("properties", {}).items():
        yield f"{place}/{key}"
        yield from known(schema, value, f"{place}/{key}")


def present(record: Record) -> Iterator[str]:
    for key, node in record.items():
        yield f"{record.path}/{key}"
        if isinstance(node, Record):
            yield from present(node)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_declaration_of_a_shipped_form_has_every_property_of_its_schema(path: Any) -> None:
    """Even of a spec that says nothing: a template may ask for any of them."""
    schema = Project(ROOT).contract(path.name.removesuffix(".schema.json")).document
    declaration = shape(schema)({}, "")
    assert isinstance(declaration, Record)
    wanted = list(known(schema, schema))
    assert len(wanted) > 6
    assert list(present(declaration)) == wanted


def test_there_are_forms() -> None:
    assert len(FORMS) >= 2
