"""A workbook that came back: what was edited in it is all that changes in the YAML."""

from __future__ import annotations

import copy
import os
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sheet_edits
from conftest import EXAMPLES, ROOT
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from random_specs import printed_whole
from readers.grids import cell_for_cell
from returned import part, steps

from perfgen.building.laying import Laid, lay_out, origin
from perfgen.changes.change import KeyAdded
from perfgen.changes.diff import changes
from perfgen.extraction.printed import as_document
from perfgen.ooxml import ROW_MARKED
from perfgen.pointers import value_at
from perfgen.project import Project
from perfgen.pull.pull import Pulled, Pulling, Wishes, pull
from perfgen.readers import xlsx as reader
from perfgen.writers import xlsx
from perfgen.writers.xlsx import Filled

SEED = next((ROOT / "specs" / "2021").glob("*.yaml"))
PROJECT = Project(ROOT)
LAID = {path: lay_out(PROJECT, path) for path in (SEED, *EXAMPLES)}
BUILT = {path: xlsx.write(laid.form, origin(laid), "") for path, laid in LAID.items()}


def pulled(folder: Path, content: bytes, spec: Path, suffix: str = ".xlsx", wishes: Wishes | None = None) -> Pulled:
    document = folder / f"{spec.stem}{suffix}"
    document.write_bytes(content)
    return pull(PROJECT, document, spec, wishes or Wishes())


def values_of(sheet: Worksheet, laid: Laid) -> list[tuple[Cell, str]]:
    """The cells that show one value of the spec, which is printed nowhere else, and nothing else, with its pointer."""
    printed = Counter(text.source for text in laid.form.texts())
    known: dict[str | Decimal, set[str]] = {}
    for text in laid.form.texts():
        value = _at(laid, text.source)
        if isinstance(value, str) and text.source != "/form":
            known.setdefault(str(text), set()).add(text.source)
        elif isinstance(value, int | Decimal):
            known.setdefault(Decimal(value), set()).add(text.source)
    cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell) and cell.value not in (None, "")]
    times = Counter(cell.value for cell in cells)
    found = []
    for cell in cells:
        shown = cell.value if isinstance(cell.value, str) else Decimal(str(cell.value))
        sources = known.get(shown, set())
        if times[cell.value] == len(sources) == 1 and printed[source := next(iter(sources))] == 1:
            found.append((cell, source))
    return found


def _at(laid: Laid, source: str) -> object:
    try:
        return value_at(laid.spec.data, source)
    except LookupError:
        return None


def lines_changed(one: Pulled) -> list[tuple[str, str]]:
    before, after = (spec.source.decode().splitlines() for spec in (one.spec, one.revised))
    assert len(before) == len(after)
    return [(old, new) for old, new in zip(before, after, strict=True) if old != new]


def row_of(sheet: Worksheet, text: str) -> int:
    return next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == text)


@pytest.mark.slow
def test_unedited_workbook_changes_nothing(tmp_path: Path) -> None:
    assert len(BUILT) == 14
    for path, content in BUILT.items():
        again = sheet_edits.saved(sheet_edits.opened(content))  # by another library
        found = pulled(tmp_path, again, path)
        assert (found.told, found.problems, found.revised is found.spec) == ([], [], True), path


@pytest.mark.slow
@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.stem)
def test_typed_values_are_all_that_changes(tmp_path: Path, path: Path) -> None:
    """Eight cells of each form, 112 in all, texts and numbers: the diff of the YAML is these and nothing else."""
    random = Random(path.stem)
    book = sheet_edits.opened(BUILT[path])
    wanted: dict[str, Any] = {}
    for cell, source in random.sample(values_of(book.worksheets[0], LAID[path]), 8):
        kind = cell.data_type
        wanted[source] = cell.value + 3 if isinstance(cell.value, int | float) else f"{cell.value}甲"
        cell.value = wanted[source]
        cell.data_type = kind  # a text that begins with = stays one
    found = pulled(tmp_path, sheet_edits.saved(book), path, wishes=Wishes(yes=True))
    taken = {source for source, typed in wanted.items() if _says(value_at(found.revised.data, source), typed)}
    problems = [one for one in found.problems if one.name != "derived-differs"]  # sums are not typed, so they are as they were
    assert len(wanted) - len(taken) == len(problems) <= 3, problems  # choices of which the form takes no other
    expected = copy.deepcopy(LAID[path].spec.data)
    for source in taken:
        *before, key = steps(source)
        part(expected, before)[key] = value_at(found.revised.data, source)
    # What was computed from a value that was typed, such as a score, may have to be typed in now.
    others = [change for change in changes(expected, found.revised.data) if not isinstance(change, KeyAdded)]
    assert others == [] and len(found.told) >= len(taken) == len({found.spec.places[source] for source in taken})
    old, new = (spec.source.decode().splitlines() for spec in (found.spec, found.revised))
    edits = [one for one in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if one[0] != "equal"]
    touched = {number + 1 for _, start, end, _, _ in edits for number in range(start, end)}
    assert touched == {found.spec.places[source].line for source in taken}
    assert len(new) - len(old) <= len(found.told) - len(taken)


