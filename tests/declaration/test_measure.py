"""What words say how many."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfgen.declaration.measure import is_spelled_out


@pytest.mark.parametrize(("text", "says_how_many"), [("三次", True), ("零事故", True), ("应保尽保", True), ("提高", False)])
def test_words_that_say_how_many(text: str, says_how_many: bool) -> None:
    assert is_spelled_out(text) is says_how_many


@given(st.text(st.sampled_from("应尽查a\n鿿㐀"), max_size=9))
@example("应尽尽应尽查")
def test_two_characters_are_asked_what_a_pattern_finds(text: str) -> None:
    """The pattern is what it was; its classes took long to compile."""
    assert is_spelled_out(text) is (re.search("应[一-鿿]尽[一-鿿]", text) is not None)
