"""What the system has against a change of a file in, the message for a person out."""

from __future__ import annotations

import os
from pathlib import Path

from perfgen.defect import reason_of
from perfgen.diagnostics import Diagnostic


def obstacle(target: Path, what: str, error: OSError, programs: str, elsewhere: str) -> Diagnostic:
    """`what` could not be done; `programs` may hold the file open; `elsewhere` says how to use another folder."""
    folder = next(parent for parent in target.parents if os.path.isdir(parent))
    if not isinstance(error, PermissionError):
        reason, cure = reason_of(error, elsewhere)
    elif os.access(folder, os.W_OK):
        reason, cure = "文件正被打开", f"在{programs}中关闭这个文件"
    else:
        reason, cure = f"没有改动文件夹“{folder}”的权限", f"请管理员开放权限，或{elsewhere}"
    return Diagnostic("output", f"{what}：{reason}", str(target), None, f"{cure}，再试一次", status=3)
