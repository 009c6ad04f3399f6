"""A spec that goes to another folder in, the spec with the path to its schema, which editors follow, put right out."""

from __future__ import annotations

import os
import re
from pathlib import Path

_MODELINE = re.compile(r"^(\ufeff?[ \t]*#[ \t]*yaml-language-server:[ \t]*\$schema=)([^\s#]+)", re.MULTILINE)


def relinked(source: bytes, old: Path, new: Path) -> bytes:
    """Only a relative path is changed, and only where it leads elsewhere from the folder `new` than from `old`."""

    def link(match: re.Match[str]) -> str:
        path = match[2]
        schema = os.path.abspath(old / path)
        if os.path.isabs(path) or ":" in path or os.path.abspath(new / path) == schema:
            return match[0]
        try:
            return match[1] + Path(os.path.relpath(schema, new)).as_posix()
        except ValueError:  # on another drive
            return match[0]

    return _MODELINE.sub(link, source.decode("utf-8")).encode()
