"""One spelling for every way to type a label; the unit of money that it states."""

from __future__ import annotations

import re
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfgen.extraction.label_text import HAN, core, is_broken, is_han, mended, money_unit, normal


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


_HAN_OR_NOT = st.text(st.sampled_from("一鿿㐀䶿𠀀目标单位人民币百千万亿元元元 \u3000\t\n，：（）()/:旦A1あ、"), max_size=14)


@given(_HAN_OR_NOT)
@example("单位:元(元旦单位元")
@example("填 报  人 签，\t名")
def test_asking_each_character_finds_what_a_pattern_finds(text: str) -> None:
    """The patterns are what they were; they took long to compile."""
    close = "[，。；：、！？（）“”《》…]"
    gaps = rf"(?<={HAN})[ \t]+(?={HAN}|{close})|(?<={close})[ \t]+(?={HAN})"
    assert mended(text) == re.sub(gaps, "", text)
    assert is_broken(text) == bool(re.search(rf"(?<={HAN})\s+(?={HAN})", text) and re.search(HAN + "{4}", text))
    unit = r"(?:单位:?|\()(?:单位:?)?(?:人民币)?((?:百|千|万|百万|千万|亿)?元)(?:\)|(?![/0-9A-Za-z㐀-鿿])|$)"
    found = re.search(unit, re.sub(r"\s", "", normalize("NFKC", text)))
    assert money_unit(text) == (found[1] if found else "")
    assert [one for one in text if is_han(one)] == re.findall(HAN, text)
