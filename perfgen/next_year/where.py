"""Where a spec lies and the year after it in, where the spec of that year goes out."""

from __future__ import annotations

import os
import re
from pathlib import Path

from perfgen.project import Project


def where_next(project: Project, spec: Path, year: int) -> Path:
    """Where the spec of the year goes: beside that of the last year if a folder or the name says which, as they do."""
    *folders, _ = parts = Path(os.path.abspath(spec)).parts
    specs = project.specs.name
    below = len(folders) - folders[::-1].index(specs) if specs in folders else len(folders) - 1
    same = re.compile(rf"(?<![0-9]){year - 1}(?![0-9])")
    renamed = tuple(same.sub(str(year), part) for part in parts[below:])
    if renamed == parts[below:]:
        if specs not in folders:
            return Path(project.specs, str(year), spec.name)
        renamed = (str(year), spec.name)
    target = Path(*parts[:below], *renamed)
    return target if spec.is_absolute() else Path(os.path.relpath(target))
