"""A folder in, the file with the settings of its project out: `perfgen.toml`, or `[tool.perfgen]` in pyproject.toml.

It is the nearest, there or in a folder above, up to the root of the repository. The folder where it lies is the project.
Above the current folder lies what others may have put there, /tmp/perfgen.toml say, so whose it is counts.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from perfgen import on_disk
from perfgen.diagnostics import Diagnostic, Position, ProblemsFound
from perfgen.spec import encoding

NAMES = ("perfgen.toml", "pyproject.toml")
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")  # how tomllib ends what it says
_DEEP = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){30}""")
_MAX_BYTES = 1_000_000


class SettingsFile(NamedTuple):
    """`table` is what it sets, as tomllib reads it; `prefix` the pointer of that in the `text`; `shown` for messages."""

    path: Path
    shown: str
    text: str
    table: Any
    prefix: str = ""


def files(start: Path) -> Iterator[Path]:
    """Every file that may have the settings in force in the folder `start`, which is absolute; the nearest first."""
    for folder in (str(start), *map(str, start.parents)):
        for name in NAMES:
            if os.path.isfile(path := os.path.join(folder, name)):
                yield Path(path)
        if os.path.exists(os.path.join(folder, ".git")):
            break


def nearest(start: Path, folder: Path) -> SettingsFile | None:
    """That in force in the folder `start`, which is absolute; messages call what lies in it by `folder`, as a person does.

    Raises ProblemsFound where it cannot be read, or lies above and is somebody else's.
    """
    for path in files(start):
        shown = shown_as(path, start, folder)
        text = text_of(path, shown)
        table, prefix = parsed(text, shown), ""
        if path.name == NAMES[1]:
            tool = table.get("tool")
            table = tool.get("perfgen") if isinstance(tool, dict) else None
            prefix = "/tool/perfgen"
        if table is not None:
            if path.parent != start and _is_of_others(path, start):
                raise ProblemsFound([_refused(shown)])
            return SettingsFile(path, shown, text, table, prefix)
    return None


def shown_as(path: Path, start: Path, folder: Path) -> str:
    """The path as it is typed where `folder` is typed for `start`: ../perfgen.toml."""
    return str(path) if folder.is_absolute() else os.path.normpath(folder / os.path.relpath(path, start))


def text_of(path: Path, shown: str) -> str:
    on_disk.refuse_stray(path, path.parent, shown)
    source = on_disk.whole(path, _MAX_BYTES, shown)
    if problem := encoding.refuse(source, shown):
        raise ProblemsFound([problem])
    return source.decode("utf-8-sig").replace("\r\n", "\n")


def parsed(text: str, shown: str) -> Any:
    import tomllib  # not needed without a file

    if deep := _DEEP.search(text):  # tomllib takes the square of its parts to read it
        place = Position(text.count("\n", 0, deep.start()) + 1, deep.start() - text.rfind("\n", 0, deep.start()))
        problem = Diagnostic("unknown-setting", "一个名字里的“.”太多", shown, place, "看一看是不是放错了文件", status=2)
        raise ProblemsFound([problem])
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = _AT.search(str(error))
        position = Position(int(at[1]), int(at[2])) if at else None
        hint = '字符串要加引号，例如 flat-target = "off"'
        problem = Diagnostic("unknown-setting", "不是有效的 TOML", shown, position, hint, status=2)
        raise ProblemsFound([problem]) from error


def _is_of_others(path: Path, start: Path) -> bool:
    """Whether neither this user, nor the system's, nor whoever has the folder `start` put the file there, or anybody can.

    Windows tells no owners: there it is never so.
    """
    if sys.platform == "win32":
        return False
    above, here = os.stat(path.parent), os.stat(start)
    ours = {os.geteuid(), 0, here.st_uid}
    anybodys = bool(above.st_mode & stat.S_IWOTH and above.st_mode & stat.S_ISVTX)  # /tmp
    return anybodys or not {above.st_uid, os.lstat(path).st_uid} <= ours


def _refused(shown: str) -> Diagnostic:
    message = "这是上层文件夹里别人的设置，没有照它做"
    hint = f"要用它，先 cd {os.path.dirname(shown)} 再执行；不用它，在当前文件夹里放一个空的 perfgen.toml"
    return Diagnostic("settings-of-others", message, shown, None, hint, status=2)
