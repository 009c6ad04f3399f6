"""Any schema over the vocabulary, any data: what is refused is explained, and refused is what exact arithmetic refuses."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import exact_schema
import pytest
from conftest import drawn
from hypothesis import given, settings
from hypothesis import strategies as st

from perfgen.contract.errors import explain
from perfgen.contract.narrowed import Validator, narrowed
from perfgen.declaration.record import shape
from perfgen.diagnostics import Diagnostic, Position

KEYS = st.sampled_from(["a", "b", "007", "7", "x/y"])
NUMBERS = st.one_of(
    st.integers(-3, 12),
    st.sampled_from([Decimal(n) for n in ("0.01", "0.07", "12.345", "1.0", "830340821243.999999", "-0.0", "0.1")]),
)
TEXTS = st.sampled_from(["", " ", "a", "ABCD", "ABCD\n", "420100", "４２０１００", "true", "中文", "𠀀"])
DATA = st.recursive(
    st.none() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)
COUNT = st.integers(0, 3)
LIMIT = NUMBERS | st.sampled_from([Decimal("830340821244.0"), Decimal("830340821244.5")])
TYPES = st.sampled_from(["string", "number", "integer", "array", "object", "null"])


def keywords(part: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A schema with some of the words, its parts made of `part`."""
    some, named = st.lists(part, min_size=1, max_size=3), st.dictionaries(KEYS, part, max_size=3)
    names = st.lists(KEYS, unique=True, max_size=2)
    limits = {word: LIMIT for word in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")}
    counts = {f"{end}{what}": COUNT for end in ("min", "max") for what in ("Items", "Properties", "Length")}
    words: dict[str, st.SearchStrategy[Any]] = {
        "type": TYPES | st.lists(TYPES, min_size=1, max_size=3, unique=True),
        "enum": st.lists(DATA, min_size=1, max_size=3),
        "const": DATA,
        "multipleOf": st.sampled_from([Decimal("0.01"), Decimal("0.1"), 3, Decimal("0.3"), Decimal("1E+2")]),
        "pattern": st.sampled_from(["^[A-Z]{4}$", r"^\d{6}$", "^a", "^\\w+$"]),
        "uniqueItems": st.booleans(),
        **limits,
        **counts,
        **{word: some for word in ("allOf", "anyOf", "oneOf", "prefixItems")},
        **{word: part for word in ("not", "if", "then", "else", "items", "contains", "additionalProperties")},
        "minContains": COUNT,
        "maxContains": COUNT,
        "properties": named,
        "dependentSchemas": named,
        "required": names,
        "dependentRequired": st.dictionaries(KEYS, names, max_size=2),
        "propertyNames": part,
    }
    return st.lists(st.sampled_from(sorted(words)), max_size=4, unique=True).flatmap(
        lambda chosen: st.fixed_dictionaries({word: words[word] for word in chosen})
    )


SCHEMAS = st.recursive(st.booleans() | keywords(st.booleans()), keywords, max_leaves=6).filter(
    lambda one: one not in (True, False)
)
DEFINITIONS = {"text": {"type": "string", "minLength": 1}}


def told(document: dict[str, Any], data: Any) -> list[Diagnostic]:
    validator = Validator(document)
    return explain(validator.schema, validator.iter_errors(data), data, {"": Position(1, 1)}, "spec.yaml")


@pytest.mark.slow
@settings(max_examples=drawn(400, 1500), deadline=None)
@given(SCHEMAS, DATA)
def test_refusal_is_exact_and_told(schema: dict[str, Any], data: Any) -> None:
    document = {"title": "表", "properties": {"a": schema, "b": {"$ref": "#/$defs/part"}}, "$defs": {"part": schema}}
    for spec in ({"a": data}, {"b": data}, {"a": data, "b": 1}):
        accepted = Validator(document).is_valid(spec)
        assert accepted == exact_schema.accepts(narrowed(document), spec)
        found = told(document, spec)
        assert bool(found) != accepted
        for one in found:
            assert one.position and one.message and one.hint
            assert "None" not in one.message + one.hint and "Decimal" not in one.message + one.hint
        if accepted:
            shape(document)(spec, "")


@pytest.mark.slow
@settings(max_examples=drawn(150, 500), deadline=None)
@given(SCHEMAS, SCHEMAS, DATA)
def test_what_is_left_over_is_told(schema: dict[str, Any], rest: dict[str, Any], data: Any) -> None:
    for word in ("unevaluatedProperties", "unevaluatedItems"):
        for leftover in (False, rest):
            document = {"properties": {"a": {**schema, word: leftover}}}
            assert bool(told(document, {"a": data})) != Validator(document).is_valid({"a": data})
