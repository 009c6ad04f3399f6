"""The form as a sheet of SpreadsheetML (ECMA-376, part 1): forms with the values that they were built from in, the bytes of
a workbook out.

The markup is written as text, in schema order. The values and where each is printed stand in a very hidden sheet: it is
text in cells, which Excel, WPS and LibreOffice keep in .xlsx and .xls, while LibreOffice drops custom XML. Which row of the
form a row of the sheet is, a hidden cell in it says: it goes where the row goes, whatever moves it.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.display import quoted
from perfgen.form import OFFICIAL, Form, Page, Paragraph
from perfgen.ooxml import (
    CONTENT_TYPES,
    CUSTOM_PROPERTIES,
    MAX_CELL,
    OFFICE,
    ORIGIN_SHEET,
    PACKAGE,
    PACKAGE_TYPE,
    SHEET,
    SHEET_CELL,
    SHEET_TYPE,
    WORKBOOK,
)
from perfgen.text import NO_XML
from perfgen.writers import properties
from perfgen.writers.archive import EARLIEST, LEVEL, date_of, zipped
from perfgen.writers.html import MARGIN
from perfgen.writers.markup import HEADER, attribute, escaped
from perfgen.writers.properties import Origin
from perfgen.writers.sheet_rows import TOP, SheetRow, SheetRows, laid
from perfgen.writers.sheet_styles import CellLooks

_STYLES = "xl/styles.xml"
_TWIPS_A_CHARACTER = 120  # by which columns are measured: 8 pixels, a digit of the usual font
_FOOTER = 10  # millimetres from the edge of the paper
_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # as which a program would read the code of a character
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31


class Filled(NamedTuple):
    """A form with what it was built from, and what its sheet should be called; `file` is its spec, for messages, and `spec`
    its path below the folder of specs, by which it is found again among others."""

    name: str
    form: Form
    origin: Origin
    file: str
    spec: str = ""


def write(form: Form, origin: Origin, file: str) -> bytes:
    """The same bytes for the same input, on every machine. The sheet has the name of the form.

    Raises ProblemsFound where a cell does not hold its text.
    """
    return workbook([Filled(origin.title, form, origin, file)], form.title)


def refuse_long(form: Form, file: str) -> None:
    """Raises ProblemsFound where a cell does not hold its text: Excel would not open the workbook."""
    texts = ["\n".join(["".join(runs) for runs in paragraphs]) for table in form.tables() for _, paragraphs in table.texts()]
    texts += ["".join(block.runs) for block in form.blocks if isinstance(block, Paragraph)]
    long = [text for text in texts if len(text) > MAX_CELL // 2 and len(text.encode("utf-16-le")) // 2 > MAX_CELL]
    if long:
        message = f"{quoted(long[0])}有 {len(long[0])} 字，Excel 一格最多 {MAX_CELL} 字"
        raise ProblemsFound([Diagnostic("long-cell", message, file, None, "生成 Word，或把文字改短")])


def workbook(forms: Iterable[Filled], title: str) -> bytes:
    """A sheet for each form, in their order; one at a time is held. Raises ProblemsFound like `refuse_long`."""
    epoch = properties.asked_moment() or EARLIEST
    return zipped(_parts(forms, title, epoch), date_of(epoch), seal=True)


def _parts(forms: Iterable[Filled], title: str, epoch: int) -> Iterator[tuple[str, bytes | Iterator[bytes]]]:
    looks = CellLooks()
    names: dict[str, str] = {ORIGIN_SHEET: ORIGIN_SHEET}  # as programs compare them
    sheets: list[str] = []
    repeated: list[str] = []
    carried: list[bytes] = []  # compressed, since of thousands of forms it takes more room than all their sheets
    first = Origin("", "", None)
    values = ""
    for number, (name, form, origin, file, spec) in enumerate(forms):
        refuse_long(form, file)
        rows = laid(form, origin.data, number)
        sheets.append(_named(name, names))
        if rows.repeated:
            top, below = rows.repeated
            area = f"'{sheets[-1].replace(chr(39), chr(39) * 2)}'!${top + 1}:${below}"
            repeated.append(f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">{escaped(area)}</definedName>')
        data = properties.encoded(origin.data)
        if not number:
            first, values = origin, data
        given = {"form": origin.form, "spec": spec, **({} if origin.layout == OFFICIAL else {"layout": origin.layout})}
        told = json.dumps({**given, **rows.carried}, ensure_ascii=False, separators=(",", ":"))
        carried.append(zlib.compress(f'{told[:-1]},"data":{data}}}'.encode(), LEVEL))
        yield _sheet_part(number), _sheet(rows, looks, number == 0).encode()
    yield _sheet_part(len(sheets)), _origins(carried)
    yield _STYLES, looks.part().encode()
    yield WORKBOOK, _workbook([*sheets, ORIGIN_SHEET], repeated).encode()
    yield "xl/_rels/workbook.xml.rels", _relationships(len(sheets) + 1).encode()
    yield "_rels/.rels", properties.relationships(WORKBOOK).encode()
    yield properties.APPLICATION, properties.APPLICATION_PART.encode()
    yield properties.CORE_PROPERTIES, properties.core_properties(title, first.title, epoch).encode()
    # Of several forms it names none: what one has lost is not found by the hash of another.
    only = (first.form, values) if len(sheets) == 1 else ("", "")
    yield CUSTOM_PROPERTIES, properties.custom_properties(*only).encode()
    yield CONTENT_TYPES, _types(len(sheets) + 1).encode()


def _sheet_part(number: int) -> str:
    return f"xl/worksheets/sheet{number + 1}.xml"


def _named(name: str, names: dict[str, str]) -> str:
    """The name as that of a sheet, which no other of `names` is."""
    bare = _FORBIDDEN.sub("", NO_XML.sub("", name)).strip(" '")[:_LONGEST_NAME].rstrip(" '") or "申报表"
    bare = f"{bare}_" if bare.casefold() == "history" else bare  # which Excel keeps for itself
    own, number = bare, 1
    while own.casefold() in names:
        number += 1
        own = f"{bare[: _LONGEST_NAME - 2 - len(str(number))]}({number})"
    names[own.casefold()] = own
    return own


def _sheet(rows: SheetRows, looks: CellLooks, selected: bool) -> str:
    width = len(rows.widths)
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{twips / _TWIPS_A_CHARACTER:.4f}" customWidth="1"/>'
        for number, twips in enumerate(rows.widths, 1)
    )
    columns += f'<col min="{width + 1}" max="{width + 1}" width="9" hidden="1" customWidth="1"/>'
    letters = [_letters(number) for number in range(width + 1)]
    lines = "".join([_row(number, row, letters, looks) for number, row in enumerate(rows.rows, 1)])
    merges = [f'<mergeCell ref="{letters[left]}{top + 1}:{letters[right]}{bottom + 1}"/>' for top, left, bottom, right in rows.merges]
    breaks = [f'<brk id="{row}" max="16383" man="1"/>' for row in rows.breaks]
    return (
        f'{HEADER}<worksheet xmlns="{SHEET}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{letters[width]}{len(rows.rows)}"/>'
        f'<sheetViews><sheetView showGridLines="0"{" tabSelected=" + chr(34) + "1" + chr(34) if selected else ""} workbookViewId="0"/>'
        '</sheetViews><sheetFormatPr defaultRowHeight="15.5"/>'
        f"<cols>{columns}</cols><sheetData>{lines}</sheetData>"
        + (f'<mergeCells count="{len(merges)}">{"".join(merges)}</mergeCells>' if merges else "")
        + _page(rows.page)
        + (f'<rowBreaks count="{len(breaks)}" manualBreakCount="{len(breaks)}">{"".join(breaks)}</rowBreaks>' if breaks else "")
        + f'<ignoredErrors><ignoredError sqref="A1:{letters[width]}{len(rows.rows)}" numberStoredAsText="1"/></ignoredErrors>'
        "</worksheet>"
    )


def _row(number: int, row: SheetRow, letters: list[str], looks: CellLooks) -> str:
    pieces = [f'<row r="{number}" ht="{row.height:g}" customHeight="1">']
    for column, look, text, value in sorted(row.cells):
        opening = f'<c r="{letters[column]}{number}" s="{looks.number(look)}"'
        if not text:
            pieces.append(f"{opening}/>")
        elif value is None:
            pieces.append(f'{opening} t="inlineStr">{_inline(text)}</c>')
        else:
            pieces.append(f"{opening}><v>{value}</v></c>")
    pieces.append(f'<c r="{letters[-1]}{number}" t="inlineStr">{_inline(row.mark)}</c></row>')
    return "".join(pieces)


def _inline(text: str) -> str:
    text = escaped(_CODE.sub("_x005F_", text) if "_x" in text else text)
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<is><t{space}>{text}</t></is>"


def _letters(column: int) -> str:
    before, own = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(65 + own)


def _page(page: Page) -> str:
    """A4, as wide as the page and as many pages long as it takes, their number below."""
    side, top = page.margin or MARGIN, page.margin or TOP
    footer = min(_FOOTER, top / 2)
    orientation = "landscape" if page.landscape else "portrait"
    return (
        '<printOptions horizontalCentered="1"/>'
        f'<pageMargins left="{side / 25.4:.4f}" right="{side / 25.4:.4f}" top="{top / 25.4:.4f}" bottom="{top / 25.4:.4f}" '
        f'header="{footer / 25.4:.4f}" footer="{footer / 25.4:.4f}"/>'
        f'<pageSetup paperSize="9" fitToHeight="0" orientation="{orientation}"/>'
        "<headerFooter><oddFooter>&amp;C- &amp;P -</oddFooter></headerFooter>"
    )


def _origins(carried: list[bytes]) -> Iterator[bytes]:
    """The very hidden sheet, piece by piece: a row for each form, its JSON in as many cells as it takes."""
    yield f'{HEADER}<worksheet xmlns="{SHEET}"><sheetData>'.encode()
    for number, compressed in enumerate(carried, 1):
        told = zlib.decompress(compressed).decode()
        parts = [told[start : start + SHEET_CELL] for start in range(0, len(told), SHEET_CELL)]
        cells = [f'<c r="{_letters(column)}{number}" t="inlineStr">{_inline(part)}</c>' for column, part in enumerate(parts)]
        yield f'<row r="{number}">{"".join(cells)}</row>'.encode()
    yield b"</sheetData></worksheet>"


def _workbook(sheets: list[str], repeated: list[str]) -> str:
    listed = "".join(
        f'<sheet name="{attribute(name)}" sheetId="{number}"{" state=" + chr(34) + "veryHidden" + chr(34) if number == len(sheets) else ""} '
        f'r:id="rId{number}"/>'
        for number, name in enumerate(sheets, 1)
    )
    return (
        f'{HEADER}<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}/relationships"><bookViews><workbookView/></bookViews>'
        f"<sheets>{listed}</sheets>"
        + (f"<definedNames>{''.join(repeated)}</definedNames>" if repeated else "")
        + "</workbook>"
    )


def _relationships(sheets: int) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/relationships/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, sheets + 1)
    )
    styles = f'<Relationship Id="rId{sheets + 1}" Type="{OFFICE}/relationships/styles" Target="styles.xml"/>'
    return f'{HEADER}<Relationships xmlns="{PACKAGE}/relationships">{listed}{styles}</Relationships>'


def _types(sheets: int) -> str:
    types = {
        WORKBOOK: f"{SHEET_TYPE}.sheet.main+xml",
        _STYLES: f"{SHEET_TYPE}.styles+xml",
        **{_sheet_part(number): f"{SHEET_TYPE}.worksheet+xml" for number in range(sheets)},
        **properties.TYPES,
    }
    listed = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items())
    return (
        f'{HEADER}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{PACKAGE_TYPE}.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )
