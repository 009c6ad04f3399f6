"""Texts in, their letters, digits and Han characters out: what two texts share when only their punctuation differs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

_REST = re.compile(r"[\W_](?<!\0)")


def letters(texts: Sequence[str]) -> list[str]:
    """Of each text, half width and lower case, so that `ＡＢ１２` and `ab12` are one."""
    # No text has a NUL, and all at once is much faster than each for itself.
    bare = _REST.sub("", "\0".join(texts))
    usual = normalize("NFKC", bare)  # which can bring in signs again: ㈠ is (一)
    return (usual if usual == bare else _REST.sub("", usual)).lower().split("\0") if texts else []
