"""A note goes beside its key, whatever is there, and the spec still says the same."""

from __future__ import annotations

from random import Random

import pytest
from conftest import drawn
from given import loaded
from hypothesis import given, settings
from hypothesis import strategies as st
from random_specs import declaration, layout

from perfgen.manuscript.notes import noted, noted_above, noted_at_top
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


@pytest.mark.parametrize(
    ("source", "pointer", "expected"),
    [
        ("a: 1\nb: 2\n", "/b", f"a: 1\n{NOTE}\nb: 2\n"),
        ("\ufeffa: 1\r\nb: 2\r\n", "/a", f"\ufeff{NOTE}\r\na: 1\r\nb: 2\r\n"),
        ("a: 1\nb: 2", "/b", f"a: 1\n{NOTE}\nb: 2"),
        ("a:\n  - {b: 1, c: 2}  # 乙\n", "/a/0/c", f"a:\n  {NOTE}\n  - {{b: 1, c: 2}}  # 乙\n"),
        ("a:\n  - b: 1\n    c: 2\n", "/a/0", f"a:\n  {NOTE}\n  - b: 1\n    c: 2\n"),
        ("a: |\n  甲\n  乙\nb: 2\n", "/a", f"{NOTE}\na: |\n  甲\n  乙\nb: 2\n"),
        ("a: {b: 1,\n  c: 2}\n", "/a/c", f"a: {{b: 1,\n  {NOTE}\n  c: 2}}\n"),
        ("# 丙\n# perfgen: allow x 乙\na: 1\n", "/a", f"# 丙\n{NOTE}\n# perfgen: allow x 乙\na: 1\n"),
        (f"{NOTE}\n# 丙\na: 1\n", "/a", f"{NOTE}\n# 丙\na: 1\n"),
    ],
)
def test_note_stands_above_its_line(source: str, pointer: str, expected: str) -> None:
    spec, _ = noted_above(load(source.encode(), ""), [(pointer, NOTE)])
    assert spec.source.decode() == expected
    assert noted_above(spec, [(pointer, NOTE)]) == (spec, [False])


def test_notes_are_told_apart() -> None:
    spec = load(b"a: 1\nb: 2\n", "")
    found = noted_above(spec, [("/a", NOTE), ("/c", NOTE), ("/b", NOTE), ("/a", "# 乙"), ("/a", NOTE)])
    assert found.spec.source.decode() == f"{NOTE}\n# 乙\na: 1\n{NOTE}\nb: 2\n"
    assert found.new == [True, None, True, True, False]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# 乙\n# 丙\na: [\n", f"# 乙\n# 丙\n{NOTE}\na: [\n"),
        ("a：1\r\nb\r\n", f"{NOTE}\r\na：1\r\nb\r\n"),
        ("\ufeff---\na: 1", f"\ufeff{NOTE}\n---\na: 1"),
        ("# 乙", f"# 乙\n{NOTE}\n"),
        ("", f"{NOTE}\n"),
    ],
)
def test_note_stands_at_the_top_of_any_text(source: str, expected: str) -> None:
    found = noted_at_top(source.encode(), NOTE)
    assert found is not None and found.decode() == expected
    assert noted_at_top(found, NOTE) == found
    assert noted_at_top("甲".encode("gbk"), NOTE) is None


@pytest.mark.slow
@settings(max_examples=drawn(20, 60), deadline=None)
@given(st.integers(0, 2**32))
def test_notes_above_are_lines_of_their_own(seed: int) -> None:
    random = Random(seed)
    source = layout(random, declaration(random))
    spec = load(source, "")
    pointers = random.sample([one for one in spec.places if one and not one.endswith("#")], 3)
    found = noted_above(spec, [(pointer, NOTE) for pointer in pointers])
    assert found.spec.data == spec.data
    assert None not in found.new
    lines = found.spec.text.splitlines(keepends=True)
    assert "".join([line for line in lines if line.strip() != NOTE]) == spec.text
    assert noted_above(found.spec, [(pointer, NOTE) for pointer in pointers]) == (found.spec, [False] * 3)


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
