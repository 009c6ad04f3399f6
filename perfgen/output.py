"""Documents on disk: names that every system can hold, inside the output folder, written whole or not at all."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePath
from unicodedata import normalize

from perfgen.diagnostics import Diagnostic, Severity

LAST_PART = b"customXml/item1.xml"  # ends the directory of a package that perfgen wrote and nobody saved again
TEMPORARY = ".perfgen-*.tmp"
STALE = 3600.0  # seconds after which a temporary file belongs to a run that was killed

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')


def name_problem(relative: PurePath) -> str:
    """Why a file of this name cannot exist on every system, or ""."""
    for part in relative.parts:
        if found := _FORBIDDEN.search(part):
            return f"文件名不能含有“{found[0]}”" if found[0].isprintable() else "文件名不能含有控制字符"
        if _RESERVED.fullmatch(part):
            return f"“{part}”是 Windows 的保留名"
        if part != part.rstrip(" ."):
            return f"“{part}”以空格或句点结尾，Windows 存不下"
        if len(part.encode()) > 255:
            return f"文件名太长（{len(part.encode())} 字节，最多 255 字节，约 80 个汉字）"
    return ""


def same_name_key(relative: PurePath) -> str:
    """Equal for names that some system takes for one: case and Unicode composition do not count."""
    return normalize("NFC", relative.as_posix()).casefold()


def escapes(target: Path, folder: Path) -> bool:
    """Whether writing `target` would write outside `folder`, links followed."""
    return not target.parent.resolve().is_relative_to(folder.resolve())


def clear_leftovers(folders: Iterable[Path]) -> None:
    """Remove the temporary files of runs that were killed."""
    for folder in folders:
        for leftover in folder.glob(TEMPORARY):
            with suppress(OSError):
                if time.time() - leftover.stat().st_mtime > STALE:
                    leftover.unlink()


def write(target: Path, content: bytes) -> Iterator[Diagnostic]:
    """Put `content` at `target` in one step; a document that someone edited there is kept under another name."""
    temporary = target.with_name(f".perfgen-{os.getpid()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(content)
        yield from _keep_edited(target)
        os.replace(temporary, target)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        yield blocked(target, error)


def discard(target: Path) -> Iterator[Diagnostic]:
    """Take away a document whose spec has changed and no longer builds, so that nobody takes it for the current one."""
    try:
        yield from _keep_edited(target)
        target.unlink(missing_ok=True)
    except OSError as error:
        yield blocked(target, error)


def blocked(path: Path, error: OSError) -> Diagnostic:
    """What the system says of `path`, in words."""
    if isinstance(error, PermissionError):
        message, hint = "没有写入的权限，或者文件正被打开", "在 Word 或 WPS 中关闭这个文件，再试一次"
    elif error.errno == 28:  # ENOSPC
        message, hint = "磁盘已满", "清出空间，再试一次；原有的文件没有改动"
    else:
        message, hint = f"无法写入（{error.strerror or error}）", "检查文件夹和磁盘，再试一次"
    return Diagnostic("output", message, str(path), None, hint, status=3)


def _keep_edited(target: Path) -> Iterator[Diagnostic]:
    """A Word file saved by anyone else than perfgen is somebody's work: set it aside before it is replaced."""
    if target.suffix != ".docx" or not target.is_file() or _untouched(target):
        return
    kept = target.with_name(f"{target.stem}（改动稿）.docx")
    number = 1
    while kept.exists():
        number += 1
        kept = target.with_name(f"{target.stem}（改动稿{number}）.docx")
    os.rename(target, kept)
    message = f"有人在 Word 中改过这份文件，已另存为“{kept.name}”"
    yield Diagnostic("edited-document", message, str(target), None, "把改动写进 YAML 后，可删去改动稿", Severity.WARNING)


def _untouched(target: Path) -> bool:
    with target.open("rb") as file:
        end_record = 22  # bytes of a zip's end record without comment (APPNOTE 4.3.16)
        file.seek(0, os.SEEK_END)
        file.seek(max(file.tell() - end_record - len(LAST_PART), 0))
        return file.read(len(LAST_PART)) == LAST_PART
