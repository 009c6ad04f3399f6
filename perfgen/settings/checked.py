"""Settings as tomllib reads them in, the same out where nothing in them is unknown; else every mistake at its line.

They are checked by a JSON Schema, made of the options of the rules, and told of in the same words as a spec.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any, Protocol

from perfgen.diagnostics import ProblemsFound, Severity

OFF = "off"
_SEVERITIES = [*Severity, OFF]


class RuleDefaults(Protocol):
    """What can be set of a rule: its severity, None where it is off, and its options, each of the type of its default."""

    @property
    def name(self) -> str: ...
    @property
    def severity(self) -> Severity | None: ...
    @property
    def options(self) -> Mapping[str, Any]: ...


def refuse_unknown(schema: dict[str, Any], table: Any, text: str, file: str, prefix: str = "") -> None:
    """Raises ProblemsFound for what the schema does not know in a table, which stands at the pointer `prefix` of the text."""
    import jsonschema_rs  # not needed without a file

    validator = jsonschema_rs.validator_for(schema)
    given = _json(table)
    if not validator.is_valid(given):
        from perfgen.contract.errors import explain
        from perfgen.settings.toml_places import places

        positions = {place.removeprefix(prefix): position for place, position in places(text).items()}
        problems = explain(schema, validator.iter_errors(given), table, positions, file, toml=True)
        raise ProblemsFound(problem._replace(name="unknown-setting", status=2) for problem in problems)


def settings_schema(rules: Mapping[str, RuleDefaults], profiles: list[str]) -> dict[str, Any]:
    """What may stand in the settings of a project, with the words to tell of it: every rule by its name."""
    profile = {"title": "profile", "description": "写一套设置的名字", "enum": profiles, "examples": profiles[:1]}
    return {
        "title": "设置",
        "description": "写成 [rules]，下面一行一条规则",
        "type": "object",
        "additionalProperties": False,
        "properties": {"profile": profile, "rules": _rules_schema(rules)},
    }


def profile_schema(rules: Mapping[str, RuleDefaults]) -> dict[str, Any]:
    """What may stand in a profile."""
    title = {
        "title": "title",
        "description": "给人看的名字",
        "type": "string",
        "minLength": 1,
        "examples": ["预算管理一体化"],
    }
    return {
        "title": "一套设置",
        "description": "先写 title，再写 [rules]",
        "type": "object",
        "additionalProperties": False,
        "required": ["title"],
        "properties": {"title": title, "rules": _rules_schema(rules)},
    }


def _rules_schema(rules: Mapping[str, RuleDefaults]) -> dict[str, Any]:
    return {
        "title": "rules",
        "description": "用 perfgen rules 看所有规则的名字",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _rule_schema(name, rule) for name, rule in rules.items()},
    }


def _rule_schema(name: str, rule: RuleDefaults) -> dict[str, Any]:
    severity = {"enum": [*_SEVERITIES], "examples": [OFF]}
    options = {key: {"title": key, **_option_schema(default)} for key, default in rule.options.items()}
    table = {"severity": {"title": "severity", **severity}, **options}
    return {
        "title": name,
        "examples": [OFF],
        "anyOf": [severity, {"type": "object", "additionalProperties": False, "properties": table}],
    }


def _option_schema(default: Any) -> dict[str, Any]:
    """As the default is: a number not below 0, a list of words, text, true or false."""
    if isinstance(default, bool):
        return {"type": "boolean"}
    if isinstance(default, int | float):
        return {"type": "number", "minimum": 0, "examples": [default]}
    if isinstance(default, list):
        return {"type": "array", "items": {"type": "string", "minLength": 1}, "examples": [default[:2]]}
    return {"type": "string", "examples": [default]}


def _json(value: Any) -> Any:
    """The same without what JSON has not: dates and times are of no type that a setting has."""
    if isinstance(value, dict):
        return {key: _json(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [_json(inside) for inside in value]
    return None if isinstance(value, date | time) else value
