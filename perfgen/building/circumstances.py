"""A project in, out what a result hangs on beside its spec: forms, settings, perfgen and what it is made of, the environment."""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from perfgen import __version__, on_disk
from perfgen.building.digests import Stamp, digest, digest_of, stamp

_PACKAGE = str(Path(__file__).parents[1])


class Circumstances(NamedTuple):
    """Equal in two moments if nothing has changed between them; `digest` alone is equal too where all is as before again."""

    digest: str
    stamps: tuple[Stamp | None, ...]


def circumstances(files: Iterable[Path]) -> Circumstances:
    """`files` are those of the forms and settings."""
    files = list(files)
    read = [(str(file), os.path.realpath(file) if os.path.islink(file) else "", digest_of(file)) for file in files]
    around = [
        *(__version__, sys.version, zlib.ZLIB_RUNTIME_VERSION, on_disk.sandboxed()),
        *(os.environ.get("SOURCE_DATE_EPOCH"), sorted(_installed())),
    ]
    content = json.dumps([read, _code(), around]).encode()
    return Circumstances(digest(content), tuple(map(stamp, files)))


@cache
def _code() -> str:
    """A digest. By stamps alone: between two versions of the same number too, those of a file differ.

    As it was when it was first asked for, since a process goes on with the code that it has loaded.
    """
    return digest(json.dumps(sorted(_stamps(_PACKAGE))).encode())


def _stamps(folder: str) -> Iterator[tuple[str, Stamp]]:
    with os.scandir(folder) as entries:  # which asks less of each of the hundreds of files than a walk does
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield entry.path, Stamp.of(entry.stat(follow_symlinks=False))
            elif entry.name != "__pycache__":
                yield from _stamps(entry.path)


def _installed() -> Iterator[str]:
    """Every package that may be imported, with its version, as the names of folders say."""
    for folder in sys.path:
        try:
            yield from (name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))
        except OSError:
            continue
