"""A workbook that somebody sends in, .xlsx or .xls, in; the Document on each of its sheets out."""

from __future__ import annotations

from perfgen.ooxml import COMPOUND_FILE, ORIGIN_SHEET
from perfgen.readers import spreadsheet
from perfgen.readers.document import Document, SheetDocument, refuse
from perfgen.readers.findings import Findings
from perfgen.readers.origin import Recover, recovered
from perfgen.readers.package import Package
from perfgen.readers.sheet import SheetContent
from perfgen.readers.sheet_document import document, form_number
from perfgen.readers.sheet_origin import CarriedForm, carried


def read(content: bytes, file: str, recover: Recover | None = None) -> Document:
    """The document of the only sheet with text. Raises ProblemsFound where there are several, or the file cannot be read."""
    found = sheets(content, file, recover)
    if len(found) > 1:
        names = "、".join([f"“{one.name}”" for one in found[:5]])
        refuse("several-sheets", f"有 {len(found)} 张工作表：{names}", file, "一次只收一张：把它另存为一个文件")
    return found[0].document


def sheets(content: bytes, file: str, recover: Recover | None = None) -> list[SheetDocument]:
    """Of each sheet that is not hidden and has any text, at least one. Raises ProblemsFound.

    `recover` finds the origin of a workbook that has lost it, from the form's name and the hash of its values.
    """
    package: Package | None = None
    if content[:8] == COMPOUND_FILE:
        from perfgen.readers import old_excel

        every = old_excel.sheets(content, file)
    else:
        every, package = spreadsheet.sheets(content, file)
    notes = Findings()
    if package is not None and spreadsheet.has_macros(package):
        notes.add("macro", "文件带有宏；perfgen 不运行宏，也不读它")
    if package is not None and spreadsheet.has_links(package):
        notes.note("outside-link", "有公式引用别的文件；perfgen 不打开那些文件，按这个文件里存的值来读")
    known: dict[int, CarriedForm] = {}
    try:
        known = carried(every)
    except (ValueError, RecursionError):
        notes.add("damaged-origin", "文件里随带的原始数据已损坏，改按表格本身来读")
    filled = [one for one in every if one.texts and one.name != ORIGIN_SHEET]
    shown = [one for one in filled if not one.is_hidden]
    for one in filled:
        if one.is_hidden:
            notes.add("hidden-sheet", f"隐藏的工作表“{one.name[:31]}”没有读入")
    if not shown:
        refuse("empty-file", "工作表里没有文字", file, "确认文件没有弄错")
    found = []
    for one in shown:
        number = form_number(one)
        found.append(_sheet(one, known.get(number) if number is not None else None, notes, file))
        notes = Findings()
    if package is not None and not known and recover is not None and len(found) == 1:
        (only,) = found
        return [only._replace(document=only.document._replace(origin=recovered(package, recover)))]
    return found


def _sheet(content: SheetContent, known: CarriedForm | None, notes: Findings, file: str) -> SheetDocument:
    return SheetDocument(content.name, document(content, known, notes, file))
