"""Diagnostics in, a SARIF 2.1.0 log out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from perfgen import __version__
from perfgen.diagnostics import Diagnostic, Severity
from perfgen.lint.rule import all_rules
from perfgen.report.fingerprints import fingerprinted, path, position_of, said

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(diagnostics: Iterable[Diagnostic]) -> str:
    """A log of one run, with the page of every rule that found something."""
    results: list[dict[str, Any]] = []
    named: dict[str, dict[str, Any]] = {}
    for diagnostic, fingerprint in fingerprinted(diagnostics):
        position = position_of(diagnostic)
        named.setdefault(diagnostic.name, _rule(diagnostic.name))
        region = {
            "startLine": position.line,
            "startColumn": position.column,
            "endColumn": position.column + position.length,
        }
        place = {"artifactLocation": {"uri": quote(path(diagnostic))}, "region": region}
        results.append(
            {
                "ruleId": diagnostic.name,
                "level": _LEVELS[diagnostic.severity],
                "message": {"text": said(diagnostic)},
                "locations": [{"physicalLocation": place}],
                "partialFingerprints": {"perfgen/v1": fingerprint},
            }
        )
    driver = {"name": "perfgen", "version": __version__, "language": "zh-CN", "rules": list(named.values())}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(name: str) -> dict[str, Any]:
    rule = all_rules().get(name)
    if rule is None:
        return {"id": name}
    level = {"level": _LEVELS[rule.severity]}
    return {
        "id": name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.page},
        "defaultConfiguration": level,
    }
