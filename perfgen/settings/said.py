"""The file with a project's settings in; what it says of the specs, of what is made of them and of perfgen itself, out.

What it says of the rules is read where they are asked (`settings`), since to load them all takes longer than to build.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from perfgen import __version__
from perfgen.contract.catalog import Catalog
from perfgen.diagnostics import Diagnostic, Position, ProblemsFound
from perfgen.settings.settings_file import SettingsFile

if TYPE_CHECKING:
    from perfgen.settings.checked import RuleDefaults

REQUIRED = "required-version"
LONGEST_VERSION = 100
_OUTSIDE = re.compile(r"[/\\]|[A-Za-z]:|(.*[/\\])?\.\.([/\\]|$)")  # from the root, of a drive, out of the folder


class Said(NamedTuple):
    """`specs` and `out` are folders in the project, `exclude` patterns of what is passed over there; "" and () if not said.

    `formats` are those that are built, `form` the name of the one that is asked for most.
    """

    specs: str = ""
    out: str = ""
    formats: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    form: str = ""


def said(found: SettingsFile | None, rules: Callable[[], Mapping[str, RuleDefaults]], catalog: Catalog) -> Said:
    """Raises ProblemsFound for everything in the file that is not known; of the rules too, where something else is not.

    A version of perfgen that does not suit is told first, and alone: another one may know more.
    """
    if found is None:
        return Said()
    table = found.table
    if isinstance(table, dict) and isinstance(wanted := table.get(REQUIRED), str) and len(wanted) <= LONGEST_VERSION:
        _refuse_other_version(wanted, found)
    from perfgen.settings.checked import refuse_unknown, settings_schema, suits

    problems = list(_outside(found)) if isinstance(table, dict) else []
    if problems or not suits(settings_schema(catalog, None), found):
        try:
            refuse_unknown(settings_schema(catalog, rules()), found)
        except ProblemsFound as refused:
            problems += refused.diagnostics
        raise ProblemsFound(sorted(problems, key=lambda one: one.sort_key))
    return Said(
        table.get("specs", ""),
        table.get("out", ""),
        tuple(table.get("formats", ())),
        tuple(table.get("exclude", ())),
        table.get("form", ""),
    )


def _refuse_other_version(wanted: str, found: SettingsFile) -> None:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        suits = SpecifierSet(wanted).contains(__version__, prereleases=True)
    except InvalidSpecifier as error:
        message = f"“{REQUIRED}”的写法不对，这里写的是“{wanted}”"
        hint = f'写 >=、==、<、~= 加版本号，几个用逗号隔开：{REQUIRED} = ">={__version__}"'
        raise ProblemsFound([Diagnostic("unknown-setting", message, found.shown, _place(found, REQUIRED), hint, status=2)]) from error
    if not suits:
        message = f"这个项目要用 perfgen {wanted}，这里的是 {__version__}"
        hint = f'执行 pip install "perfgen{wanted.strip()}"；用 uv 装的，把 pip 换成 uv tool'
        raise ProblemsFound([Diagnostic(REQUIRED, message, found.shown, _place(found, REQUIRED), hint, status=3)])


def _outside(found: SettingsFile) -> Iterator[Diagnostic]:
    """What names a folder that is not in the project, where a stranger's settings could have documents written."""
    for key, usual, option in (("specs", "specs", "把文件夹"), ("out", "build", "用 --out ")):
        if isinstance(folder := found.table.get(key), str) and _OUTSIDE.match(folder):
            message = f"“{key}”要在项目里，这里写的是“{folder}”"
            hint = f'写项目里的文件夹，例如 {key} = "{usual}"；在别处的，在命令行里{option}写明'
            yield Diagnostic("unknown-setting", message, found.shown, _place(found, key), hint, status=2)


def _place(found: SettingsFile, key: str) -> Position | None:
    from perfgen.settings.checked import positions

    return positions(found).get(f"/{key}")
