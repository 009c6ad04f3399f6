"""An exception that stopped the work on a file in, what to tell the person out, also where perfgen is at fault."""

from __future__ import annotations

import errno
import os
import traceback
from pathlib import Path

from perfgen.diagnostics import Diagnostic, ProblemsFound


def diagnostics_of(error: Exception, file: str) -> list[Diagnostic]:
    """With PERFGEN_DEBUG set, an exception that nobody foresaw is raised again, traceback and all."""
    if isinstance(error, ProblemsFound):
        return list(error.diagnostics)
    if isinstance(error, MemoryError):
        return [Diagnostic("out-of-memory", "内存不够", file, None, "关掉一些程序，加上 --jobs 1 再试一次", status=3)]
    if isinstance(error, OSError) and error.errno:
        denied, full = isinstance(error, PermissionError), error.errno == errno.ENOSPC
        reason = "没有权限" if denied else "磁盘已满" if full else f"系统报告错误 {error.errno}"
        what = "文件读不出来" if error.filename else "结果写不出去"
        culprit = str(error.filename or file)
        return [Diagnostic("system", f"{what}：{reason}", culprit, None, "检查权限和磁盘，再试一次", status=3)]
    if os.environ.get("PERFGEN_DEBUG"):
        raise error
    place = traceback.extract_tb(error.__traceback__)[-1]
    said = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(": ")[:200]
    message = f"perfgen 自身出错，不是您的错：{said}（{Path(place.filename).name} 第 {place.lineno} 行）"
    hint = "请把这段话和所用的文件报告给 perfgen 的开发者；设环境变量 PERFGEN_DEBUG=1 可看到细节"
    return [Diagnostic("internal-error", message, file, None, hint, status=3)]
