"""docs/seed-findings.md lists what is wrong with the declaration filed in 2021, and what the rules find is that."""

from __future__ import annotations

import gc
import re

from conftest import ROOT
from given import checked
from rule_cases import findings

PAGE = (ROOT / "docs" / "seed-findings.md").read_text("utf-8")
SPEC = ROOT / "specs" / "2021" / "光谷现代服务业园建设服务中心.yaml"
ROW = re.compile(r"^\| ([0-9]+) \|[^|\n]*\|([^|\n]*)\|([^|\n]*)\|$", re.MULTILINE)
CELL = re.compile(r"\[([a-z0-9-]+)\]\(rules/\1\.md\)：([0-9、]+)")
FOUND_BY_A_RULE = [1, 2, 3, 4, 6, 7, 8, 10, 12, 13, 14, 15, 16, 18, 19, 20, 21, 22, 24, 26, 27, 29]


def listed() -> dict[int, set[tuple[str, int]]]:
    """The rules and lines of each numbered row."""
    return {
        int(row[1]): {(rule, int(line)) for rule, lines in CELL.findall(row[2]) for line in lines.split("、")}
        for row in ROW.finditer(PAGE)
    }


def test_each_of_the_32_is_found_by_a_rule_or_it_says_why_not() -> None:
    rows = listed()
    assert list(rows) == list(range(1, 33))
    assert [number for number in FOUND_BY_A_RULE if not rows[number]] == []
    assert [row[1] for row in ROW.finditer(PAGE) if row[2].strip() == "—" and not row[3].strip()] == []
    assert [row[1] for row in ROW.finditer(PAGE) if (row[2].strip() == "—") == bool(rows[int(row[1])])] == []


def test_what_the_page_lists_is_what_the_rules_find() -> None:
    found = findings(SPEC.read_text("utf-8"))
    assert len(found) > 60
    assert set().union(*listed().values()) == found


def test_a_check_leaves_nothing_for_the_collector() -> None:
    # Many specs are checked with the collector off: what hangs together in a circle would stay.
    checked(SPEC)
    gc.collect()
    gc.disable()
    try:
        assert len(checked(SPEC)) > 60
        assert gc.collect() == 0
    finally:
        gc.enable()
