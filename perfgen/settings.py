"""What a project sets: `perfgen.toml`, or `[tool.perfgen]` in pyproject.toml, where perfgen runs or in a folder above.

    [rules]
    flat-target = "off"        # or "error", "warning", "info"

    [rules.amount-jump]
    times = 20

A setting that nobody knows is an error.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from math import isfinite
from pathlib import Path
from typing import Any, Protocol

from perfgen.diagnostics import Diagnostic, Position, ProblemsFound, Severity
from perfgen.spec import encoding

OFF = "off"
_SEVERITIES = [*Severity, OFF]
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")  # how tomllib ends what it says


class Rule(Protocol):
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

    def severity(self, rule: Rule) -> Severity | None:
        """None where the rule is off."""
        given = self._rules.get(rule.name, {}).get("severity", rule.severity)
        return None if given == OFF else Severity(given)

    def options(self, rule: Rule) -> Mapping[str, Any]:
        given = self._rules.get(rule.name)
        return {**rule.options, **given} if given else rule.options


def load(start: Path, rules: Mapping[str, Rule]) -> Settings:
    """The settings in force in the folder `start`. Raises ProblemsFound for everything in them that is not known."""
    found = _find(start)
    if found is None:
        return Settings()
    path, table, text = found
    problems = [
        Diagnostic("unknown-setting", message, str(path), _position(text, word), hint, status=2)
        for word, message, hint in _problems(table, rules)
    ]
    if problems:
        raise ProblemsFound(problems)
    given = table.get("rules", {})
    return Settings({name: {"severity": value} if isinstance(value, str) else value for name, value in given.items()})


def _find(start: Path) -> tuple[Path, Any, str] | None:
    """The nearest file with settings, from `start` up to the root of the repository, its settings and its text."""
    for folder in (start, *start.parents):
        for path in (folder / "perfgen.toml", folder / "pyproject.toml"):
            if path.is_file():
                shown = Path(path.name) if folder == start else path
                text = _text(path, shown)
                table = _parse(text, shown)
                if path.name == "pyproject.toml":
                    tool = table.get("tool")
                    table = tool.get("perfgen") if isinstance(tool, dict) else None
                if table is not None:
                    return shown, table, text
        if (folder / ".git").exists():
            break
    return None


def _text(path: Path, shown: Path) -> str:
    source = path.read_bytes()
    if problem := encoding.refuse(source, str(shown)):
        raise ProblemsFound([problem])
    return source.decode("utf-8-sig").replace("\r\n", "\n")


def _parse(text: str, shown: Path) -> Any:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = _AT.search(str(error))
        position = Position(int(at[1]), int(at[2])) if at else None
        hint = '字符串要加引号，例如 flat-target = "off"'
        problem = Diagnostic("unknown-setting", "不是有效的 TOML", str(shown), position, hint, status=2)
        raise ProblemsFound([problem]) from error


def _problems(table: Any, rules: Mapping[str, Rule]) -> Iterator[tuple[str, str, str]]:
    """Each word that is wrong, with what is wrong with it and what to write."""
    if not isinstance(table, dict):
        yield "perfgen", "“perfgen”应为一组设置", "写成 [tool.perfgen.rules]，下面一行一条规则"
        return
    for key in table.keys() - {"rules"}:
        yield key, f"没有“{key}”这项设置", "可以写的是 [rules]"
    of_rules = table.get("rules", {})
    if not isinstance(of_rules, dict):
        yield "rules", "“rules”应为一组设置", "写成 [rules]，下面一行一条规则"
        return
    for name, given in of_rules.items():
        rule = rules.get(name)
        if rule is None:
            yield name, f"没有“{name}”这条规则", "用 perfgen rules 看所有规则的名字"
        elif isinstance(given, str):
            yield from _severity_problem(name, given)
        elif not isinstance(given, dict):
            yield name, f"“{name}”应为 {_choices()} 之一", f'例如 {name} = "off"'
        else:
            for key, value in given.items():
                if key == "severity":
                    yield from _severity_problem(name, value)
                elif key not in rule.options:
                    known = "、".join(["severity", *rule.options])
                    yield key, f"规则“{name}”没有“{key}”这个选项", f"可以写：{known}"
                elif not _alike(value, rule.options[key]):
                    yield key, f"“{key}”应像缺省值那样写", f"缺省值是 {rule.options[key]}；数不小于 0，词不空"


def _severity_problem(name: str, value: Any) -> Iterator[tuple[str, str, str]]:
    if value not in _SEVERITIES:
        yield name, f"“{name}”应为 {_choices()} 之一，得到“{value}”", f'例如 {name} = "off"'


def _choices() -> str:
    return "、".join(_SEVERITIES)


def _alike(value: Any, default: Any) -> bool:
    if isinstance(default, int | float) and not isinstance(default, bool):
        return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value) and value >= 0
    if isinstance(default, list):
        return isinstance(value, list) and all(isinstance(one, str) and one for one in value)
    return type(value) is type(default)


def _position(text: str, word: str) -> Position | None:
    """The first line of the file where the word stands: TOML is read without places."""
    for number, line in enumerate(text.splitlines(), 1):
        if word in line.partition("#")[0]:
            return Position(number, line.index(word) + 1, len(word))
    return None
