"""What many specs say whose declarations they are in, a finding for each that is there twice out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from perfgen.building.identity import Identity
from perfgen.diagnostics import Diagnostic, ProblemsFound, Severity
from perfgen.spec.spec import read

NAME = "declared-twice"


def said_twice(known: Mapping[Path, Identity], tellable: Iterable[Path]) -> list[Diagnostic]:
    """A finding at each of the `tellable` that says the same as another: as one that is not tellable, or else as the one
    with the shortest name, which a copy has not.
    """
    tellable = set(tellable)
    groups: dict[tuple[str, str, str], list[Path]] = {}
    for path, identity in known.items():
        groups.setdefault(identity.key, []).append(path)
    found = []
    for paths in groups.values():
        kept: list[Path] = []
        for path in sorted(paths, key=lambda one: (one in tellable, len(one.name), str(one))) if len(paths) > 1 else ():
            same = next((one for one in kept if known[path].is_that_of(known[one])), None)
            if same is None:
                kept.append(path)
            elif path in tellable:
                found.append(_told(path, same, known[path]))
    return found


def _told(path: Path, other: Path, identity: Identity) -> Diagnostic:
    try:
        position = read(path).position(identity.pointer)
    except (OSError, ProblemsFound):  # gone since it was judged
        position = None
    who = "项目" if identity.project else "部门"
    message = f"与 {other} 说的是同一个{who}、同一年，用的是同一种表"
    hint = f"删去多余的一份；不是同一份的，改正{who}的名称或年度"
    return Diagnostic(NAME, message, str(path), position, hint, Severity.WARNING)
