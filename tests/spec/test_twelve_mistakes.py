"""Twelve different mistakes in one spec are twelve messages, each on its line, and nothing else is said."""

from __future__ import annotations

from conftest import ROOT
from given import checked

SPEC = ROOT / "tests" / "data" / "twelve-mistakes.yaml"
MARK = "# 期望："


def test_twelve_mistakes_are_twelve_messages_each_on_its_line() -> None:
    lines = SPEC.read_text("utf-8").splitlines()
    expected = [(number, line.partition(MARK)[2]) for number, line in enumerate(lines, 1) if MARK in line]
    assert len(expected) == 12
    found = checked(SPEC)
    assert [(one.position.line, one.message) for one in found if one.position] == expected
    assert all(one.hint for one in found)
    assert len({one.message for one in found}) == 12
