"""Blocks of a foreign form for several years and for the year stay apart; a column that the form lacks is told."""

from __future__ import annotations

import pytest
from given import learn

from perfgen.declaration.roles import SEVERAL_YEARS
from perfgen.extraction.extract import extract
from perfgen.extraction.levels import levels_of, on_level
from perfgen.readers import tabbed

BLOCKS = """项目名称\t文化馆数字化改造
项目资金\t财政拨款\t80.00
{first}\t一级指标\t二级指标\t指标内容\t指标值\t备注
\t产出指标\t数量指标\t累计上线课程\t≥200门\t
\t\t质量指标\t课程审核合格率\t100%\t
{second}\t一级指标\t二级指标\t指标内容\t指标值\t备注
\t产出指标\t数量指标\t上线课程数\t60门\t含直播课
"""


@pytest.mark.parametrize("order", [["长期绩效指标", "年度绩效指标"], ["总目标绩效指标", "本年度绩效指标"]])
def test_blocks_of_the_year_and_of_several_years_stay_apart(order: list[str]) -> None:
    text = BLOCKS.format(first=order[0], second=order[1])
    found = extract(tabbed.read(text.encode(), "a.txt"), learn("project-declaration"), "a.txt")
    assert found.data["medium_term_indicators"] == {
        "产出指标": {
            "数量指标": [{"name": "累计上线课程", "target": "≥200门"}],
            "质量指标": [{"name": "课程审核合格率", "target": "100%"}],
        }
    }
    assert found.data["annual_indicators"] == {"产出指标": {"数量指标": [{"name": "上线课程数", "target": "60门"}]}}
    assert any("备注" in one.message or "含直播课" in one.message for one in found.problems)


@pytest.mark.parametrize(
    ("texts", "levels"),
    [
        (["绩效指标", "年度指标值"], ("年度",)),
        (["长期绩效指标", "指标值"], SEVERAL_YEARS),
        (["总体目标", "年度目标"], ()),
        (["绩效指标", "指标值"], ()),
    ],
)
def test_level_is_what_the_heading_says(texts: list[str], levels: tuple[str, ...]) -> None:
    assert levels_of(texts) == levels


def test_key_of_another_level_is_one_that_the_form_has() -> None:
    form = learn("project-declaration").place
    assert on_level("medium_term_indicators", ("年度",), form) == "annual_indicators"
    assert on_level("annual_indicators", SEVERAL_YEARS, form) == "medium_term_indicators"
    assert on_level("annual_goals", SEVERAL_YEARS, form) == "medium_term_goals"
    assert on_level("annual_goals", ("长期",), form) == "annual_goals"
    assert on_level("funding", ("年度",), form) == "funding"
    assert on_level("annual_indicators", (), form) == "annual_indicators"
