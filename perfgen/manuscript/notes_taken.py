"""The text of a spec and places of comments in, the text without these comments out."""

from __future__ import annotations

import codecs
from collections.abc import Iterable

from perfgen.diagnostics import ProblemsFound
from perfgen.spec.spec import Spec, load


def without_comments(spec: Spec, places: Iterable[tuple[int, int]]) -> Spec:
    """`places`: lines from 1, each with where its comment begins, from 0. A line that held nothing else goes too."""
    places = list(places)
    if not places:
        return spec
    lines = spec.text.splitlines(keepends=True)
    for line, start in places:
        text = lines[line - 1]
        kept = text[:start].rstrip()
        lines[line - 1] = kept + text[len(text.rstrip("\r\n")) :] if kept else ""
    bom = codecs.BOM_UTF8 if spec.source.startswith(codecs.BOM_UTF8) else b""
    try:
        found = load(bom + "".join(lines).encode(), spec.file)
    except ProblemsFound:
        return spec
    return found if found.data == spec.data else spec
