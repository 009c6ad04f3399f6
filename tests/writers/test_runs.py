"""Texts are written together where none needs a look of its own, and one by one otherwise: what comes out is the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from perfgen.text import Text
from perfgen.writers.runs import bookmarked, runs

TEXTS = st.lists(st.text("万a <&>\"'。\u3000", max_size=4).map(Text))


@given(TEXTS)
def test_texts_together_are_written_like_texts_one_by_one(texts: list[Text]) -> None:
    *singly, last = runs([*texts, Text("\t")])
    assert runs(texts) == singly
    assert b"<w:tab/>" in last


def test_bookmarks_stand_round_values_and_are_numbered_in_order() -> None:
    texts = [Text("目标"), Text("≥3", "/a"), Text("产出指标", "/b#"), Text("", "/c"), Text("")]
    printed, sources = bookmarked(texts)
    assert sources == ["/a", "/c"]
    assert [one.decode() for one in printed] == [
        "<w:r><w:t>目标</w:t></w:r>",
        '<w:bookmarkStart w:id="0" w:name="_perfgen_0"/><w:r><w:t>≥3</w:t></w:r><w:bookmarkEnd w:id="0"/>',
        "<w:r><w:t>产出指标</w:t></w:r>",
        '<w:bookmarkStart w:id="1" w:name="_perfgen_1"/><w:bookmarkEnd w:id="1"/>',
        "",
    ]
