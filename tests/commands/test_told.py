"""What is found in file after file is shown as it comes, or at the end where lines would be in the way."""

from __future__ import annotations

import json
import sys

import pytest

from perfgen.commands.shared import Told
from perfgen.diagnostics import Diagnostic, Position, Severity
from perfgen.report.formats import Report

A, B = (Diagnostic(name, "错了", f"{name}.yaml", Position(1, 1), severity=Severity.INFO) for name in "ab")


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


def test_document_is_shown_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    told = Told(Report.JSON)
    told.add([B])
    told.add([A])
    assert capsys.readouterr().out == ""
    told.end()
    assert [one["file"] for one in json.loads(capsys.readouterr().out)["diagnostics"]] == ["a.yaml", "b.yaml"]


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
    for found in ([A], [B, A], [A]):
        told.add(found)
    told.end()
    assert capsys.readouterr().out.count("a.yaml") == 1
    assert told.counts == {Severity.INFO: 2}
