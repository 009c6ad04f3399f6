"""Whatever a value says, the scalar written for it says it too, in quotes only where it must."""

from __future__ import annotations

import pytest
from given import loaded
from hypothesis import given
from hypothesis import strategies as st
from random_specs import ODD

from perfgen.changes.tree import identical
from perfgen.manuscript.scalars import ScalarSetting, block, inline, joined, rewritten
from perfgen.spec.characters import FORBIDDEN

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).filter(lambda text: not FORBIDDEN.search(text))
PROSE = st.lists(TEXTS | st.sampled_from(ODD), min_size=1, max_size=4).map("\n".join)


@pytest.mark.parametrize("place", ScalarSetting)
@pytest.mark.parametrize("style", ["", "'", '"'])
def test_every_odd_text_reads_back(place: ScalarSetting, style: str) -> None:
    for text in ODD:
        written = inline(text, place, style)
        assert identical(loaded(place.spec(written).encode(), "x"), place.data(text)), text
        assert not style or written[0] in "\"'"


@given(st.sampled_from(list(ScalarSetting)), TEXTS | PROSE)
def test_any_text_reads_back(place: ScalarSetting, text: str) -> None:
    assert identical(loaded(place.spec(inline(text, place)).encode(), "x"), place.data(text))


@given(PROSE)
def test_any_block_reads_back(text: str) -> None:
    if made := block(text):
        assert loaded(f"k:\n    a: {joined(*made, '      ', chr(10))}\nz: 1\n".encode(), "x") == {
            "k": {"a": text},
            "z": 1,
        }


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("≥95%", "≥95%"),
        ("https://a.cn", "https://a.cn"),
        ("it's", "it's"),
        ("甲: 乙", '"甲: 乙"'),
        ('"甲": 乙', "'\"甲\": 乙'"),
        ("-", '"-"'),
        ("2026", '"2026"'),
        ("012", "012"),
        ("=", '"="'),
        ("<<", '"<<"'),
        ("null", '"null"'),
        ("", '""'),
        ("甲\n乙", '"甲\\n乙"'),
    ],
)
def test_quotes_only_where_needed(text: str, written: str) -> None:
    assert inline(text, ScalarSetting.VALUE) == written


def test_the_lines_of_a_text_stay_where_they_are() -> None:
    folded = ">-  # 注\n      甲一\n      乙二\n      丙三"
    assert rewritten(folded, "甲一乙二丙三", "甲一乙四丙三", ScalarSetting.VALUE, "  ", "\n") == folded.replace(
        "乙二", "乙四"
    )
    quoted = "'甲一\n   乙二'"
    assert rewritten(quoted, "甲一乙二", "甲一乙四", ScalarSetting.VALUE, "  ", "\n") == "'甲一\n   乙四'"
    kept = "|2-\n    甲\n   乙"
    assert rewritten(kept, " 甲\n乙", " 甲\n丙", ScalarSetting.VALUE, "   ", "\n") == "|2-\n    甲\n   丙"
