"""Word comes back: what was built and not edited changes nothing, and what was edited changes just that."""

from __future__ import annotations

import copy
import difflib
import shutil
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import docx
import given
import pytest
import random_specs
from command import run
from conftest import DECLARATIONS, ROOT, drawn
from given import here, loaded
from lxml import etree
from returned import EDITS, Edit, Returned, W, change_value

from perfgen.diagnostics import ProblemsFound, Severity
from perfgen.pull.pull import Pulled, Wishes, pull

SPECS = DECLARATIONS
SEED = SPECS[0]
QUALITY = "/annual_goals/1/indicators/产出指标/质量指标"


# A row of the project form holds two indicators side by side, so a row's edit is not one edit of the data there.
CASES = [
    (path.relative_to(ROOT), edit)
    for path in SPECS
    for edit in (EDITS if "部门" in path.stem or path is SEED else [change_value])
]


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "specs", tmp_path / "specs")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def built(spec: Path) -> Path:
    problems, document = given.built(spec)
    assert problems == []
    return document


def taken(document: Path, spec: Path | None = None, tracked: str = "accept") -> Pulled:
    return pull(here(), document, spec, Wishes(tracked))


def lines_changed(pulled: Pulled) -> tuple[int, int]:
    """How many lines are gone, and how many are new."""
    lines = difflib.ndiff(pulled.spec.source.decode().splitlines(), pulled.revised.source.decode().splitlines())
    marks = [line[0] for line in lines]
    return marks.count("-"), marks.count("+")


@pytest.mark.parametrize("spec", [path.relative_to(ROOT) for path in SPECS], ids=lambda path: path.stem)
def test_what_nobody_edited_changes_nothing(spec: Path) -> None:
    pulled = taken(built(spec))
    assert (pulled.spec.file, pulled.told, pulled.problems) == (str(spec), [], [])
    assert pulled.revised.source == pulled.spec.source == spec.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("number", range(drawn(20, 60)))
def test_random_specs_in_random_layouts_change_nothing(number: int) -> None:
    spec = Path("specs", f"random-{number}.yaml")
    document = _random(number, spec)
    pulled = taken(document)
    assert pulled.told == []
    assert pulled.revised.source == pulled.spec.source


def _random(number: int, spec: Path) -> Path:
    """The document of a random spec that its form prints whole: years beyond its columns are drawn too."""
    for attempt in range(50):
        random = Random(1000 * number + attempt)
        spec.write_bytes(random_specs.layout(random, random_specs.printable(random)))
        problems, document = given.built(spec)
        if not problems:
            return document
    raise AssertionError("no random spec of this number is printed whole")


@pytest.mark.slow
@pytest.mark.parametrize(("spec", "edit"), CASES, ids=lambda one: getattr(one, "__name__", "") or one.stem)
def test_yaml_changes_by_just_the_edit(spec: Path, edit: Edit) -> None:
    content = built(spec).read_bytes()
    data = loaded(spec.read_bytes(), "spec")
    known: list[Any] = []  # what was drawn before
    for number in range(drawn(8, 23)):
        returned, expected = Returned(content), copy.deepcopy(data)
        source = edit(returned, Random(number), expected)
        if expected in known:
            continue
        known.append(expected)
        document = Path("build", "returned.docx")
        document.write_bytes(returned.content())
        pulled = taken(document, spec)
        assert pulled.revised.data == expected, (number, source, pulled.told)
        assert len(pulled.told) == 1, pulled.told
        gone, new = lines_changed(pulled)
        assert gone <= 4 and new <= 4
    assert len(known) > 3


def test_both_sides_changed_one_value_differently() -> None:
    spec = SEED.relative_to(ROOT)
    document = built(spec)
    returned = Returned(document.read_bytes())
    returned.set("/preparer/name", "张三")
    document.write_bytes(returned.content())
    spec.write_text(spec.read_text("utf-8").replace("刘蒙蒙", "李四"), "utf-8")
    pulled = taken(document)
    (conflict,) = [one for one in pulled.problems if one.name == "conflict"]
    assert conflict.position is not None and conflict.position.line == 6
    assert all(name in conflict.message for name in ("刘蒙蒙", "李四", "张三"))
    assert pulled.revised.source == pulled.spec.source
    assert "张三" in pull(here(), document, None, Wishes(choose="theirs")).revised.source.decode()
    assert pull(here(), document, None, Wishes(choose="ours")).revised.source == pulled.spec.source


def blanked() -> Path:
    """The document of the seed without the name of who filled it in, which the schema requires."""
    document = built(SEED.relative_to(ROOT))
    returned = Returned(document.read_bytes())
    returned.set("/preparer/name", "")
    document.write_bytes(returned.content())
    return document


def test_required_cell_that_is_blank_now_is_refused_and_nothing_written() -> None:
    before = Path(SEED.relative_to(ROOT)).read_bytes()
    document = blanked()
    (problem,) = taken(document).problems
    assert (problem.name, problem.position.line if problem.position else 0) == ("not-taken", 6)
    assert "填报人空了，但必须填；YAML 里仍是 “刘蒙蒙”" in problem.message
    assert run("pull", document, cwd=Path.cwd()).returncode == 1
    assert Path(SEED.relative_to(ROOT)).read_bytes() == before


