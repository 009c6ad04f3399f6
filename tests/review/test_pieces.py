"""What a reader is shown of a text that changed: words, not single characters, and what stayed between them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steps import grows

from perfgen.review.pieces import pieces

AROUND = "园区企业满意度\n辖区稳定\n园区规划\n提高凝聚力\n加强管理\n社区"


def marked(old: str, new: str) -> str:
    marks = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    return "".join(marks[mark].format(text) for mark, text in pieces(old, new, f"{AROUND}\n{old}\n{new}"))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("发展总部经济", "发展平台经济", "发展[-总部-]{+平台+}经济"),
        ("加强园区管理", "增强园区管理", "[-加强-]{+增强+}园区管理"),
        ("指导园区企业", "指导社区企业", "指导[-园区-]{+社区+}企业"),
        ("提升园区品牌", "提高园区品牌", "[-提升-]{+提高+}园区品牌"),
        ("加强企业于党组织之间的联系", "加强企业与党组织之间的联系", "加强企业[-于-]{+与+}党组织之间的联系"),
        ("公益一类事业单位", "公益二类事业单位", "公益[-一-]{+二+}类事业单位"),
        ("建成口袋公园", "建成街心花园", "建成[-口袋公园-]{+街心花园+}"),
        (
            "做好甲项工作，做好丙项工作。",
            "做好甲项工作，做好乙项工作，做好丙项工作。",
            "做好甲项工作，{+做好乙项工作，+}做好丙项工作。",
        ),
        ("甲。乙。丙。", "乙。丙。", "[-甲。-]乙。丙。"),
        ("编制36名", "编制38名", "编制[-36-]{+38+}名"),
        ("增长12.50%", "增长12.75%", "增长[-12.50-]{+12.75+}%"),
        ("引进Apple公司", "引进Apply公司", "引进[-Apple-]{+Apply+}公司"),
        ("党员", "党员们", "党员{+们+}"),
        ("带动作用，加强联系", "作用，密切联系", "[-带动-]作用，[-加强-]{+密切+}联系"),
        ("甲地建厂房乙地", "甲区修的房乙地", "甲[-地建厂-]{+区修的+}房乙地"),
        ("第一段。\n第二段。", "第一段。\n第三段。", "第一段。\n第[-二-]{+三+}段。"),
    ],
)
def test_words_are_shown_whole(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


def test_texts_with_nothing_in_common_are_told_one_after_the_other() -> None:
    assert pieces("疫情防控工作常态化。", "招才引智。") == ()


@given(st.text("园区企业一二的，。 a1%", max_size=40), st.text("园区企业一二的，。 a1%", max_size=40))
def test_pieces_make_up_both_texts(old: str, new: str) -> None:
    found = pieces(old, new, AROUND)
    if found:
        assert "".join(text for mark, text in found if mark in "=-") == old
        assert "".join(text for mark, text in found if mark in "=+") == new
        assert all(text for _, text in found)


def test_long_texts_are_compared_by_their_sentences_first() -> None:
    sentences = [f"第{number}项工作由园区第{number * 7}办公室负责落实。" for number in range(200)]
    others = [
        *sentences[:100],
        "新增一项工作。",
        *sentences[101:150],
        sentences[150].replace("负责", "牵头"),
        *sentences[151:],
    ]
    shown = marked("".join(sentences[1:]), "".join(others))
    assert shown.startswith("{+第0项工作由园区第0办公室负责落实。+}第1项")
    assert re.findall(r"\[-.+?-\]|\{\+.+?\+\}", shown)[-2:] == ["[-负责-]", "{+牵头+}"]


def test_work_grows_with_endless_texts_and_not_with_their_square() -> None:
    def part(count: int) -> None:
        assert pieces("始" + "园区企业" * count + "终", "始" + "企业服务" * count + "终") == ()

    assert grows(part, 500) < 3
