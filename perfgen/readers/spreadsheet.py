"""The bytes of an .xlsx in, its sheets out as they are shown: formulas by the value that they had, numbers by their format.

The file is taken for hostile, as a Word file is (`perfgen.readers.package`). Its sheets are read row by row, and nothing is
kept of cells without text, so that a million empty rows cost nothing. Links to other files and macros are never looked at.
Neither openpyxl nor python-calamine serves: the one has no limits and no .xls, the other tells neither of formats, of
hidden rows nor of comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from lxml import etree

from perfgen.ooxml import MACROS, ORIGIN_SHEET, SHEET, WORKBOOK
from perfgen.readers.document import refuse, too_much
from perfgen.readers.findings import Observation
from perfgen.readers.number_format import BUILT_IN, plain, shown
from perfgen.readers.package import Package, open_package
from perfgen.readers.sheet import MANY_ROWS, MAX_MERGED, Area, At, Limits, RowsWanted, SheetContent, cell_name

S = f"{{{SHEET}}}"
SAVE_AS = "在 Excel 或 WPS 中打开，另存为“Excel 工作簿(*.xlsx)”"
_MAX_HIDDEN = 1_000  # groups of columns, of a sheet
MAX_SHEET_MARKUP = 4_000_000  # of a sheet or the list of texts, of which only a row at a time is held
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383

_ROW, _CELL, _COLUMN, _MERGED = S + "row", S + "c", S + "col", S + "mergeCell"
_TEXT, _RUN, _ITEM, _VALUE, _FORMULA, _INLINE = S + "t", S + "r", S + "si", S + "v", S + "f", S + "is"
_RELATION = re.compile(r"\}id$")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ROWS = re.compile(r"\$?([0-9]{1,7}):\$?([0-9]{1,7})$|\$?[A-Za-z]{1,3}\$?([0-9]{1,7}):\$?[A-Za-z]{1,3}\$?([0-9]{1,7})$")
_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ROUNDED = 12  # digits up to which a number that was reckoned is exact


def sheets(content: bytes, file: str, wanted: RowsWanted | None = None) -> tuple[list[SheetContent], Package]:
    """The sheets in their order, and the package for what else it carries; of rows only those that are `wanted`. Raises
    ProblemsFound.
    """
    package, main, root = _opened(content, file)
    return _Workbook(package, main, root, file, wanted).sheets(), package


def sheet_names(content: bytes, file: str) -> list[str]:
    """Of all sheets, of which none is read. Raises ProblemsFound."""
    _, _, root = _opened(content, file)
    return [element.get("name", "") for element in root.iterfind(f"{S}sheets/{S}sheet")]


def _opened(content: bytes, file: str) -> tuple[Package, str, etree._Element]:
    package = open_package(content, file, SAVE_AS)
    main = next((name for name in (*package.targets("", "officeDocument"), WORKBOOK) if name in package), "")
    root = package.xml(main) if main else None
    if root is None or root.tag != S + "workbook":
        binary = any(name.lower().endswith("workbook.bin") for name in package.names())
        refuse("not-excel", f"这{'是 .xlsb 文件，读不了' if binary else '不是 Excel 文件'}", file, SAVE_AS)
    return package, main, root


def has_macros(package: Package) -> bool:
    return any(name.lower().endswith(f"{MACROS}.bin") for name in package.names())


def has_links(package: Package) -> bool:
    """Whether formulas in it look into other files."""
    return any("/externallinks/" in f"/{name}".lower() for name in package.names())


class _Workbook:
    def __init__(self, package: Package, main: str, root: etree._Element, file: str, wanted: RowsWanted | None) -> None:
        self._package, self._main, self._root, self._file = package, main, root, file
        self._listed = root.findall(f"{S}sheets/{S}sheet")
        self._limits = Limits(len(self._listed), file, 1 if wanted is None else MANY_ROWS)
        self._wanted = wanted
        properties = root.find(S + "workbookPr")
        self._since_1904 = properties is not None and properties.get("date1904", "") in ("1", "true")
        self._formats, self._lined = self._read_formats()
        self._texts = list(self._read_texts())

    def sheets(self) -> list[SheetContent]:
        parts = self._package.related(self._main)
        found = []
        for number, element in enumerate(self._listed):
            identity = next((value for key, value in element.items() if _RELATION.search(str(key))), "")
            part = parts.get(str(identity), "")
            sheet = SheetContent(element.get("name", ""), element.get("state", "visible") != "visible")
            sheet.heading = self._heading(number)
            if part in self._package and "/worksheets/" in f"/{part}".lower():
                self._read(sheet, part)
            found.append(sheet)
        return found

    def _heading(self, number: int) -> range:
        for element in self._root.iterfind(f"{S}definedNames/{S}definedName"):
            if element.get("name") == "_xlnm.Print_Titles" and element.get("localSheetId") == str(number):
                match = _ROWS.search(element.text or "")
                if match:
                    first, last = [int(one) for one in match.groups() if one]
                    return range(min(first, last) - 1, min(max(first, last), _LAST_ROW))
        return range(0)

    def _read_formats(self) -> tuple[list[str], frozenset[str]]:
        """The format of numbers of each cell format, and those by which a cell has lines round it."""
        name = next(iter(self._package.targets(self._main, "styles")), "")
        if name not in self._package:
            return [], frozenset()
        root = self._package.xml(name)
        own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iterfind(f"{S}numFmts/{S}numFmt")}
        built_in = {str(number): code for number, code in BUILT_IN.items()}
        numbers = [one.get("numFmtId", "0") for one in root.iterfind(f"{S}cellXfs/{S}xf")]
        borders = [any(side.get("style", "none") != "none" for side in one) for one in root.iterfind(f"{S}borders/{S}border")]
        lined = [_whole(one.get("borderId"), 0) for one in root.iterfind(f"{S}cellXfs/{S}xf")]
        with_lines = frozenset(str(style) for style, number in enumerate(lined) if number < len(borders) and borders[number])
        return [own.get(number, built_in.get(number, "")) for number in numbers], with_lines

    def _read_texts(self) -> Iterator[str]:
        for name in self._package.targets(self._main, "sharedStrings")[:1]:
            if name in self._package:
                for element in self._package.elements(name, frozenset([_ITEM]), MAX_SHEET_MARKUP):
                    text = _text(element)
                    self._limits.count(text)
                    yield text

    def _read(self, sheet: SheetContent, part: str) -> None:
        row, column = -1, -1
        for element in self._package.elements(part, frozenset([_ROW, _COLUMN, _MERGED]), MAX_SHEET_MARKUP):
            if element.tag == _ROW:
                row = _whole(element.get("r"), row + 2) - 1
                if not 0 <= row <= _LAST_ROW:
                    continue
                if element.get("hidden", "") in ("1", "true") or element.get("ht") == "0":
                    sheet.hidden_rows.add(row)
                column, lined, texts = -1, 0, {}
                for cell in element.iterchildren(_CELL):
                    at = _at(cell.get("r", ""))
                    column = at[1] if at else column + 1
                    lined += cell.get("s") in self._lined
                    if text := self._shown(sheet, (row, column), cell):
                        texts[column] = text
                choice = True if self._wanted is None else self._wanted(sheet.name, row, texts)
                if choice is None:
                    break
                if choice:
                    for place, text in texts.items():
                        self._limits.count(text)
                        sheet.texts[row, place] = text
                if lined > 1 and texts:
                    sheet.lined_rows.add(row)
            elif element.tag == _COLUMN:
                if element.get("hidden", "") in ("1", "true") or element.get("width") == "0":
                    first, last = _whole(element.get("min"), 1) - 1, _whole(element.get("max"), 1) - 1
                    sheet.hidden_columns.append((first, min(last, _LAST_COLUMN)))
            else:
                first_at, _, last_at = element.get("ref", "").partition(":")
                top_left, bottom_right = _at(first_at), _at(last_at or first_at)
                if top_left and bottom_right and top_left <= bottom_right:
                    sheet.merged.append(Area(*top_left, *bottom_right))
                if len(sheet.merged) > MAX_MERGED:
                    too_much(f"合并的单元格超过 {MAX_MERGED // 10_000} 万处", self._file)
            if len(sheet.hidden_columns) > _MAX_HIDDEN:
                too_much("隐藏的列太多", self._file)
        self._comments(sheet, part)

    def _shown(self, sheet: SheetContent, at: At, cell: etree._Element) -> str:
        kind, value = cell.get("t", "n"), cell.findtext(_VALUE)
        if kind == "inlineStr":
            inline = cell.find(_INLINE)
            return _text(inline) if inline is not None else ""
        if value is None:
            if cell.find(_FORMULA) is not None and sheet.name != ORIGIN_SHEET:
                _note(sheet, at, "formula", "的公式没有算出来的值，没有读入", "在 Excel 或 WPS 中打开，保存后再试")
            return ""
        if kind == "s":
            number = _whole(value, -1)
            return self._texts[number] if 0 <= number < len(self._texts) else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value.strip(), value)
        if kind == "e":
            _note(sheet, at, "formula", f"的公式出错，显示的是“{value[:20]}”", "改正公式或者填上值")
            return value
        return _decoded(value) if kind != "n" else self._number(sheet, at, value, _whole(cell.get("s"), 0))

    def _number(self, sheet: SheetContent, at: At, value: str, style: int) -> str:
        try:
            number = Decimal(value.strip())
        except InvalidOperation:
            return value
        return number_text(sheet, at, number, self._formats[style] if style < len(self._formats) else "", self._since_1904)

    def _comments(self, sheet: SheetContent, part: str) -> None:
        for name in self._package.targets(part, "comments"):
            if name in self._package:
                root = self._package.xml(name)
                authors = [one.text or "" for one in root.iterfind(f"{S}authors/{S}author")]
                for one in root.iterfind(f"{S}commentList/{S}comment"):
                    at, text = _at(one.get("ref", "")), one.find(S + "text")
                    author = _whole(one.get("authorId"), -1)
                    if at and text is not None and (said := _text(text).strip()):
                        name_of = authors[author].strip() if 0 <= author < len(authors) else ""
                        sheet.comments.append((at, name_of, said.removeprefix(f"{name_of}:").strip()))


def number_text(sheet: SheetContent, at: At, number: Decimal, format_: str, since_1904: bool) -> str:
    """As the cell shows it; where that hides digits, it is told."""
    if not number.is_finite() or number.adjusted() > 300:
        return str(number)
    exact = Decimal(f"{number:.15g}")  # as many digits as Excel has: 0.30000000000000004 is 0.3
    text, rounded = shown(exact, format_, since_1904)
    if rounded and shown(Decimal(f"{exact:.{_ROUNDED}g}"), format_, since_1904).rounded:
        _note(sheet, at, "rounded", f"存的是 {plain(exact)}，显示为“{text}”，按显示的读入", "要全部的位数，就改这一格的数字格式")
    return text


def _note(sheet: SheetContent, at: At, name: str, message: str, hint: str) -> None:
    if len(sheet.notes) < 200:
        sheet.notes.append((at, Observation(name, f"{cell_name(at)} {message}", None, hint)))


def _text(element: etree._Element) -> str:
    """The text of a cell; how it is read aloud is left out."""
    pieces = [child.text or "" for child in element if child.tag == _TEXT]
    pieces += [run.findtext(_TEXT) or "" for run in element if run.tag == _RUN]
    return _decoded("".join(pieces))


def _decoded(text: str) -> str:
    return _CODE.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n") if text else ""


def _at(reference: str) -> At | None:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = 26 * column + ord(letter) - 64
    row = int(match[2]) - 1
    return (row, column - 1) if 0 <= row <= _LAST_ROW and column - 1 <= _LAST_COLUMN else None


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.strip().isascii() and text.strip().isdigit() and len(text) < 10 else otherwise
