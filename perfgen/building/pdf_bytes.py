"""A PDF of LibreOffice in, the same without the moment it was made at out: the same documents together have the same bytes.

One of them alone may have others: LibreOffice numbers the fonts of some kinds as it puts them into one PDF after another.
"""

from __future__ import annotations

import hashlib
import re

# Both stand behind what is drawn, which is compressed. Nothing may grow or shrink: a PDF holds the places of its parts.
_CREATED = re.compile(rb"/CreationDate\(D:[0-9]{14}[^()]{0,8}\)")
_IDENTITY = re.compile(rb"/ID \[ <([0-9A-F]{32})>\s+<([0-9A-F]{32})> \]\s+/DocChecksum /([0-9A-F]{32})\s")


def settled(content: bytes) -> bytes:
    """Without a date, and with an identity made of the rest; as it is where it is not written as LibreOffice 7 does."""
    created, identity = _last(_CREATED, content), _last(_IDENTITY, content)
    if created is None or identity is None:
        return content
    made = bytearray(content)
    made[created.start() : created.end()] = b" " * len(created[0])
    for group in (1, 2, 3):
        made[identity.start(group) : identity.end(group)] = b"0" * 32
    own = hashlib.blake2b(made, digest_size=16).hexdigest().upper().encode()
    for group in (1, 2, 3):
        made[identity.start(group) : identity.end(group)] = own
    return bytes(made)


def _last(pattern: re.Pattern[bytes], content: bytes) -> re.Match[bytes] | None:
    found = [*pattern.finditer(content)]
    return found[-1] if found else None
