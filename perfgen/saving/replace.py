"""A person's file, what was read of it and its new content in; the file replaced, or told why it was left as it is.

Others may save the file at any moment. What they save is never overwritten: whoever finds that the file is no longer
what he read leaves it alone. The file keeps its mode, its owner and group where the system lets us, its extended
attributes; on Windows it takes the rights of its folder. A link stays a link, to the file that is replaced.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from perfgen.diagnostics import Diagnostic, Severity
from perfgen.saving.lock import Busy, beside, locked
from perfgen.saving.obstacle import obstacle
from perfgen.saving.temporary import sync_folder, temporary


def replace(file: Path, known: bytes, content: bytes) -> list[Diagnostic]:
    """Put `content` in the place of `known`, which is what was read; the file is never half written.

    Anything but a warning in what comes back means that the file is as it was: status 1 where somebody saved it
    meanwhile, 3 where it is read-only, another perfgen does not let go of it, or the system refuses.
    """
    return _alone(file, lambda target: _replace(file, target, known, content))


def remove(file: Path, known: bytes) -> list[Diagnostic]:
    """Delete a file that holds `known`, which is what was read; what comes back is as of `replace`."""
    return _alone(file, lambda target: _remove(file, target, known))


def _alone(file: Path, change: Callable[[Path], list[Diagnostic]]) -> list[Diagnostic]:
    """Change a file while no other perfgen does."""
    try:
        target = Path(os.path.realpath(file, strict=True))
        if _is_read_only(target):
            hint = "确实要改，就去掉文件的只读属性，再运行一次"
            return [Diagnostic("read-only", "文件是只读的，没有写入", str(file), None, hint, status=3)]
        with locked(target):
            return change(target)
    except FileNotFoundError:
        return [_saved_meanwhile(file, "读过以后有人移走了它，没有写入", "找到文件，再运行一次")]
    except Busy as busy:
        message = "另一个 perfgen 正在写它，没有写入"
        hint = f"等它结束，再运行一次；并没有别的 perfgen 在运行，就删去“{busy}”"
        return [Diagnostic("busy", message, str(file), None, hint, status=3)]
    except OSError as error:
        return [obstacle(file, "写不进去", error, "编辑器", "把文件复制到能写的文件夹")]


def _replace(file: Path, target: Path, known: bytes, content: bytes) -> list[Diagnostic]:
    own = beside(target)
    for leftover in own.parent.glob(f"{own.name}-*.tmp"):  # of a run that was killed, since the lock is ours
        leftover.unlink(missing_ok=True)
    with temporary(own.with_name(f"{own.name}-{os.urandom(8).hex()}.tmp"), content, 0o600) as made:
        names = _take_rights(made, target)
        # No system has a replace that compares. So a save by a program that knows nothing of our lock is lost if it
        # falls between these two calls; all that takes time is done before.
        if target.read_bytes() != known:
            return [_saved_meanwhile(file, "读过以后有人保存过它，没有写入", "再运行一次")]
        os.replace(made, target)
    sync_folder(target.parent)
    if names > 1:
        message = f"这个文件还有 {names - 1} 个别的名字（硬链接），那里仍是原来的内容"
        return [Diagnostic("hard-link", message, str(file), None, "需要的话，重新建立链接", Severity.WARNING)]
    return []


def _remove(file: Path, target: Path, known: bytes) -> list[Diagnostic]:
    if target.read_bytes() != known:
        return [_saved_meanwhile(file, "读过以后有人保存过它，没有删去", "再运行一次")]
    target.unlink()
    return []


def _is_read_only(target: Path) -> bool:
    """By its mode, even for an administrator, who could write it."""
    mode = target.stat().st_mode
    return not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK)


def _take_rights(made: Path, target: Path) -> int:
    """Make the one file as accessible as the other, and say how many names that has."""
    status = target.stat()
    if hasattr(os, "chown"):
        for owner, group in ((-1, status.st_gid), (status.st_uid, -1)):
            with suppress(PermissionError):
                os.chown(made, owner, group)
    shutil.copystat(target, made)  # after chown, which takes bits away
    os.utime(made)
    return status.st_nlink


def _saved_meanwhile(file: Path, message: str, hint: str) -> Diagnostic:
    return Diagnostic("saved-meanwhile", message, str(file), None, hint)
