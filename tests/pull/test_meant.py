"""Edits as people make them in Word: each is taken as it was meant, or refused with its place, and nothing else goes."""

from __future__ import annotations

import copy
import difflib
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

import docx
import given
import pytest
from conftest import ROOT
from given import here
from lxml import etree
from returned import Returned, W

from perfgen.diagnostics import ProblemsFound, exit_status
from perfgen.pointers import value_at
from perfgen.pull.pull import Pulled, Wishes, pull
from perfgen.spec.spec import Spec

SPEC = Path("specs/examples/部门整体支出-示例.yaml")
PROJECT = Path("specs/examples/项目支出-示例.yaml")
COUNTS = "/annual_goals/0/indicators/产出指标/数量指标"
Edit = Callable[[Returned], None]


class Outcome(NamedTuple):
    """`lines`: of the YAML, as a diff has them; `found`: each message with its name, and the line of the YAML or 0."""

    status: int
    lines: list[str]
    found: list[tuple[str, int, str]]
    pulled: Pulled


@pytest.fixture(autouse=True, scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One for all tests here, since none writes a spec: its forms are learnt once."""
    folder = tmp_path_factory.mktemp("meant")
    shutil.copytree(ROOT / "specs", folder / "specs")
    with chdir(folder):
        yield


def outcome(*edits: Edit, spec: Path = SPEC, wishes: Wishes = Wishes()) -> Outcome:  # noqa: B008
    document = built(spec)
    returned = Returned(document.read_bytes())
    for edit in edits:
        edit(returned)
    document.write_bytes(returned.content())
    return read_back(document, spec, wishes)


def built(spec: Path = SPEC) -> Path:
    shutil.rmtree("build", ignore_errors=True)  # or else what was edited there is set aside
    problems, document = given.built(spec)
    assert problems == []
    return document


def read_back(document: Path, spec: Path = SPEC, wishes: Wishes = Wishes()) -> Outcome:  # noqa: B008
    pulled = pull(here(), document, spec, wishes)
    before, after = (one.source.decode().splitlines() for one in (pulled.spec, pulled.revised))
    lines = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    found = [(one.name, one.position.line if one.position else 0, one.message) for one in pulled.problems]
    return Outcome(exit_status(pulled.problems), lines, found, pulled)


def retyped(old: str, new: str) -> Edit:
    def edit(document: Returned) -> None:
        next(text for text in document.root.iter(f"{W}t") if text.text == old).text = new

    return edit


def typed_over(source: str, text: str) -> Edit:
    return lambda document: document.set(source, text)


def cell(document: Returned, source: str) -> Any:
    return next(document.marks[source].iterancestors(f"{W}tc"))


def struck(element: Any) -> None:
    for run in element.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = etree.Element(f"{W}rPr")
            run.insert(0, properties)
        etree.SubElement(properties, f"{W}strike")


def merged_down(upper: str, lower: str) -> Edit:
    """Two cells made one as Word does it: the paragraphs of both stand in the upper one."""

    def edit(document: Returned) -> None:
        above, below = cell(document, upper), cell(document, lower)
        above.extend(list(below.iter(f"{W}p")))
        below.append(etree.Element(f"{W}p"))
        etree.SubElement(above.find(f"{W}tcPr"), f"{W}vMerge").set(f"{W}val", "restart")
        etree.SubElement(below.find(f"{W}tcPr"), f"{W}vMerge")

    return edit


# What cannot be read stays.


def test_row_whose_category_is_not_known_stays_and_the_rest_of_the_edits_is_taken() -> None:
    """The cause is told at its place, once, with the line of the YAML that stays as it is."""
    new = ("可持续发展指标", "一般公共预算拨款")
    read = outcome(*map(retyped, ("可持续影响指标", "财政拨款"), new), typed_over("/preparer/name", "张三"))
    assert read.status == 1
    assert [line[2:].strip() for line in read.lines if line[0] == "+"] == ["preparer: {name: 张三, phone: 027-87880000}"]
    for category, line, place, kept in (
        (new[0], 51, "第 2 个表格第 7 行第 3 列", "总分馆运行管理制度"),
        (new[1], 12, "第 1 个表格第 5 行第 3 列", "862.40"),
    ):
        ((name, message),) = [(name, message) for name, number, message in read.found if number == line]
        assert name == "not-taken"
        assert message.startswith(f"{place}：这张表没有“{category}”这一类，没有读懂这一行的“{kept}”")
        assert message.endswith(f"；YAML 里仍是 “{kept}”")
    assert not any(name == "not-understood" for name, *_ in read.found)


def test_name_behind_a_label_that_is_typed_otherwise_stays() -> None:
    read = outcome(retyped("单位负责人：", "单位负责人（签字）："), spec=PROJECT)
    assert (read.status, read.lines) == (1, [])
    assert any(name == "not-taken" and line == 7 and "顾远山" in message for name, line, message in read.found)


def test_text_that_no_value_holds_is_told() -> None:
    read = outcome(lambda document: _behind(document, "/period/end", "（分三期）"), spec=PROJECT)
    assert (read.status, read.lines) == (1, [])
    ((name, _, message),) = read.found
    assert name == "not-taken" and "分三期" in message


def _behind(document: Returned, source: str, text: str) -> None:
    list(_line_of(document, source).iter(f"{W}t"))[-1].text += text


def test_total_that_is_typed_over_is_told() -> None:
    read = outcome(retyped("875.00", "900.00"))
    assert (read.status, read.lines) == (1, [])
    assert [name for name, *_ in read.found] == ["derived-differs"]


def test_zero_width_space_is_told_and_the_rest_taken() -> None:
    read = outcome(typed_over(f"{COUNTS}/0/target", "≥1\u200b2个"), typed_over(f"{COUNTS}/1/target", "≥6万册"))
    assert read.status == 1
    assert [line[0] for line in read.lines] == ["-", "+"] and "≥6万册" in read.lines[1]
    ((name, line, message),) = read.found
    assert (name, line) == ("not-taken", 92) and "第 5 个表格第 5 行第 7 列" in message and "零宽空格" in message


def test_required_cell_that_is_emptied_is_told_as_that_cell() -> None:
    read = outcome(typed_over(f"{COUNTS}/0/target", ""))
    assert (read.status, read.lines) == (1, [])
    message = "第 5 个表格第 5 行第 7 列：“新建分馆个数”的预期当年实现值空了，但必须填；YAML 里仍是 “≥10个”"
    assert read.found == [("not-taken", 92, message)]


def test_cells_that_say_the_same_are_each_told() -> None:
    read = outcome(*(typed_over(f"{COUNTS}/{number}/target", "") for number in (0, 1)))
    told = [(name, line, message.partition("：")[0]) for name, line, message in read.found]
    assert told == [("not-taken", 92, "第 5 个表格第 5 行第 7 列"), ("not-taken", 93, "第 5 个表格第 6 行第 7 列")]


def test_labels_that_are_typed_over_with_the_same_are_each_told() -> None:
    new = "另行报送"
    read = outcome(*(retyped(old, new) for old in ("数量指标", "质量指标")), spec=PROJECT)
    told = [message.partition("：")[0] for _, _, message in read.found if new in message]
    assert read.status == 1
    assert len(told) == len(set(told)) == 2


def test_overview_that_is_emptied_is_told_though_the_blocks_say_the_same() -> None:
    def emptied(document: Returned) -> None:
        goals = [one for one in document.root.iter(f"{W}tc") if "目标3：完成" in "".join(one.itertext())]
        for text in goals[-1].iter(f"{W}t"):
            text.text = ""

    read = outcome(emptied)
    assert (read.status, read.lines) == (1, [])
    assert ["在别处还在" in message for _, _, message in read.found] == [True]


# What is struck out is deleted.


def test_struck_value_is_deleted_and_told() -> None:
    def edit(document: Returned) -> None:
        run = document.marks[f"{COUNTS}/0/target"].getnext()
        typed = copy.deepcopy(run)
        typed.find(f"{W}t").text = "≥12个"
        struck(cell(document, f"{COUNTS}/0/target"))
        run.getparent().append(typed)

    read = outcome(edit)
    assert read.status == 0
    assert [("≥10个" in line, "≥12个" in line) for line in read.lines] == [(True, False), (False, True)]
    assert read.found == [("struck-out", 0, "第 5 个表格第 5 行第 7 列：划掉的文字“≥10个”按删去算")]
    rejected = read_back(Path("build/examples/部门整体支出-示例.docx"), wishes=Wishes(tracked="reject"))
    assert "≥10个≥12个" in "".join(rejected.lines)


def test_struck_row_and_struck_item_are_deleted() -> None:
    read = outcome(
        lambda document: struck(document.row(f"{COUNTS}/1/name")),
        lambda document: struck(next(document.marks["/annual_tasks/2"].iterancestors(f"{W}p"))),
    )
    assert read.status == 0
    assert [line[0] for line in read.lines] == ["-", "-"]
    assert "培育“临湖共读”品牌" in read.lines[0] and "向分馆配送图书册数" in read.lines[1]
    assert {name for name, *_ in read.found} == {"struck-out", "derived-differs"}


# Cells that were merged.


def test_merged_cells_that_say_the_same_say_it_once() -> None:
    read = outcome(
        typed_over(f"{COUNTS}/0/target", "100%"),
        typed_over(f"{COUNTS}/1/target", "100%"),
        merged_down(f"{COUNTS}/0/target", f"{COUNTS}/1/target"),
    )
    assert read.status == 0
    assert ["target: 100%," in line for line in read.lines if line[0] == "+"] == [True, True]


def test_merged_cells_that_differ_are_refused() -> None:
    read = outcome(merged_down(f"{COUNTS}/0/target", f"{COUNTS}/1/target"))
    assert (read.status, read.lines) == (1, [])
    assert [(line, "合并成了一格" in message) for _, line, message in read.found] == [(92, True), (93, True)]


# Rows and blocks.


def _row_below(document: Returned, moved: str, behind: str) -> None:
    """A row taken out of a merged group and put, its label cells empty, behind the row of another."""
    row, place = document.row(moved), document.row(behind)
    for label in list(row.iter(f"{W}tc"))[:3]:
        merge = label.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and list(row.iter(f"{W}tc")).index(label) > 0:
            merge.getparent().remove(merge)
    place.addnext(row)


def test_row_stands_in_the_group_where_it_was_moved() -> None:
    timely = "/annual_goals/0/indicators/产出指标/时效指标"
    read = outcome(lambda document: _row_below(document, f"{COUNTS}/1/name", f"{timely}/0/name"))
    assert read.status == 0
    assert "向分馆配送图书册数" in [one["name"] for one in _list(read.pulled.revised, timely)]
    assert len(read.pulled.told) == 1 and "移到 产出指标、时效指标" in read.pulled.told[0]


def _new_row_above(document: Returned, source: str, labels: tuple[str, str]) -> None:
    """A row put in above the first of a group, as Word does it: of the labels that begin there it has its own, blank."""
    row = document.row(source)
    added = copy.deepcopy(row)
    for mark in [*added.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
        mark.getparent().remove(mark)
    category, subcategory, name = list(added.iter(f"{W}tc"))[1:4]
    for label, text in zip((category, subcategory), labels, strict=True):
        merge = label.find(f"{W}tcPr/{W}vMerge")
        if merge is None or merge.get(f"{W}val") == "restart":
            if merge is not None:
                merge.getparent().remove(merge)
            for run in label.iter(f"{W}t"):
                run.text = text
    next(name.iter(f"{W}t")).text = "参加活动人次"
    row.addprevious(added)


OUTPUTS, BENEFITS = ("/annual_goals/0/indicators/" + one for one in ("产出指标", "效益指标"))


@pytest.mark.parametrize(
    ("source", "cure"),
    [
        (f"{COUNTS}/0", "“一级指标”、“二级指标”里写上它属于哪一类：下面的“产出指标”、“数量指标”"),
        (f"{OUTPUTS}/时效指标/0", "“二级指标”里写上它属于哪一类：上面的“质量指标”，或下面的“时效指标”"),
        (
            f"{BENEFITS}/社会效益指标/0",
            "“一级指标”、“二级指标”里写上它属于哪一类：上面的“产出指标”、“时效指标”，或下面的“效益指标”、“社会效益指标”",
        ),
    ],
)
def test_row_above_the_first_of_a_group_says_where_its_category_goes(source: str, cure: str) -> None:
    read = outcome(lambda document: _new_row_above(document, f"{source}/name", ("", "")))
    assert (read.status, read.lines) == (1, [])
    (one,) = [one for one in read.pulled.problems if one.name == "not-understood"]
    assert "参加活动人次" in one.message
    assert one.hint == f"在这一行的{cure}"


@pytest.mark.parametrize("labels", [("产出指标", "时效指标"), ("效益指标", "社会效益指标")])
def test_row_above_the_first_of_a_group_goes_where_its_category_says(labels: tuple[str, str]) -> None:
    read = outcome(lambda document: _new_row_above(document, f"{BENEFITS}/社会效益指标/0/name", labels))
    assert (read.status, [line[0] for line in read.lines]) == (0, ["+"])
    group = _list(read.pulled.revised, f"/annual_goals/0/indicators/{'/'.join(labels)}")
    assert group[-1 if labels[0] == "产出指标" else 0]["name"] == "参加活动人次"


def test_row_moved_to_the_top_of_its_group_stays_in_it() -> None:
    timely = f"{OUTPUTS}/时效指标"

    def edit(document: Returned) -> None:
        row, first = document.row(f"{timely}/1/name"), document.row(f"{timely}/0/name")
        merge = list(row.iter(f"{W}tc"))[2].find(f"{W}tcPr/{W}vMerge")
        merge.getparent().remove(merge)
        first.addprevious(row)

    read = outcome(edit)
    assert (read.status, _list(read.pulled.revised, timely)) == (0, _list(read.pulled.spec, timely)[::-1])


def _list(spec: Spec, path: str) -> list[Any]:
    found = value_at(spec.data, path)
    assert isinstance(found, list)
    return found


def _line_of(document: Returned, source: str) -> Any:
    """The paragraph of a value in a cell that lists it; in the block it stands in one of its own."""
    name = f"_perfgen_{document.sources.index(source)}"
    mark = next(mark for mark in document.root.iter(f"{W}bookmarkStart") if mark.get(f"{W}name") == name)
    return next(mark.iterancestors(f"{W}p"))


def test_line_of_the_overview_deleted_while_its_block_is_there_is_asked() -> None:
    def edit(document: Returned) -> None:
        line = _line_of(document, "/annual_goals/1/goal")
        line.getparent().remove(line)

    read = outcome(edit)
    assert (read.status, read.lines) == (1, [])
    assert any(name == "unsure" and "序号是 2" in message for name, _, message in read.found)


def test_line_of_the_overview_deleted_deletes_its_goal_where_forced() -> None:
    def edit(document: Returned) -> None:
        line = _line_of(document, "/annual_goals/1/goal")
        line.getparent().remove(line)

    read = outcome(edit, wishes=Wishes(force=True, yes=True))
    before, after = (one.data["annual_goals"] for one in (read.pulled.spec, read.pulled.revised))
    assert isinstance(before, list) and after == [before[0], before[2]]
    assert all("删去" in one for one in read.pulled.told)
    of_it = [one for one in read.pulled.problems if "第 6 个表格" in one.message]
    assert [(one.name, one.hint) for one in of_it] == [("unsure", "加了 --force，这一项连同这一块算删去")]
    asked = read_back(Path("build/examples/部门整体支出-示例.docx"), wishes=Wishes(force=True))
    assert (asked.status, asked.lines) == (1, [])
    assert "many-deleted" in {name for name, *_ in asked.found}


@pytest.mark.parametrize("where", ["overview", "everywhere"])
def test_goals_that_were_numbered_anew_after_a_deletion_are_themselves(where: str) -> None:
    changed: list[str] = []

    def renumbered(document: Returned) -> None:
        goal = next(document.marks["/annual_goals/2/goal"].iterancestors(f"{W}p"))
        heading = next(one for one in document.root.iter(f"{W}p") if "".join(one.itertext()) == "年度目标3：")
        for paragraph in [_line_of(document, "/annual_goals/2/goal"), goal, *([heading] if where == "everywhere" else [])]:
            for text in paragraph.iter(f"{W}t"):
                if text.text == "3":
                    text.text = "2"
                    changed.append("".join(paragraph.itertext())[:6])

    read = outcome(_without_block, renumbered, wishes=Wishes(yes=True))
    if where == "overview":  # the block still says 3
        assert (read.status, read.lines) == (1, [])
        assert "unsure" in {name for name, *_ in read.found}
        read = read_back(Path("build/examples/部门整体支出-示例.docx"), wishes=Wishes(yes=True, force=True))
    before, after = (one.data["annual_goals"] for one in (read.pulled.spec, read.pulled.revised))
    assert changed == ["目标2：完成", "年度目标2："][: 1 if where == "overview" else 2]
    assert isinstance(before, list) and after == [before[0], before[2]]


def _without_block(document: Returned) -> None:
    table = next(document.marks["/annual_goals/1/indicators/产出指标/数量指标/0/name"].iterancestors(f"{W}tbl"))
    table.getparent().remove(table)
    line = _line_of(document, "/annual_goals/1/goal")
    line.getparent().remove(line)


def test_block_that_is_deleted_is_asked_for() -> None:
    read = outcome(_without_block)
    assert (read.status, read.lines) == (1, [])
    assert ("many-deleted", 0, "要删去 7 行") in read.found
    sure = read_back(Path("build/examples/部门整体支出-示例.docx"), wishes=Wishes(yes=True))
    assert sure.status == 0
    assert len(sure.pulled.revised.data["annual_goals"]) == 2  # type: ignore[arg-type]


def test_first_pages_alone_delete_nothing() -> None:
    def edit(document: Returned) -> None:
        for table in list(document.root.iter(f"{W}tbl"))[3:]:
            table.getparent().remove(table)

    read = outcome(edit)
    assert (read.status, read.lines) == (1, [])
    (told,) = [message for name, _, message in read.found if name == "many-deleted"]
    assert told == "要删去 25 行：文件到第 3 个表格第 8 行就完了，后面的表格都不在里面，像是只发来了前几页"


def test_what_is_unsure_is_written_only_where_forced() -> None:
    def edits(document: Returned) -> None:
        retyped("其他资金", "其他来源资金")(document)
        document.set("/preparer/name", "张三")

    read = outcome(edits)
    assert (read.status, read.lines) == (1, [])
    assert [name for name, *_ in read.found] == ["unsure"]
    forced = read_back(Path("build/examples/部门整体支出-示例.docx"), wishes=Wishes(force=True))
    assert (forced.status, len(forced.lines)) == (0, 2)


# What a document has lost.


def stripped(document: Path, *lost: str) -> None:
    """Without properties and custom XML, as mail gateways and Word's inspector leave it."""
    with ZipFile(document) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with ZipFile(document, "w") as package:
        for name, content in parts.items():
            if not name.startswith(lost or ("customXml/", "docProps/custom")):
                package.writestr(name, content)


def test_stripped_document_is_compared_with_the_spec_that_is_named() -> None:
    document = built()
    returned = Returned(document.read_bytes())
    returned.set(f"{COUNTS}/0/target", "≥12个")
    document.write_bytes(returned.content())
    stripped(document)
    read = read_back(document)
    assert read.status == 0
    assert ["≥12个" in line for line in read.lines] == [False, True]
    assert [name for name, *_ in read.found] == ["no-origin"]


def test_stripped_document_is_not_that_of_another_spec() -> None:
    document = built()
    stripped(document)
    other = next(path.relative_to(ROOT) for path in (ROOT / "specs/2021").glob("*.yaml"))
    with pytest.raises(ProblemsFound, match="没有生成它时的数据"):
        pull(here(), document, other)


# Comments.


def test_comment_on_a_label_a_total_or_the_title_has_its_place_and_its_text() -> None:
    document = built()
    word = docx.Document(str(document))
    cells = [one for table in word.tables for row in table.rows for one in row.cells]
    marked = [next(one for one in cells if one.text == text).paragraphs[0] for text in ("部门名称", "875.00", "一级指标")]
    for number, paragraph in enumerate([next(one for one in word.paragraphs if one.text.strip()), *marked]):
        word.add_comment(paragraph.runs, text=f"{number}？", author="财政局")
    word.save(str(document))
    comments = sorted(read_back(document).pulled.problems, key=lambda one: one.message)
    assert [one.message for one in comments] == [f"财政局：{number}？" for number in range(4)]
    assert "“2026年部门整体支出绩效目标申报表”" in comments[0].hint
    assert [one.hint for one in comments[1:]] == [
        "批注写在第 1 个表格第 1 行第 1 列“部门名称”上",
        "批注写在第 1 个表格第 7 行第 4 列“875.00”上",
        "批注写在第 2 个表格第 2 行第 2 列“一级指标”上",
    ]


# Signs, fields, headers and footers.


def test_remark_in_the_footer_is_told() -> None:
    document = built()
    word = docx.Document(str(document))
    word.sections[0].footer.paragraphs[0].add_run("审核意见：指标值偏低")
    word.save(str(document))
    read = read_back(document)
    assert (read.status, read.lines) == (1, [])
    assert [name for name, *_ in read.found] == ["margin"] and "指标值偏低" in read.found[0][2]


FIELDS = {
    r"<w:instrText> eq \o\ac(○,2)</w:instrText>": "②",
    r"<w:instrText> eq \o\ac(□,√)</w:instrText>": "☑",
    "<w:instrText> FORMCHECKBOX </w:instrText>": "☑",
}


def test_field_without_a_result_is_read_as_what_it_shows() -> None:
    places = [f"{COUNTS}/0/target", f"{COUNTS}/1/target", "/preparer/name"]

    def edit(document: Returned) -> None:
        for place, instruction in zip(places, FIELDS, strict=True):
            run = document.marks[place].getnext()
            box = "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>" if "FORM" in instruction else ""
            field = etree.fromstring(
                f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:fldChar w:fldCharType="begin">{box}</w:fldChar></w:r>'
                f'<w:r>{instruction}</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
            )
            run.getparent().extend(list(field))

    read = outcome(edit)
    assert read.status == 0
    new, old = read.pulled.revised.data, read.pulled.spec.data
    assert [value_at(new, place) for place in places] == [
        f"{value_at(old, place)}{shown}" for place, shown in zip(places, FIELDS.values(), strict=True)
    ]
    assert [line[0] for line in read.lines] == ["-", "+"] * 3


def test_field_that_is_not_known_is_told() -> None:
    def edit(document: Returned) -> None:
        field = etree.fromstring(
            f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            r"<w:r><w:instrText> eq \f(1,2)</w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        )
        document.marks[f"{COUNTS}/0/target"].getnext().getparent().extend(list(field))

    read = outcome(edit)
    assert (read.status, read.lines, [name for name, *_ in read.found]) == (1, [], ["field"])


def test_tick_of_a_font_of_signs_is_a_tick() -> None:
    def edit(document: Returned) -> None:
        run = copy.deepcopy(document.marks[f"{COUNTS}/0/target"].getnext())
        run.find(f"{W}t").text = "P"
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = etree.Element(f"{W}rPr")
            run.insert(0, properties)
        etree.SubElement(properties, f"{W}rFonts").set(f"{W}ascii", "Wingdings 2")
        document.marks[f"{COUNTS}/0/target"].getnext().getparent().append(run)

    read = outcome(edit)
    assert read.status == 0 and "≥10个√" in read.lines[1]


def test_document_without_custom_xml_is_compared_with_the_commit_that_has_its_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "specs", "specs")
    document = built()
    for command in (["init", "-q"], ["add", "specs"], ["commit", "-qm", "as built"]):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *command], check=True)
    SPEC.write_text(SPEC.read_text("utf-8").replace("周文清", "周文波"), "utf-8")
    returned = Returned(document.read_bytes())
    returned.set(f"{COUNTS}/0/target", "≥12个")
    document.write_bytes(returned.content())
    stripped(document, "customXml/")
    read = read_back(document)
    assert (read.status, read.found) == (0, [])
    assert ["≥12个" in line for line in read.lines] == [False, True]
