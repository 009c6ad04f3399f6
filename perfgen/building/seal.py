"""A document in, the same with a seal out, a mark that holds the hash of all else; and how a file stands to its seal.

A file whose seal holds is as perfgen wrote it, so that nobody's work is in it. CSV and JSON have no room for a seal.
"""

from __future__ import annotations

import hashlib
from enum import Enum, auto

from perfgen.ooxml import SEAL
from perfgen.writers.archive import appended, list_of_parts, stored

# A part that nothing refers to: whoever reads a package shall ignore it, and may drop it (ECMA-376, part 1, 9.1.4).
_PART = "docProps/perfgen.xml"
_PACKAGES = {".docx", ".xlsx"}
_AT_END = {".html": "<!-- perfgen sha256 {} -->\n", ".txt": "perfgen sha256 {}\n"}
_IN_PACKAGE = f'<perfgen xmlns="{SEAL}" sha256="{{}}"/>'
_NEAR_END = 300  # bytes, within which a seal still tells where the file is from


class Standing(Enum):
    UNTOUCHED = auto()  # what perfgen wrote, to the byte
    EDITED = auto()  # somebody has saved it since
    UNKNOWN = auto()  # no seal: made by somebody else, or a kind of file that holds none


def sealed(content: bytes, suffix: str) -> bytes:
    """What is to be written to a file of this suffix."""
    if suffix in _AT_END:
        return content + _seal(_AT_END[suffix], content)
    if suffix in _PACKAGES:
        seal = _seal(_IN_PACKAGE, content[: list_of_parts(content)])
        return appended(content, _PART, seal)
    return content


def standing(content: bytes, suffix: str) -> Standing:
    """How what is in a file of this suffix stands to its seal; what an office has saved is taken for edited."""
    if suffix in _PACKAGES:
        end = list_of_parts(content)
        start = end - len(stored(_PART, _seal(_IN_PACKAGE, b""), content))
        expected = stored(_PART, _seal(_IN_PACKAGE, content[:start]), content)
        return Standing.UNTOUCHED if start > 0 and content[start:end] == expected else Standing.EDITED
    if suffix not in _AT_END:
        return Standing.UNKNOWN
    seal = _seal(_AT_END[suffix], b"")
    if content[-len(seal) :] == _seal(_AT_END[suffix], content[: -len(seal)]):
        return Standing.UNTOUCHED
    begins = seal[: seal.index(b"256") + 3]
    return Standing.EDITED if begins in content[-_NEAR_END:] else Standing.UNKNOWN


def _seal(pattern: str, content: bytes) -> bytes:
    return pattern.format(hashlib.sha256(content).hexdigest()).encode()
