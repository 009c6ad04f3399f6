"""Word documents by hand: the text of a body in, the bytes of a .docx out."""

from __future__ import annotations

from collections.abc import Mapping

from sound_docx import DOCUMENT, PARTS, R, W, pack

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def docx(body: str, parts: Mapping[str, str | bytes] = {}) -> bytes:
    return pack({**PARTS, DOCUMENT: document(body), **parts})


def document(body: str) -> str:
    return f'<w:document {W} {MC} xmlns:r="{R}"><w:body>{body}</w:body></w:document>'


def run(text: str, properties: str = "") -> str:
    given = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{given}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str) -> str:
    return f"<w:p>{''.join(content)}</w:p>"


def text(characters: str) -> str:
    return paragraph(run(characters))


def cell(content: str = "<w:p/>", properties: str = "") -> str:
    """A cell of one paragraph where `content` is plain text."""
    inner = content if content.startswith("<") else text(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid/>{''.join(rows)}</w:tbl>"


BY = 'w:id="1" w:author="刘蒙蒙" w:date="2026-01-01T00:00:00Z"'


def inserted(inner: str, name: str = "ins") -> str:
    return f"<w:{name} {BY}>{inner}</w:{name}>"


def deleted(characters: str) -> str:
    return f"<w:del {BY}><w:r><w:delText>{characters}</w:delText></w:r></w:del>"


def bookmark(number: int, *inner: str, name: str = "", identity: int = 0, end: bool = True) -> str:
    start = f'<w:bookmarkStart w:id="{identity or number}" w:name="{name or f"_perfgen_{number}"}"/>'
    return start + "".join(inner) + (f'<w:bookmarkEnd w:id="{identity or number}"/>' if end else "")
