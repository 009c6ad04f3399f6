"""The bytes of a text file in, its characters out: UTF-8, UTF-16 with its mark, or what Chinese Windows writes."""

from __future__ import annotations

import codecs

from perfgen.readers.document import refuse, too_much

MAX_BYTES = 20_000_000
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def decoded(content: bytes, file: str) -> str:
    """Raises ProblemsFound where the bytes are no text. A web page need not be asked: GBK is hardly ever valid UTF-8."""
    if len(content) > MAX_BYTES:
        too_much(f"文件超过 {MAX_BYTES // 1_000_000} MB", file)
    marked = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    refuse("not-text", "这不是文本文件", file, "确认文件没有弄错；Word 文件的名字以 .docx 结尾")