def test_derived_cell_is_reported_and_never_written() -> None:
    spec = SEED.relative_to(ROOT)
    document = built(spec)
    word = docx.Document(str(document))
    total = next(row for row in word.tables[0].rows if "合计" in row._tr.xpath("string()"))
    (text,) = [one for one in total._tr.xpath(".//w:t") if one.text == "429.00"]
    text.text = "430.00"
    word.save(str(document))
    pulled = taken(document)
    assert [one.name for one in pulled.problems] == ["derived-differs"]
    assert pulled.revised.source == pulled.spec.source


def test_comment_comes_back_at_the_line_of_its_cell() -> None:
    spec = SEED.relative_to(ROOT)
    document = built(spec)
    word = docx.Document(str(document))
    cell = next(
        cell for table in word.tables for row in table.rows for cell in row.cells if cell.text == "招商引资实际到位总"
    )
    word.add_comment(cell.paragraphs[0].runs, text="名称没有写完", author="财政局")
    word.save(str(document))
    (comment,) = taken(document).problems
    assert (comment.name, comment.message) == ("comment", "财政局：名称没有写完")
    assert comment.position is not None and comment.position.line == 126


def _pushed_right(row: list[Any]) -> None:
    """As LibreOffice pastes the first row of a group: without bookmarks, the label in the column of the name."""
    for cell, before in zip(row[:2:-1], row[-2:1:-1], strict=True):
        cell[:] = [cell[0], *[copy.deepcopy(one) for one in before[1:]]]
    for mark in [mark for cell in row for mark in cell.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
        mark.getparent().remove(mark)


def _pushed_left(row: list[Any]) -> None:
    """The category taken out, and all that follows moved along with its bookmarks."""
    for cell, behind in pairwise(row[2:]):
        cell[:] = [cell[0], *behind[1:]]
    row[-1].append(etree.Element(f"{W}p"))


@pytest.mark.parametrize(
    ("push", "place", "told"),
    [
        (_pushed_right, "第 6 个表格第 8 行第 4 列", "右移了，没有读“质量指标”、“质量指标”、“实际利用外资率增长”"),
        (_pushed_left, "第 6 个表格第 8 行第 3 列", "左移了，没有读“实际利用外资率增长”、“12.50%”"),
    ],
)
def test_row_whose_cells_stand_in_other_columns_is_refused(
    push: Callable[[list[Any]], None], place: str, told: str
) -> None:
    spec = SEED.relative_to(ROOT)
    document = built(spec)
    returned = Returned(document.read_bytes())
    push(returned.row(f"{QUALITY}/0/name").findall(f"{W}tc"))
    returned.set("/preparer/name", "张三")
    document.write_bytes(returned.content())
    with pytest.raises(ProblemsFound) as refused:
        taken(document)
    (shifted,) = [one for one in refused.value.diagnostics if one.severity is Severity.ERROR]
    assert (shifted.name, shifted.status) == ("shifted-cells", 1)
    assert shifted.message.startswith(f"{place}：这一行的单元格{told}")
    assert "重填" in shifted.hint


def test_two_cells_that_changed_places_are_read_where_they_stand() -> None:
    document = built(SEED.relative_to(ROOT))
    returned = Returned(document.read_bytes())
    *_, target, standard = returned.row(f"{QUALITY}/0/name").findall(f"{W}tc")
    kept = list(target)[1:]
    target[:] = [target[0], *list(standard)[1:]]
    standard[:] = [standard[0], *kept]
    document.write_bytes(returned.content())
    pulled = taken(document)
    assert "target: 计划标准, standard: 12.50%}" in pulled.revised.source.decode()
    assert (len(pulled.told), pulled.problems) == (2, [])


def test_value_that_is_called_like_a_category_is_no_shifted_cell() -> None:
    spec = SEED.relative_to(ROOT)
    spec.write_text(spec.read_text("utf-8").replace("name: 实际利用外资率增长", "name: 质量指标"), "utf-8")
    pulled = taken(built(spec))
    assert (pulled.told, pulled.problems) == ([], [])


@pytest.mark.parametrize(("tracked", "name"), [("accept", "张三"), ("reject", "刘蒙蒙")])
def test_tracked_change_is_taken_as_asked(tracked: str, name: str) -> None:
    spec = SEED.relative_to(ROOT)
    document = built(spec)
    document.write_bytes(_tracked(document.read_bytes()))
    assert f"name: {name}," in taken(document, tracked=tracked).revised.source.decode()
    with pytest.raises(ProblemsFound, match="修订"):
        taken(document, tracked="error")


def _tracked(content: bytes) -> bytes:
    returned = Returned(content)
    run = returned.marks["/preparer/name"].getnext()
    namespace = run.nsmap["w"]
    template = (
        f'<w:p xmlns:w="{namespace}"><w:del w:id="9001" w:author="局长"><w:r><w:delText>刘蒙蒙</w:delText></w:r></w:del>'
        f'<w:ins w:id="9002" w:author="局长"><w:r><w:t>张三</w:t></w:r></w:ins></w:p>'
    )
    for element in reversed(list(etree.fromstring(template))):
        run.addnext(element)
    run.getparent().remove(run)
    return returned.content()


@pytest.mark.office
@pytest.mark.parametrize("route", [["docx"], ["odt", "docx"]], ids="-".join)
def test_what_libreoffice_saved_again_changes_nothing(
    route: list[str], resaved: Callable[[Sequence[Path], Sequence[str]], list[Path]]
) -> None:
    specs = [path.relative_to(ROOT) for path in SPECS]
    for spec, document in zip(specs, resaved([built(spec) for spec in specs], route), strict=True):
        pulled = taken(document, spec)
        assert pulled.told == []
        assert pulled.revised.source == pulled.spec.source
