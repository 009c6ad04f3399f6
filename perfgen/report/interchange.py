"""Diagnostics for other systems: GitLab's code quality report, SARIF 2.1.0, JUnit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from perfgen import __version__
from perfgen.diagnostics import Diagnostic, Position, Severity
from perfgen.display import visible
from perfgen.lint.rule import all_rules

_GITLAB = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def gitlab(diagnostics: Iterable[Diagnostic]) -> str:
    """A code quality report: https://docs.gitlab.com/ci/testing/code_quality/."""
    found = [
        {
            "description": _said(diagnostic),
            "check_name": diagnostic.name,
            "fingerprint": fingerprint,
            "severity": _GITLAB[diagnostic.severity],
            "location": {"path": _path(diagnostic), "lines": {"begin": _position(diagnostic).line}},
        }
        for diagnostic, fingerprint in _fingerprinted(diagnostics)
    ]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def sarif(diagnostics: Iterable[Diagnostic]) -> str:
    """A log of one run, with the page of every rule that found something."""
    results: list[dict[str, Any]] = []
    named: dict[str, dict[str, Any]] = {}
    for diagnostic, fingerprint in _fingerprinted(diagnostics):
        position = _position(diagnostic)
        named.setdefault(diagnostic.name, _sarif_rule(diagnostic.name))
        region = {
            "startLine": position.line,
            "startColumn": position.column,
            "endColumn": position.column + position.length,
        }
        place = {"artifactLocation": {"uri": quote(_path(diagnostic))}, "region": region}
        results.append(
            {
                "ruleId": diagnostic.name,
                "level": _SARIF[diagnostic.severity],
                "message": {"text": _said(diagnostic)},
                "locations": [{"physicalLocation": place}],
                "partialFingerprints": {"perfgen/v1": fingerprint},
            }
        )
    driver = {"name": "perfgen", "version": __version__, "language": "zh-CN", "rules": list(named.values())}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def junit(diagnostics: Iterable[Diagnostic]) -> str:
    """A test suite with a failed case for each rule in each file, and one that passed where nothing was found."""
    cases: dict[tuple[str, str], list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        cases.setdefault((visible(diagnostic.file), diagnostic.name), []).append(diagnostic)
    counts = {"tests": str(len(cases) or 1), "failures": str(len(cases))}
    root = ElementTree.Element("testsuites", counts)
    suite = ElementTree.SubElement(root, "testsuite", {"name": "perfgen", **counts})
    for (file, name), found in cases.items():
        case = ElementTree.SubElement(suite, "testcase", classname=file, name=name, file=file)
        failure = ElementTree.SubElement(case, "failure", type=found[0].severity, message=visible(found[0].message))
        failure.text = "\n".join(f"{file}:{_position(one).line}: {_said(one)}" for one in found)
    if not cases:
        ElementTree.SubElement(suite, "testcase", classname="perfgen", name="check")
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


FORMATS: dict[str, Callable[[Iterable[Diagnostic]], str]] = {"gitlab": gitlab, "sarif": sarif, "junit": junit}


def _fingerprinted(diagnostics: Iterable[Diagnostic]) -> list[tuple[Diagnostic, str]]:
    """Each with a hash that stays when lines move: of its rule, file and words, and how often these came before."""
    seen: dict[tuple[str, str, str], int] = {}
    found = []
    for diagnostic in sorted(diagnostics, key=lambda one: one.sort_key):
        key = (diagnostic.name, diagnostic.file, diagnostic.message)
        seen[key] = seen.get(key, 0) + 1
        digest = hashlib.sha256("\0".join((*key, str(seen[key]))).encode("utf-8", "surrogatepass")).hexdigest()
        found.append((diagnostic, digest))
    return found


def _sarif_rule(name: str) -> dict[str, Any]:
    rule = all_rules().get(name)
    if rule is None:
        return {"id": name}
    level = {"level": _SARIF[rule.severity]}
    return {
        "id": name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.page},
        "defaultConfiguration": level,
    }


def _said(diagnostic: Diagnostic) -> str:
    return "。".join(filter(None, (visible(diagnostic.message), visible(diagnostic.hint))))


def _path(diagnostic: Diagnostic) -> str:
    return PurePath(visible(diagnostic.file)).as_posix()


def _position(diagnostic: Diagnostic) -> Position:
    return diagnostic.position or Position(1, 1)
