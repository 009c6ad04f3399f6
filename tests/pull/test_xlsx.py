"""A workbook that came back: what was edited in it is all that changes in the YAML."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import sheet_edits
from conftest import EXAMPLES, ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from perfgen.building.laying import Laid, lay_out, origin
from perfgen.ooxml import ROW_MARKED
from perfgen.pointers import value_at
from perfgen.project import Project
from perfgen.pull.pull import Pulled, Pulling, Wishes, pull
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
    """The cells that show one text of the spec and nothing else, with its pointer."""
    known = {}
    for text in laid.form.texts():
        known.setdefault(str(text), set()).add(text.source)
    cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell) and isinstance(cell.value, str)]
    once = [cell for cell in cells if [other.value for other in cells].count(cell.value) == 1]
    found = []
    for cell in once:
        sources = known.get(str(cell.value), set())
        if len(sources) == 1 and (source := next(iter(sources))) and isinstance(_at(laid, source), str) and source != "/form":
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
@settings(deadline=None, max_examples=int(os.environ.get("PERFGEN_SHEET_EDITS", "6")))
@given(st.data())
def test_typed_value_comes_back_alone(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(BUILT)))
    book = sheet_edits.opened(BUILT[path])
    cell, source = data.draw(st.sampled_from(values_of(book.worksheets[0], LAID[path])), "cell")
    cell.value = f"{cell.value}甲"
    found = pulled(tmp_path_factory.mktemp("typed"), sheet_edits.saved(book), path)
    if found.revised is found.spec:  # a choice of which the form takes no other, or a number with its unit: told
        assert found.problems
        return
    # What is computed from it, such as a score, may have to be typed in now.
    assert len([line for line in found.told if " 新填 " not in line]) == 1
    assert value_at(found.revised.data, source) == cell.value


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
    """Unedited it changes nothing; a value that was typed before comes back alone."""
    documents = []
    paths = sorted(BUILT)
    for path in paths:
        book = sheet_edits.opened(BUILT[path])
        for cell, _ in values_of(book.worksheets[0], LAID[path])[:1]:
            cell.value = f"{cell.value}甲"
        documents += [tmp_path / f"{path.stem}.xlsx", tmp_path / f"{path.stem}改.xlsx"]
        documents[-2].write_bytes(BUILT[path])
        documents[-1].write_bytes(sheet_edits.saved(book))
    found = [one.read_bytes() for one in resaved(documents, route)]
    for path, unedited, edited in zip(paths, found[::2], found[1::2], strict=True):
        same = pulled(tmp_path, unedited, path, f".{route[-1]}")
        assert (same.told, same.problems) == ([], []), path
        assert len(pulled(tmp_path, edited, path, f".{route[-1]}").told) == 1, path
