"""The lint is only worth its word if each of its rules fails on the fault it is for, and no other does."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx_package
import geometry
import pytest
from sound_docx import COMMENTS, CORE, DOCUMENT, NUMBERING, PARTS, RELS, ROOT_RELS, STYLES, TYPES, R, W, pack

END = '<w:bookmarkEnd w:id="1"/>'
TITLE = '<w:bookmarkStart w:id="1" w:name="title"/>'
LAST = '<w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>'
DRAWING = '<wp:docPr xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" id="7"/>'
COLUMN = '<w:gridCol w:w="3000"/>'

# The rules that must speak, and only they; the part; the text that is replaced, once; by what.
FAULTS = [
    ("XML01", DOCUMENT, "申报表", "申报&表"),
    ("XML01", DOCUMENT, "申报表", "申报\x0b表"),
    ("XML01", DOCUMENT, "申报表", "申报&#xB;表"),
    ("XML01 STY02", STYLES, "</w:styles>", ""),
    ("XML02", DOCUMENT, "<w:document", "<!DOCTYPE x><w:document"),
    ("PKG02", TYPES, "package.relationships+xml", "package.relations+xml"),
    ("PKG03 REL04", TYPES, "document.main", "template.main"),
    ("PKG04", TYPES, "</Types>", '<Override PartName="/word/gone.xml" ContentType="application/xml"/></Types>'),
    ("REL01 REL03", RELS, '"rId4"', '"rId3"'),
    ("REL02", RELS, "https://example.org/", "file:///etc/passwd"),
    ("REL02", RELS, ' TargetMode="External"', ""),
    ("REL02", RELS, '"styles.xml"', '"style.xml"'),
    ("REL03", DOCUMENT, '"rId4"', '"rId9"'),
    ("REL03", COMMENTS, "<w:comment ", f'<w:comment xmlns:r="{R}" r:id="rId1" '),
    ("REL04", RELS, "/styles", "/settings"),
    ("COR01", CORE, "<dc:title>", "<dc:title/><dc:title>"),
    ("COR02", CORE, "2021-01-01T00:00:00Z", "2021年1月1日"),
    ("COR02", CORE, ' xsi:type="dcterms:W3CDTF"', ""),
    ("DOC01 DOC02", DOCUMENT, "wordprocessingml/2006/main", "wordprocessingml/strict"),
    ("DOC03", DOCUMENT, "</w:sectPr>", "</w:sectPr><w:p/>"),
    ("DOC03", DOCUMENT, "</w:sectPr>", "</w:sectPr><w:sectPr/>"),
    ("TBL01", DOCUMENT, f"<w:tblGrid>{COLUMN * 3}</w:tblGrid>", ""),
    ("TBL02 TBL10", DOCUMENT, COLUMN * 3, '<w:gridCol w:w="10"/>' * 64),
    ("TBL03", DOCUMENT, "<w:p/>\n<w:sectPr>", f"<w:tbl><w:tblGrid>{COLUMN}</w:tblGrid></w:tbl><w:p/><w:sectPr>"),
    ("TBL04 TBL10", DOCUMENT, "</w:tbl>", "<w:tr/></w:tbl>"),
    ("TBL05 TBL10", DOCUMENT, '<w:gridSpan w:val="3"/>', '<w:gridSpan w:val="abc"/>'),
    ("TBL06 TBL10", DOCUMENT, '<w:gridSpan w:val="3"/>', '<w:gridSpan w:val="0"/>'),
    ("TBL06 TBL10", DOCUMENT, '<w:gridSpan w:val="3"/>', '<w:gridSpan w:val="-1"/>'),
    ("TBL07", DOCUMENT, '<w:vMerge w:val="restart"/>', ""),
    ("TBL07", DOCUMENT, f'<w:gridSpan w:val="2"/>{LAST}', f"{LAST[:-7]}<w:tc><w:p/></w:tc></w:tr>"),
    ("TBL08", DOCUMENT, "</w:tcPr><w:p/></w:tc></w:tr>", "</w:tcPr></w:tc></w:tr>"),
    ("TBL08", DOCUMENT, "</w:tcPr><w:p/></w:tc></w:tr>", "</w:tcPr><w:p/><w:sdt/></w:tc></w:tr>"),
    ("TBL09", DOCUMENT, '<w:tcW w:w="9000"', '<w:tcW w:w="9999999"'),
    ("TBL09", DOCUMENT, COLUMN, '<w:gridCol w:w="3100"/>'),
    ("TBL10", DOCUMENT, '<w:gridSpan w:val="3"/>', '<w:gridSpan w:val="4"/>'),
    ("TBL10", DOCUMENT, '<w:gridSpan w:val="3"/>', '<w:gridSpan w:val="2"/>'),
    ("TBL10", DOCUMENT, "<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>'),
    ("TBL10", DOCUMENT, "<w:tr>", '<w:tr><w:trPr><w:gridAfter w:val="1"/></w:trPr>'),
    ("ID01 ID03", DOCUMENT, END, f'{END}<w:bookmarkStart w:id="1" w:name="b"/>'),
    ("ID02", DOCUMENT, END, f'{END}<w:bookmarkStart w:id="2" w:name="Title"/><w:bookmarkEnd w:id="2"/>'),
    ("ID02", DOCUMENT, '"title"', '"/annual_goals/0"'),
    ("ID02", DOCUMENT, '"title"', f'"{"a" * 41}"'),
    ("ID03", DOCUMENT, END, ""),
    ("ID03", DOCUMENT, TITLE, f'<w:bookmarkEnd w:id="2"/>{TITLE}'),
    ("ID04", DOCUMENT, '"00000002"', '"00000001"'),
    ("ID04", DOCUMENT, '"00000002"', '"80000000"'),
    ("ID05", DOCUMENT, END, END + DRAWING * 2),
    ("STY01", STYLES, "</w:styles>", '<w:style w:styleId="Title"/></w:styles>'),
    ("STY02", DOCUMENT, '"Title"', '"Heading"'),
    ("STY02", STYLES, '<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Base"/>'),
    ("NUM01", DOCUMENT, '<w:numId w:val="1"/>', '<w:numId w:val="2"/>'),
    ("NUM01", NUMBERING, '<w:abstractNumId w:val="0"/>', '<w:abstractNumId w:val="1"/>'),
    ("CMT01", DOCUMENT, '<w:commentReference w:id="0"/>', '<w:commentReference w:id="1"/>'),
    ("TXT01", DOCUMENT, ' xml:space="preserve"', ""),
    ("TXT02", DOCUMENT, TITLE, f"{TITLE}文字"),
    ("TXT02", DOCUMENT, "<w:body>", "<w:body>文字"),
    ("MC01", DOCUMENT, 'mc:Ignorable="w14"', 'mc:Ignorable="w14 w15"'),
]


def rules(data: bytes) -> set[str]:
    return {finding.split()[0] for finding in geometry.findings(data)}


def rezip(change: Callable[[zipfile.ZipFile], None]) -> bytes:
    stream = io.BytesIO(pack(PARTS))
    with zipfile.ZipFile(stream, "a") as archive:
        change(archive)
    return stream.getvalue()


def add(name: str, date: int = 1980, method: int = zipfile.ZIP_STORED) -> bytes:
    entry = zipfile.ZipInfo(name, (date, 1, 1, 0, 0, 0))
    return rezip(lambda archive: archive.writestr(entry, "<x/>", method))


WITHOUT_TYPES = {name: text for name, text in PARTS.items() if name != TYPES}
WITHOUT_ROOT_RELS = {name: text for name, text in PARTS.items() if name != ROOT_RELS}
GBK = '<?xml version="1.0" encoding="GBK"?>' + PARTS[DOCUMENT]
PACKAGE_FAULTS = {
    "truncated": ("ZIP01", lambda: pack(PARTS)[:2000]),
    "a byte of a part changed": ("ZIP01", lambda: pack(PARTS)[:150] + b"?" + pack(PARTS)[151:]),
    "two names that differ in case": ("ZIP02", lambda: add("word/Styles.xml")),
    "backslash in a name": ("ZIP03", lambda: add("word\\x.xml")),
    "parent folder in a name": ("ZIP03", lambda: add("word/../../x.xml")),
    "types not first": ("ZIP04", lambda: pack(WITHOUT_TYPES | {TYPES: PARTS[TYPES]})),
    "another date": ("ZIP04", lambda: add("word/x.xml", date=2024)),
    "another compression": ("ZIP04", lambda: add("word/x.xml", method=zipfile.ZIP_BZIP2)),
    "no body": ("DOC02", lambda: pack(PARTS | {DOCUMENT: f"<w:document {W}/>"})),
    "GBK": ("XML03", lambda: pack(PARTS | {DOCUMENT: GBK.encode("gbk")})),
    "no content types at all": ("PKG01 ZIP04", lambda: pack(WITHOUT_TYPES)),
    "no content type": ("PKG02", lambda: add("word/x.bin")),
    "no root relationships": ("PKG05", lambda: pack(WITHOUT_ROOT_RELS)),
}


def test_sound_file_has_no_finding() -> None:
    assert geometry.findings(pack(PARTS)) == []


@pytest.mark.office
def test_sound_file_is_sound_for_the_sdk_too(tmp_path: Path, sdk_findings: Callable[[Path], list[str]]) -> None:
    path = tmp_path / "sound.docx"
    path.write_bytes(pack(PARTS))
    assert sdk_findings(path) == []


@pytest.mark.parametrize(("expected", "part", "old", "new"), FAULTS)
def test_fault_in_a_part_is_found(expected: str, part: str, old: str, new: str) -> None:
    assert old in PARTS[part]
    data = pack(PARTS | {part: PARTS[part].replace(old, new, 1)})
    assert rules(data) == set(expected.split())


@pytest.mark.parametrize("name", PACKAGE_FAULTS)
def test_fault_of_the_package_is_found(name: str) -> None:
    expected, broken = PACKAGE_FAULTS[name]
    assert rules(broken()) == set(expected.split())


def test_every_rule_is_proved() -> None:
    source = "".join(Path(module.__file__ or "").read_text("utf-8") for module in (geometry, docx_package))
    stated = set(re.findall(r'"([A-Z]{2,3}\d\d)\b', source))
    proved = {rule for expected, *_ in [*FAULTS, *PACKAGE_FAULTS.values()] for rule in expected.split()}
    assert len(stated) > 35
    assert stated == proved


def test_findings_name_the_place() -> None:
    data = pack(PARTS | {DOCUMENT: PARTS[DOCUMENT].replace('<w:gridSpan w:val="3"/>', '<w:gridSpan w:val="4"/>')})
    assert geometry.findings(data) == ["TBL10 word/document.xml table 1 row 1: covers 4 of 3 columns"]
