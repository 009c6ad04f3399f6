"""Documents on disk: names that every system can hold, inside the output folder, written whole or not at all."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from filecmp import cmp
from pathlib import Path, PurePath
from unicodedata import normalize

from perfgen.building.seal import Standing, sealed, standing
from perfgen.diagnostics import Diagnostic, Severity
from perfgen.saving.obstacle import obstacle
from perfgen.saving.temporary import temporary
from perfgen.saving.whole import move_new

NOT_OURS = "not-ours"  # the name of the finding
_LARGEST = 200_000_000  # bytes that are looked at; no document of ours is as large

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
        if (length := len(os.fsencode(part))) > 255:
            return f"生成的文件名太长（{length} 字节，最多 255 字节，约 80 个汉字）"
    return ""


def file_stem(name: str) -> str:
    """The name, that of a sheet, as that of a file can be, without suffix."""
    bare = _FORBIDDEN.sub("_", name.replace("/", "_")).strip(" .") or "_"
    return f"{bare}_" if _RESERVED.fullmatch(bare) else bare


def same_name_key(relative: PurePath) -> str:
    """Equal for names that some system takes for one: case and Unicode composition do not count."""
    return normalize("NFC", relative.as_posix()).casefold()


def escapes(target: Path, folder: Path) -> bool:
    """Whether `target` is a link, or lies behind one, that leads out of `folder`."""
    return not Path(os.path.realpath(target)).is_relative_to(os.path.realpath(folder))


def write(target: Path, content: bytes | Iterable[bytes], force: bool = False) -> list[Diagnostic]:
    """Put `content`, sealed, at `target` in one step. What comes in pieces is of a kind that has no seal.

    A document that someone edited there is kept under another name. What perfgen has not made stays, and is told, status
    1; with `force` it is replaced.
    """
    found: list[Diagnostic] = []
    whole = sealed(content, target.suffix.lower()) if isinstance(content, bytes) else b""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Not to the disk at once, which would take as long again as to make it: a document can be made anew.
        with temporary(target.with_name(f".perfgen-{os.urandom(8).hex()}.tmp"), whole or content, sync=False) as made:
            there = _there(target, whole) if whole or not _same(target, made) else None
            if there is Standing.UNKNOWN and not force:
                return [_not_ours(target)]
            if there is Standing.EDITED:
                found += _set_aside(target)
            os.replace(made, target)
    except OSError as error:
        found.append(_blocked(target, "写不进去", error))
    return found


def discard(target: Path) -> list[Diagnostic]:
    """Take away a document whose spec has changed and no longer builds, so that nobody takes it for the current one.

    One that someone edited is kept under another name; what perfgen has not made stays.
    """
    found: list[Diagnostic] = []
    try:
        there = _there(target)
        if there is Standing.EDITED:
            found += _set_aside(target)
        if there is not Standing.UNKNOWN:
            target.unlink(missing_ok=True)
    except NotADirectoryError:
        pass
    except OSError as error:
        found.append(_blocked(target, "这份旧文件删不掉", error))
    return found


def _blocked(target: Path, what: str, error: OSError) -> Diagnostic:
    return obstacle(target, what, error, " Word 或 WPS ", "用 --out 换一个文件夹")


def _not_ours(target: Path) -> Diagnostic:
    hint = "用 --out 换一个地方，或先把它移走"
    return Diagnostic(NOT_OURS, "已有一个同名的文件，看不出是 perfgen 生成的，没有写入", str(target), None, hint)


def _there(target: Path, content: bytes = b"") -> Standing | None:
    """How what is at `target` stands to its seal; None where nothing is, or just `content`."""
    try:
        status = target.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if stat.S_ISLNK(status.st_mode) or stat.S_ISDIR(status.st_mode):
        return None  # a link is replaced, and what it leads to stays; a folder the system refuses to replace
    if not stat.S_ISREG(status.st_mode):
        return Standing.UNKNOWN  # a device or a pipe, which may never end
    known = target.read_bytes() if status.st_size <= _LARGEST else b""
    return None if known == content else standing(known, target.suffix.lower())


def _same(target: Path, made: Path) -> bool:
    return target.is_file() and not target.is_symlink() and cmp(target, made, shallow=False)


def _set_aside(target: Path) -> list[Diagnostic]:
    """What someone saved is somebody's work: it gets another name."""
    kept = target.with_name(f"{target.stem}（改动稿）{target.suffix}")
    number = 1
    try:
        while not move_new(target, kept):
            number += 1
            kept = target.with_name(f"{target.stem}（改动稿{number}）{target.suffix}")
    except FileNotFoundError:
        return []  # another build has set it aside in this moment
    where = {".docx": "在 Word 中", ".xlsx": "在 Excel 中"}.get(target.suffix.lower(), "")
    message = f"有人{where}改过这份文件，已另存为“{kept.name}”"
    hint = f"把改动写进{' YAML ' if where else '申报表'}后，可删去改动稿"
    return [Diagnostic("edited-document", message, str(target), None, hint, Severity.WARNING)]
