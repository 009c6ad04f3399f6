"""A Word document in, how many pages LibreOffice makes of it out; None where there is no LibreOffice."""

from __future__ import annotations

import re

from perfgen.building.office import pdf

_PAGE = re.compile(rb"/Type\s*/Page\b")


def pages(document: bytes) -> int | None:
    """Raises OSError where LibreOffice makes no PDF of it."""
    made = pdf(document)
    return None if made is None else len(_PAGE.findall(made))
