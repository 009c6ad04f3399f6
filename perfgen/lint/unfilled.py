"""Comments that say what is still to be filled in, `# 待填：budget（当年预算收支）`: an error as long as they stand."""

from __future__ import annotations

import re

from perfgen.diagnostics import Diagnostic, Position
from perfgen.spec.spec import Spec

_WORD = "待填"
_COMMENT = re.compile(rf"(?:^|\s)#\s*(?P<whole>{_WORD}(?:[：:]\s*(?P<what>.*\S))?)\s*$")


def note(what: str) -> str:
    """The comment that says so."""
    return f"# {_WORD}：{what}"


def unfilled(spec: Spec) -> list[Diagnostic]:
    """What the comments of a spec say is not filled in."""
    if _WORD.encode() not in spec.source:
        return []
    found = []
    for number, line in enumerate(spec.text.splitlines(), 1):
        if match := _COMMENT.search(line):
            position = Position(number, match.start("whole") + 1, len(match["whole"]))
            message = f"还没有填：{match['what']}" if match["what"] else "这里还没有填"
            found.append(Diagnostic("unfilled", message, spec.file, position, "填好后删去这条“待填”注释"))
    return found
