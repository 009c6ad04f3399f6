"""docs/filed-findings.md lists what is wrong with eight filed forms: what it says is found is found, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import filed
from conftest import ROOT
from filed import FILED, Read
from given import contract_for, here

from perfgen.data import Data
from perfgen.declaration.outline import Outline
from perfgen.lint.check import findings

PAGE = (ROOT / "docs" / "filed-findings.md").read_text("utf-8")
SECTION = re.compile(r"^## ([^\s，]+)[^\n]*\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| ([0-9]+) \|([^|\n]*)\|([^|\n]*)\|([^|\n]*)\|$", re.MULTILINE)
REST = re.compile(r"^\| (\S+) \|([^|\n]*)\|$", re.MULTILINE)
RULE = re.compile(r"\[([a-z0-9-]+)\]\(rules/\1\.md\)：([0-9、]+)")
TOLD = re.compile(r"(导入|缺项)：([0-9、]+)")
BY_PEOPLE, NOT_YET = "要人判断", "还不会"


class Listed(NamedTuple):
    number: int
    found: set[tuple[str, int]]  # by a rule
    told: set[tuple[str, int]]
    cell: str
    remark: str


@cache
def read(name: str) -> Read:
    return filed.read(filed.rows_of(name))


def listed() -> dict[str, list[Listed]]:
    """What the page has of each form, by the name of its place."""
    return {
        place: [
            Listed(int(row[1]), _places(RULE, row[3]), _places(TOLD, row[3]), row[3].strip(), row[4].strip())
            for row in ROW.finditer(text)
        ]
        for place, text in SECTION.findall(PAGE)
    }


def _places(pattern: re.Pattern[str], cell: str) -> set[tuple[str, int]]:
    return {(name, int(row)) for name, rows in pattern.findall(cell) for row in rows.split("、")}


def cut_off() -> dict[str, set[tuple[str, int]]]:
    """What is found only since the rest of the form is not there."""
    text = PAGE.partition("## 摘录到此为止的")[2]
    return {place: _places(RULE, cell) for place, cell in REST.findall(text)}


def found_in(name: str) -> set[tuple[str, int]]:
    """What the rules find in a filed form: the rule, and the row of the text."""
    known = read(name)
    outline = Outline(contract_for(known.form).shaped(known.data))
    return {(rule, row_of(known, finding.path)) for rule, _, finding in findings(outline, here().settings)}


def row_of(known: Read, pointer: str) -> int:
    """The row, from 1, where the value stands, or the first of those in the group."""
    pointer = pointer.rstrip("#")
    inside = [place for path, place in known.places.items() if path == pointer or path.startswith(f"{pointer}/")]
    return min(inside)[1] + 1


def lacking(name: str) -> set[int]:
    """The rows of indicators without a target, and of what is there and empty."""
    known = read(name)
    return set(_lacking(known, known.data, ""))


def _lacking(known: Read, data: Data, pointer: str) -> Iterator[int]:
    if data == "" or (isinstance(data, dict) and "name" in data and set(data) <= {"name", "explanation"}):
        yield row_of(known, pointer)
    elif isinstance(data, dict | list):
        for key, part in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _lacking(known, part, f"{pointer}/{key}")


def name_of(place: str) -> str:
    return next(name for name in FILED if name.startswith(place))


def test_each_form_has_its_table() -> None:
    places = [place for place, rows in listed().items() if rows]
    assert sorted(map(name_of, places)) == sorted(FILED)
    assert [one.number for rows in listed().values() for one in rows] == list(range(1, 58))


def test_what_the_page_lists_is_what_the_rules_find() -> None:
    for place, rows in listed().items():
        if rows:
            said = set().union(*(one.found for one in rows)) | cut_off().get(place, set())
            assert said == found_in(name_of(place)), place


def test_what_the_page_says_import_tells_is_told() -> None:
    for place, rows in listed().items():
        told = {one.place[1] + 1 for one in read(name_of(place)).problems if one.place} if rows else set()
        for one in rows:
            assert {row for how, row in one.told if how == "导入"} <= told, one
            assert {row for how, row in one.told if how == "缺项"} <= lacking(name_of(place)) | {2}, one


def test_three_fifths_of_what_a_machine_can_decide_are_found() -> None:
    rows = [one for rows in listed().values() for one in rows]
    assert [one for one in rows if (one.cell == "—") != one.remark.startswith((BY_PEOPLE, NOT_YET))] == []
    decided = [one for one in rows if one.cell != "—"]
    not_yet = [one for one in rows if one.remark.startswith(NOT_YET)]
    assert len(decided) / (len(decided) + len(not_yet)) > 0.6
    by_people, findings_ = len(rows) - len(decided) - len(not_yet), sum(len(one.found) for one in rows)
    cut = sum(map(len, cut_off().values()))
    decidable = len(decided) + len(not_yet)
    assert f"共 {len(rows)} 处：{by_people} 处要人判断；程序能判断的 {decidable} 处，找到 {len(decided)} 处" in PAGE
    assert f"规则一共说了 {findings_ + cut} 条，{findings_} 条在这些表里" in PAGE
    assert f"另外 {cut} 条只因为表没有摘全" in PAGE
