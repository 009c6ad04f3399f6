"""What changed in, JSON for a program out; `schema_version` changes when a field changes its meaning."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from perfgen.review.difference import Difference
from perfgen.review.reviewed import Reviewed, counted

VERSION = 1


def as_json(reviewed: Sequence[Reviewed]) -> str:
    files = [{"file": one.file, "old": one.old, "new": one.new, "state": one.state} for one in reviewed]
    found = [_record(one.file, difference) for one in reviewed for difference in one.differences]
    document = {"schema_version": VERSION, "summary": counted(reviewed), "files": files, "differences": found}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _record(file: str, told: Difference) -> dict[str, Any]:
    return {
        "file": file,
        "kind": told.kind,
        "section": told.section.heading,
        "item": told.item or None,
        "label": told.label,
        "pointers": {"old": told.path, "new": told.there},
        "old": told.old,
        "new": told.new,
        "remark": told.remark or None,
        "direction": told.direction,
        "worse": told.is_worse,
        "pieces": [list(piece) for piece in told.pieces],
    }
