"""What changed in, a comment for a pull request out: the summary first, then each form by the name of whose it is.

Its sections are folded up, unless there is one change only. Every text of a spec and every name is escaped: nothing in
it becomes markup, a link or a mention of somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from perfgen.display import visible
from perfgen.review.difference import Piece
from perfgen.review.phrase import QUOTED, parts
from perfgen.review.reviewed import Reviewed, State, counted

LIMIT = 60_000  # characters; GitHub takes 65,536 in a comment

_MARKUP = re.compile(r"[\\&<>\"'*_~\[\]#!|@:`$^]")
# What GitHub and GitLab make a link or a picture of even where it is escaped; the match ends where to part it.
_REFERENCE = re.compile(r"[@#!~$%&^](?=[\w\"])|[Gg][Hh]-(?=[0-9])|:(?=[\w+-]+:|//)|[Ww]{3}(?=\.)", re.ASCII)
_APART = "\u200b"


def markdown(reviewed: Sequence[Reviewed]) -> str:
    """No longer than what a comment can hold; what is left out is said."""
    found = f"{escaped(counted(reviewed) or '没有改动')}。\n"
    blocks = [block for one in reviewed if one.state is not State.SAME for block in _blocks(one)]
    for place, block in enumerate(blocks):
        if len(found) + len(block) > LIMIT:
            return f"{found}\n另有 {len(blocks) - place} 段太长，没有列出，请在本地用 perfgen diff 查看。\n"
        found += f"\n{block}"
    return found


def escaped(text: str) -> str:
    """On one line, in markdown and in HTML alike."""
    apart = _REFERENCE.sub(rf"\g<0>{_APART}", visible(re.sub(r"\s+", " ", text)))
    return _MARKUP.sub(lambda match: f"&#{ord(match[0])};", apart)


def _blocks(one: Reviewed) -> Iterator[str]:
    name = escaped(one.whose or one.label)
    if one.whole:
        yield f"**{name}**：{escaped(one.whole)}（{escaped(one.file)}）\n"
        return
    yield f"**{name}**，{escaped(one.title)}（{escaped(one.file)}）\n"
    if len(one.differences) == 1:
        (only,) = one.differences
        yield f"- {escaped(only.section.heading)}：{''.join(map(_shown, parts(only)))}\n"
        return
    for section, differences in groupby(one.differences, key=lambda difference: difference.section):
        lines = [f"- {''.join(map(_shown, parts(difference)))}\n" for difference in differences]
        yield f"<details>\n<summary>{escaped(section.heading)}（{len(lines)} 处）</summary>\n\n{''.join(lines)}\n</details>\n"


def _shown(piece: Piece) -> str:
    text = escaped(piece.text)
    match piece.mark:
        case "-":
            return f"<del>{text}</del>"
        case "+":
            return f"<ins>{text}</ins>"
        case _:
            return f"“{text}”" if piece.mark == QUOTED else text.replace("-&#62;", "→")
