"""The folder of a project for what can be found out again; it tells git and backups to leave it out."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

NAME = ".perfgen_cache"
_INSIDE = {
    ".gitignore": "*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# perfgen: https://bford.info/cachedir/\n",
}


def prepare(folder: Path) -> None:
    """Raises OSError where it cannot be made."""
    folder.mkdir(exist_ok=True)
    for name, content in _INSIDE.items():
        with suppress(FileExistsError), open(folder / name, "x", encoding="ascii") as file:
            file.write(content)
