"""Settings as tomllib reads them in, the same out where nothing in them is unknown; else every mistake at its line.

They are checked by a JSON Schema, made of the options of the rules, and told of in the same words as a spec.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any, Protocol

import jsonschema_rs

from perfgen import __version__
from perfgen.contract.catalog import Catalog
from perfgen.diagnostics import Position, ProblemsFound, Severity
from perfgen.form import FORMATS, PDF
from perfgen.settings.settings_file import SettingsFile

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


def suits(schema: dict[str, Any], found: SettingsFile) -> bool:
    """Whether the schema knows all in the table of the file."""
    return jsonschema_rs.validator_for(schema).is_valid(_json(found.table))


def refuse_unknown(schema: dict[str, Any], found: SettingsFile) -> None:
    """Raises ProblemsFound for what the schema does not know in the table of the file."""
    if not suits(schema, found):
        from perfgen.contract.errors import explain

        errors = jsonschema_rs.validator_for(schema).iter_errors(_json(found.table))
        problems = explain(schema, errors, found.table, positions(found), found.shown, toml=True)
        raise ProblemsFound(problem._replace(name="unknown-setting", status=2) for problem in problems)


def positions(found: SettingsFile) -> dict[str, Position]:
    """The place of every key and value of the table, by pointer in it."""
    from perfgen.settings.toml_places import places

    return {place.removeprefix(found.prefix): position for place, position in places(found.text).items()}


def settings_schema(catalog: Catalog, rules: Mapping[str, RuleDefaults] | None) -> dict[str, Any]:
    """What may stand in the settings of a project, with the words to tell of it: every rule by its name.

    Without `rules`, which take long to load, whatever is said of them will do.
    """
    profiles, forms = catalog.profiles(), catalog.names()
    folder: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 200}
    properties: dict[str, dict[str, Any]] = {
        "required-version": {
            "description": "要用哪一版 perfgen",
            "type": "string",
            "minLength": 1,
            "maxLength": 100,
            "examples": [f">={__version__}"],
        },
        "specs": {"description": "申报表在项目的哪个文件夹里", **folder, "examples": ["specs"]},
        "out": {"description": "文件生成到项目的哪个文件夹里", **folder, "examples": ["build"]},
        "formats": {
            "description": "生成哪几种文件",
            "type": "array",
            "minItems": 1,
            "uniqueItems": True,
            "items": {"enum": [*FORMATS, PDF], "examples": ["docx"]},
            "examples": [["docx", "html"]],
        },
        "exclude": {
            "description": "不看哪些文件和文件夹",
            "type": "array",
            "maxItems": 100,
            "items": {"type": "string", "minLength": 1, "maxLength": 200, "examples": ["草稿"]},
            "examples": [["草稿", "specs/2019"]],
        },
        "form": {"description": "平常用的表，perfgen forms 列出有哪些", "enum": forms, "examples": forms[:1]},
        "profile": {"description": "写一套设置的名字", "enum": profiles, "examples": profiles[:1]},
        "rules": {} if rules is None else _rules_schema(rules),
    }
    return {
        "title": "设置",
        "description": f"可以写 {'、'.join(properties)}；规则写在 [rules] 下，一行一条",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: {"title": name, **schema} for name, schema in properties.items()},
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
