"""Money is exact: no sum is off by a cent, no amount is rounded, no share is invented."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgen.declaration.amount import printed, share, total

CENTS = st.integers(0, 10**12).map(lambda cents: Decimal(cents) / 100)


def test_total_is_exact_and_leaves_out_what_is_not_given() -> None:
    assert total(["0.10", "", "0.20"]) == Decimal("0.30")
    assert total(["999999999999999.999999", "0.000001"]) == Decimal("1000000000000000")


def test_total_of_nothing_is_nothing_and_of_zeros_is_zero() -> None:
    assert total([]) is None
    assert total(["", ""]) is None
    assert total(["0", "0.00"]) == 0


@given(st.lists(CENTS, min_size=1, max_size=30))
def test_total_is_the_sum_of_the_cents(amounts: list[Decimal]) -> None:
    cents = sum(int(amount * 100) for amount in amounts)
    assert total(map(str, amounts)) == Decimal(cents) / 100


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ("429.00", "429.00", "100%"),
        ("862.40", "875.00", "98.56%"),
        ("546", "875", "62.40%"),
        ("1", "3", "33.33%"),
        ("2", "3", "66.67%"),
        ("0.00005", "1", "0.01%"),  # half up, as people round
        ("0", "5", "0%"),
        ("1", "1000000", "0%"),
        ("999999999999999.99", "0.01", "9999999999999999900%"),
        ("-1", "3", "-33.33%"),
        ("1", "-3", "-33.33%"),
        ("-1", "1000000", "0%"),
        ("0", "0.00", ""),
    ],
)
def test_share_is_a_whole_percent_or_has_two_places(part: str, whole: str, expected: str) -> None:
    assert share(Decimal(part), Decimal(whole)) == expected
    assert share(Fraction(part), Fraction(whole)) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("429", "429.00"),
        ("429.0", "429.00"),
        ("429.00", "429.00"),
        ("0", "0.00"),
        ("12.345", "12.345"),
        ("12.340000", "12.340000"),
        ("0.000001", "0.000001"),
        ("999999999999999", "999999999999999.00"),
    ],
)
def test_amount_has_two_places_and_never_fewer_than_were_written(written: str, expected: str) -> None:
    assert printed(written) == expected
    assert printed(Decimal(written)) == expected


@given(st.decimals(0, 10**15, places=6))
def test_amount_that_is_printed_is_the_amount_that_was_written(amount: Decimal) -> None:
    assert Decimal(printed(amount)) == amount
