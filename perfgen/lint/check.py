"""The outline of a declaration in, the diagnostics of every rule out, at the lines of its spec."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from perfgen.declaration.outline import Outline
from perfgen.diagnostics import Diagnostic, Judgement, Position, Severity
from perfgen.display import nested
from perfgen.lint.rule import Finding, Options, Rule, all_rules, optional_names, usual_rules
from perfgen.lint.silence import applied, silences
from perfgen.lint.unfilled import unfilled
from perfgen.settings.settings import Settings
from perfgen.spec.spec import Spec


def findings(outline: Outline, settings: Settings) -> Iterator[tuple[str, Severity, Finding]]:
    """What each rule that is on finds, with its name and severity, rule by rule."""
    for rule, severity, options in _switched_on(settings, outline.roles):
        for finding in rule.check(outline, options):
            yield rule.name, severity, finding


@lru_cache(maxsize=64)
def _switched_on(settings: Settings, roles: frozenset[str]) -> list[tuple[Rule, Severity, Options]]:
    """The rules for declarations in which these roles occur; others would find nothing there."""
    names_optional = settings.named and not settings.named.isdisjoint(optional_names())
    rules = all_rules() if names_optional else usual_rules()
    rated = [(rule, settings.severity(rule)) for rule in rules.values() if roles.issuperset(rule.needs)]
    return [(rule, severity, settings.options(rule)) for rule, severity in rated if severity is not None]


def check(outline: Outline, spec: Spec, settings: Settings) -> list[Diagnostic]:
    """The findings on the declaration that the spec is, but for those silenced there with a reason.

    What is noted there as not filled in is found too.
    """
    return judged(outline, spec, settings).found


def judged(outline: Outline, spec: Spec, settings: Settings) -> Judgement:
    """The same, and what is silenced."""
    found = list(findings(outline, settings))
    marks, notes = silences(spec), unfilled(spec)
    if not found and not marks.lines:
        return Judgement([*marks.problems, *notes])
    lines = spec.source.splitlines()
    line_at = cache(lambda number: lines[number - 1].decode("utf-8-sig") if number <= len(lines) else "")
    diagnostics = []
    for name, severity, finding in found:
        position = _place(finding, spec, line_at)
        diagnostics.append(Diagnostic(name, nested(finding.message), spec.file, position, finding.hint, severity))
    left, silenced = applied(marks, diagnostics)
    return Judgement([*left, *notes], silenced)


def _place(finding: Finding, spec: Spec, line_at: Callable[[int], str]) -> Position:
    """Where the finding is: its part, where that stands on the line of the value, or the value, or its parent."""
    position = spec.position(finding.path)
    if finding.part:
        column = line_at(position.line).find(finding.part, position.column - 1)
        if column >= 0:
            return Position(position.line, column + 1, len(finding.part))
    return position
