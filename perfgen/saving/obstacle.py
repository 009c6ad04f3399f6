"""What the system has against a change of a file in, the message for a person out."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from perfgen.diagnostics import Diagnostic

REASONS = {
    errno.ENOSPC: ("磁盘已满", "清出空间"),
    errno.EDQUOT: ("磁盘配额已用完", "清出空间"),
    errno.EFBIG: ("超过了允许的文件大小", "放宽限制"),
    errno.EROFS: ("磁盘是只读的", "{elsewhere}"),
    errno.EISDIR: ("已有一个同名的文件夹", "给它改名或移走"),
    errno.EEXIST: ("路径中的文件夹与一个文件同名", "给那个文件改名或移走"),
    errno.ENOTDIR: ("路径中的文件夹与一个文件同名", "给那个文件改名或移走"),
    errno.ENAMETOOLONG: ("文件名太长", "缩短申报表的文件名"),
}


def obstacle(target: Path, what: str, error: OSError, programs: str, elsewhere: str) -> Diagnostic:
    """`what` could not be done; `programs` may hold the file open; `elsewhere` says how to use another folder."""
    folder = next(parent for parent in target.parents if os.path.isdir(parent))
    if not isinstance(error, PermissionError):
        unknown = (f"系统报告错误 {error.errno}", "检查文件夹和磁盘")
        reason, cure = REASONS.get(error.errno or 0, unknown)
    elif os.access(folder, os.W_OK):
        reason, cure = "文件正被打开", f"在{programs}中关闭这个文件"
    else:
        reason, cure = f"没有改动文件夹“{folder}”的权限", "请管理员开放权限，或{elsewhere}"
    hint = f"{cure.replace('{elsewhere}', elsewhere)}，再试一次"
    return Diagnostic("output", f"{what}：{reason}", str(target), None, hint, status=3)
