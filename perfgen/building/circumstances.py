"""A project in, out what a result hangs on beside its spec: forms, settings, perfgen and what it is made of, the environment."""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from perfgen import __version__, on_disk
from perfgen.building.digests import Stamp, digest, digest_of, stamp

_PACKAGE = Path(__file__).parents[1]


class Circumstances(NamedTuple):
    """Equal in two moments if nothing has changed between them; `digest` alone is equal too where all is as before again."""

    digest: str
    stamps: tuple[Stamp | None, ...]


def circumstances(files: Iterable[Path]) -> Circumstances:
    """`files` are those of the forms and settings."""
    files = list(files)
    read = [(str(file), os.path.realpath(file) if os.path.islink(file) else "", digest_of(file)) for file in files]
    code = [(str(file.relative_to(_PACKAGE)), stamp(file)) for file in _files(_PACKAGE)]
    around = [
        *(__version__, sys.version, zlib.ZLIB_RUNTIME_VERSION, on_disk.sandboxed()),
        *(os.environ.get("SOURCE_DATE_EPOCH"), sorted(_installed())),
    ]
    content = json.dumps([read, code, around]).encode()
    return Circumstances(digest(content), tuple(map(stamp, files)))


def _files(folder: Path) -> Iterator[Path]:
    """The code, by stamps alone: between two versions of the same number too, those of a file differ."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (Path(parent, name) for name in sorted(names))


def _installed() -> Iterator[str]:
    """Every package that may be imported, with its version, as the names of folders say."""
    for folder in sys.path:
        try:
            yield from (name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))
        except OSError:
            continue
