"""The reader of expectations sees both what is missing and what is too much."""

from __future__ import annotations

from rule_cases import laid_over_base, surprises


def test_unexpected_finding_is_a_surprise() -> None:
    assert surprises("period: {start: 2028, end: 2026}", "period-reversed") == ["+ 1: period-reversed"]


def test_expected_finding_at_another_line_is_a_surprise() -> None:
    fragment = "fiscal_year: 2026  # expect: period-reversed\nperiod: {start: 2028, end: 2026}"
    assert surprises(fragment, "period-reversed") == ["+ 2: period-reversed", "- 1: period-reversed"]


def test_fragment_replaces_whole_blocks_of_the_base() -> None:
    source = laid_over_base("annual_tasks:\n  - 甲。\n")
    assert source.startswith("annual_tasks:\n  - 甲。\nform: ")
    assert source.count("annual_tasks:") == 1
    assert "annual_goals:" in source
