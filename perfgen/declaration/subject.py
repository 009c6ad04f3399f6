"""Two declarations in, whether they are about the same project, or the same department, out."""

from __future__ import annotations

import re
from unicodedata import normalize

from perfgen.declaration.by_role import text_of
from perfgen.declaration.record import Record
from perfgen.declaration.roles import DEPARTMENT, IMPLEMENTER, PROJECT

_CODE = re.compile(r"^[0-9]{2,}[-—–]?|[-—–]?[0-9]{2,}$")  # 312-临湖市园林和林业局


def same_subject(one: Record, other: Record) -> bool:
    """Whether both name the same project and nobody else carries it out, or, where neither has any, the same department."""
    if PROJECT in one.roles.keys or PROJECT in other.roles.keys:
        return _same(one, other, PROJECT) is True and _same(one, other, IMPLEMENTER) is not False
    return _same(one, other, DEPARTMENT) is True


def _same(one: Record, other: Record, role: str) -> bool | None:
    """None where one of them does not say."""
    names = [_bare(text_of(record, role)) for record in (one, other)]
    return names[0] == names[1] if all(names) else None


def _bare(name: str) -> str:
    """Without the code that many write in front of it or behind it, or blanks."""
    spelled = re.sub(r"\s", "", normalize("NFKC", name))
    return _CODE.sub("", spelled) or spelled
