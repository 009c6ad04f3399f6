"""A form in, the example of it that comes with perfgen out, or None."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FORM = re.compile(r"^form:[ ]*([a-z0-9-]+)", re.MULTILINE)


def example(form: str) -> Path | None:
    return _examples().get(form)


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
