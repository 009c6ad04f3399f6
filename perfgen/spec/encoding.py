"""The bytes of a text file in, why they are not UTF-8 out, with what to do about it."""

from __future__ import annotations

import codecs

from perfgen.diagnostics import Diagnostic, Position

_SAVE_AS_UTF8 = (
    "用记事本打开，“另存为”时编码选 UTF-8；或者在 VS Code 右下角点编码，先“通过编码重新打开”，再“通过编码保存”为 UTF-8"
)


def refuse(source: bytes, file: str) -> Diagnostic | None:
    """None where nothing is wrong."""
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _unusable(file, None, "文件是 UTF-16 编码，应为 UTF-8", _SAVE_AS_UTF8)
    try:
        source.decode("utf-8")
    except UnicodeDecodeError as error:
        start = error.start
    else:
        return None
    before = source[:start].decode("utf-8").removeprefix("\ufeff")
    position = Position(before.count("\n") + 1, len(before) - before.rfind("\n"))
    # Han characters that came out right before the first bad byte mean UTF-8 with a flaw, not GB18030.
    if max(before, default="") < "\u0800" and b"\0" not in source and _is_gb18030(source):
        return _unusable(file, position, "文件不是 UTF-8 编码，看起来是 GB18030（GBK）", _SAVE_AS_UTF8)
    message = f"文件不是 UTF-8 编码：从这里起有认不出的字节 0x{source[start]:02X}"
    return _unusable(file, position, message, "改正或重新输入这一行，再存为 UTF-8")


def _unusable(file: str, position: Position | None, message: str, hint: str) -> Diagnostic:
    return Diagnostic("not-utf8", message, file, position, hint, status=2)


def _is_gb18030(source: bytes) -> bool:
    try:
        source.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True
