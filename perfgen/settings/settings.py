"""What a project sets: `perfgen.toml`, or `[tool.perfgen]` in pyproject.toml, where perfgen runs or in a folder above.

    [rules]
    flat-target = "off"        # or "error", "warning", "info"

    [rules.amount-jump]
    times = 20

A setting that nobody knows is an error: the file is checked by a JSON Schema, made of the options of the rules, and told
of in the same words as a spec.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, time
from pathlib import Path
from typing import Any, Protocol

from perfgen import on_disk
from perfgen.diagnostics import Diagnostic, Position, ProblemsFound, Severity
from perfgen.spec import encoding

OFF = "off"
_SEVERITIES = [*Severity, OFF]
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")  # how tomllib ends what it says
_DEEP = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){30}""")
_MAX_BYTES = 1_000_000


class RuleDefaults(Protocol):
    """What can be set of a rule: its severity, and its options, each of the type of its default."""

    @property
    def name(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def options(self) -> Mapping[str, Any]: ...


class Settings:
    """The settings of a project; without a file, every rule as it comes."""

    def __init__(self, rules: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self._rules = rules or {}

    def severity(self, rule: RuleDefaults) -> Severity | None:
        """None where the rule is off."""
        given = self._rules.get(rule.name, {}).get("severity", rule.severity)
        return None if given == OFF else Severity(given)

    def options(self, rule: RuleDefaults) -> Mapping[str, Any]:
        given = self._rules.get(rule.name)
        return {**rule.options, **given} if given else rule.options


def load(start: Path, rules: Mapping[str, RuleDefaults]) -> Settings:
    """The settings in force in the folder `start`. Raises ProblemsFound for everything in them that is not known."""
    found = _find(start)
    if found is None:
        return Settings()
    import jsonschema_rs  # not needed without a file

    path, table, text, prefix = found
    schema = _schema(rules)
    validator = jsonschema_rs.validator_for(schema)
    given = _json(table)
    if not validator.is_valid(given):
        from perfgen.contract.errors import explain
        from perfgen.settings.toml_places import places

        positions = {place.removeprefix(prefix): position for place, position in places(text).items()}
        problems = explain(schema, validator.iter_errors(given), table, positions, str(path), toml=True)
        raise ProblemsFound(problem._replace(name="unknown-setting", status=2) for problem in problems)
    given = table.get("rules", {})
    return Settings({name: {"severity": value} if isinstance(value, str) else value for name, value in given.items()})


def files(start: Path) -> Iterator[Path]:
    """Every file that may have the settings in force in the folder `start`, the nearest first."""
    for folder in (start, *start.parents):
        yield from (path for path in (folder / "perfgen.toml", folder / "pyproject.toml") if path.is_file())
        if (folder / ".git").exists():
            break


def _find(start: Path) -> tuple[Path, Any, str, str] | None:
    """The nearest file with settings, from `start` up to the root of the repository: the settings, the text, the place."""
    for path in files(start):
        shown = Path(path.name) if path.parent == start else path
        text = _text(path, shown)
        table, prefix = _parse(text, shown), ""
        if path.name == "pyproject.toml":
            tool = table.get("tool")
            table = tool.get("perfgen") if isinstance(tool, dict) else None
            prefix = "/tool/perfgen"
        if table is not None:
            return shown, table, text, prefix
    return None


def _text(path: Path, shown: Path) -> str:
    on_disk.refuse_stray(path, path.parent, str(shown))
    source = on_disk.whole(path, _MAX_BYTES, str(shown))
    if problem := encoding.refuse(source, str(shown)):
        raise ProblemsFound([problem])
    return source.decode("utf-8-sig").replace("\r\n", "\n")


def _parse(text: str, shown: Path) -> Any:
    if deep := _DEEP.search(text):  # tomllib takes the square of its parts to read it
        place = Position(text.count("\n", 0, deep.start()) + 1, deep.start() - text.rfind("\n", 0, deep.start()))
        problem = Diagnostic("unknown-setting", "一个名字里的“.”太多", str(shown), place, "看一看是不是放错了文件", status=2)
        raise ProblemsFound([problem])
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = _AT.search(str(error))
        position = Position(int(at[1]), int(at[2])) if at else None
        hint = '字符串要加引号，例如 flat-target = "off"'
        problem = Diagnostic("unknown-setting", "不是有效的 TOML", str(shown), position, hint, status=2)
        raise ProblemsFound([problem]) from error


def _schema(rules: Mapping[str, RuleDefaults]) -> dict[str, Any]:
    """What may stand in the settings, with the words to tell of it: every rule by its name."""
    return {
        "title": "设置",
        "description": "写成 [rules]，下面一行一条规则",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "rules": {
                "title": "rules",
                "description": "用 perfgen rules 看所有规则的名字",
                "type": "object",
                "additionalProperties": False,
                "properties": {name: _rule_schema(name, rule) for name, rule in rules.items()},
            }
        },
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
