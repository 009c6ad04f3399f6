"""What changed in, text for a terminal out: a headline for each spec, its sections, a line for each difference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from perfgen.display import FULL, GAP, shortened, visible
from perfgen.review.difference import Piece
from perfgen.review.phrase import QUOTED, parts
from perfgen.review.reviewed import Reviewed, State, counted

_HEADING = 32  # characters of a heading that are shown
_AROUND = 12  # characters that are shown on either side of what changed


def text(reviewed: Sequence[Reviewed]) -> str:
    """ "" where nothing changed."""
    lines = [visible(line) for one in reviewed if one.state is not State.SAME for line in (*_lines(one), "")]
    return "".join(f"{line}\n" for line in (*lines, counted(reviewed))) if lines else ""


def _lines(one: Reviewed) -> Iterator[str]:
    if one.whole:
        yield f"{one.label}：{one.whole}"
        return
    yield " -> ".join(dict.fromkeys(name for name in (one.old, one.new) if name))
    for section, differences in groupby(one.differences, key=lambda difference: difference.section):
        yield f"  {section._replace(text=shortened(section.text, _HEADING)).heading}"
        for difference in differences:
            yield f"    {_line(list(parts(difference)))}"


def _line(pieces: list[Piece]) -> str:
    of_text = [place for place, piece in enumerate(pieces) if piece.mark in "=-+" and piece.mark]
    return "".join(_shown(piece, place in of_text[:1], place in of_text[-1:]) for place, piece in enumerate(pieces))


def _shown(piece: Piece, first: bool, last: bool) -> str:
    text = re.sub(r"\s+", " ", piece.text)
    match piece.mark:
        case "=":
            shown = _AROUND if first or last else 2 * _AROUND
            if len(text) <= shown + len(GAP):
                return text
            return ("" if first else text[:_AROUND]) + GAP + ("" if last else text[-_AROUND:])
        case "-":
            return f"[-{shortened(text, FULL)}-]"
        case "+":
            return f"{{+{shortened(text, FULL)}+}}"
        case _:
            return f"“{shortened(text, FULL)}”" if piece.mark == QUOTED else text
