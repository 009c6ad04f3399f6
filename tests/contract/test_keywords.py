"""Every word of JSON Schema that checks a value: what is told where it refuses, to be read aloud."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from given import loaded

from perfgen.contract.errors import explain
from perfgen.contract.narrowed import Validator
from perfgen.declaration.record import shape, values
from perfgen.spec.spec import locate

TWO = {"a": {"title": "甲"}, "b": {"title": "乙"}}

# The schema of the key x, or of the whole file, and the file.
CASES: list[tuple[dict[str, Any], str]] = [
    ({"type": "array", "minItems": 2}, "x: [1]"),
    ({"type": "array", "minItems": 2}, "x: []"),
    ({"type": "array", "maxItems": 1}, "x: [1,2]"),
    ({"type": "array", "uniqueItems": True}, "x: [1, 2, 1.0]"),
    ({"type": "array", "uniqueItems": True}, "x: [{a: 1}, {a: 1.0}]"),
    ({"type": "array", "contains": {"const": "甲"}}, "x: [乙]"),
    (
        {
            "type": "array",
            "contains": {"properties": {"n": {"title": "名", "const": "甲"}}, "required": ["n"]},
            "minContains": 2,
        },
        "x: [{n: 甲}, {n: 乙}]",
    ),
    ({"type": "array", "contains": {"const": "甲"}, "maxContains": 1}, "x: [甲,甲]"),
    (
        {
            "type": "array",
            "prefixItems": [{"title": "年", "type": "integer"}, {"title": "额", "type": "number"}],
            "items": False,
        },
        "x: [a, 1, 2]",
    ),
    ({"minLength": 3}, "x: 甲"),
    ({"maxLength": 1}, "x: 甲乙"),
    ({"pattern": "^[A-Z]{4}$"}, 'x: "ABCD\\n"'),
    ({"pattern": "^[A-Z]{4}$"}, "x: abcd"),
    ({"format": "date"}, "x: 2026-13-01"),
    ({"format": "email"}, "x: abc"),
    ({"multipleOf": Decimal("0.01")}, "x: 0.075"),
    ({"multipleOf": 5}, "x: 12"),
    ({"multipleOf": Decimal("0.25")}, "x: 0.3"),
    ({"minimum": 1}, "x: 0"),
    ({"maximum": Decimal("0.5")}, "x: 0.6"),
    ({"minimum": 1, "maximum": 3}, "x: 4"),
    ({"exclusiveMinimum": 0}, "x: 0"),
    ({"exclusiveMaximum": 1}, "x: 1.0"),
    ({"type": "object", "minProperties": 2}, "x: {a: 1}"),
    ({"type": "object", "maxProperties": 1}, "x: {a: 1, b: 2}"),
    ({"type": "object", "dependentRequired": {"a": ["b"]}, "properties": TWO}, "x: {a: 1}"),
    ({"title": "表", "properties": TWO, "dependentRequired": {"a": ["b"]}}, "a: 1"),
    ({"title": "表", "properties": TWO, "dependentSchemas": {"a": {"required": ["b"]}}}, "a: 1"),
    (
        {"title": "表", "properties": TWO, "dependentSchemas": {"a": {"properties": {"b": {"minimum": 3}}}}},
        "a: 1\nb: 2",
    ),
    ({"title": "表", "properties": TWO, "dependentSchemas": {"a": {"properties": {"b": False}}}}, "a: 1\nb: 2"),
    ({"title": "表", "properties": TWO, "not": {"required": ["a", "b"]}}, "a: 1\nb: 2"),
    ({"title": "表", "properties": TWO, "anyOf": [{"required": ["a"]}, {"required": ["b"]}]}, "c: 1"),
    ({"title": "表", "properties": TWO, "oneOf": [{"required": ["a"]}, {"required": ["b"]}]}, "a: 1\nb: 2"),
    (
        {
            "title": "表",
            "properties": TWO,
            "if": {"properties": {"a": {"const": "是"}}, "required": ["a"]},
            "then": {"properties": {"b": {"minimum": 5}}},
            "else": {"properties": {"b": False}},
        },
        "a: 是\nb: 2",
    ),
    (
        {
            "title": "表",
            "properties": TWO,
            "if": {"properties": {"a": {"const": "是"}}, "required": ["a"]},
            "then": {"properties": {"b": {"minimum": 5}}},
            "else": {"properties": {"b": False}},
        },
        "a: 否\nb: 2",
    ),
    (
        {"type": "object", "propertyNames": {"pattern": "^[0-9]{4}$"}, "additionalProperties": {"type": "number"}},
        "x: {上年: 1, '2024': a}",
    ),
    ({"title": "表", "properties": {"a": {"title": "甲"}}, "unevaluatedProperties": False}, "a: 1\nb: 2"),
    (
        {"title": "表", "properties": {"a": {"title": "甲"}}, "unevaluatedProperties": {"type": "number"}},
        "a: 1\nb: c",
    ),
    ({"type": "array", "prefixItems": [{}], "unevaluatedItems": False}, "x: [1,2,3]"),
    ({"enum": ["甲", "乙"]}, "x: 丙"),
    ({"const": "甲"}, "x: 丙"),
    ({"enum": [1, 2]}, "x: 3"),
    ({"type": ["string", "object"]}, "x: []"),
    ({"type": "null"}, "x: a"),
    ({"anyOf": [{"type": "string"}, {"type": "object"}]}, "x: [1]"),
    ({"anyOf": [{"pattern": "^a"}, {"pattern": "^b", "minLength": 3}]}, "x: c"),
    ({"oneOf": [{"pattern": "a"}, {"pattern": "b"}]}, "x: ab"),
    ({"not": {"const": "待定"}}, "x: 待定"),
    ({"not": {"enum": ["待定", "无"]}}, "x: 无"),
    ({"not": {"pattern": "待"}}, "x: 待定"),
    (
        {
            "oneOf": [
                {"properties": {"k": {"const": "a"}, "v": {"type": "number"}}, "required": ["k"]},
                {"properties": {"k": {"const": "b"}, "v": {"type": "string"}}, "required": ["k"]},
            ]
        },
        "x: {k: a, v: z}",
    ),
    ({"allOf": [{"minLength": 2}, {"pattern": "^a"}]}, "x: b"),
    ({"type": "object", "dependentSchemas": {"a": False}}, "x: {a: 1}"),
    ({"type": "object", "propertyNames": False}, "x: {a: 1}"),
    (
        {
            "title": "表",
            "properties": {"ok": {"title": "新增", "type": "boolean"}, "why": {"title": "依据"}},
            "if": {"properties": {"ok": {"const": True}}, "required": ["ok"]},
            "then": {"required": ["why"]},
        },
        "ok: true",
    ),
    ({"title": "表", "required": ["a"], "properties": {"a": {"title": "甲"}}}, "a:"),
]


def whole(schema: dict[str, Any]) -> dict[str, Any]:
    return {"title": "表", **(schema if "title" in schema else {"properties": {"x": {"title": "项", **schema}}})}


def test_every_refusal_says_what_to_type(golden: Callable[[Path, str], None]) -> None:
    told = []
    for schema, text in CASES:
        validator = Validator(whole(schema))
        data = loaded(text.encode(), "spec.yaml")
        found = explain(validator.schema, validator.iter_errors(data), data, locate(text.encode()), "spec.yaml")
        assert found or validator.is_valid(data), text
        lines = [f"> {line}" for line in text.splitlines()]
        for one in found:
            assert one.position
            lines += [f"  {one.position.line}:{one.position.column} {one.message}", f"    = {one.hint}"]
        told.append("\n".join(lines))
    golden(ROOT / "tests" / "data" / "messages" / "keywords.txt", "\n\n".join(told) + "\n")
    assert len(told) > 40


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"type": "boolean"}, ["true", "FALSE"], ["是", "1"]),
        ({"multipleOf": Decimal("0.01")}, [Decimal("0.07"), 12, Decimal("999999999999999.99")], [Decimal("0.075")]),
        ({"pattern": "^[A-Z]{4}$"}, ["ABCD"], ["ABCD\n"]),
        ({"pattern": r"^\d{6}$"}, ["420100"], ["４２０１００"]),
        ({"minimum": Decimal("830340821244.0")}, [830340821244], [Decimal("830340821243.999999")]),
        ({"properties": {"a": {}}}, [{"a": "1"}, None], ["甲 1", ["甲"]]),
        ({"items": {}}, [["甲"], None], ["甲", {"a": "1"}]),
        ({}, ["甲", 1], [["甲"], {"a": "1"}]),
        ({"type": ["object", "string"], "properties": {"a": {}}}, ["甲", {"a": "1"}], [3]),
    ],
)
def test_what_is_accepted_is_exact_and_can_be_declared(schema: dict[str, Any], good: list[Any], bad: list[Any]) -> None:
    document = whole(schema)
    validator = Validator(document)
    assert [value for value in good if not validator.is_valid({"x": value})] == []
    assert [value for value in bad if validator.is_valid({"x": value})] == []
    for value in good:
        shape(document)({"x": value}, "")


def test_key_that_the_schema_tells_nothing_of_is_kept() -> None:
    record = shape({"properties": {"a": {}}})({"a": "1", "b": {"c": ["2"]}}, "")
    assert [text.source for text in values(record)] == ["/a", "/b/c/0"]  # type: ignore[arg-type]
