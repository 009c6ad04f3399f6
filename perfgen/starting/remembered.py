"""A folder in; what `init` was asked for there and what it has written, out of `.perfgen_init`, and back into it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from perfgen import on_disk
from perfgen.starting.repository_files import Wanted
from perfgen.starting.server import Server

NAME = ".perfgen_init"
_MAX_BYTES = 1_000_000


class NoRecord(Exception):
    """What stands in the file, whose path this is, is not what `init` writes there."""


class Written(NamedTuple):
    """`offered`: the digest of each file as it was written last, or would have been were there not another."""

    version: str
    wanted: Wanted
    offered: Mapping[str, str]


def digest(content: bytes) -> str:
    """The same whatever git makes of the ends of lines."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def remembered(folder: Path) -> Written | None:
    """None where nothing was written yet. Raises NoRecord, and ProblemsFound for what is no plain file."""
    path = folder / NAME
    on_disk.refuse_stray(path, folder)
    if not path.is_file():
        return None
    try:
        return _read(json.loads(on_disk.whole(path, _MAX_BYTES)))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NoRecord(path) from error


def text_of(known: Written) -> bytes:
    told = {
        "perfgen": known.version,
        "place": known.wanted.place,
        "forms": list(known.wanted.forms),
        "server": known.wanted.server.value,
        "files": dict(sorted(known.offered.items())),
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()


def _read(told: Any) -> Written:
    forms, files = told["forms"], told["files"]
    texts = [told["perfgen"], told["place"], *forms, *files, *files.values()]
    if not isinstance(forms, list) or not all(isinstance(text, str) for text in texts):
        raise TypeError
    return Written(told["perfgen"], Wanted(told["place"], tuple(forms), Server(told["server"])), files)
