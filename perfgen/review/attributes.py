"""How git is told to show documents as rows and to merge specs: lines in .gitattributes, settings of the repository; and undone.

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
_MARK = b"# perfgen git-setup"
_LINES = (b"*.docx diff=perfgen", b"*.doc diff=perfgen", b"*.yaml merge=perfgen", b"*.yml merge=perfgen")
_WRITTEN = "，".join(line.decode() for line in _LINES)
_CACHE = "refs/notes/textconv/perfgen"
_OF_OURS = re.compile(r"-m perfgen (?:textconv$|merge-driver )")  # of whatever Python
_NO_SUCH_SETTING = 1
_NAMES_THE_SIDES = (2, 44)  # the git that can tell its drivers what the sides are called
# Chinese paths as they are, which git takes for bytes; remembered, since a person may have set the same before.
_PATHS, _PATHS_SET = "core.quotepath", "perfgen.quotepath"


def _perfgen(command: str) -> str:
    """For git, which runs it by sh on every system. `-P`: nothing is imported from the repository."""
    return f"{shlex.quote(Path(sys.executable).as_posix())} -P -m perfgen {command}"


def merge_driver(sides: bool) -> str:
    """perfgen, or where that leaves it to git, or is not there any more, git's own merge of texts.

    A status beyond 128 would stop git: it is a conflict too. `sides`: git tells what they are called.
    """
    labels = "-L %X -L %S -L %Y" if sides else "-L HEAD -L base -L theirs"
    by_lines = f"git merge-file --quiet --marker-size=%L {labels} %A %O %B"
    return f"{_perfgen('merge-driver -- %O %A %B %P')} || {by_lines} || exit 1"


def install(repository: Repository) -> Iterator[str]:
    """Say what was changed. Raises ProblemsFound where something cannot be written."""
    target = _attributes(repository)
    old = on_disk.whole(target, _MAX_BYTES) if target.exists() else None
    if (new := added(old)) != old:
        _write(target, old, new)
        yield f"已在 {target} 中写入 {_WRITTEN}"
    settings = _settings(repository)
    if not _given(repository, _PATHS):
        settings |= {_PATHS: "false", _PATHS_SET: "false"}
    for name, value in settings.items():
        if _given(repository, name) != [value]:
            repository.run("config", "--local", "--replace-all", name, value)
            if name != _PATHS_SET:
                yield f"已在本仓库的 git 配置中写入 {name}"
    repository.run("update-ref", "-d", _CACHE)  # where it says of a .doc that there is no LibreOffice


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
            yield f"已从 {target} 中删去 {_WRITTEN}"
    settings = _settings(repository)
    if _given(repository, _PATHS_SET):
        settings |= {_PATHS: "false"}
        repository.run("config", "--local", "--unset-all", _PATHS_SET)
    for name, value in settings.items():
        for one in _given(repository, name):
            if one == value or _OF_OURS.search(one):
                repository.run("config", "--local", "--fixed-value", "--unset-all", name, one)
                yield f"已从本仓库的 git 配置中删去 {name}"
            else:
                yield f"没有删去本仓库 git 配置中的 {name}：有人改成了 {one}"
    repository.run("update-ref", "-d", _CACHE)


def added(content: bytes | None) -> bytes:
    """The content of .gitattributes (None: no such file) with the lines at its end, which come last and so count.

    Where the file ends without a line end, so do they: then taking them out gives the same bytes again. Where some are
    there already, of an earlier perfgen, all come in their place.
    """
    if content is None:
        return b"".join(b"%b\n" % line for line in (_MARK, *_LINES))
    lines = content.splitlines(keepends=True)
    if found := _find(lines):
        start, stop = found
        end = _end(lines[start])
        wanted = [_MARK + end, *(line + end for line in _LINES)]
        wanted[-1] = wanted[-1].removesuffix(end) if lines[stop - 1] in _LINES else wanted[-1]
        return b"".join([*lines[:start], *wanted, *lines[stop:]])
    end = b"\r\n" if b"\r\n" in content else b"\n"
    block = end.join([_MARK, *_LINES])
    if content.endswith(b"\n"):
        return content + block + end
    return content + (end if content else b"") + block


def removed(content: bytes) -> bytes | None:
    """The content without the lines; None where it was made for them."""
    lines = content.splitlines(keepends=True)
    while found := _find(lines):
        start, stop = found
        if start and lines[stop - 1] in _LINES:
            lines[start - 1] = lines[start - 1].removesuffix(_end(lines[start]))
        elif not start and stop == len(lines) and lines[stop - 1] not in _LINES:
            return None
        del lines[start:stop]
    return b"".join(lines)


def _find(lines: list[bytes]) -> tuple[int, int] | None:
    """Where the mark stands, and what comes behind the lines that follow it."""
    stripped = [line.rstrip(b"\r\n") for line in lines]
    for start, line in enumerate(stripped):
        stop = start + 1
        while stop < len(lines) and stripped[stop] in _LINES:
            stop += 1
        if line == _MARK and stop > start + 1:
            return start, stop
    return None


def _end(line: bytes) -> bytes:
    return b"\r\n" if line.endswith(b"\r\n") else b"\n"


def _settings(repository: Repository) -> dict[str, str]:
    version = re.search(r"(\d+)\.(\d+)", repository.ask("--version"))
    sides = version is not None and (int(version[1]), int(version[2])) >= _NAMES_THE_SIDES
    return {
        "diff.perfgen.textconv": _perfgen("textconv"),
        "diff.perfgen.cachetextconv": "true",
        "merge.perfgen.driver": merge_driver(sides),
    }


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
