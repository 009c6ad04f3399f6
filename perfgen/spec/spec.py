"""The bytes of a spec in, the loaded spec out: its data and the places in it; or every problem found, each at its place.

A file as it should be is read in one pass over its lines (`quick`). Whatever is out of the ordinary is left to `thorough`,
which reads with PyYAML and has the last word: `quick` may read only what `thorough` reads the same, without a complaint.

Not accepted, though YAML has them: anchors, aliases and merge keys (no declaration needs one, and `*重点` or `&x` is
nearly always a value that wants quotes), every tag but `!!str`, several documents, keys that are not scalars.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from perfgen import on_disk
from perfgen.data import Data
from perfgen.diagnostics import Position, ProblemsFound
from perfgen.pointers import above
from perfgen.spec import quick
from perfgen.spec.plain import MAX_BYTES, MAX_PROBLEMS

if TYPE_CHECKING:
    from perfgen.spec.thorough import ThoroughReading


class Spec:
    """A loaded spec: the name of its file as messages give it, its bytes, its data, and the places in it."""

    def __init__(
        self, file: str, source: bytes, data: dict[str, Data], locate: Callable[[], Mapping[str, Position]]
    ) -> None:
        """`locate` gives the places; it is asked only where there is something to say."""
        self.file = file
        self.source = source
        self.data = data
        self._locate = locate

    @cached_property
    def places(self) -> Mapping[str, Position]:
        """JSON pointer to the position of the value there; pointer + "#" to the position of its key.

        A mapping or list stands where its first key or dash does, an empty value right after the colon.
        """
        return self._locate()

    def position(self, pointer: str) -> Position:
        """The place of what the pointer leads to, or of the nearest around it that is there."""
        found = self.places.get(pointer)
        while found is None and pointer:
            pointer = above(pointer)
            found = self.places.get(pointer)
        return found or Position(1, 1)

    @cached_property
    def text(self) -> str:
        """The characters of the file, without a mark of its encoding."""
        return self.source.decode("utf-8-sig")


def load(source: bytes, file: str) -> Spec:
    """Raises ProblemsFound with all problems found, `file` in each as given.

    Status 2 where the file cannot be read at all (not UTF-8, empty, too large), else 1, at most 100 of them. There are
    no warnings.
    """
    if reading := quick.read(source):
        return Spec(file, source, reading.data, reading.places)
    found = _read_thoroughly(source)
    if found.problems:
        ordered = sorted((problem._replace(file=file) for problem in found.problems), key=lambda one: one.sort_key)
        raise ProblemsFound(ordered[:MAX_PROBLEMS])
    assert isinstance(found.data, dict)
    return Spec(file, source, found.data, lambda: found.places)


def read(path: Path, project: Path = Path()) -> Spec:
    """The spec in a file. Raises ProblemsFound, or OSError where the file cannot be read.

    A link may lead to another file below the folder `project`, or for a file elsewhere below its own one.
    """
    return load(source_of(path, project), str(path))


def source_of(path: Path, project: Path = Path()) -> bytes:
    """What `read` loads: one byte more than a spec may have where there are too many. Raises as `read` does."""
    on_disk.refuse_stray(path, project)
    return on_disk.beginning(path, MAX_BYTES)


def locate(source: bytes) -> Mapping[str, Position]:
    """The places in any text of YAML, or of JSON, as `Spec.places` gives them."""
    reading = quick.read(source)
    return reading.places() if reading else _read_thoroughly(source).places


def _read_thoroughly(source: bytes) -> ThoroughReading:
    from perfgen.spec import thorough  # not needed while all is well

    return thorough.read(source)
