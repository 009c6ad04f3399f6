"""A page, a text or a PDF in, the same with a seal out, a line that holds the hash of all else; and how a file stands to its seal.

A file whose seal holds is as perfgen wrote it, so that nobody's work is in it. Word files and workbooks come sealed from
those who zip them (`writers/archive`); CSV and JSON have no room for a seal.
"""

from __future__ import annotations

import hashlib
from enum import Enum, auto

_PACKAGES = {".docx", ".xlsx"}
_AT_END = {".html": "<!-- perfgen sha256 {} -->\n", ".txt": "perfgen sha256 {}\n", ".pdf": "%perfgen sha256 {}\n"}
_NEAR_END = 300  # bytes, within which a seal still tells where the file is from


class Standing(Enum):
    UNTOUCHED = auto()  # what perfgen wrote, to the byte
    EDITED = auto()  # somebody has saved it since
    UNKNOWN = auto()  # no seal: made by somebody else, or a kind of file that holds none


def sealed(content: bytes, suffix: str) -> bytes:
    """What is to be written to a file of this suffix."""
    return content + _seal(_AT_END[suffix], content) if suffix in _AT_END else content


def standing(content: bytes, suffix: str) -> Standing:
    """How what is in a file of this suffix stands to its seal; what an office has saved is taken for edited."""
    if suffix in _PACKAGES:
        from perfgen.writers.archive import seal_holds

        return Standing.UNTOUCHED if seal_holds(content) else Standing.EDITED
    if suffix not in _AT_END:
        return Standing.UNKNOWN
    seal = _seal(_AT_END[suffix], b"")
    if content[-len(seal) :] == _seal(_AT_END[suffix], content[: -len(seal)]):
        return Standing.UNTOUCHED
    begins = seal[: seal.index(b"256") + 3]
    # What is written into a PDF, a comment say, most programs add behind its end.
    return Standing.EDITED if begins in (content if suffix == ".pdf" else content[-_NEAR_END:]) else Standing.UNKNOWN


def _seal(pattern: str, content: bytes) -> bytes:
    return pattern.format(hashlib.sha256(content).hexdigest()).encode()
