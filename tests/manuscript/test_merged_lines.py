"""Changes of different lines come together; of the same lines there is no telling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgen.manuscript.merged_lines import merged_lines

BASE = "a\nb\nc\nd\ne\n"
LINES = st.lists(st.sampled_from("abcde"), max_size=6).map(lambda lines: "".join(f"{line}\n" for line in lines))


@pytest.mark.parametrize(
    ("ours", "theirs", "merged"),
    [
        ("A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\n", "A\nb\nc\nd\nE\n"),
        ("a\nc\nd\ne\n", "a\nb\nc\nd\nx\ne\n", "a\nc\nd\nx\ne\n"),
        ("a\nb\nc\nd\ne\nf\n", "x\na\nb\nc\nd\ne\n", "x\na\nb\nc\nd\ne\nf\n"),
        ("A\nb\nc\nd\nE\n", "A\nb\nc\nd\ne\n", "A\nb\nc\nd\nE\n"),
        ("A\nb\nc\nd\ne\n", "a\nB\nc\nd\ne\n", "A\nB\nc\nd\ne\n"),
        ("A\nb\nc\nd\ne\n", "x\nb\nc\nd\ne\n", None),
        ("A\nb\nc\nd\ne\n", "a\nx\nb\nc\nd\ne\n", None),
        ("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\ne\ng\n", None),
        ("a\nb\nc\nd\ne", "x\nb\nc\nd\ne\n", "x\nb\nc\nd\ne"),
    ],
)
def test_both_changes_or_none(ours: str, theirs: str, merged: str | None) -> None:
    assert merged_lines(BASE, ours, theirs) == merged
    assert merged_lines(BASE, theirs, ours) == merged


@given(LINES, LINES)
def test_who_changed_nothing_changes_nothing(base: str, changed: str) -> None:
    assert merged_lines(base, base, changed) == merged_lines(base, changed, base) == merged_lines(base, changed, changed) == changed
