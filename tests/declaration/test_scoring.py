"""What a target and what came of it earn, by the rule of 财预〔2020〕10号."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from perfgen.declaration.scoring import earned, part
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


BANDS = {"基本健全": Fraction(4, 5), "未完成": Fraction(0)}


@pytest.mark.parametrize(
    ("planned", "actual", "sign", "expected"),
    [
        ("≥95%", "96%", "", Fraction(1)),
        ("≥95%", "90%", "", Fraction(90, 95)),
        ("≥95%", "90", "", Fraction(90, 95)),
        ("≤30天", "70天", "", Fraction(3, 7)),
        ("不超过10天", "20天", "", Fraction(1, 2)),
        ("≤0起", "1起", "", Fraction(0)),
        ("≤0起", "0起", "", Fraction(1)),
        ("≤-5度", "0度", "", None),
        ("10天", "12天", "", Fraction(1)),  # nothing says that less is better
        ("10天", "12天", "≤", Fraction(10, 12)),
        ("10", "12", "<=", Fraction(10, 12)),
        ("95", "90", "≥", Fraction(90, 95)),
        ("≥100万元", "-5万元", "", Fraction(0)),
        ("≥95%", "90分", "", None),
        ("≥95%", "95%-98%", "", None),
        ("健全", "健全", "", Fraction(1)),
        ("健全", "基本 健全", "", Fraction(4, 5)),
        ("健全", "未完成", "", Fraction(0)),
        ("健全", "还可以", "", None),
        ("2026年6月底前", "2026年6月底前", "", Fraction(1)),
        ("2026年6月底前", "2026年7月", "", None),
        ("≥95%", "未完成", "", Fraction(0)),
        ("≥95%", "____", "", None),
        ("(2026年增设)", "12次", "", None),
        ("", "12次", "", None),
        ("12次", "", "", None),
    ],
)
def test_part_of_the_full_marks(planned: str, actual: str, sign: str, expected: Fraction | None) -> None:
    assert part(planned, actual, sign, BANDS) == expected
