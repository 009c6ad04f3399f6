"""One spelling for every way to type a label; the unit of money that it states."""

from __future__ import annotations

import pytest

from perfgen.extraction.label_text import core, is_broken, mended, money_unit, normal


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("部 门\n名　称：", "部门名称"),
        ("★联系电话 :", "联系电话"),
        ("长期目标１：", "长期目标1"),
        ("（万元）", "(万元)"),
    ],
)
def test_normal_spelling(text: str, spelled: str) -> None:
    assert normal(text) == spelled


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("项目资金（万元）", "项目资金"),
        ("产出（工作量）指标", "产出"),
        ("（1）数量指标", "数量"),
        ("2.质量指标", "质量"),
        ("指标值", "指标值"),
        ("一级指标", "一级"),
        ("指标", ""),
    ],
)
def test_core_of_a_label(text: str, rest: str) -> None:
    assert core(text) == rest


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位：元", "元"),
        ("单位:万元", "万元"),
        ("金额单位：人民币亿元", "亿元"),
        ("项目资金（元）", "元"),
        ("(单位：千元)", "千元"),
        ("资金100万元", ""),
        ("元旦活动", ""),
        ("单位：元/人", ""),
        ("实施单位：元丰公司", ""),
    ],
)
def test_unit_of_money(text: str, unit: str) -> None:
    assert money_unit(text) == unit


def test_wrapped_label_is_told_from_a_spaced_one() -> None:
    assert is_broken("社会公众或服务对 象满意度指标")
    assert not is_broken("填 报 人")
    assert not is_broken("部 门 职 能 概 述")
    assert not is_broken("部门职能概述")


def test_wrapped_text_is_mended_between_han_characters_only() -> None:
    assert mended("税收贡 献总额，  同比 增长 5 个 A B 点") == "税收贡献总额，同比增长 5 个 A B 点"
