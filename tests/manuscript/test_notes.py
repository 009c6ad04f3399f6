"""A note goes beside its key, whatever is there, and the spec still says the same."""

from __future__ import annotations

from random import Random

import pytest
from conftest import drawn
from given import loaded
from hypothesis import given, settings
from hypothesis import strategies as st
from random_specs import declaration, layout

from perfgen.manuscript.notes import noted
from perfgen.pointers import escaped
from perfgen.spec.spec import load

NOTE = "# 待填：甲"


@pytest.mark.parametrize(
    ("source", "pointer", "expected"),
    [
        ("a: {}\nb: 1\n", "/a", f"a: {{}}  {NOTE}\nb: 1\n"),
        ("b: 1\na: {}", "/a", f"b: 1\na: {{}}  {NOTE}"),
        ("a: {}\r\nb: 1\r\n", "/a", f"a: {{}}  {NOTE}\r\nb: 1\r\n"),
        ("\ufeffa: {}\n", "/a", f"\ufeffa: {{}}  {NOTE}\n"),
        ("a: {}  # 乙\n", "/a", f"a: {{}}  # 乙  {NOTE}\n"),
        (f"a: {{}}  {NOTE}\n", "/a", f"a: {{}}  {NOTE}\n"),
        ("b:\n  a:\n    c: 1\n", "/b/a", f"b:\n  a:  {NOTE}\n    c: 1\n"),
        ("b: {a: {c: 1}, d: 2}\n", "/b/a", f"b: {{a: {{c: 1}}, d: 2}}  {NOTE}\n"),
        ("b: {a: {\n  c: 1}}\n", "/b/a", f"b: {{a: {{  {NOTE}\n  c: 1}}}}\n"),
        ("b: [甲, {a: {}, c: '乙\n  丙'}]\n", "/b/1/a", f"{NOTE}\nb: [甲, {{a: {{}}, c: '乙\n  丙'}}]\n"),
    ],
)
def test_note_stands_at_its_key(source: str, pointer: str, expected: str) -> None:
    assert noted(load(source.encode(), ""), {pointer: NOTE}).source.decode() == expected


@pytest.mark.slow
@settings(max_examples=drawn(20, 60), deadline=None)
@given(st.integers(0, 2**32))
def test_no_note_changes_what_a_spec_says(seed: int) -> None:
    random = Random(seed)
    data = declaration(random)
    source = layout(random, data)
    pointers = [f"/{escaped(key)}" for key in random.sample(list(data), 2)]
    result = noted(load(source, ""), dict.fromkeys(pointers, NOTE)).source
    assert loaded(result) == loaded(source)
    assert noted(load(result, ""), dict.fromkeys(pointers, NOTE)).source.count(NOTE.encode()) == result.count(NOTE.encode()) > 0
