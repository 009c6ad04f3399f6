"""A base document on disk in, its parts and its hash out; what is too large, encrypted or unsafe is refused.

The limits hold before anything is parsed.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from perfgen import on_disk
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.ooxml import (
    COMPOUND_FILE,
    CONTENT_TYPES,
    DOCTYPE,
    DOCUMENT,
    MACROS,
    MAX_BYTES,
    MAX_MARKUP,
    MAX_PARTS,
    PASSWORD_STREAMS,
    STRICT,
    STYLES,
)

SAVE_AS = "在 Word 或 WPS 中打开，另存为“Word 文档(*.docx)”"
_NO_PASSWORD = "在 Word 中打开，取消密码后再保存"
# What zipfile raises: no zip, cut off, broken inside, a method it has not, encrypted, a name or date out of range.
_UNREADABLE = (BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, EOFError, ValueError)
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\bencoding\s*=\s*["']([^"'>]*)""")
_BOM = b"\xef\xbb\xbf"


def read(path: Path) -> tuple[str, dict[str, bytes]]:
    """The SHA-256 of the file, and its parts by name. Raises ProblemsFound where it may not serve as a base."""
    file = str(path)
    try:
        content = on_disk.beginning(path, MAX_BYTES)
    except OSError as error:
        raise unfit(file, "读不出来", "检查文件的权限，或换回原来的底稿") from error
    if len(content) > MAX_BYTES:
        raise _too_large(file)
    if content.startswith(COMPOUND_FILE):
        if any(stream in content for stream in PASSWORD_STREAMS):
            raise unfit(file, "有打开密码", _NO_PASSWORD)
        raise unfit(file, "是旧版 Word 的 .doc 文件", SAVE_AS)
    parts = _parts(content, file)
    if not {CONTENT_TYPES, DOCUMENT, STYLES} <= parts.keys():
        raise unfit(file, "不是 Word 文档", SAVE_AS)
    if STRICT.encode() in parts[DOCUMENT]:
        raise unfit(file, "存成了严格的 Open XML 格式", f"{SAVE_AS}，不选“Strict Open XML 文档”")
    if any(MACROS in name.lower() for name in parts):
        raise unfit(file, "含有宏，不能用作底稿", "另存为不带宏的“Word 文档(*.docx)”")
    markup = [part for name, part in parts.items() if name.lower().endswith((".xml", ".rels"))]
    if any(DOCTYPE in part for part in markup):
        raise unfit(file, "含有 DOCTYPE，可能不安全", SAVE_AS)
    if not all(_is_utf8(part) for part in markup):  # no other encoding can hide a DOCTYPE
        raise unfit(file, "的内部文件不是 UTF-8 编码，可能不安全", SAVE_AS)
    if sum(part.count(b"<") + part.count(b"=") for part in markup) > MAX_MARKUP:
        raise unfit(file, "内容太多", "删去正文，只留页面设置和样式")
    return hashlib.sha256(content).hexdigest(), parts


def unfit(file: str, reason: str, hint: str) -> ProblemsFound:
    """What is wrong with a base and what to do, to be raised."""
    return ProblemsFound([Diagnostic("base-document", f"Word 底稿{reason}", file, None, hint, status=2)])


def _parts(content: bytes, file: str) -> dict[str, bytes]:
    """Each part inflated; zipfile inflates no more than the directory says, and tells of a part that is longer."""
    if content.count(b"PK\x01\x02") > MAX_PARTS:  # each entry of the directory begins so
        raise unfit(file, f"里的文件超过 {MAX_PARTS} 个", SAVE_AS)
    try:
        with ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
            if sum(entry.file_size for entry in entries) > MAX_BYTES:
                raise _too_large(file)
            if any(entry.flag_bits & 1 for entry in entries):
                raise unfit(file, "有打开密码", _NO_PASSWORD)
            return {entry.filename: package.read(entry) for entry in entries}
    except _UNREADABLE as error:
        raise unfit(file, "不是可用的 .docx 文件", SAVE_AS) from error


def _too_large(file: str) -> ProblemsFound:
    return unfit(file, f"展开后超过 {MAX_BYTES // 1_000_000} MB", "删去正文和图片，只留页面设置和样式")


def _is_utf8(part: bytes) -> bool:
    part = part.removeprefix(_BOM)
    declared = _DECLARED.match(part)
    return b"\0" not in part and (declared is None or declared[1].lower() in (b"utf-8", b"us-ascii"))
