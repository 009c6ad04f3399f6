"""A form that LibreOffice has opened and saved is read as it was: grid, text, places, changes and comments."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import DECLARATIONS, ENVIRONMENT, EXAMPLES, require_tool
from given import document_of, lay_out, written
from readers.grids import grid, grids, printed
from sound_docx import COMMENTS, DOCUMENT, RELS, R, W, pack

from perfgen.readers import docx
from perfgen.readers.document import Document, ReadOrigin

pytestmark = pytest.mark.office

SPECS = {path.stem: path for path in dict.fromkeys([*DECLARATIONS, *EXAMPLES])}
LONG = [path.stem for path in DECLARATIONS]
FILTERS = {"docx": "docx:MS Word 2007 XML", "odt": "odt", "html": "html"}
ROUTES = {"docx": ("docx",), "odt": ("odt", "docx")}
Convert = Callable[[Sequence[Path], str], list[Path]]


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """`convert(files, format)`: what LibreOffice saves of each, in order, by one call."""
    soffice = require_tool("soffice")
    profile = tmp_path_factory.mktemp("soffice").as_uri()

    def run(files: Sequence[Path], format_: str) -> list[Path]:
        folder = tmp_path_factory.mktemp(format_)
        saved = [folder / f"{file.stem}.{format_}" for file in files]
        command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--writer", "--convert-to"]
        command += [FILTERS[format_], "--outdir", str(folder)]
        result = subprocess.run([*command, *files], env=ENVIRONMENT, capture_output=True, text=True, timeout=300)
        assert all(file.exists() for file in saved), result.stdout + result.stderr
        return saved

    return run


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory, convert: Convert) -> dict[tuple[str, str], bytes]:
    """What comes back of each spec's document (and of the one that a reviewer went through) by each route."""
    folder = tmp_path_factory.mktemp("built")
    files = [folder / f"{name}.docx" for name in (*SPECS, "reviewed")]
    for name, path in SPECS.items():
        (folder / f"{name}.docx").write_bytes(document_of(path, "docx"))
    files[-1].write_bytes(reviewed(files[0].read_bytes()))
    found = {(file.stem, ""): file.read_bytes() for file in files}
    for route, formats in ROUTES.items():
        back = files if route == "docx" else [file for file in files if file.stem in LONG or file is files[-1]]
        for format_ in formats:
            back = convert(back, format_)
        found |= {(file.stem, route): file.read_bytes() for file in back}
    return found


BY = 'w:author="审核人" w:date="2026-01-01T00:00:00Z"'


def reviewed(content: bytes) -> bytes:
    """The document after a reviewer has commented on the first 质量指标 and changed the first 计划标准."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    body = parts[DOCUMENT]
    body = body.replace(
        "<w:r><w:t>质量指标</w:t></w:r>",
        '<w:commentRangeStart w:id="0"/><w:r><w:t>质量指标</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r>',
        1,
    )
    body = body.replace(
        "<w:r><w:t>计划标准</w:t></w:r>",
        f'<w:del w:id="900" {BY}><w:r><w:delText>计划</w:delText></w:r></w:del>'
        f'<w:ins w:id="901" {BY}><w:r><w:t>行业</w:t></w:r></w:ins><w:r><w:t>标准</w:t></w:r>',
        1,
    )
    comment = f'<w:comment w:id="0" {BY}><w:p><w:r><w:t>请写明依据</w:t></w:r></w:p></w:comment>'
    relation = f'<Relationship Id="rId99" Type="{R}/comments" Target="comments.xml"/></Relationships>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    override = f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'
    return pack(
        parts
        | {DOCUMENT: body, COMMENTS: f"<w:comments {W}>{comment}</w:comments>"}
        | {RELS: parts[RELS].replace("</Relationships>", relation)}
        | {"[Content_Types].xml": parts["[Content_Types].xml"].replace("</Types>", override)}
    )


def shown(document: Document) -> list[Any]:
    """As printed, columns counted only where a cell begins: LibreOffice drops edges that no cell has."""
    return [squeezed(*block) if isinstance(block, tuple) else block for block in printed(document)]


def squeezed(row_count: int, column_count: int, cells: list[Any]) -> tuple[int, int, list[Any]]:
    edges = sorted({column for _, column, *_ in cells} | {column_count})
    place = {edge: number for number, edge in enumerate(edges)}
    return (
        row_count,
        len(edges) - 1,
        [
            (row, place[column], row_span, place[column + column_span] - place[column], lines)
            for row, column, row_span, column_span, lines in cells
        ],
    )


def test_there_are_specs() -> None:
    assert len(SPECS) >= 14


@pytest.mark.parametrize(("route", "name"), [("docx", name) for name in SPECS] + [("odt", name) for name in LONG])
def test_form_is_read_as_it_was_built(saved: dict[tuple[str, str], bytes], name: str, route: str) -> None:
    """An .odt does not keep the carried data; the form's name and the hash of the values lead back to it."""
    before = docx.read(saved[name, ""], "前.docx")
    origin = before.origin
    assert origin is not None

    def recover(form: str, digest: str) -> ReadOrigin | None:
        return origin if form == origin.form and len(digest) == 64 else None

    after = docx.read(saved[name, route], "后.docx", recover=recover)
    assert shown(after) == shown(before)
    assert after.origin == origin
    assert after.notes == ()
    assert (docx.read(saved[name, route], "后.docx").origin is None) == (route == "odt")


@pytest.mark.parametrize("route", ["", *ROUTES])
def test_comments_and_tracked_changes_come_back(saved: dict[tuple[str, str], bytes], route: str) -> None:
    built = docx.read(saved[next(iter(SPECS)), ""], "前.docx")
    content = saved["reviewed", route]
    changed = docx.read(content, "后.docx", recover=lambda *_: built.origin)
    rejected = docx.read(content, "后.docx", "reject")
    assert [texts(*block) for block in shown(rejected) if isinstance(block, tuple)] == [
        texts(*block) for block in shown(built) if isinstance(block, tuple)
    ]
    ((before, after),) = [
        (old, new)
        for old_block, new_block in zip(shown(built), shown(changed), strict=True)
        if isinstance(old_block, tuple)
        for old, new in zip(old_block[2], new_block[2], strict=True)
        if old != new
    ]
    assert (before[:4], before[4][0][0][0]) == (after[:4], "计划标准")
    assert said(after[4][0]) == "行业标准"
    ((author, asked, table, row, column, *_),) = changed.comments
    assert (author, asked) == ("审核人", "请写明依据")
    assert [text for *place, text in grid(grids(changed)[table]) if place[:2] == [row, column]] == ["质量指标"]


@pytest.mark.parametrize("name", LONG)
def test_page_that_libreoffice_made_a_document_of_shows_its_grid(tmp_path: Path, convert: Convert, name: str) -> None:
    laid = lay_out(SPECS[name])
    page = tmp_path / "page.html"
    page.write_bytes(written(laid, "html"))
    (back,) = convert([page], "docx")
    found = docx.read(back.read_bytes(), "后.docx")
    wanted = [squeezed(*block) for block in printed(laid.form) if isinstance(block, tuple)]
    seen = [squeezed(*block) for block in printed(found) if isinstance(block, tuple)]
    assert [texts(*block) for block in seen] == [texts(*block) for block in wanted]


def texts(row_count: int, column_count: int, cells: list[Any]) -> tuple[int, int, list[Any]]:
    """A table without sources."""
    return row_count, column_count, [(*place, "\n".join(map(said, lines))) for *place, lines in cells]


def said(line: list[tuple[str, str]]) -> str:
    return "".join(text for text, _ in line)
