"""A file that may be anybody's in, its bytes out; what is no plain file, or a link that leads astray, told unread.

Opening a pipe would wait for ever, a device may have no end, and a line of a file that a link leads to would be shown
with the first mistake in it.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from perfgen.diagnostics import Diagnostic, ProblemsFound

SANDBOX = "PERFGEN_SANDBOX"  # in the environment, for the processes that are started too


def sandboxed() -> bool:
    """Whether a project is taken for hostile: its own schemas, templates and links are not used at all."""
    return bool(os.environ.get(SANDBOX))


def beginning(path: Path, most: int, shown: str = "") -> bytes:
    """At most `most` bytes and one more, which tells that there are more.

    `shown` is the name of the file in messages. Raises ProblemsFound for what is no plain file, OSError where it cannot
    be read.
    """
    if not stat.S_ISREG(os.stat(path).st_mode):  # before it is opened, which some devices take for an order
        raise _refused(path, shown, "odd-file", "这不是普通的文件（是管道、设备或文件夹），没有读", "换成普通的文件")
    try:
        with open(path, "rb", opener=_without_waiting) as opened:
            return opened.read(most + 1)
    except OSError as error:
        error.filename = str(path)  # which a failing read does not tell
        raise


def whole(path: Path, most: int, shown: str = "") -> bytes:
    """All of a file. Raises ProblemsFound where that is more than `most` bytes too."""
    content = beginning(path, most, shown)
    if len(content) > most:
        raise _refused(path, shown, "too-large", f"文件超过 {most // 1000} KB，没有读", "看一看是不是放错了文件")
    return content


def refuse_stray(path: Path, folder: Path = Path(), shown: str = "") -> None:
    """Raises ProblemsFound where a link leads to what is not below `folder`, or is hidden there; in a sandbox, any link.

    `folder` is the current one, or that of the project; for a file that lies elsewhere it is the one where it lies. Only
    links on the way down from `folder` count, not those that lead to it.
    """
    absolute = os.path.abspath(path)
    if os.path.realpath(path) == absolute:
        return  # so it is nearly always
    if _strays(path, folder if Path(absolute).is_relative_to(os.path.abspath(folder)) else path.parent):
        hint = "把它换成文件本身；链接只能指向项目之内、不隐藏的文件"
        raise _refused(path, shown, "stray-link", "这是链接，指到了项目之外或隐藏的地方，没有读", hint)


def _strays(path: Path, folder: Path) -> bool:
    real, root = Path(os.path.realpath(path)), Path(os.path.realpath(folder))
    if real == root / os.path.relpath(os.path.abspath(path), os.path.abspath(folder)):
        return False  # no link at all
    return sandboxed() or not real.is_relative_to(root) or any(part.startswith(".") for part in real.relative_to(root).parts)


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))


def _refused(path: Path, shown: str, name: str, message: str, hint: str) -> ProblemsFound:
    return ProblemsFound([Diagnostic(name, message, shown or str(path), None, hint, status=2)])
