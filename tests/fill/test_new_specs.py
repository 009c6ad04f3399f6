"""New specs from the first page: blank, from the example, of the next year, in another form, from a file, out of Word."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import docx
import pytest
from conftest import EXAMPLES, ROOT
from given import document_of, here, loaded

from perfgen.fill.answers import Answers
from perfgen.fill.examples import example
from perfgen.fill.home import Home
from perfgen.fill.new_specs import NewSpecs
from perfgen.fill.problem import Problem
from perfgen.fill.shelf import Shelf, name
from perfgen.fill.taken_back import TakenBack

DEPARTMENT = ROOT / "specs" / "examples" / "部门整体支出-示例.yaml"
PROJECT = ROOT / "specs" / "examples" / "项目支出-示例.yaml"



class Desk:
    """A project in the current folder, with a department's spec and a project's, as a page sees it."""

    def __init__(self, folder: Path) -> None:
        (folder / "specs" / "2026").mkdir(parents=True)
        self.department = Path("specs/2026/部门.yaml")
        self.project = Path("specs/2026/项目.yaml")
        shutil.copy(DEPARTMENT, folder / self.department)
        shutil.copy(PROJECT, folder / self.project)
        shelf = Shelf(here(), [])
        self.new, self.home, self.answers = NewSpecs(here(), shelf), Home(here(), shelf), Answers(here(), shelf)
        self.back = TakenBack(here(), self.answers)

    def files(self) -> set[str]:
        return {path.relative_to("specs").as_posix() for path in Path("specs").rglob("*.yaml")}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path)


def test_blank_form_has_the_year_and_the_name(desk: Desk) -> None:
    made = desk.new.create({"form": "project-declaration", "year": "2027", "name": "口袋公园"})
    data = loaded(Path("specs/2027/口袋公园.yaml").read_bytes())
    assert (data["fiscal_year"], data["project"]) == (2027, "口袋公园")
    assert desk.answers.form({"key": made["key"]})["sheet"]["title"].startswith("项目支出绩效目标申报表")


def test_every_form_is_there_with_its_example(desk: Desk) -> None:
    forms = desk.new.forms({})
    assert len(forms) == len(EXAMPLES) > 10
    assert all(one["example"] and one["title"] for one in forms)
    assert {example(one["form"]) for one in forms} == set(EXAMPLES)


def test_example_stays_what_it_is(desk: Desk) -> None:
    desk.new.create({"form": "department-declaration", "year": "", "name": "照抄", "example": True})
    assert loaded(Path("specs/2026/照抄.yaml").read_bytes()) == loaded(DEPARTMENT.read_bytes())
    assert "#" in Path("specs/2026/照抄.yaml").read_text("utf-8")  # its comments came too


def test_next_year_and_the_next_form_lie_beside(desk: Desk) -> None:
    turned = desk.new.next_year({"key": name(desk.department)})
    carried = desk.new.carry({"key": name(desk.project), "form": "project-monitoring"})
    assert desk.files() == {"2026/部门.yaml", "2026/项目.yaml", "2027/部门.yaml", "2026/项目-监控.yaml"}
    assert (turned["told"], bool(carried["told"])) == ([], True)
    assert desk.home.summary({"key": turned["key"]})["blanks"] > 10


@pytest.mark.parametrize("given", ["", "a/b", "..", "../x", ".hidden", "a\\b", "C:x", "长" * 81, "a\nb", "con?", "/etc/x"])
def test_name_that_is_a_path_is_refused_in_words(desk: Desk, given: str) -> None:
    with pytest.raises(Problem, match="名字写单位或项目的名称"):
        desk.new.create({"form": "department-declaration", "year": "2027", "name": given})
    assert desk.files() == {"2026/部门.yaml", "2026/项目.yaml"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"form": "department-declaration", "year": "27", "name": "甲"}, "年度写四位数字，如 2026"),
        ({"form": "department-declaration", "year": "2026", "name": "部门"}, "已经有了，换一个名字"),
        ({"form": "../secret", "year": "2026", "name": "甲"}, "没有这种表"),
    ],
)
def test_what_cannot_be_made_is_told(desk: Desk, asked: dict[str, str], said: str) -> None:
    with pytest.raises(Problem, match=said):
        desk.new.create(asked)


def test_old_form_is_read_in(desk: Desk) -> None:
    body = document_of(DEPARTMENT, "docx")
    made = desk.new.bring_in({"body": body, "name": "旧表.docx"})
    assert loaded(Path(made["file"]).read_bytes())["department"] == loaded(DEPARTMENT.read_bytes())["department"]
    assert made["file"] == os.path.join("specs", "2026", "旧表.yaml")


@pytest.mark.parametrize(
    ("body", "file", "said"),
    [
        (b"", "a.docx", "没有收到文件"),
        (b"x", "a.exe", "请选 Word 文件"),
        (b"PK\x03\x04 no zip", "a.docx", "文件不完整"),
        (b"<p>nothing</p>", "a.html", "认不出这是哪一种表"),
        (b"x", "../../a.docx", "名字写单位"),
    ],
)
def test_file_that_is_no_form_is_told_and_leaves_nothing(desk: Desk, body: bytes, file: str, said: str) -> None:
    with pytest.raises(Problem, match=said):
        desk.new.bring_in({"body": body, "name": file})
    assert desk.files() == {"2026/部门.yaml", "2026/项目.yaml"}


def test_edits_in_word_are_shown_before_they_are_taken(desk: Desk, tmp_path: Path) -> None:
    key = name(desk.department)
    before = desk.department.read_text("utf-8")
    (tmp_path / "form.docx").write_bytes(document_of(desk.department, "docx"))
    word = docx.Document(str(tmp_path / "form.docx"))
    for text in word.element.body.iter("{*}t"):
        text.text = text.text.replace("周文清", "周文波") if text.text else text.text
    word.save(str(tmp_path / "form.docx"))
    asked = {"key": key, "window": "w", "name": "部门.docx", "body": (tmp_path / "form.docx").read_bytes()}
    looked = desk.back.look(asked)
    assert (len(looked["told"]), looked["changed"], looked["conflicts"]) == (1, True, False)
    assert desk.department.read_text("utf-8") == before
    desk.back.take({"key": key, "window": "w"})
    assert desk.department.read_text("utf-8") == before.replace("周文清", "周文波")
    desk.answers.undo({"key": key, "window": "w"})
    assert desk.department.read_text("utf-8") == before


def test_list_says_how_far_each_is(desk: Desk) -> None:
    specs = desk.home.specs({})
    assert [one["file"] for one in specs] == ["2026/部门.yaml", "2026/项目.yaml"]
    assert desk.home.summary({"key": specs[0]["key"]}) == {
        "form": "部门整体支出绩效目标申报表",
        "year": "2026",
        "name": "临湖市公共图书馆服务中心",
        "blanks": 0,
        "errors": 0,
        "warnings": 0,
    }
    desk.department.write_text("form: [", encoding="utf-8")
    assert set(desk.home.summary({"key": specs[0]["key"]})) == {"broken"}
