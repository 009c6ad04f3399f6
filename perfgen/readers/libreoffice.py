"""Where LibreOffice is on this machine, which reads old Word files and makes PDFs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

# Where installers put it that leave the search path alone; soffice.com ends when its work has ended.
_WINDOWS = ("ProgramFiles", "ProgramFiles(x86)")
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")


def found_program(*names: str) -> str | None:
    """The first of these on the search path; none in the current folder, where Windows looks first."""
    found = next(filter(None, map(shutil.which, names)), None)
    return None if found is None or Path(found).resolve().parent == Path.cwd() else found


def program() -> str | None:
    """LibreOffice of this machine."""
    if found := found_program("soffice", "libreoffice"):
        return found
    folders = [Path(os.environ[name]) for name in _WINDOWS if name in os.environ]
    places = [*(folder / "LibreOffice" / "program" / "soffice.com" for folder in folders), _MAC]
    return next((str(place) for place in places if place.is_absolute() and place.is_file()), None)
