"""What a project sets: `perfgen.toml`, or `[tool.perfgen]` in pyproject.toml, where perfgen runs or in a folder above.

    [rules]
    flat-target = "off"        # or "error", "warning", "info"

    [rules.amount-jump]
    times = 20

With `profile = "NAME"` at the top, what `templates/profiles/NAME.toml` says of the rules holds too; what the project says
itself wins. A setting that nobody knows is an error.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from perfgen import on_disk
from perfgen.contract.catalog import Catalog
from perfgen.diagnostics import Diagnostic, Position, ProblemsFound, Severity
from perfgen.spec import encoding

if TYPE_CHECKING:
    from perfgen.settings.checked import RuleDefaults

RuleTable: TypeAlias = dict[str, dict[str, Any]]  # what is set of each rule, by its name
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")  # how tomllib ends what it says
_DEEP = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){30}""")
_MAX_BYTES = 1_000_000
_ON = frozenset(Severity)


class Settings:
    """The settings of a project; without a file, every rule as it comes."""

    def __init__(self, rules: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self._rules = rules or {}
        self.named = frozenset(self._rules)  # the rules that something is set of

    def severity(self, rule: RuleDefaults) -> Severity | None:
        """None where the rule is off."""
        given = self._rules.get(rule.name, {}).get("severity", rule.severity)
        return Severity(given) if given in _ON else None

    def options(self, rule: RuleDefaults) -> Mapping[str, Any]:
        given = self._rules.get(rule.name)
        return {**rule.options, **given} if given else rule.options


def load(start: Path, rules: Callable[[], Mapping[str, RuleDefaults]], catalog: Catalog) -> Settings:
    """The settings in force in the folder `start`. Raises ProblemsFound for everything in them that is not known.

    `rules` gives every rule; it is not asked where there is no file.
    """
    found = _find(start)
    if found is None:
        return Settings()
    from perfgen.settings.checked import refuse_unknown, settings_schema

    path, table, text, prefix = found
    refuse_unknown(settings_schema(rules(), catalog.profiles()), table, text, str(path), prefix)
    own = _by_rule(table)
    if "profile" not in table:
        return Settings(own)
    _, given = profile(table["profile"], rules(), catalog)
    return Settings(given | {name: given.get(name, {}) | said for name, said in own.items()})


def profile(name: str, rules: Mapping[str, RuleDefaults], catalog: Catalog) -> tuple[str, RuleTable]:
    """The title of a profile, and what it sets. Raises ProblemsFound for what is not known in it."""
    from perfgen.settings.checked import profile_schema, refuse_unknown

    path = catalog.profile_file(name)
    text = _text(path, path)
    table = _parse(text, path)
    refuse_unknown(profile_schema(rules), table, text, str(path))
    return table["title"], _by_rule(table)


def _by_rule(table: Any) -> RuleTable:
    given = table.get("rules", {})
    return {name: {"severity": value} if isinstance(value, str) else value for name, value in given.items()}


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
