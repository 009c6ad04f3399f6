"""A Word file in, its paragraphs and the rows of its tables out, a line each: what `git diff` compares of two documents."""

from __future__ import annotations

import hashlib
from pathlib import Path

from perfgen.diagnostics import ProblemsFound
from perfgen.display import visible
from perfgen.ooxml import COMPOUND_FILE
from perfgen.readers import docx, opening
from perfgen.readers.document import Line, Lines, ReadTable

BETWEEN_CELLS = " | "
BETWEEN_LINES = " / "
_INSTALL = "装好后再执行一次 perfgen git-setup"  # git keeps what it was told


def rows(content: bytes, file: str) -> list[str]:
    """Each cell stands once, in its first row; the rows below have nothing in its place. Empty paragraphs are left out.

    Of a file that cannot be read, one line says why, and which bytes it has: git gives up on a whole `git diff` if a
    single file fails, and takes two files for the same if they say the same. `file` is read only where it is an old .doc.
    """
    try:
        is_old = content.startswith(COMPOUND_FILE) and file.lower().endswith(".doc")
        document = opening.read(Path(file)) if is_old else docx.read(content, file)
    except ProblemsFound as problems:
        digest = hashlib.sha256(content).hexdigest()[:16]
        first = problems.diagnostics[0]
        why = f"{first.message}，{_INSTALL}" if first.name == "no-libreoffice" else first.message
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
