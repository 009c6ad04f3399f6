"""A form in, the example of it that comes with perfgen out, or None."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FORM = re.compile(r"^form:[ ]*([a-z0-9-]+)", re.MULTILINE)


_MODELINE = re.compile(r"\A# yaml-language-server:.*\n")


def example(form: str) -> Path | None:
    return _examples().get(form)


def unlinked(text: str) -> str:
    """The text of a spec without the line that tells editors where its schema is, which is another elsewhere."""
    return _MODELINE.sub("", text)


@cache
def _examples() -> dict[str, Path]:
    package = Path(__file__).resolve().parent.parent
    shipped = package / "examples"
    folder = shipped if shipped.is_dir() else package.parent / "specs" / "examples"
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        if named := _FORM.search(path.read_text("utf-8")):
            found[named[1]] = path
    return found
