"""What is found in file after file is shown as it comes, or at the end where lines would be in the way."""

from __future__ import annotations

import json
import sys

import pytest

from perfgen.commands.shared import Told
from perfgen.diagnostics import Diagnostic, Position, Severity, Silenced
from perfgen.report.formats import Report

A, B = (Diagnostic(name, "错了", f"{name}.yaml", Position(1, 1), severity=Severity.INFO) for name in "ab")
OF_FORM = A._replace(file="form.html.j2")


@pytest.mark.parametrize("report", [Report.TEXT, Report.CONCISE])
def test_lines_are_shown_file_by_file(report: Report, capsys: pytest.CaptureFixture[str]) -> None:
    told = Told(report)
    shown = []
    for found in ([B], [], [A]):
        told.add(found)
        shown.append(capsys.readouterr().out)
    told.end()
    assert shown[0] == "b.yaml:1:1: 提示 错了 [b]\n"
    assert shown[1] == capsys.readouterr().out == ""
    assert shown[2] == "\n" * (report is Report.TEXT) + "a.yaml:1:1: 提示 错了 [a]\n"
    assert (told.first, told.counts) == ("b", {Severity.INFO: 2})


def test_document_is_written_file_by_file(capsys: pytest.CaptureFixture[str]) -> None:
    told = Told(Report.JSON)
    shown = []
    for found in ([B, OF_FORM], [A]):
        told.add(found)
        shown.append(capsys.readouterr().out)
    assert ["b.yaml" in shown[0], "a.yaml" in shown[1]] == [True, True]
    told.end()
    document = json.loads("".join([*shown, capsys.readouterr().out]))
    assert [one["file"] for one in document["diagnostics"]] == ["b.yaml", "a.yaml", "form.html.j2"]


@pytest.mark.parametrize("report", Report)
def test_silenced_is_told_where_the_report_has_a_place_for_it(report: Report, capsys: pytest.CaptureFixture[str]) -> None:
    told = Told(report)
    assert told.add([A], [Silenced(B, "换了口径")]) == [A]
    told.end()
    assert ("换了口径" in capsys.readouterr().out) is (report in (Report.JSON, Report.SARIF))
    assert told.counts.total() == 1


@pytest.mark.parametrize("report", Report)
def test_no_finding_of_a_spec_is_held(report: Report, capsys: pytest.CaptureFixture[str]) -> None:
    told = Told(report)
    found = [A._replace(message="".join(["错", "了"]))]
    message = found[0].message
    told.add(found)
    found.clear()
    assert sys.getrefcount(message) == 2
    told.end()


def test_lines_do_not_run_into_the_progress_bar(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    told = Told(Report.CONCISE)
    told.add([A])
    assert capsys.readouterr().out == ""
    told.end()
    assert capsys.readouterr().out == "a.yaml:1:1: 提示 错了 [a]\n"


@pytest.mark.parametrize("report", [Report.TEXT, Report.JSON])
def test_mistake_in_a_form_is_told_once(report: Report, capsys: pytest.CaptureFixture[str]) -> None:
    told = Told(report)
    for found in ([OF_FORM], [B, OF_FORM], [A], [OF_FORM]):
        told.add(found)
    told.end()
    assert capsys.readouterr().out.count("form.html.j2") == 1
    assert told.counts == {Severity.INFO: 3}


@pytest.mark.parametrize("report", [Report.TEXT, Report.CONCISE])
def test_errors_stand_first_over_all_files_where_that_is_asked(
    report: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    told = Told(report, worst_first=True)
    assert told.add([B]) == [B]
    assert told.add([OF_FORM, A._replace(severity=Severity.ERROR)])
    assert told.add([OF_FORM]) == []
    assert capsys.readouterr().out == ""
    told.end()
    apart = "\n" * (1 + (report is Report.TEXT))
    lines = ["a.yaml:1:1: 错误 错了 [a]", "b.yaml:1:1: 提示 错了 [b]", "form.html.j2:1:1: 提示 错了 [a]"]
    assert capsys.readouterr().out == apart.join(lines) + "\n"
    assert (told.first, told.counts) == ("a", {Severity.ERROR: 1, Severity.INFO: 2})
