"""What a run wants the next one to know, out to a file and in again: whole and of the same circumstances, or not at all.

Facts name the digests of the files that they are about, so that they stay true whatever happens to the files. So of two
runs at once neither can make the other say what is wrong, and one that is killed has said nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from perfgen import on_disk
from perfgen.building.circumstances import Circumstances
from perfgen.building.digests import Digests, digest
from perfgen.diagnostics import ProblemsFound
from perfgen.saving.temporary import clear_leftovers, temporary

_LARGEST = 500_000_000  # bytes


class Kept:
    """Facts by the path of a file, and the digests of files."""

    def __init__(self, file: Path, look: Callable[[], Circumstances]) -> None:
        """`look` tells the circumstances under which facts hold, as they are at the moment."""
        self._file = file
        self._look = look
        self._looked = look()
        kept = _read(file, self._looked.digest)
        self._facts = kept.get("facts", {})
        self._about: set[str] = set()
        # What was not on the disk yet when the power was cut may be there with its times and size, and nothing in it.
        self.digests = Digests(kept.get("files", {}) if kept.get("boot") == {"id": _boot()} else {})

    def fact(self, path: str) -> Any:
        """What was noted of the file, None if nothing. It may be of any shape: anybody may have written it."""
        return self._facts.get(path)

    def note(self, path: str, fact: Any, about: Iterable[str]) -> None:
        """`about` are the files whose digests the fact names: they are looked at again when it is saved."""
        self._facts[path] = fact
        self._about.update(about)

    def save(self, prepare: Callable[[Path], None] = lambda folder: None) -> None:
        """In one step, where there is something new, with the folder prepared. Where nothing can be written, nothing is kept.

        Nor is it where circumstances have changed meanwhile: nobody knows which of them the facts hold under.
        """
        for path in self._about:
            self.digests.of(path)
        if not (self._about or self.digests.learnt) or self._look() != self._looked:
            return
        facts = {path: fact for path, fact in self._facts.items() if os.path.lexists(path)}
        files = {path: known for path, known in self.digests.known.items() if os.path.lexists(path)}
        data = {"circumstances": self._looked.digest, "boot": {"id": _boot()}, "facts": facts, "files": files}
        content = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        own = self._file.with_name(f".perfgen-{os.urandom(8).hex()}.tmp")
        with suppress(OSError):
            prepare(own.parent)
            clear_leftovers([own.parent])
            with temporary(own, b"%b\n%b" % (digest(content).encode(), content), sync=False) as made:
                os.replace(made, self._file)


def _boot() -> str:
    """What tells one start of the machine from the next, where the system says so."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


def _read(file: Path, circumstances: str) -> dict[str, dict[str, Any]]:
    """The file holds a digest of what follows, then JSON."""
    try:
        told, _, content = on_disk.whole(file, _LARGEST).partition(b"\n")
        if told != digest(content).encode():
            return {}
        data = json.loads(content.decode("utf-8", "surrogatepass"))
        if data.pop("circumstances") != circumstances or not all(isinstance(part, dict) for part in data.values()):
            return {}
    except (OSError, ValueError, ProblemsFound, AttributeError, KeyError, TypeError, RecursionError):
        return {}
    return dict(data)
