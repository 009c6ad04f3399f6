"""Diagnostics in, GitLab's code quality report out: https://docs.gitlab.com/ci/testing/code_quality/."""

from __future__ import annotations

import json
from collections.abc import Iterable

from perfgen.diagnostics import Diagnostic, Severity
from perfgen.report.fingerprints import fingerprinted, path, position_of, said

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab(diagnostics: Iterable[Diagnostic]) -> str:
    found = [
        {
            "description": said(diagnostic),
            "check_name": diagnostic.name,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[diagnostic.severity],
            "location": {"path": path(diagnostic), "lines": {"begin": position_of(diagnostic).line}},
        }
        for diagnostic, fingerprint in fingerprinted(diagnostics)
    ]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
