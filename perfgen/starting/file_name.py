"""What a person calls a thing in, the name of its file out: one that every system takes, and never a path."""

from __future__ import annotations

import re
from unicodedata import normalize

WANTED = "名字写单位或项目的名称，不超过 80 个字，不含 / \\ : * ? \" < > |，不以点开头"
_NAME = re.compile(r"[^\\/:*?\"<>|\x00-\x1f.~][^\\/:*?\"<>|\x00-\x1f]{0,79}")


def file_name(given: str) -> str | None:
    """None where it cannot be one; what is wanted then says WANTED."""
    name = normalize("NFC", given).strip().rstrip(".")
    return name if _NAME.fullmatch(name) else None
