"""Which of several options is ticked, however people tick; where that is not certain, the text stays for the schema."""

from __future__ import annotations

import pytest

from perfgen.extraction.values import _chosen


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("新增项目□ 延续项目√", "延续"),
        ("新增项目√ 延续项目□", "新增"),
        ("新增项目□　延续项目☑", "延续"),
        ("□新增项目 ☑延续项目", "延续"),
        ("√新增项目 □延续项目", "新增"),
        ("新增（√） 延续（ ）", "新增"),
        ("新增☐ 延续☒", "延续"),
        ("延续项目", "延续"),
        ("新增□ 延续□", None),
        ("□新增项目　□延续项目", None),
        ("新增□ 延续", "新增□ 延续"),
        ("新增√ 延续□", "新增"),
        ("新增√ 延续√", "新增√ 延续√"),
    ],
)
def test_option_that_is_ticked_is_chosen(text: str, chosen: str) -> None:
    assert _chosen(text, ["新增", "延续"]) == chosen
