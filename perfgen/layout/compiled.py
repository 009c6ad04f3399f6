"""A template that comes with perfgen in, the code that Jinja2 made of it out, kept where Python keeps that of this module.

Loading code is running it. So it is kept in `__pycache__` and nowhere else: who can write there can put code of his into
perfgen anyway. As with Python's own, nothing is kept where that folder cannot be written to, or PYTHONDONTWRITEBYTECODE
is set.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache


class Compiled(BytecodeCache):
    """A file for each template. One that is torn, or was made by another Jinja2, Python or perfgen, is made anew."""

    def load_bytecode(self, bucket: Bucket) -> None:
        file = _file(bucket.key)
        if file is None:
            return
        with suppress(OSError):
            content = file.read_bytes()
            known, code = content[:_LENGTH], content[_LENGTH:]
            if known == _digest(code):
                bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        file = _file(bucket.key)
        if file is None or sys.dont_write_bytecode:
            return
        code = bucket.bytecode_to_string()
        temporary = file.with_name(f"{file.name}.{os.getpid()}.tmp")
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(_digest(code) + code)
            os.replace(temporary, file)


_LENGTH = 32  # bytes of a digest


def _file(key: str) -> Path | None:
    """None where Python keeps no code."""
    tag = sys.implementation.cache_tag
    return Path(cache_from_source(__file__)).with_name(f"template-{key}.{tag}.pyc") if tag else None


def _digest(code: bytes) -> bytes:
    """Of the code and of all that it hangs on beside its template, whose digest Jinja2 puts in."""
    return blake2b(_makers() + code, digest_size=_LENGTH).digest()


@cache
def _makers() -> bytes:
    """The modules that make code of templates, those of this room and of Jinja2, by their times and sizes."""
    folders = [os.path.dirname(__file__), os.path.dirname(jinja2.__file__)]
    return MAGIC_NUMBER + repr([sorted(_stamps(folder)) for folder in folders]).encode()


def _stamps(folder: str) -> Iterator[tuple[str, int, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file():
                status = entry.stat()
                yield entry.name, status.st_mtime_ns, status.st_ctime_ns, status.st_size
