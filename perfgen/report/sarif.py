"""Diagnostics in, a SARIF 2.1.0 log out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from perfgen import __version__
from perfgen.diagnostics import Diagnostic, Severity, Silenced
from perfgen.display import visible
from perfgen.lint.rule import all_rules
from perfgen.report.fingerprints import fingerprinted, path, position_of, said
from perfgen.report.listed import Listed, indented
from perfgen.report.other_names import other_names, title

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class Sarif:
    """A log of one run. Its tool, with the page of every rule that found something, comes after the results."""

    def __init__(self) -> None:
        log = f'{{\n  "$schema": "{_SCHEMA}",\n  "version": "2.1.0",\n  "runs": [\n'
        self._found = Listed(f'{log}    {{\n      "columnKind": "unicodeCodePoints",\n      "results": [', 6)
        self._rules: dict[str, dict[str, Any]] = {}

    def add(self, diagnostics: Iterable[Diagnostic]) -> str:
        return self._found.add(self._result(*one) for one in fingerprinted(diagnostics))

    def add_silenced(self, silenced: Iterable[Silenced]) -> str:
        reasons = {one.finding: one.reason for one in silenced}
        return self._found.add(
            self._result(finding, fingerprint, [{"kind": "inSource", "justification": visible(reasons[finding])}])
            for finding, fingerprint in fingerprinted(reasons)
        )

    def _result(self, diagnostic: Diagnostic, fingerprint: str, suppressions: Sequence[Mapping[str, str]] = ()) -> dict[str, Any]:
        """With no suppressions, which says that it is not suppressed: all results have the property, or none."""
        position = position_of(diagnostic)
        if diagnostic.name not in self._rules:
            self._rules[diagnostic.name] = _rule(diagnostic.name)
        region = {
            "startLine": position.line,
            "startColumn": position.column,
            "endColumn": position.column + position.length,
        }
        place = {"artifactLocation": {"uri": quote(path(diagnostic))}, "region": region}
        return {
            "ruleId": diagnostic.name,
            "level": _LEVELS[diagnostic.severity],
            "message": {"text": said(diagnostic)},
            "locations": [{"physicalLocation": place}],
            "partialFingerprints": {"perfgen/v1": fingerprint},
            "suppressions": [*suppressions],
        }

    def end(self) -> Iterator[str]:
        rules = list(self._rules.values())
        tool = {"driver": {"name": "perfgen", "version": __version__, "language": "zh-CN", "rules": rules}}
        yield f'{self._found.end()},\n      "tool": {indented(tool, 6)}\n    }}\n  ]\n}}\n'


def _rule(name: str) -> dict[str, Any]:
    rule = all_rules().get(name)
    if rule is None:
        text = other_names().get(name)
        return {"id": name, "shortDescription": {"text": title(text)}, "help": {"text": text}} if text else {"id": name}
    level = {"level": _LEVELS[rule.severity]} if rule.severity else {"enabled": False}
    return {
        "id": name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.page},
        "defaultConfiguration": level,
    }
