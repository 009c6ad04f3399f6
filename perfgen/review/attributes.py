"""How git is told to show documents as rows: two lines in .gitattributes, two settings of the repository; and undone.

The settings name this very Python, so git finds perfgen in a virtual environment that is not active too.
"""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from perfgen import on_disk
from perfgen.diagnostics import Diagnostic, ProblemsFound, exit_status
from perfgen.review.git import Refused, Repository
from perfgen.saving.replace import remove as delete
from perfgen.saving.replace import replace
from perfgen.saving.temporary import clear_leftovers
from perfgen.saving.whole import create

ATTRIBUTES = ".gitattributes"
_MAX_BYTES = 10_000_000
_MARK, _LINE = b"# perfgen git-setup", b"*.docx diff=perfgen"
_DRIVER = "diff.perfgen"
_CACHE = "refs/notes/textconv/perfgen"
_OF_OURS = re.compile(r"-m perfgen textconv$")  # of whatever Python
_NO_SUCH_SETTING = 1


def textconv() -> str:
    """The command for git, which runs it by sh on every system. `-P`: nothing is imported from the repository."""
    return f"{shlex.quote(Path(sys.executable).as_posix())} -P -m perfgen textconv"


def install(repository: Repository) -> Iterator[str]:
    """Say what was changed. Raises ProblemsFound where something cannot be written."""
    target = _attributes(repository)
    old = on_disk.whole(target, _MAX_BYTES) if target.exists() else None
    if (new := added(old)) != old:
        _write(target, old, new)
        yield f"已在 {target} 中写入 {_LINE.decode()}"
    for name, value in _settings().items():
        if _given(repository, name) != [value]:
            repository.run("config", "--local", "--replace-all", name, value)
            yield f"已在本仓库的 git 配置中写入 {name}"


def remove(repository: Repository) -> Iterator[str]:
    """Take back what `install` did, and what git has kept of it; say what was changed. Raises ProblemsFound.

    A setting that somebody has made another since stays.
    """
    target = _attributes(repository)
    old = on_disk.whole(target, _MAX_BYTES) if target.exists() else b""
    if (new := removed(old)) != old:
        if new is None:
            _refuse(delete(target, old))
            yield f"已删去 {target}，里面没有别的内容"
        else:
            _write(target, old, new)
            yield f"已从 {target} 中删去 {_LINE.decode()}"
    for name, value in _settings().items():
        given = _given(repository, name)
        for one in given:
            if one == value or _OF_OURS.search(one):
                repository.run("config", "--local", "--fixed-value", "--unset-all", name, one)
                yield f"已从本仓库的 git 配置中删去 {name}"
            else:
                yield f"没有删去本仓库 git 配置中的 {name}：有人改成了 {one}"
    repository.run("update-ref", "-d", _CACHE)


def added(content: bytes | None) -> bytes:
    """The content of .gitattributes (None: no such file) with the lines at its end, which come last and so count.

    Where the file ends without a line end, so do they: then taking them out gives the same bytes again.
    """
    if content is None:
        return b"%b\n%b\n" % (_MARK, _LINE)
    if _find(content.splitlines(keepends=True)) is not None:
        return content
    end = b"\r\n" if b"\r\n" in content else b"\n"
    if content.endswith(b"\n"):
        return content + _MARK + end + _LINE + end
    return content + (end if content else b"") + _MARK + end + _LINE


def removed(content: bytes) -> bytes | None:
    """The content without the lines; None where it was made for them."""
    if content == added(None):
        return None
    lines = content.splitlines(keepends=True)
    while (place := _find(lines)) is not None:
        if place and lines[place + 1] == _LINE:
            end = b"\r\n" if lines[place].endswith(b"\r\n") else b"\n"
            lines[place - 1] = lines[place - 1].removesuffix(end)
        del lines[place : place + 2]
    return b"".join(lines)


def _find(lines: list[bytes]) -> int | None:
    stripped = [line.rstrip(b"\r\n") for line in lines]
    return next((at for at in range(len(lines) - 1) if stripped[at : at + 2] == [_MARK, _LINE]), None)


def _settings() -> dict[str, str]:
    return {f"{_DRIVER}.textconv": textconv(), f"{_DRIVER}.cachetextconv": "true"}


def _given(repository: Repository, name: str) -> list[str]:
    """What the repository itself sets, each value once."""
    try:
        values = repository.ask("config", "--local", "-z", "--get-all", name)
    except Refused as error:
        if error.git_status == _NO_SUCH_SETTING:
            return []
        raise
    return list(dict.fromkeys(values.removesuffix("\0").split("\0")))


def _attributes(repository: Repository) -> Path:
    target = repository.root / ATTRIBUTES
    if target.is_symlink():
        hint = "换成一个普通文件再试"
        found = Diagnostic("linked-attributes", "这是一个链接，git 不读它", str(target), None, hint, status=3)
        raise ProblemsFound([found])
    clear_leftovers([repository.root])
    return target


def _write(target: Path, known: bytes | None, content: bytes) -> None:
    _refuse(create(target, content) if known is None else replace(target, known, content))


def _refuse(problems: list[Diagnostic]) -> None:
    if exit_status(problems):
        raise ProblemsFound(problems)
