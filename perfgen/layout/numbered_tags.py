"""A template in, the same with the place in each of its tags where that stands, for who looks for a fault, out."""

from __future__ import annotations

import re

from jinja2.ext import Extension

from perfgen.layout.dialect import LINE


class NumberedTags(Extension):
    """Gives each tag of a template the place where it stands, `name:line`."""

    _TAG = re.compile(r"<(/?[a-z][a-z0-9]*)(?=[\s>]|$)")

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        lines = source.split("\n")
        return "\n".join(self._TAG.sub(rf'<\1 {LINE}="{name}:{i}"', line) for i, line in enumerate(lines, 1))
