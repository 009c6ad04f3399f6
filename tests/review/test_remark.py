"""How far apart two values are, and what else about them is another now."""

from __future__ import annotations

import pytest

from perfgen.review.difference import Direction
from perfgen.review.remark import direction_of_amounts, direction_of_targets, of_amounts, of_targets, of_values


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("≥90%", "≥95%", "↑5个百分点"),
        ("≤12.50%", "≤12%", "↓0.5个百分点"),
        ("100人", "120人", "↑20人"),
        ("≥10", "≥12", "↑2"),
        ("增长率8%", "增长率10%", "↑2个百分点"),
        ("63.17亿元", "70亿元", "↑6.83亿元"),
        ("9000平方米", "1.2万平方米", "↑3000平方米"),
        ("≤57万元/个", "≤60万元/个", "↑3万元/个"),
        ("5-10天", "6-12天", "下限 ↑1天，上限 ↑2天"),
        ("5-10天", "5-12天", "上限 ↑2天"),
        ("5-10天", "5天", ""),
        ("≥90%", "≤90%", "符号由“≥”改为“≤”"),
        ("90%", "≥95%", "符号由无改为“≥”，↑5个百分点"),
        ("≥90%", "90%以上", ""),
        ("100人", "100人次", "单位由“人”改为“人次”"),
        ("15亿元", "1.5万户", "单位由“亿元”改为“万户”"),
        ("≥3家", "3", "符号由“≥”改为无，单位由“家”改为无"),
        ("合格", "≥90%", "由定性改为定量"),
        ("≥90%", "健全", "由定量改为定性"),
        ("合格", "优秀", ""),
        ("(2020年增设)", "5个", ""),
        ("12.50%", "12.5%", ""),
        ("投诉率5%", "办结率5%", ""),
    ],
)
def test_values(old: str, new: str, said: str) -> None:
    assert of_values(old, new) == said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("≥95%", "≥90%", "↓5个百分点，变差"),
        ("≥90%", "≥95%", "↑5个百分点"),
        ("≤57万元/个", "≤60万元/个", "↑3万元/个，变差"),
        ("≤60万元/个", "≤57万元/个", "↓3万元/个"),
        ("90%以上", "≥85%", "↓5个百分点，变差"),
        ("100%", "95%", "↓5个百分点"),  # nothing says which way is better
        ("≥90%", "≤80%", "符号由“≥”改为“≤”，↓10个百分点"),
        ("≥90%", "健全", "由定量改为定性"),
        ("≥5家", "≥3个", "单位由“家”改为“个”"),
    ],
)
def test_target_that_asks_for_less_is_told(old: str, new: str, said: str) -> None:
    assert of_targets(old, new) == said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("429.00", "450.00", "↑4.9%"),
        ("450", "429", "↓4.7%"),
        ("100", "250.5", "↑150.5%"),
        ("429.00", "429.01", "↑不到 0.1%"),
        ("429.01", "429.00", "↓不到 0.1%"),
        ("0", "5", ""),
        ("5", "0", "↓100.0%"),
        ("5.0", "5.00", ""),
    ],
)
def test_amounts(old: str, new: str, said: str) -> None:
    assert of_amounts(old, new) == said


@pytest.mark.parametrize(
    ("old", "new", "way"),
    [
        ("≥90%", "≥95%", Direction.RAISED),
        ("≤12.50%", "≤12%", Direction.LOWERED),
        ("9000平方米", "1.2万平方米", Direction.RAISED),
        ("5-10天", "6-12天", Direction.RAISED),
        ("5-10天", "6-9天", None),
        ("5-10天", "5天", None),
        ("≥90%", "≤90%", None),
        ("15亿元", "1.5万户", None),
        ("合格", "≥90%", None),
    ],
)
def test_direction_is_that_of_the_number(old: str, new: str, way: Direction | None) -> None:
    assert direction_of_targets(old, new) is way
    said = of_targets(old, new)
    assert way is None or ("↑" if way is Direction.RAISED else "↓") in said


def test_direction_of_amounts() -> None:
    assert direction_of_amounts("10", "12.5") is Direction.RAISED
    assert direction_of_amounts("10", "9.99") is Direction.LOWERED
    assert direction_of_amounts("10", "10.00") is None
