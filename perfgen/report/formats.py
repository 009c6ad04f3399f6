"""Diagnostics in, a report in one of the formats out. Each format is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from perfgen.diagnostics import Diagnostic


class Report(StrEnum):
    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


LINES = {Report.TEXT, Report.CONCISE}  # what is told of one file stands apart from what is told of the next
FOR_PROGRAMS = {Report.JSON, Report.GITLAB, Report.SARIF, Report.JUNIT}  # whole documents, printed even when empty


def written(diagnostics: Iterable[Diagnostic], report: Report) -> str:
    match report:
        case Report.TEXT:
            from perfgen.report import text

            return text.text(diagnostics)
        case Report.CONCISE:
            from perfgen.report import text

            return text.concise(diagnostics)
        case Report.JSON:
            from perfgen.report import json

            return json.written(diagnostics)
        case Report.GITHUB:
            from perfgen.report import github

            return github.github(diagnostics)
        case Report.GITLAB:
            from perfgen.report import gitlab

            return gitlab.gitlab(diagnostics)
        case Report.SARIF:
            from perfgen.report import sarif

            return sarif.sarif(diagnostics)
        case Report.JUNIT:
            from perfgen.report import junit

            return junit.junit(diagnostics)
