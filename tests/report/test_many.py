"""What is found in many files: errors stand first over all of them, what is left out is counted, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from perfgen.diagnostics import Diagnostic, Position, Severity, Silenced
from perfgen.report.formats import Report, writer
from perfgen.report.statistics import Statistics
from perfgen.report.worst_first import MOST

GOLDEN = ROOT / "tests" / "data" / "report"
ORDER = list(Severity)


def finding(file: int, line: int, severity: Severity, name: str = "flat-target") -> Diagnostic:
    return Diagnostic(name, f"第{line}处", f"{file:02}.yaml", Position(line, 1), "改", severity)


FILES = st.lists(st.lists(st.tuples(st.integers(1, 99), st.sampled_from(ORDER)), max_size=12), max_size=30)


def reported(report: Report, files: list[list[Diagnostic]]) -> str:
    into = writer(report, many=True)
    return "".join([*(into.add(found) for found in files), *into.end()])


def of_each(files: list[list[tuple[int, Severity]]]) -> list[list[Diagnostic]]:
    return [[finding(number, *one) for one in file] for number, file in enumerate(files)]


@given(FILES)
def test_lines_are_all_there_the_worst_first(files: list[list[tuple[int, Severity]]]) -> None:
    found = of_each(files)
    ordered = sorted((one for file in found for one in file), key=lambda one: (ORDER.index(one.severity), *one.sort_key))
    places = [f"{one.file}:{one.position.line}:1" for one in ordered if one.position]
    assert [line.split(": ")[0] for line in reported(Report.CONCISE, found).splitlines()] == places


@given(FILES)
def test_blocks_are_the_first_of_the_lines_and_the_rest_is_counted(files: list[list[tuple[int, Severity]]]) -> None:
    found = of_each(files)
    lines = reported(Report.CONCISE, found).splitlines()
    text = reported(Report.TEXT, found).splitlines()
    titled = [line.partition("[flat-target]") for line in text if "[flat-target]" in line]
    assert [before + name for before, name, _ in titled] == lines[:MOST]
    assert {after for *_, after in titled} <= {" 三年的数值一样，看不出努力的方向"}
    left = lines[MOST:]
    told = [line for line in text if line.startswith("还有 ")]
    assert bool(told) is bool(left)
    assert all(f"{sum(f' {word} ' in line for line in left)} 处{word}" in told[0] for word in ("警告", "提示") if any(f" {word} " in line for line in left))


@pytest.mark.parametrize("severity", Severity)
def test_an_error_of_the_last_file_pushes_out_what_came_before(severity: Severity) -> None:
    found = [[finding(1, line, Severity.INFO) for line in range(1, MOST + 50)], [finding(2, 1, severity)]]
    text = reported(Report.TEXT, found)
    assert text.startswith("02.yaml:1:1") is (severity is not Severity.INFO)
    assert text.count("\n = 怎么") == MOST
    assert text.endswith("\n还有 50 处提示没有显示；加上 --format concise 逐行列出全部，也可以只检查其中几份\n")


def test_statistics_count_by_rule_and_by_file(golden: Callable[[str, str], None]) -> None:
    statistics = Statistics()
    assert statistics.told() == ""
    for number in range(24):
        statistics.add([finding(number, line, Severity.WARNING) for line in range(1, 3 + number % 3)])
    allowed = [Silenced(finding(number, 1, Severity.WARNING, "target-worse"), "试一试") for number in (0, 0, 30, 31)]
    statistics.add([finding(30, 1, Severity.ERROR, "duplicate-key"), finding(30, 2, Severity.INFO, "low-rate")], allowed)
    assert not statistics.is_more_than_shown
    golden(GOLDEN / "statistics.txt", statistics.told())
