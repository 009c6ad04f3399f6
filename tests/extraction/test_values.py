"""Amounts become 万元 exactly; other values become what a spec would give."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgen.contract.property import Property
from perfgen.data import Data
from perfgen.extraction.values import amount, typed, unit_of


def place(**schema: object) -> Property:
    return Property("key", schema, {})


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("429.00", "", "429.00"),
        ("1,234.50", "", "1234.50"),
        ("１２３", "", "123"),
        ("¥ 429.00", "万元", "429.00"),
        ("4,290,000.00", "元", "429.00"),
        ("12345", "元", "1.2345"),
        ("429万元", "元", "429"),
        ("0.5亿", "", "5000.00"),
        ("3千元", "", "0.30"),
        ("-5", "", "-5"),
        ("0", "元", "0.00"),
    ],
)
def test_amount_is_exact(text: str, unit: str, value: str) -> None:
    found = amount(text, unit)
    assert isinstance(found, int | Decimal)
    assert str(found) == value


@pytest.mark.parametrize("text", ["-", "—", "——", "－", "/", "无", " - "])
def test_dash_is_no_amount(text: str) -> None:
    assert amount(text, "") is None


@pytest.mark.parametrize("text", ["八百", "约429", "429美元", "1.2.3", "429%"])
def test_what_is_no_amount_stays(text: str) -> None:
    assert amount(text, "") == text


@given(st.integers(0, 10**13))
def test_yuan_are_converted_without_loss(yuan: int) -> None:
    found = amount(f"{yuan:,}", "元")
    assert isinstance(found, Decimal)
    assert found * 10_000 == yuan
    assert unit_of(f"{yuan}", "元") == "元"


@pytest.mark.parametrize(
    ("kinds", "text", "value"),
    [
        (["string", "integer"], "87888012", 87888012),
        (["string", "integer"], "027-87880000", "027-87880000"),
        (["string", "integer"], "030001", "030001"),
        (["string", "integer"], "1.5", "1.5"),
        (["string", "number"], "12.50", Decimal("12.50")),
        (["string", "number"], "≥95%", "≥95%"),
        (["string", "number"], "~", "~"),
        ("string", "12", "12"),
        ("integer", "2026年", 2026),
    ],
)
def test_value_is_as_the_schema_has_it(kinds: object, text: str, value: Data) -> None:
    found = typed(text, place(type=kinds), "")
    assert (type(found), found) == (type(value), value)
