"""Changes of different lines come together; of the same lines there is no telling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgen.manuscript.merged_lines import merged_lines, merged_words, words_of_both

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


def test_words_of_one_line_come_together() -> None:
    base = "- {name: 甲, target: 1}  # 注\n"
    ours, theirs = base.replace("1}", "2}"), base.replace("甲", "乙").replace("# 注", "# 新注")
    assert merged_words(base, ours, theirs) == "- {name: 乙, target: 2}  # 新注\n"
    assert merged_words(base, ours, base.replace("1}", "3}")) is None
    assert words_of_both(base, ours, theirs.replace("1}", "3}")) == tuple(
        f"- {{name: 乙, target: {number}}}  # 新注\n" for number in (2, 3)
    )


@given(LINES, LINES)
def test_who_changed_no_word_changes_nothing(base: str, changed: str) -> None:
    assert merged_words(base, base, changed) == merged_words(base, changed, base) == merged_words(base, changed, changed) == changed
    assert words_of_both(base, base, changed) == words_of_both(base, changed, base) == (changed, changed)


def test_lines_that_are_all_alike_are_not_compared_for_ever() -> None:
    """What lies between what begins and ends alike counts as one change: else this would take minutes."""
    same = "a\n" * 20_000
    assert merged_lines(f"b\n{same}b\n", f"c\n{same}c\n", f"b\n{same}b\nd\n") is None
    assert merged_words(f"b\n{same}b\n", f"c\n{same}{same}c\n", f"b\n{same}d\n") is None
    assert merged_lines(f"{same}b\n", f"{same}c\n", f"d\n{same}b\n") == f"d\n{same}c\n"
