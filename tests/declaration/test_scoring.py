"""What a target and what came of it earn, by the rule of 财预〔2020〕10号."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfgen.declaration.scoring import earned
from perfgen.declaration.target import parse


@pytest.mark.parametrize(
    ("target", "actual", "score"),
    [
        ("≥12个", "12个", "10"),
        ("≥12个", "9个", "7.5"),
        ("12个", "15个", "10"),
        ("≤50万元", "100万元", "5"),
        ("≤50万元", "0万元", "10"),
        ("≥5.4万平方米", "2.7", "5"),
        ("≥5万人次", "60000人次", "10"),
        ("≥100%", "-5%", "0"),
        ("健全", "健全", None),
        ("=100%", "99%", None),
        ("≥12个", "12处", None),
        ("5-8天", "6天", None),
    ],
)
def test_what_is_earned(target: str, actual: str, score: str | None) -> None:
    found = earned(parse(target), parse(actual), Decimal(10))
    assert found == (None if score is None else Decimal(score))