def _says(value: object, typed: object) -> bool:
    return value == typed if isinstance(typed, str) else Decimal(str(value)) == Decimal(str(typed))


def test_number_that_is_typed_comes_back_as_the_sheet_shows_it(tmp_path: Path) -> None:
    book = sheet_edits.opened(BUILT[SEED])
    (cell, *_) = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == 568]
    cell.value = 600.5
    found = pulled(tmp_path, sheet_edits.saved(book), SEED)
    assert len(found.told) == 1 and "“568.00” -> “600.50”" in found.told[0], found.told
    cell.value = 600.505
    found = pulled(tmp_path, sheet_edits.saved(book), SEED)
    assert any(one.name == "rounded" and "600.505" in one.message for one in found.problems)


def test_row_that_is_put_in_is_an_indicator(tmp_path: Path) -> None:
    book = sheet_edits.opened(BUILT[SEED])
    sheet = book.worksheets[0]
    row = row_of(sheet, "园区企业满意度")
    sheet_edits.insert_row(sheet, row)
    columns = {cell.value: cell.column for cell in sheet[row + 1] if cell.value}
    sheet.cell(row, columns["园区企业满意度"]).value = "园区游客满意度"
    for cell in sheet[row + 1]:
        if cell.value in ("≥90%", "问卷调查"):
            sheet.cell(row, cell.column).value = cell.value
    found = pulled(tmp_path, sheet_edits.saved(book), SEED)
    assert [one for one in found.problems if one.severity == "error"] == []
    assert len(found.told) == 1 and "园区游客满意度" in found.told[0]
    before, after = (spec.source.decode().splitlines() for spec in (found.spec, found.revised))
    assert [line for line in before if line not in after] == []
    assert len([line for line in after if line not in before]) == len(after) - len(before) == 1


def test_row_that_is_taken_out_is_an_indicator_less(tmp_path: Path) -> None:
    book = sheet_edits.opened(BUILT[SEED])
    sheet_edits.delete_row(book.worksheets[0], row_of(book.worksheets[0], "园区企业满意度"))
    found = pulled(tmp_path, sheet_edits.saved(book), SEED)
    assert len(found.told) == 1 and "园区企业满意度" in found.told[0]
    before, after = (spec.source.decode().splitlines() for spec in (found.spec, found.revised))
    assert [line for line in after if line not in before] == []
    assert len(before) - len(after) == 1


def test_row_that_is_moved_moves_in_the_yaml(tmp_path: Path) -> None:
    book = sheet_edits.opened(BUILT[SEED])
    sheet_edits.swap_rows(book.worksheets[0], row_of(book.worksheets[0], "园区企业满意度"))
    found = pulled(tmp_path, sheet_edits.saved(book), SEED)
    assert len(found.told) == 1 and found.problems == []
    before, after = (spec.source.decode().splitlines() for spec in (found.spec, found.revised))
    assert before != after and sorted(before) == sorted(after)


def test_hidden_rows_are_read_and_told(tmp_path: Path) -> None:
    book = sheet_edits.opened(BUILT[SEED])
    book.worksheets[0].row_dimensions[row_of(book.worksheets[0], "园区企业满意度")].hidden = True
    found = pulled(tmp_path, sheet_edits.saved(book), SEED)
    assert found.told == [] and found.problems and {one.name for one in found.problems} == {"hidden-text"}


