"""The redline: with all changes accepted it is the new form, with all rejected the old one, and no program minds it."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import docx_grid
import geometry
import pdfplumber
import pytest
import seed_edits
from conftest import ROOT, THOROUGH, drawn, require_tool
from docx_grid import W, document
from given import here, lay_out, written
from hypothesis import example, given
from hypothesis import settings as limits
from readers.grids import printed
from review.spec_pairs import EDITS, SPECS, form_pairs, grid, laid, random_pairs, seed, seed_of_2022, table_pairs
from steps import grows
from tracked_changes import changes, decided

from perfgen.building.laying import Laid
from perfgen.pull.pull import Wishes, pull
from perfgen.readers.docx import read
from perfgen.review.redline import _Union, redline

WHEN = datetime(2021, 3, 1, tzinfo=UTC)
NAMES = list(EDITS)
EVERYTHING = ["value", "amounts", "prose reworded", "last duty removed", "task added", "row added after"]
EVERYTHING += ["first row of a subgroup removed", "subgroup renamed", "goal removed", "goal added", "name"]
TOGETHER = [  # every edit, with those that leave it alone
    EVERYTHING,
    ["first duty removed", "task added at the end", "first row of a merged group removed"],
    ["middle row of a group removed", "goal added at the end", "goal heading reworded"],
    ["only one duty", "row added before the first", "subgroup removed", "indicators of a goal removed"],
    ["subgroup added", "all goals but one removed"],
    ["first subgroup removed"],
]
each_edit = pytest.mark.parametrize("name", NAMES)
# Those of EVERYTHING alone: all of them together are among the quick ones.
each_other_edit_quickly = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow) if name in EVERYTHING else name for name in NAMES]
)


def red(old: Laid, new: Laid, author: str = "审核人", date: datetime = WHEN) -> bytes:
    return redline(here(), old, new, author, date)


def structure(docx: bytes) -> list[Any]:
    """Grids and paragraphs, and what follows what in the body."""
    order = [element.tag.removeprefix(W) for element in document(docx)[0]]
    return [docx_grid.grids(docx), docx_grid.paragraphs(docx), docx_grid.heading_rows(docx), order]


def texts(read_: list[Any]) -> list[Any]:
    """Of what was read: lines that say something, and tables. Of a line that came, its rejection leaves the bookmark."""
    found: list[Any] = []
    for shown in read_:
        if isinstance(shown, list):
            found += filter(None, [said([shown])])
        else:
            found.append((*shown[:2], [(*cell[:4], said(cell[4])) for cell in shown[2]]))
    return found


def said(lines: list[list[tuple[str, str]]]) -> str:
    return "\n".join("".join(text for text, _ in line) for line in lines)


def assert_both_forms(old: Laid, new: Laid) -> None:
    content = red(old, new)
    for way, side in (("accept", new), ("reject", old)):
        shape, shown = built_seed() if side is seed() else built(side)
        assert structure(decided(content, way)) == shape, way
        found = printed(read(content, "redline.docx", way))
        assert texts(found) == texts(shown), way
        assert way == "reject" or found == shown


def built(side: Laid) -> tuple[list[Any], list[Any]]:
    """The structure of its document, and what is read in it."""
    content = written(side, "docx", overleaf=False)
    return structure(content), printed(read(content, "built.docx"))


@cache
def built_seed() -> tuple[list[Any], list[Any]]:
    return built(seed())


@each_other_edit_quickly
def test_redline_holds_both_forms(name: str) -> None:
    assert_both_forms(seed(), seed(name))


@pytest.mark.slow
@each_edit
def test_redline_back_to_the_seed_holds_both_forms(name: str) -> None:
    assert_both_forms(seed(name), seed())


@pytest.mark.slow  # all of them together; the next test makes them in one spec
@pytest.mark.parametrize("edit", seed_edits.EDITS, ids=lambda edit: edit.name)
def test_redline_of_what_a_reviewer_is_told_holds_both_forms(edit: seed_edits.Edit) -> None:
    assert_both_forms(seed(), laid(edit.on(seed_edits.SEED)))


def test_redline_of_everything_a_reviewer_is_told_holds_both_forms() -> None:
    text = seed_edits.SEED
    for edit in seed_edits.EDITS:
        text = edit.on(text)
    assert_both_forms(seed(), laid(text))
    assert_both_forms(laid(text), seed())


def test_redline_of_many_edits_holds_both_forms() -> None:
    assert_both_forms(seed(), seed(*EVERYTHING))
    assert_both_forms(seed_of_2022(), seed(*EVERYTHING[:-3]))


def test_goals_that_changed_places_hold_both_forms() -> None:
    old = seed()
    head, *goals = re.split(r"(?m)^(?=  - goal: )", old.spec.text.split("annual_goals:\n")[-1])
    before = old.spec.text.removesuffix("".join([head, *goals]))
    for order in ([1, 0, 2, 3, 4], [2, 1, 0, 4, 3], [4, 3, 2, 1, 0]):
        assert_both_forms(old, laid(before + head + "\n".join(goals[place].strip("\n") for place in order)))


# What went and what came stand one above the other, and one must not part a merged cell of the other.
@limits(max_examples=25)
@example((grid("ABB CCC"), grid("AAA BBC")))  # neither side's rows may change places
@example((grid("ABC DDC EFC EFC EFG"), grid("ABC ABC ABH")))  # neither can be the first below the row that stayed
@example((grid("AB CB CD CE FE"), grid("AB CB CX CE")))  # the last row of a group ends a cell that another row goes on with
@given(table_pairs())
def test_redline_of_any_table_holds_both_forms(pair: tuple[Laid, Laid]) -> None:
    assert_both_forms(*pair)


@pytest.mark.slow
@limits(max_examples=drawn(75, 300))
@given(table_pairs())
def test_redline_of_many_tables_holds_both_forms(pair: tuple[Laid, Laid]) -> None:
    assert_both_forms(*pair)


@limits(max_examples=10)
@given(form_pairs())
def test_redline_of_any_form_holds_both_forms(pair: tuple[Laid, Laid]) -> None:
    assert_both_forms(*pair)


@pytest.mark.slow
@limits(max_examples=drawn(25, 100))
@given(form_pairs())
def test_redline_of_many_forms_holds_both_forms(pair: tuple[Laid, Laid]) -> None:
    assert_both_forms(*pair)


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.stem)
def test_what_did_not_change_is_not_marked(spec: Path) -> None:
    laid = lay_out(spec)
    content = red(laid, laid)
    assert changes(content) == []
    assert structure(content) == structure(written(laid, "docx"))


def test_only_the_changed_piece_of_a_cell_is_marked() -> None:
    found = [(one.tag.removeprefix(W), "".join(one.itertext())) for one in changes(red(seed(), seed("prose reworded")))]
    assert ("del", "制定") in found and ("ins", "编制") in found
    assert max(len(text) for _, text in found) < 8


def test_row_that_went_and_row_that_came_are_marked_as_rows() -> None:
    for name, tag in (("middle row of a group removed", "del"), ("row added after", "ins")):
        (mark,) = [one for one in changes(red(seed(), seed(name))) if one.getparent().tag == W + "trPr"]
        row = mark.getparent().getparent()
        assert mark.tag == W + tag
        assert all(run.getparent().tag == mark.tag for run in row.iter(W + "r"))


def test_changes_have_numbers_of_their_own_an_author_and_a_date() -> None:
    content = red(seed(), seed(*EVERYTHING), author="财政局 <一科>\n&", date=datetime(2021, 3, 1, 9, 30))
    root = document(content)
    numbers = Counter(one.get(W + "id") for one in root.iter(W + "ins", W + "del", W + "bookmarkStart"))
    assert len(numbers) > 100 and max(numbers.values()) == 1
    said = {(one.get(W + "author"), one.get(W + "date")) for one in changes(content)}
    assert said == {("财政局 <一科>&", "2021-03-01T09:30:00Z")}


def test_date_is_told_in_utc() -> None:
    date = datetime(2021, 3, 1, 8, tzinfo=timezone(timedelta(hours=8)))
    assert red(seed(), seed("value"), date=date) == red(seed(), seed("value"), date=datetime(2021, 3, 1))


def test_same_input_gives_same_bytes() -> None:
    assert red(seed(), seed(*EVERYTHING)) == red(seed(), seed(*EVERYTHING))


def test_bookmarks_are_those_of_the_new_document_and_stand_round_no_deleted_row() -> None:
    content, built = red(seed(), seed(*EVERYTHING)), written(seed(*EVERYTHING), "docx")
    names = [[mark.get(W + "name") for mark in document(one).iter(W + "bookmarkStart")] for one in (content, built)]
    assert sorted(names[0]) == sorted(names[1]) and len(set(names[0])) == len(names[0])
    assert all(mark.find(f".//{W}bookmarkStart") is None for mark in changes(content))


def test_accepted_redline_changes_nothing_in_the_new_spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    new = seed(*EVERYTHING)
    Path("specs").mkdir()
    Path("specs/new.yaml").write_bytes(new.spec.source)
    Path("redline.docx").write_bytes(red(seed(), new))
    pulled = pull(here(), Path("redline.docx"), Path("specs/new.yaml"))
    assert (pulled.told, pulled.problems) == ([], [])
    assert pulled.revised.source == new.spec.source


def test_rejected_redline_makes_the_old_values_of_the_new_spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    old, new = seed(), seed("value", "name", "prose reworded", "amounts")
    Path("new.yaml").write_bytes(new.spec.source)
    Path("redline.docx").write_bytes(red(old, new))
    pulled = pull(here(), Path("redline.docx"), Path("new.yaml"), Wishes("reject"))
    assert laid(pulled.revised.text).form == old.form


def test_work_grows_with_a_large_table_and_not_with_its_square() -> None:
    def large(count: int, more: int) -> Laid:
        rows = [f"          - {{name: 第{n}项的名称, target: ≥{n + more}次, standard: 计划标准}}" for n in range(count)]
        head = "annual_goals:\n  - goal: 甲\n    indicators:\n      产出指标:\n        数量指标:\n"
        return laid(seed().spec.text.split("annual_goals:")[0] + head + "\n".join(rows))

    forms = {count: (large(count, 0), large(count, 5)) for count in (100, 200)}

    def compare(count: int) -> None:
        assert len(changes(red(*forms[count]))) == 2 * count

    assert grows(compare, 100) < 3


def test_no_table_is_taken_out_of_a_tree_with_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    place = _Union._place

    def weighed(self: _Union, element: Any) -> None:
        if element.getparent() is not self._body:
            sizes.append(sum(1 for _ in element.iter()))
        place(self, element)

    monkeypatch.setattr(_Union, "_place", weighed)
    for old, new in ((seed(), seed("goal removed")), (seed(), seed("goal added")), (seed("goal added"), seed())):
        assert_both_forms(old, new)
    assert max(sizes) < 40  # what lxml does for each of them grows with the square of these


@pytest.mark.office
def test_no_validator_has_anything_against_a_redline(
    tmp_path: Path, assert_valid_docx: Callable[[Path], None], sdk_findings: Callable[[Path], list[str]]
) -> None:
    pairs = [(seed(), seed(*EVERYTHING)), (seed("goal removed"), seed_of_2022()), next(random_pairs(1))]
    for number, (old, new) in enumerate(pairs):
        file = tmp_path / f"{number}.docx"
        file.write_bytes(red(old, new))
        assert sdk_findings(file) == []
        assert geometry.findings(file) == []
        assert_valid_docx(file)


@pytest.mark.office
@pytest.mark.slow
def test_libreoffice_accepts_and_rejects_to_the_two_forms(tmp_path: Path) -> None:
    office = require_tool("office_edits.py", ROOT / "tests" / "office_edits.py")
    together = [*([name] for name in NAMES), EVERYTHING] if THOROUGH else TOGETHER
    assert {name for names in together for name in names} == set(NAMES)
    sides = {f"{number}": (seed(), seed(*names)) for number, names in enumerate(together)}
    sides |= {f"{key} back": (new, old) for key, (old, new) in sides.items()}
    expected = {}
    for key, (old, new) in sides.items():
        (tmp_path / f"{key}.docx").write_bytes(red(old, new))
        expected |= {tmp_path / f"{key} Accept.docx": new, tmp_path / f"{key} Reject.docx": old}
    jobs = [
        {
            "open": str(tmp_path / f"{file.stem.rpartition(' ')[0]}.docx"),
            "steps": [["do", f".uno:{file.stem.rpartition(' ')[2]}AllTrackedChanges"]],
            "save": str(file),
        }
        for file in expected
    ]
    (tmp_path / "jobs.json").write_text(json.dumps(jobs), "utf-8")
    subprocess.run(["/usr/bin/python3", office, tmp_path / "jobs.json"], check=True, capture_output=True, timeout=300)
    for file, side in expected.items():
        assert texts(printed(read(file.read_bytes(), file.name))) == texts(built(side)[1]), file.stem


@pytest.mark.office
def test_libreoffice_shows_what_went_and_came(tmp_path: Path, to_pdf: Callable[[Sequence[Path]], list[Path]]) -> None:
    file = tmp_path / "redline.docx"
    file.write_bytes(red(seed(), seed(*EVERYTHING)))
    with pdfplumber.open(to_pdf([file])[0]) as pdf:
        drawn = "".join(char["text"] for page in pdf.pages for char in page.chars)
        coloured = "".join(
            char["text"] for page in pdf.pages for char in page.chars if len(set(char["non_stroking_color"] or [0])) > 1
        )
    for text in ("逐步实现步行街", "新建平台数", "刘蒙蒙张三", "制定编制", "12", "15"):
        assert text in drawn and text in coloured
    assert "计划标准" in drawn and len(coloured) < len(drawn) / 2
