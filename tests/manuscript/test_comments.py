"""Formatting keeps every comment, whatever is in it."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from perfgen.manuscript.comments import commented

WORDS = ["完成率", "95%", "---", "...", "#", " ", "——", "%", "因为", "- ", "{", '"']


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=8).map("".join))
@example("完成率 95% 以上")
@example("第一段 --- 第二段")
@example("待定...再议")
def test_a_comment_of_its_own_line_is_kept_whole(words: str) -> None:
    comment = f"# 注{words}".rstrip()
    part = commented(f"{comment}\na: 1\n{comment}\nb: 2\n")
    assert part.above == [comment]
    assert isinstance(part.content, dict)
    assert part.content["b"].above == [comment]


def test_a_comment_behind_the_mark_of_a_document_is_kept() -> None:
    assert commented("--- # 注 %\na: 1\n").above == ["# 注 %"]
