"""Blocks of a foreign form for several years and for the year stay apart; a column that the form lacks is told."""

from __future__ import annotations

import pytest
from given import learn

from perfgen.extraction.extract import extract
from perfgen.extraction.levels import level_of, of_level
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
    ("texts", "level"),
    [
        (["绩效指标", "年度指标值"], "annual"),
        (["长期绩效指标", "指标值"], "several"),
        (["总体目标", "年度目标"], ""),
        (["绩效指标", "指标值"], ""),
    ],
)
def test_level_is_what_the_heading_says(texts: list[str], level: str) -> None:
    assert level_of(texts) == level


def test_key_of_another_level_is_one_that_the_form_has() -> None:
    keys = {"medium_term_indicators", "annual_indicators", "annual_goals"}
    assert of_level("medium_term_indicators", "annual", keys) == "annual_indicators"
    assert of_level("annual_indicators", "several", keys) == "medium_term_indicators"
    assert of_level("annual_goals", "several", keys) == "annual_goals"
    assert of_level("funding", "annual", keys) == "funding"
    assert of_level("annual_indicators", "", keys) == "annual_indicators"
