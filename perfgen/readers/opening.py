"""A file that holds a filled form in, the Document that is in it out, by what the file is."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from perfgen import on_disk
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.ooxml import COMPOUND_FILE, DOCUMENT, MAX_BYTES, PASSWORD_STREAMS, WORKBOOK
from perfgen.readers import docx, html, tabbed
from perfgen.readers.document import Document, SheetDocument
from perfgen.readers.libreoffice import program
from perfgen.readers.origin import Recover
from perfgen.readers.package import names_in

if TYPE_CHECKING:
    from perfgen.readers.marked_rows import MarkedHeadings, MarkedSheet  # which few files need

_PATIENCE = 120  # seconds for LibreOffice to convert one file
_SHEETS = (".xlsx", ".xlsm", ".xls")


def read(path: Path) -> Document:
    """Word (.docx; .doc through LibreOffice), Excel, HTML, or a table copied as tab-separated text. Raises ProblemsFound."""
    content, file = on_disk.beginning(path, MAX_BYTES), str(path)
    if _is_workbook(content, path):
        from perfgen.readers import xlsx

        return xlsx.read(content, file)
    begins = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content[:2] == b"PK" or path.suffix.lower() == ".docx":
        return docx.read(content, file)
    if content[:8] == COMPOUND_FILE and path.suffix.lower() == ".doc":
        return docx.read(_converted(path), file)
    if content[:8] == COMPOUND_FILE:
        return docx.read(content, file)  # which says what it is
    if path.suffix.lower() in (".html", ".htm") or begins.startswith(b"<") or b"<table" in begins:
        return html.read(content, file)
    return tabbed.read(content, file)


def sheets(path: Path) -> list[SheetDocument]:
    """The documents of a file, of which a workbook may have several. Raises ProblemsFound."""
    content = on_disk.beginning(path, MAX_BYTES)
    if _is_workbook(content, path):
        from perfgen.readers import xlsx

        return xlsx.sheets(content, str(path))
    return [SheetDocument("", read(path))]


def returned(content: bytes, path: Path, tracked: str, recover: Recover | None) -> list[SheetDocument]:
    """The same of a Word file or a workbook that perfgen has built and somebody has edited; `tracked` and `recover` as for
    `docx.read`. Raises ProblemsFound."""
    if _is_workbook(content, path):
        from perfgen.readers import xlsx

        return xlsx.sheets(content, str(path), recover)
    return [SheetDocument("", docx.read(content, str(path), tracked, recover))]


def marked_rows(content: bytes, path: Path, headings: MarkedHeadings) -> list[MarkedSheet]:
    """The sheets of a workbook whose rows carry marks; none of any other file. Raises ProblemsFound."""
    if not _is_workbook(content, path):
        return []
    from perfgen.readers.marked_rows import marked_sheets

    return marked_sheets(content, str(path), headings)


def _is_workbook(content: bytes, path: Path) -> bool:
    """By what it is: systems give the name .xls to web pages, people that of .xlsx to anything."""
    suffix = path.suffix.lower()
    if content[:2] == b"PK":
        names = names_in(content)
        return WORKBOOK in names or (suffix in _SHEETS and DOCUMENT not in names)
    if content[:8] == COMPOUND_FILE:
        locked = any(stream in content for stream in PASSWORD_STREAMS)
        return suffix in _SHEETS or ("Workbook".encode("utf-16-le") in content and not locked and suffix != ".doc")
    return False


def _converted(path: Path) -> bytes:
    """The file as .docx, by LibreOffice in a profile of its own. Raises ProblemsFound."""
    soffice = program()
    if soffice is None:
        hint = "装上 LibreOffice 再试；或者在 Word、WPS 中另存为“Word 文档(*.docx)”"
        raise ProblemsFound([Diagnostic("no-libreoffice", "旧的 .doc 文件要靠 LibreOffice 转换", str(path), None, hint, status=3)])
    with tempfile.TemporaryDirectory(prefix="perfgen-") as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [soffice, profile, "--headless", "--convert-to", "docx", "--outdir", folder, str(path.absolute())]
        try:
            subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
            return Path(folder, f"{path.stem}.docx").read_bytes()
        except (OSError, subprocess.TimeoutExpired) as error:
            hint = "在 Word、WPS 中打开，另存为“Word 文档(*.docx)”再试"
            found = Diagnostic("not-converted", "LibreOffice 打不开这份文件", str(path), None, hint, status=2)
            raise ProblemsFound([found]) from error
