"""Diagnostics in, GitLab's code quality report out: https://docs.gitlab.com/ci/testing/code_quality/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfgen.diagnostics import Diagnostic, Severity
from perfgen.report.fingerprints import fingerprinted, path, position_of, said
from perfgen.report.listed import Listed

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


class GitLab:
    def __init__(self) -> None:
        self._found = Listed("[", 0)

    def add(self, diagnostics: Iterable[Diagnostic]) -> str:
        return self._found.add(
            {
                "description": said(diagnostic),
                "check_name": diagnostic.name,
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[diagnostic.severity],
                "location": {"path": path(diagnostic), "lines": {"begin": position_of(diagnostic).line}},
            }
            for diagnostic, fingerprint in fingerprinted(diagnostics)
        )

    def end(self) -> Iterator[str]:
        yield f"{self._found.end()}\n"
