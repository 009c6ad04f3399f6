"""Workbooks for tests, part by part: sound ones, and those that nobody should have to fear."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "http://schemas.openxmlformats.org/package/2006"
XXE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def row(*texts: str, number: int = 0) -> str:
    cells = "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>' for text in texts)
    return f'<row{f" r={chr(34)}{number}{chr(34)}" if number else ""}>{cells}</row>'


def sheet(rows: str, before: str = "", behind: str = "") -> str:
    return f"<worksheet {S}>{before}<sheetData>{rows}</sheetData>{behind}</worksheet>"


def workbook(*sheets: str, states: tuple[str, ...] = (), parts: dict[str, str] | None = None, strings: str = "", styles: str = "") -> bytes:
    """A workbook of these sheets, named 甲, 乙, 丙; `parts` replace or add parts."""
    names = "甲乙丙丁"
    listed = "".join(
        f'<sheet name="{names[n]}" sheetId="{n + 1}" state="{states[n] if n < len(states) else "visible"}" r:id="rId{n + 1}"/>'
        for n in range(len(sheets))
    )
    related = "".join(f'<Relationship Id="rId{n + 1}" Type="{R}/worksheet" Target="worksheets/sheet{n + 1}.xml"/>' for n in range(len(sheets)))
    related += f'<Relationship Id="rId90" Type="{R}/sharedStrings" Target="sharedStrings.xml"/>' * bool(strings)
    related += f'<Relationship Id="rId91" Type="{R}/styles" Target="styles.xml"/>' * bool(styles)
    every = {
        "_rels/.rels": f'<Relationships xmlns="{P}/relationships"><Relationship Id="rId1" Type="{R}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {S} xmlns:r="{R}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{P}/relationships">{related}</Relationships>',
        **{f"xl/worksheets/sheet{n + 1}.xml": content for n, content in enumerate(sheets)},
        **({"xl/sharedStrings.xml": strings} if strings else {}),
        **({"xl/styles.xml": styles} if styles else {}),
        **(parts or {}),
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in every.items():
            archive.writestr(name, part)
    return content.getvalue()


def styled(*formats: str) -> str:
    """xl/styles.xml whose n-th cell format has the n-th of these formats of numbers."""
    own = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(formats))
    cells = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(formats)))
    return f"<styleSheet {S}><numFmts>{own}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>"


_SOUND = sheet(row("甲", "乙"))

# Name: the bytes and the name of the diagnostic.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "no workbook": (lambda: workbook(_SOUND, parts={"xl/workbook.xml": "<a/>"}), "not-excel"),
    "binary workbook": (lambda: workbook(parts={"_rels/.rels": "<a/>", "xl/workbook.xml": "<a/>", "xl/workbook.bin": "x"}), "not-excel"),
    "broken sheet": (lambda: workbook(_SOUND[:-3]), "damaged-file"),
    "cut off": (lambda: workbook(_SOUND)[:-30], "damaged-file"),
    "nothing in it": (lambda: workbook(sheet("")), "empty-file"),
    "nothing but a hidden sheet": (lambda: workbook(_SOUND, states=("veryHidden",)), "empty-file"),
    "entities in a sheet": (lambda: workbook(XXE + _SOUND), "unsafe-file"),
    "entities in the texts": (lambda: workbook(_SOUND, strings=f"{XXE}<sst {S}><si><t>&x;</t></si></sst>"), "unsafe-file"),
    "a cell of megabytes": (lambda: workbook(sheet(row("一" * 5_000_001))), "too-much-content"),
    "texts of gigabytes": (lambda: workbook(_SOUND, strings=f"<sst {S}>" + f"<si><t>{'一' * 99_999}</t></si>" * 200 + "</sst>"), "too-much-content"),
    "a bomb": (lambda: workbook(sheet(row("甲"), behind=" " * 50_000_001)), "too-much-content"),
    "too much markup": (lambda: workbook(sheet("<x/>" * 4_000_001)), "too-much-content"),
    "much that is no row": (lambda: workbook(sheet("<p><row/>" + "<x/>" * 100_000 + "</p>" + "<x/>" * 500_000)), "too-much-content"),
    "a row of a million cells": (lambda: workbook(sheet("<row>" + "<c/>" * 1_000_000 + "</row>")), "too-much-content"),
    "too many cells with text": (lambda: workbook(sheet(row(*["1"] * 1000) * 103)), "too-much-content"),
    "too wide": (lambda: workbook(sheet(row(*map(str, range(64))))), "too-much-content"),
    "too many merged cells": (
        lambda: workbook(sheet(row("甲", "乙"), behind="<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 20_001 + "</mergeCells>")),
        "too-much-content",
    ),
    "too many sheets": (
        lambda: workbook(_SOUND, parts={"xl/workbook.xml": f"<workbook {S}><sheets>{'<sheet/>' * 502}</sheets></workbook>"}),
        "too-much-content",
    ),
}

# Name: the bytes and the names of what is told.
READ: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "a million empty rows": (lambda: workbook(sheet(row("甲", "乙", number=1) + "<row/>" * 1_000_000 + row("丙", "丁"))), []),
    "merged over everything": (
        lambda: workbook(
            sheet(row("甲", "乙"), behind='<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B1:B9999"/></mergeCells>')
        ),
        [],
    ),
    "links and macros": (
        lambda: workbook(
            sheet('<row><c><f>[1]x!A1</f><v>7</v></c><c t="str"><f>HYPERLINK("http://x")</f><v>乙</v></c></row>'),
            parts={"xl/vbaProject.bin": "x", "xl/externalLinks/externalLink1.xml": "<a/>"},
        ),
        ["macro", "outside-link"],
    ),
    "nonsense in attributes": (
        lambda: workbook(
            sheet('<row r="x"><c r="?" s="99" t="?"><v>1</v></c><c s="-1"><v>x</v></c><c t="s"><v>5</v></c><c><v>1e999</v></c></row>')
        ),
        [],
    ),
    "a very long number format": (lambda: workbook(sheet('<row><c s="0"><v>1</v></c></row>'), styles=styled("0" * 100_000)), []),
}
