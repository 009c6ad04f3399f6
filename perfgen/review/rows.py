"""A .docx in, its paragraphs and the rows of its tables out, a line each: what `git diff` compares of two documents."""

from __future__ import annotations

import hashlib

from perfgen.diagnostics import ProblemsFound
from perfgen.display import visible
from perfgen.readers import docx
from perfgen.readers.document import Line, Lines, ReadTable

BETWEEN_CELLS = " | "
BETWEEN_LINES = " / "


def rows(content: bytes, file: str) -> list[str]:
    """Each cell stands once, in its first row; the rows below have nothing in its place. Empty paragraphs are left out.

    Of a file that cannot be read, one line says why, and which bytes it has: git gives up on a whole `git diff` if a
    single file fails, and takes two files for the same if they say the same.
    """
    try:
        document = docx.read(content, file)
    except ProblemsFound as problems:
        digest = hashlib.sha256(content).hexdigest()[:16]
        why = problems.diagnostics[0].message
        return [visible(f"（perfgen 读不出：{why}；{len(content)} 字节，SHA-256 {digest}）")]
    lines: list[str] = []
    for block in document.blocks:
        lines += _rows(block) if isinstance(block, ReadTable) else filter(None, [_text((block,))])
    return lines


def _rows(table: ReadTable) -> list[str]:
    return [
        BETWEEN_CELLS.join([_text(cell.paragraphs) if cell.row == row else "" for cell in cells]).rstrip()
        for row, cells in enumerate(table.rows())
    ]


def _text(lines: Lines | tuple[Line]) -> str:
    """One line, with nothing in it that would steer a terminal."""
    written = [visible(" ".join("".join(line).split())) for line in lines]
    return BETWEEN_LINES.join(filter(None, written))
