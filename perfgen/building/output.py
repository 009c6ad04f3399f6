"""Documents on disk: names that every system can hold, inside the output folder, written whole or not at all."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePath
from unicodedata import normalize

from perfgen.diagnostics import Diagnostic, Severity
from perfgen.ooxml import LAST_PART
from perfgen.saving.obstacle import obstacle
from perfgen.saving.whole import move_new

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
        if (length := len(os.fsencode(part))) > 255:
            return f"生成的文件名太长（{length} 字节，最多 255 字节，约 80 个汉字）"
    return ""


def same_name_key(relative: PurePath) -> str:
    """Equal for names that some system takes for one: case and Unicode composition do not count."""
    return normalize("NFC", relative.as_posix()).casefold()


def escapes(target: Path, folder: Path) -> bool:
    """Whether `target` is a link, or lies behind one, that leads out of `folder`."""
    return not Path(os.path.realpath(target)).is_relative_to(os.path.realpath(folder))


def clear_leftovers(folders: Iterable[Path]) -> None:
    """Remove the temporary files of runs that were killed."""
    for folder in folders:
        for leftover in folder.glob(TEMPORARY):
            with suppress(OSError):
                if time.time() - leftover.stat().st_mtime > STALE:
                    leftover.unlink()


def write(target: Path, content: bytes) -> list[Diagnostic]:
    """Put `content` at `target` in one step; a document that someone edited there is kept under another name."""
    found: list[Diagnostic] = []
    temporary = target.with_name(f".perfgen-{os.urandom(8).hex()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(content)
        found += _keep_edited(target)
        os.replace(temporary, target)
    except OSError as error:
        found.append(_blocked(target, "写不进去", error))
    finally:
        with suppress(OSError):
            temporary.unlink()
    return found


def discard(target: Path) -> list[Diagnostic]:
    """Take away a document whose spec has changed and no longer builds, so that nobody takes it for the current one."""
    found: list[Diagnostic] = []
    try:
        found += _keep_edited(target)
        target.unlink(missing_ok=True)
    except NotADirectoryError:
        pass
    except OSError as error:
        found.append(_blocked(target, "这份旧文件删不掉", error))
    return found


def _blocked(target: Path, what: str, error: OSError) -> Diagnostic:
    return obstacle(target, what, error, " Word 或 WPS ", "用 --out 换一个文件夹")


def _keep_edited(target: Path) -> list[Diagnostic]:
    """A Word file saved by anyone else than perfgen is somebody's work: set it aside before it is replaced."""
    kept = target.with_name(f"{target.stem}（改动稿）.docx")
    number = 1
    try:
        if target.suffix != ".docx" or not target.is_file() or _untouched(target):
            return []
        while not move_new(target, kept):
            number += 1
            kept = target.with_name(f"{target.stem}（改动稿{number}）.docx")
    except FileNotFoundError:
        return []  # another build has set it aside in this moment
    message = f"有人在 Word 中改过这份文件，已另存为“{kept.name}”"
    hint = "把改动写进 YAML 后，可删去改动稿"
    return [Diagnostic("edited-document", message, str(target), None, hint, Severity.WARNING)]


def _untouched(target: Path) -> bool:
    with target.open("rb") as file:
        last = LAST_PART.encode("ascii")
        end_record = 22  # bytes of a zip's end record without comment (APPNOTE 4.3.16)
        file.seek(0, os.SEEK_END)
        file.seek(max(file.tell() - end_record - len(last), 0))
        return file.read(len(last)) == last
