"""Quotes within quotes."""

from __future__ import annotations

import pytest

from perfgen.display import FULL, nested, quoted


def test_what_is_quoted_has_inner_quotes_of_its_own() -> None:
    assert quoted("打造“临湖共读”品牌") == "“打造「临湖共读」品牌”"
    assert quoted("少了一半的“引号") == "“少了一半的「引号”"
    assert quoted("字" * 40 + "“尾”", FULL) == f"“{'字' * 40}「尾」”"


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("“合格率”重复", "“合格率”重复"),
        ("““临湖共读”知晓率”与“知晓率”相近", "“「临湖共读」知晓率”与“知晓率”相近"),
        ("“甲“乙“丙”丁”戊”", "“甲「乙「丙」丁」戊”"),
        ("“甲”与“乙“丙”丁”", "“甲”与“乙「丙」丁”"),
        ("“甲“乙“丙”", "“甲“乙“丙”"),
        ("““甲””乙”", "““甲””乙”"),
        ("““”没有配对的另一半", "““”没有配对的另一半"),
        ("”在前“在后", "”在前“在后"),
    ],
)
def test_quotes_within_quotes_of_a_message_are_others(message: str, shown: str) -> None:
    assert nested(message) == shown
    assert nested(shown) == shown