def test_column_that_is_put_in_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    book = sheet_edits.opened(BUILT[SEED])
    sheet = book.worksheets[0]
    areas = sheet_edits._taken_apart(sheet)
    sheet.insert_cols(1)
    for area in areas:
        area.shift(col_shift=1)
    sheet_edits._merged(sheet, areas)
    found = pulled(tmp_path, sheet_edits.saved(book), SEED)
    assert found.told == [] and "columns-changed" in {one.name for one in found.problems}


def test_copied_row_does_not_take_the_place_of_the_first(tmp_path: Path) -> None:
    book = sheet_edits.opened(BUILT[SEED])
    sheet = book.worksheets[0]
    row = row_of(sheet, "园区企业满意度")
    sheet_edits.insert_row(sheet, row)
    for cell in sheet[row + 1]:
        if cell.value is not None:
            sheet.cell(row, cell.column).value = "园区游客满意度" if cell.value == "园区企业满意度" else cell.value
    assert sum(bool(ROW_MARKED.fullmatch(str(cell.value))) for cell in sheet[row]) == 1
    found = pulled(tmp_path, sheet_edits.saved(book), SEED)
    assert len(found.told) == 1 and "园区游客满意度" in found.told[0]


def test_workbook_that_has_lost_its_hidden_sheet_is_compared_with_the_spec(tmp_path: Path) -> None:
    book = sheet_edits.opened(BUILT[SEED])
    del book["_perfgen"]
    cell = next(cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "刘蒙蒙")
    cell.value = "刘萌萌"
    found = pulled(tmp_path, sheet_edits.saved(book), SEED)
    assert len(found.told) == 1 and "“刘蒙蒙” -> “刘萌萌”" in found.told[0]


def test_each_sheet_of_a_workbook_goes_back_into_its_own_spec(tmp_path: Path) -> None:
    paths = EXAMPLES[:3]
    laid = [LAID[path] for path in paths]
    content = xlsx.workbook(
        [Filled(f"第{number}张", one.form, origin(one), "", f"examples/{path.name}") for number, (path, one) in enumerate(zip(paths, laid, strict=True))], ""
    )
    book = sheet_edits.opened(content)
    cell, source = values_of(book.worksheets[1], laid[1])[0]
    cell.value = "改了的"
    document = tmp_path / "全部.xlsx"
    document.write_bytes(sheet_edits.saved(book))
    pulling = Pulling(PROJECT, document, None)
    found = [pulling.pull(one) for one in pulling.documents]
    assert [len(one.told) for one in found] == [0, 1, 0]
    assert value_at(found[1].revised.data, source) == "改了的"
    assert [Path(one.spec.file).name for one in found] == [path.name for path in paths]


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.parametrize("route", [["xlsx"], ["xls"]])
def test_workbook_that_libreoffice_has_saved(
    tmp_path: Path, resaved: Callable[[Sequence[Path], Sequence[str]], list[Path]], route: list[str]
) -> None:
    """It is the same cell for cell, also of random specs; a value that was typed before comes back alone."""
    documents = []
    paths = sorted(BUILT)
    for path in paths:
        book = sheet_edits.opened(BUILT[path])
        for cell, _ in values_of(book.worksheets[0], LAID[path])[:1]:
            cell.value = f"{cell.value}甲"
        documents += [tmp_path / f"{path.stem}.xlsx", tmp_path / f"{path.stem}改.xlsx"]
        documents[-2].write_bytes(BUILT[path])
        documents[-1].write_bytes(sheet_edits.saved(book))
    random = printed_whole(int(os.environ.get("PERFGEN_SHEET_SPECS", "6")))
    documents.append(tmp_path / "random.xlsx")
    documents[-1].write_bytes(xlsx.workbook([Filled(one.spec.file, one.form, origin(one), "") for one in random], ""))
    *found, of_random = [one.read_bytes() for one in resaved(documents, route)]
    for one, (_, read) in zip(random, reader.sheets(of_random, ""), strict=True):
        assert cell_for_cell(read) == cell_for_cell(as_document(one.form)), one.spec.source.decode()
    for path, unedited, edited in zip(paths, found[::2], found[1::2], strict=True):
        assert cell_for_cell(reader.read(unedited, "")) == cell_for_cell(as_document(LAID[path].form)), path
        same = pulled(tmp_path, unedited, path, f".{route[-1]}")
        assert (same.told, same.problems) == ([], []), path
        assert len(pulled(tmp_path, edited, path, f".{route[-1]}").told) == 1, path
