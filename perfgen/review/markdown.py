"""What changed in, a comment for a pull request out: the summary first, then what the changes have brought, the worst first,
then each form by the name of whose it is, the worst first here, too.

Its sections are folded up, unless there is one change only. Every text of a spec and every name is escaped: nothing in
it becomes markup, a link or a mention of somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from perfgen.display import visible
from perfgen.review.brought import brought_by, heading
from perfgen.review.difference import Difference, Piece
from perfgen.review.phrase import QUOTED, parts
from perfgen.review.reviewed import Reviewed, State, counted, rest_counted, worst_first

LIMIT = 60_000  # characters; GitHub takes 65,536 in a comment
MOST = 20  # findings that are listed

_MARKUP = re.compile(r"[\\&<>\"'*_~\[\]#!|@:`$^]")
# What GitHub and GitLab make a link or a picture of even where it is escaped; the match ends where to part it.
_REFERENCE = re.compile(r"[@#!~$%&^](?=[\w\"])|[Gg][Hh]-(?=[0-9])|:(?=[\w+-]+:|//)|[Ww]{3}(?=\.)", re.ASCII)
_APART = "\u200b"


def markdown(reviewed: Sequence[Reviewed]) -> str:
    """No longer than what a comment can hold; what is left out is said."""
    summary = [counted(reviewed) or "没有改动", *filter(None, [rest_counted(reviewed)])]
    found = f"{escaped('；'.join(summary))}。\n"
    blocks = [*_problems(reviewed), *(block for one in worst_first(reviewed) if one.state is not State.SAME for block in _blocks(one))]
    for place, block in enumerate(blocks):
        if len(found) + len(block) > LIMIT:
            return f"{found}\n另有 {len(blocks) - place} 段太长，没有列出，请在本地用 perfgen diff 查看。\n"
        found += f"\n{block}"
    return found


def escaped(text: str) -> str:
    """On one line, in markdown and in HTML alike."""
    apart = _REFERENCE.sub(rf"\g<0>{_APART}", visible(re.sub(r"\s+", " ", text)))
    return _MARKUP.sub(lambda match: f"&#{ord(match[0])};", apart)


def _problems(reviewed: Sequence[Reviewed]) -> Iterator[str]:
    brought = brought_by(reviewed)
    if not brought:
        return
    lines = [f"**{heading(brought)}**\n\n"]
    for one in brought[:MOST]:
        where = f"{one.told.path or one.told.label}{f' 第 {one.line} 行' if one.line else ''}"
        advice = f"。{escaped(one.advice)}" if one.advice else ""
        lines.append(f"- **{one.word}** {escaped(where)}：{escaped(one.message)}{advice}\n")
    if len(brought) > MOST:
        lines.append(f"\n还有 {len(brought) - MOST} 处没有列出。\n")
    yield "".join(lines)


def _blocks(one: Reviewed) -> Iterator[str]:
    name = escaped(one.whose or one.path or one.label)
    if one.whole:
        yield f"**{name}**：{escaped(one.whole)}{f'（{escaped(one.file)}）' if one.whose else ''}\n"
        return
    yield f"**{name}**，{escaped(one.title)}（{escaped(one.file)}）\n"
    if len(one.differences) == 1:
        (only,) = one.differences
        yield f"- {escaped(only.section.heading)}：{_said(only)}\n"
        return
    for section, differences in groupby(one.differences, key=lambda difference: difference.section):
        lines = [f"- {_said(difference)}\n" for difference in differences]
        yield f"<details>\n<summary>{escaped(section.heading)}（{len(lines)} 处）</summary>\n\n{''.join(lines)}\n</details>\n"


def _said(told: Difference) -> str:
    """Between what went and what came stands an arrow: copied without their marks they would run together."""
    said = list(parts(told))
    arrows = ["→" if (one.mark, other.mark) == ("-", "+") else "" for one, other in pairwise(said)]
    return "".join(f"{_shown(piece)}{arrow}" for piece, arrow in zip(said, [*arrows, ""], strict=True))


def _shown(piece: Piece) -> str:
    text = escaped(piece.text)
    match piece.mark:
        case "-":
            return f"<del>{text}</del>"
        case "+":
            return f"<ins>{text}</ins>"
        case _:
            return f"“{text}”" if piece.mark == QUOTED else text.replace("-&#62;", "→")
