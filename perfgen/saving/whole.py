"""A name that nobody uses yet and a content in, a new file out: exclusively, so that of two only one makes it."""

from __future__ import annotations

import os
from pathlib import Path

from perfgen.diagnostics import Diagnostic
from perfgen.saving.obstacle import obstacle
from perfgen.saving.temporary import clear_leftovers, sync_folder, temporary


def create(target: Path, content: bytes) -> list[Diagnostic]:
    """Make a file where there is none, with its folders. What somebody else made there meanwhile stays; status 2."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        clear_leftovers([target.parent])
        with temporary(target.with_name(f".perfgen-{os.urandom(8).hex()}.tmp"), content) as made:
            if not move_new(made, target):
                hint = "看一看那个文件；不要它就先删去，或用 --out 换一个文件名"
                return [Diagnostic("file-exists", "刚刚有人建了同名的文件，没有写入", str(target), None, hint, status=2)]
        sync_folder(target.parent)
    except OSError as error:
        return [obstacle(target, "写不进去", error, "别的程序", "用 --out 换一个文件夹")]
    return []


def taken(target: Path) -> bool:
    """Whether there is something of that name; what killed runs have left beside it goes, since no other may come."""
    clear_leftovers([target.parent])
    return os.path.lexists(target)


def move_new(source: Path, target: Path) -> bool:
    """Rename a file, unless there is something of the new name, be it a link that leads nowhere. Raises OSError.

    No rename refuses a taken name everywhere; a second name for the file, which is tried first, does so in one step.
    """
    try:
        os.link(source, target)
    except FileExistsError:
        if target.is_symlink() or not os.path.samefile(source, target):
            return False  # else a run that was killed has got as far as here
    except FileNotFoundError:
        raise
    except OSError:  # a file system without second names
        return _move_in_two_steps(source, target)
    source.unlink()
    return True


def _move_in_two_steps(source: Path, target: Path) -> bool:
    """The same by taking the name first, with an empty file."""
    try:
        target.open("xb").close()
    except FileExistsError:
        return False
    try:
        os.replace(source, target)
    except OSError:
        target.unlink()
        raise
    return True
