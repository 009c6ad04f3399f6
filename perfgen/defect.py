"""An exception that stopped the work on a file in, what to tell the person out, also where perfgen is at fault."""

from __future__ import annotations

import errno
import os
import traceback
from pathlib import Path

from perfgen.diagnostics import Diagnostic, ProblemsFound

REASONS = {  # why a file cannot be written, by the number of the error, and the cure
    errno.ENOSPC: ("磁盘已满", "清出空间"),
    errno.EDQUOT: ("磁盘配额已用完", "清出空间"),
    errno.EFBIG: ("超过了允许的文件大小", "放宽限制"),
    errno.EROFS: ("磁盘是只读的", "{elsewhere}"),
    errno.EISDIR: ("已有一个同名的文件夹", "给它改名或移走"),
    errno.EEXIST: ("路径中的文件夹与一个文件同名", "给那个文件改名或移走"),
    errno.ENOTDIR: ("路径中的文件夹与一个文件同名", "给那个文件改名或移走"),
    errno.ENAMETOOLONG: ("文件名太长", "缩短申报表的文件名"),
}
_UNREAD = {  # why a file cannot be read
    errno.ELOOP: ("链接指来指去，没有尽头", "换成文件本身"),
    errno.ENAMETOOLONG: ("文件名太长", "缩短文件名"),
    errno.EIO: ("磁盘坏了，或者断开了", "检查磁盘"),
}


def diagnostics_of(error: Exception, file: str) -> list[Diagnostic]:
    """With PERFGEN_DEBUG set, an exception that nobody foresaw is raised again, traceback and all.

    Raises KeyboardInterrupt where the exception stands in the place of one: `zipfile` has its own to say of a write cut short.
    """
    if isinstance(error.__context__, KeyboardInterrupt):
        raise error.__context__
    if isinstance(error, ProblemsFound):
        return list(error.diagnostics)
    if isinstance(error, MemoryError):
        return [Diagnostic("out-of-memory", "内存不够", file, None, "关掉一些程序，加上 --jobs 1 再试一次", status=3)]
    if isinstance(error, OSError) and error.errno:
        return [_refused(error, file)]
    if os.environ.get("PERFGEN_DEBUG"):
        raise error
    place = traceback.extract_tb(error.__traceback__)[-1]
    said = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(": ")[:200]
    message = f"perfgen 自身出错，不是您的错：{said}（{Path(place.filename).name} 第 {place.lineno} 行）"
    hint = "请把这段话和所用的文件报告给 perfgen 的开发者；设环境变量 PERFGEN_DEBUG=1 可看到细节"
    return [Diagnostic("internal-error", message, file, None, hint, status=3)]


def reason_of(error: OSError, elsewhere: str) -> tuple[str, str]:
    """What the system has against it, and the cure; `elsewhere` says how to use another folder."""
    reason, cure = REASONS.get(error.errno or 0, (f"系统报告错误 {error.errno}", "检查文件夹和磁盘"))
    return reason, cure.replace("{elsewhere}", elsewhere)


def _refused(error: OSError, file: str) -> Diagnostic:
    what, (reason, cure) = "结果写不出去", reason_of(error, "换一个文件夹")
    if error.filename:
        what = "文件读不出来"
        reason, cure = _UNREAD.get(error.errno or 0, (f"系统报告错误 {error.errno}", "检查权限和磁盘"))
    elif isinstance(error, FileNotFoundError) and not _is_somewhere():
        what, reason, cure = "没法开始", "当前文件夹已经删去了", "换到一个还在的文件夹"
    elif isinstance(error, FileNotFoundError):  # as tempfile says it
        reason, cure = "找不到能写的临时文件夹，多半是磁盘已满", "清出空间，或让环境变量 TMPDIR 指到能写的文件夹"
    if isinstance(error, PermissionError):
        reason, cure = "没有权限", "检查权限和磁盘"
    return Diagnostic("system", f"{what}：{reason}", str(error.filename or file), None, f"{cure}，再试一次", status=3)


def _is_somewhere() -> bool:
    try:
        os.getcwd()
    except FileNotFoundError:
        return False
    return True
