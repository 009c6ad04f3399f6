"""What becomes of a value at the turn of the year is the same whoever asks: next-year, or carry to the same form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from given import here

from perfgen.carry.carry import carry
from perfgen.data import BLANK, Data
from perfgen.next_year.turn import next_year
from perfgen.pointers import below, last
from perfgen.spec.spec import Spec, load

EXAMPLES = sorted((ROOT / "specs" / "examples").glob("*.yaml"))
EZHOU = ROOT / "specs" / "examples" / "项目支出-鄂州-示例.yaml"
# What only a person can judge: a day, and whether the month that is watched is the same again.
LEFT_TO_PEOPLE = {"preparation_date", "month"}


def values(data: Data, pointer: str = "") -> Iterator[tuple[str, Data]]:
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from values(value, below(pointer, str(key)))
    else:
        yield pointer, data


def example(path: Path) -> Spec:
    return load(path.read_bytes(), path.name)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_next_year_and_carry_say_the_same(path: Path) -> None:
    spec = example(path)
    year: Any = spec.data["fiscal_year"]
    turned = next_year(here(), spec)
    carried = carry(here(), [spec], str(spec.data["form"]), year + 1, "next.yaml")
    ours, theirs = dict(values(turned.spec.data)), dict(values(carried.spec.data))
    planned = set(turned.estimates)  # next-year lets what was planned stand for what came of it, carry asks for that
    differing = {one for one in ours.keys() | theirs.keys() if ours.get(one) != theirs.get(one)}
    assert {one for one in differing if last(one) not in LEFT_TO_PEOPLE} == planned
    assert [one for one in planned if one in theirs] == []
    assert len(ours) > 20


def test_columns_of_earlier_years_move_on() -> None:
    before: Any = example(EZHOU).data
    after: Any = next_year(here(), example(EZHOU)).spec.data
    assert len(before["costs"]) == 3
    for old, new in zip(before["costs"], after["costs"], strict=True):
        assert new["two_years_ago"] == old["last_year"]
        assert new["last_year"] == old["budget"]
        assert "budget" not in new


def test_column_of_an_earlier_year_that_is_not_known_is_not_made_up() -> None:
    text = EZHOU.read_text("utf-8").replace(", last_year: 183.60", "")
    assert text != EZHOU.read_text("utf-8")
    row: Any = next_year(here(), load(text.encode(), "a.yaml")).spec.data["costs"][0]  # type: ignore[index,call-overload]
    assert "two_years_ago" not in row


@pytest.mark.parametrize("name", ["项目支出2021", "部门整体支出-重庆", "项目支出-四川"])
def test_weights_stay(name: str) -> None:
    spec = example(ROOT / "specs" / "examples" / f"{name}-示例.yaml")
    turned = next_year(here(), spec)
    weights = {pointer: value for pointer, value in values(spec.data) if last(pointer) == "weight"}
    assert len(weights) > 8
    assert {pointer: value for pointer, value in values(turned.spec.data) if last(pointer) == "weight"} == weights
    assert BLANK in turned.spec.text and "还是" not in turned.spec.text
