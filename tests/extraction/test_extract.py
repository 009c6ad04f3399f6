"""What a form prints is read back as it was given, from the grid alone, and every other thing is reported."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import disturbances
import pytest
from conftest import ROOT, drawn
from declarations import declarations, printed_part, without_empty
from given import learn
from hypothesis import given, settings
from hypothesis import strategies as st
from random_specs import FORMS
from sheets import Sheet, dropped, insert_rows

from perfgen.diagnostics import ProblemsFound, Severity
from perfgen.extraction.extract import MOST_ROWS, Extracted, extract
from perfgen.extraction.printed import as_document
from perfgen.readers import tabbed
from perfgen.readers.document import Document, Margin, ReadCell, ReadTable
from perfgen.readers.findings import told
from perfgen.readers.place import FOOTER
from perfgen.spec import spec
from perfgen.text import Text

SPECS = sorted((ROOT / "specs").rglob("*.yaml"))
SEED = ROOT / "tests" / "data" / "seed" / "2021-department-declaration.txt"
PROJECT = ROOT / "specs" / "examples" / "项目支出-示例.yaml"
SEED_SPEC = next(path for path in SPECS if path.parent.name == "2021")
RANDOM = settings(max_examples=drawn(10, 30))


def loaded(path: Path) -> dict[str, Any]:
    return spec.read(path).data


def printed(data: dict[str, Any]) -> Document:
    return as_document(learn(data["form"]).lay_out(data))


def read(document: Document, form: str) -> Extracted:
    return extract(document, learn(form), "表.docx")


def said(extracted: Extracted, least: Severity = Severity.INFO) -> list[str]:
    order = [Severity.INFO, Severity.WARNING, Severity.ERROR]
    return [one.of("").message for one in extracted.problems if order.index(one.severity) >= order.index(least)]


def test_there_are_specs() -> None:
    assert len(SPECS) >= 14


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_spec_comes_back_from_the_bare_grid(path: Path) -> None:
    data = loaded(path)
    extracted = read(dropped(printed(data)), data["form"])
    assert extracted.data == data
    assert _types(extracted.data) == _types(data)
    assert said(extracted) == []
    assert extracted.anchors == {}


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_bookmarks_tell_where_each_value_came_from(path: Path) -> None:
    data = loaded(path)
    extracted = read(printed(data), data["form"])
    assert extracted.data == data
    assert extracted.anchors == {pointer: pointer for pointer in extracted.places}
    assert len(extracted.anchors) > 20


def _types(data: Any) -> dict[str, type]:
    return {pointer: type(value) for pointer, value in _places(data, "")}


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_any_declaration_comes_back_from_the_bare_grid(form: str) -> None:
    @RANDOM
    @given(declarations(form))
    def check(data: dict[str, Any]) -> None:
        laid = learn(form).lay_out(data)
        extracted = read(dropped(as_document(laid)), form)
        assert without_empty(extracted.data) == printed_part(data, laid)
        assert said(extracted, Severity.WARNING) == []

    check()


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_any_declaration_comes_back_to_the_letter_where_bookmarks_are_left(form: str) -> None:
    @RANDOM
    @given(declarations(form), st.sampled_from([" ", "　", "-", "<p>", "1. ", "（一）", "目标1："]))
    def check(data: dict[str, Any], odd: str) -> None:
        goals = data["annual_goals"]
        goals[-1]["goal"] = odd + goals[-1]["goal"]
        laid = learn(form).lay_out(data)
        extracted = read(as_document(laid), form)
        assert without_empty(extracted.data) == printed_part(data, laid)
        assert said(extracted, Severity.WARNING) == []

    check()


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_any_declaration_comes_back_whatever_the_merges(form: str) -> None:
    names = ["split_columns", "split_rows", "repeat_labels", "no_spans", "one_table", "blank_rows", "empty_columns"]

    @RANDOM
    @given(declarations(form), st.sampled_from(names))
    def check(data: dict[str, Any], name: str) -> None:
        laid = learn(form).lay_out(data)
        sheet = Sheet.of(as_document(laid))
        getattr(disturbances, name)(sheet)
        assert without_empty(read(sheet.document(), form).data) == printed_part(data, laid)

    check()


def test_values_tell_the_group_that_a_blank_label_leaves_open() -> None:
    """LibreOffice deletes the label with the first row of its group."""
    data = loaded(SEED_SPEC)
    document = printed(data)
    labels = {"产出指标", "数量指标", "效益指标", "经济效益指标"}
    assert said(read(_blanked(document, labels), data["form"])) == []
    assert read(_blanked(document, labels), data["form"]).data == data
    assert read(_blanked(dropped(document), labels), data["form"]).data != data


def test_label_that_is_there_tells_more_than_the_values() -> None:
    """A row that Word moved to another group takes its bookmarks along."""
    data = loaded(SEED_SPEC)
    labels = {"经济效益指标"}
    moved = read(_blanked(printed(data), labels, "可持续影响指标"), data["form"]).data
    for goal in (*data["long_term_goals"], *data["annual_goals"]):
        benefits = goal.get("indicators", {}).get("效益指标", {})
        if rows := benefits.pop("经济效益指标", None):
            benefits["可持续影响指标"] = rows + benefits.get("可持续影响指标", [])
    assert moved == data


def _blanked(document: Document, labels: set[str], instead: str = "") -> Document:
    """Some labels say something else, or nothing; the sources of all values stay."""

    def changed(cell: ReadCell) -> ReadCell:
        text = "".join("".join(line) for line in cell.paragraphs)
        return cell._replace(paragraphs=((Text(instead),),)) if text in labels else cell

    return document._replace(
        blocks=tuple(
            block._replace(cells=tuple(map(changed, block.cells))) if isinstance(block, ReadTable) else block
            for block in document.blocks
        )
    )


def test_a_form_of_the_project_is_read_without_a_line_of_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "tests" / "cases" / "third-form", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    data = loaded(tmp_path / "specs" / "spec.yaml")
    labels = learn("training-plan")
    document = as_document(labels.lay_out(data))
    for source in (document, dropped(document)):
        extracted = extract(source, labels, "表.docx")
        assert extracted.data == data
        assert extracted.problems == []


def test_values_of_the_seed_are_right_without_a_hand_and_shifted_rows_are_reported(
    golden: Callable[[Path, str], None],
) -> None:
    data = loaded(SEED_SPEC)
    extracted = read(tabbed.read(SEED.read_bytes(), SEED.name), data["form"])
    expected, found = (dict(_places(one, "")) for one in (data, extracted.data))
    right = [pointer for pointer, value in expected.items() if found.get(pointer) == value]
    assert len(expected) > 200
    assert len(right) / len(expected) >= 0.95
    golden(SEED.with_name("problems.txt"), "".join(f"{one.severity} {one.message}\n" for one in told(extracted.problems, "")))


def _places(data: Any, at: str) -> list[tuple[str, Any]]:
    if isinstance(data, dict | list):
        steps = data.items() if isinstance(data, dict) else enumerate(data)
        return [one for step, value in steps for one in _places(value, f"{at}/{step}")]
    return [(at, data)]


def test_places_are_those_of_the_cells() -> None:
    data = loaded(PROJECT)
    document = printed(data)
    extracted = read(document, data["form"])
    tables = [block for block in Sheet.of(document).tables]
    for pointer, (table, row, column) in extracted.places.items():
        if table >= 0:
            cell = next(one for one in tables[table] if (one.row, one.column) == (row, column))
            value = dict(_places(extracted.data, ""))[pointer]
            text = f"{value:.2f}" if isinstance(value, Decimal) else str(value)
            assert text.split("\n")[0] in cell.text, pointer


def test_too_much_is_refused_in_words() -> None:
    sheet = Sheet.of(printed(loaded(PROJECT)))
    insert_rows(sheet.tables[0], 1, [["甲", "乙"]] * MOST_ROWS)
    with pytest.raises(ProblemsFound, match="不像是一张申报表"):
        read(sheet.document(), "department-declaration")


@pytest.mark.parametrize(
    ("line", "preparer", "told"),
    [
        ("填报人：程立秋　电话：027-87000000", {"name": "程立秋", "phone": "027-87000000"}, []),
        ("填报人：程立秋　校对：顾远山", {"name": "程立秋"}, ["页脚：文字“校对：顾远山”没有读入"]),
        ("审核意见：指标值偏低", {}, ["页脚：文字“审核意见：指标值偏低”没有读入"]),
    ],
)
def test_value_behind_a_label_in_the_footer_is_read(line: str, preparer: dict[str, str], told: list[str]) -> None:
    data = loaded(next(path for path in SPECS if path.stem == "部门整体支出-示例"))
    sheet = Sheet.of(printed(data))
    for text in data["preparer"].values():
        sheet.cell(text).lines = []
    extracted = read(sheet.document()._replace(margins=(Margin(FOOTER, line),)), data["form"])
    assert extracted.data.get("preparer") == preparer
    assert [one for one in said(extracted) if "页脚" in one] == told


@pytest.mark.parametrize(
    ("name", "blocks", "count"),
    [
        pytest.param("项目支出-示例", 0, 1, id="no block for each goal"),
        pytest.param("部门整体支出-示例", 1, 1, id="one block"),
        pytest.param("部门整体支出-示例", 3, 3, id="a block for each"),
    ],
)
def test_goal_in_several_paragraphs_without_a_number_is_one_goal(name: str, blocks: int, count: int) -> None:
    data = loaded(next(path for path in SPECS if path.stem == name))
    goals = [one["goal"] for one in data["annual_goals"]]
    if blocks == 1:
        del data["annual_goals"][1:]
    sheet = Sheet.of(printed(data))
    cell = next(one for one in sheet.cells if one.lines[0] == f"目标1：{goals[0]}")
    cell.lines = lines = goals if blocks == 3 else ["新建口袋公园12个，", "并长期管护。", "资金由市级财政承担。"]
    extracted = read(sheet.document(), data["form"])
    assert [one["goal"] for one in extracted.data["annual_goals"]] == (lines if count == 3 else ["".join(lines)])
    (told,) = [one for one in said(extracted) if "没有序号，3 段" in one]
    assert f"读作 {count} 条" in told
