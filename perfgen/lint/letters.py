"""A text in, its letters, digits and Han characters out: what two texts share when only their punctuation differs."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

_REST = re.compile(r"[\W_]+")


@lru_cache(maxsize=512)
def letters(text: str) -> str:
    """Half width and lower case, so that `ＡＢ１２` and `ab12` are one."""
    return _REST.sub("", normalize("NFKC", text)).lower()
