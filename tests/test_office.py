"""Documents as Word sees them (two validators, one lint) and as LibreOffice prints them."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import geometry
import odd_specs
import pdfplumber
import pytest
import yaml
from conftest import DECLARATIONS, ENVIRONMENT, EXAMPLES, require_tool
from given import document_of
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfplumber.page import Page

pytestmark = pytest.mark.office

SPECS = {path.stem: path for path in DECLARATIONS}
SEED = "光谷现代服务业园建设服务中心"
REPEATED = "部门名称临湖市社区服务中心"  # the heading row of the first table of the odd specs
NAMES = [*SPECS, *odd_specs.ODD]
OTHERS = {path.stem: path for path in EXAMPLES if path not in DECLARATIONS}  # looked at for what a reader sees first
DRAWN = [name for name in NAMES if name != "odd-characters"]  # no font of the tests has emoji
MM = 72 / 25.4  # points
LEFT, TOP, RIGHT, BOTTOM = 18 * MM, 22 * MM, 192 * MM, 277 * MM  # the text area of A4, from the top left
STANDARDS = re.compile("计划标准|历史标准|行业标准|经验判断|问卷调查|100%$")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A .docx of each spec, and the spec of each odd one."""
    folder = tmp_path_factory.mktemp("documents")
    for name in (*NAMES, *OTHERS):
        spec = (SPECS | OTHERS).get(name, folder / f"{name}.yaml")
        if name in odd_specs.ODD:
            spec.write_text(odd_specs.dump(odd_specs.ODD[name]()), encoding="utf-8")
        (folder / f"{name}.docx").write_bytes(document_of(spec, "docx"))
    return folder


@pytest.fixture(scope="session")
def pdfs(folder: Path, to_pdf: Callable[[Sequence[Path]], list[Path]]) -> dict[str, Path]:
    names = [*NAMES, *OTHERS]
    return dict(zip(names, to_pdf([folder / f"{name}.docx" for name in names]), strict=True))


@pytest.fixture(scope="session")
def papers(pdfs: dict[str, Path]) -> Iterator[dict[str, list[Page]]]:
    """The pages of each document: open to the end, since they keep what was read of them."""
    with ExitStack() as opened:
        yield {name: opened.enter_context(pdfplumber.open(pdf)).pages for name, pdf in pdfs.items()}


@pytest.fixture
def pages(request: pytest.FixtureRequest, papers: dict[str, list[Page]]) -> list[Page]:
    return papers[request.param]


each_drawn = pytest.mark.parametrize("pages", DRAWN, indirect=True)
long_goal = pytest.mark.parametrize("pages", ["long-goal"], indirect=True)


def drawn_text(pages: Sequence[Page]) -> str:
    """All characters in the order in which they were drawn, cell by cell, without blanks and page numbers."""
    drawn = "".join(char["text"] for page in pages for char in page.chars if char["bottom"] < BOTTOM + 1)
    return re.sub(r"\s", "", drawn)


def lines(page: Page) -> list[str]:
    return [line["text"] for line in page.crop((0, 0, page.width, BOTTOM + 1)).extract_text_lines(return_chars=False)]


def values(data: Any) -> Iterator[str]:
    """Every text and number that a spec gives, but for the name of the form."""
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            if key != "form":
                yield from values(value)
    elif data is not None:
        yield str(data)


@pytest.mark.parametrize("name", NAMES)
def test_no_validator_has_anything_against_a_document(
    folder: Path, name: str, assert_valid_docx: Callable[[Path], None], sdk_findings: Callable[[Path], list[str]]
) -> None:
    document = folder / f"{name}.docx"
    assert geometry.findings(document) == []
    assert sdk_findings(document) == []
    assert_valid_docx(document)


@pytest.mark.parametrize("name", [*DRAWN, *OTHERS])
def test_every_value_is_printed_and_none_is_cut(folder: Path, papers: dict[str, list[Page]], name: str) -> None:
    spec = (SPECS | OTHERS).get(name, folder / f"{name}.yaml")
    drawn = drawn_text(papers[name])
    wanted = [re.sub(r"\s", "", value) for value in values(yaml.safe_load(spec.read_text("utf-8")))]
    assert len(wanted) > 10
    without = drawn.replace(REPEATED, "")  # may stand within a value that goes on overleaf
    assert [value for value in wanted if value not in drawn and value not in without] == []


@pytest.mark.parametrize("pages", ["odd-characters"], indirect=True)
def test_rare_and_marked_up_characters_are_printed(pages: list[Page]) -> None:
    drawn = drawn_text(pages)
    for text in ("𠮷野家𫖯䶮", "A&B<C>D", "“引号”'\"`", "前后有空格", "㎡、№、①、～", "]]>&amp;<w:p/>", "{{目标}}"):
        assert text in drawn


@each_drawn
def test_nothing_is_drawn_outside_the_text_area(pages: list[Page]) -> None:
    for page in pages:
        body = [char for char in page.chars if char["bottom"] < BOTTOM + 1]
        assert body
        assert min(char["x0"] for char in body) > LEFT - 1 and max(char["x1"] for char in body) < RIGHT + 1
        assert min(char["top"] for char in body) > TOP - 1
        assert all(line["bottom"] < BOTTOM + 1 for line in page.lines)


@each_drawn
def test_pages_are_numbered_in_the_middle_of_the_footer(pages: list[Page]) -> None:
    for number, page in enumerate(pages, 1):
        footer = page.crop((0, BOTTOM + 1, page.width, page.height))
        assert footer.extract_text() == f"- {number} -"
        assert abs((footer.chars[0]["x0"] + footer.chars[-1]["x1"]) / 2 - page.width / 2) < 2


@each_drawn
def test_tables_of_a_page_look_like_one_grid(pages: list[Page]) -> None:
    """Left and right edge run from the first line to the last without a gap, and no line is beyond them."""
    for page in pages:
        level = [line for line in page.lines if line["height"] < 0.1]
        top, bottom = min(line["top"] for line in level), max(line["top"] for line in level)
        for edge in (LEFT, RIGHT):
            upright = sorted(
                (line["top"], line["bottom"])
                for line in page.lines
                if line["width"] < 0.1 and abs(line["x0"] - edge) < 1
            )
            reached = top
            for start, end in upright:
                assert start - reached < 1, f"page {page.page_number}: a gap at {reached}"
                reached = max(reached, end)
            assert abs(reached - bottom) < 1
        assert all(line["x0"] > LEFT - 1 and line["x1"] < RIGHT + 1 for line in page.lines)


@pytest.mark.parametrize("pages", OTHERS, indirect=True)
def test_example_of_another_form_takes_one_page(pages: list[Page]) -> None:
    (page,) = pages
    margin = (min(char["x0"] for char in page.chars), page.width - max(char["x1"] for char in page.chars))
    assert min(margin) > 12 * MM - 1


def lines_of_cells(page: Page) -> Iterator[list[str]]:
    for table in page.find_tables():
        for left, top, right, bottom in table.cells:
            inside = page.crop((left, top, right, bottom), strict=False).extract_text_lines(return_chars=False)
            yield [line["text"] for line in inside]


@pytest.mark.parametrize("pages", [*SPECS, *OTHERS], indirect=True)
def test_no_character_stands_alone_in_a_line(pages: list[Page]) -> None:
    cells = [lines for page in pages for lines in lines_of_cells(page)]
    assert sum(len(lines) > 1 for lines in cells) > 2
    assert [lines for lines in cells if any(sum(map(str.isalnum, line)) < 2 for line in lines[1:])] == []


@pytest.mark.parametrize("pages", SPECS, indirect=True)
def test_no_value_is_parted_from_its_unit(pages: list[Page]) -> None:
    drawn = [line for page in pages for lines in lines_of_cells(page) for line in lines if len(lines) < 4]
    assert not [line for line in drawn if re.search("[≥≤].*[0-9][万亿]?$", line)]


def edges(*widths: float) -> list[float]:
    return [(18 + sum(widths[:place])) * MM for place in range(len(widths) + 1)]


def upright_edges(page: Page, top: float, bottom: float) -> list[float]:
    """Where the upright lines are that part a row of text between `top` and `bottom`."""
    found = sorted(
        line["x0"]
        for line in page.lines
        if line["width"] < 0.1 and line["top"] < bottom - 1 and line["bottom"] > top + 1
    )
    return [x for place, x in enumerate(found) if not place or x - found[place - 1] > 1]


@long_goal
def test_columns_are_as_wide_as_the_template_says(pages: list[Page]) -> None:
    funding = pages[0].search("财政拨款")[0]
    drawn = upright_edges(pages[0], funding["top"], funding["bottom"])
    assert drawn == pytest.approx(edges(23.5, 17, 40.12, 27.18, 16, 25.1, 25.1), abs=1)
    header = pages[1].search("2024年")[0]
    drawn = upright_edges(pages[1], header["top"], header["bottom"])
    assert drawn == pytest.approx(edges(23.5, 17, 28.12, 31.8, 18.86, 18.86, 18.86, 17), abs=1)


@long_goal
def test_heading_rows_and_label_are_repeated_on_every_page_of_a_goal(pages: list[Page]) -> None:
    inner = [page for page in pages if re.search(r"第\d+项指标", drawn_text([page]))]
    assert len(inner) >= 3
    for page in inner:
        drawn = drawn_text([page])
        start = drawn.index("年度目标1：目标的内容很多。")
        heading = drawn[start : drawn.index("计划标准", start)]
        labels = ["年度绩效指标", "一级指标", "二级指标", "指标名称", "指标值", "绩效标准", "近两年指标值", "2024年"]
        assert all(label in heading for label in labels)


@each_drawn
def test_no_goal_stands_at_the_end_of_a_page_without_an_indicator(pages: list[Page]) -> None:
    seen = 0
    for page in pages:
        drawn = drawn_text([page])
        for match in re.finditer(r"(长期|年度)目标\d+：(?=.*?一级指标)", drawn):
            rest = drawn[match.end() :].split("绩效标准", 1)
            seen += 1
            assert len(rest) == 2 and STANDARDS.search(rest[1]), (
                f"page {page.page_number} ends in the heading of a goal"
            )
    assert seen or "一级指标" not in drawn_text(pages) or "三级指标" in drawn_text(pages)


@pytest.mark.parametrize("pages", ["many-goals"], indirect=True)
def test_indicators_of_one_category_stay_on_one_page(pages: list[Page], folder: Path) -> None:
    """Their label is merged, and would not be seen again overleaf."""
    data = yaml.safe_load((folder / "many-goals.yaml").read_text("utf-8"))
    drawn = [drawn_text([page]) for page in pages]
    assert len(drawn) >= 7
    groups = [group for goal in data["annual_goals"] for group in goal["indicators"]["产出指标"].values()]
    assert sum(len(group) > 2 for group in groups) > 10
    for group in groups:
        assert len({number for one in group for number, text in enumerate(drawn) if one["name"] in text}) == 1


@each_drawn
def test_no_page_is_empty_but_for_its_heading(pages: list[Page]) -> None:
    for page in pages:
        assert len(lines(page)) > 3


@pytest.mark.parametrize("pages", ["long-prose"], indirect=True)
def test_row_that_no_page_can_hold_goes_on_overleaf(pages: list[Page]) -> None:
    """The first page is filled to its end, so nothing was pushed away or cut."""
    assert max(char["bottom"] for char in pages[0].chars if char["bottom"] < BOTTOM + 1) > BOTTOM - 40
    assert len(pages) >= 4


def test_accessible_pdf_has_a_title_headings_bookmarks_and_table_headers(folder: Path, tmp_path: Path) -> None:
    options = '{"PDFUACompliance":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
    command = [require_tool("soffice"), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", f"pdf:writer_pdf_Export:{options}", "--outdir", str(tmp_path)]
    subprocess.run([*command, folder / f"{SEED}.docx"], env=ENVIRONMENT, capture_output=True, timeout=300, check=True)
    with (tmp_path / f"{SEED}.pdf").open("rb") as file:
        pdf = PDFDocument(PDFParser(file))
        assert resolve1(pdf.catalog["ViewerPreferences"])["DisplayDocTitle"] is True
        assert pdf.info[0]["Title"].decode("utf-16") == "2021年部门整体支出绩效目标申报表"
        outlines = [(level, title) for level, title, *_ in pdf.get_outlines()]
        goals = [f"{kind}目标{number}：" for kind in ("长期", "年度") for number in (1, 2, 3)]
        assert outlines == [(1, "2021年部门整体支出绩效目标申报表"), *((2, goal) for goal in goals)]
        tags = Counter(tags_below(pdf.catalog["StructTreeRoot"]))
    assert (tags["H1"], tags["H2"], tags["Table"]) == (1, 6, 7)
    assert tags["TH"] > 50 and tags["TD"] > 200


def tags_below(node: Any) -> Iterator[str]:
    node = resolve1(node)
    for child in node if isinstance(node, list) else [node.get("K")] if isinstance(node, dict) else []:
        yield from tags_below(child)
    if isinstance(node, dict) and "S" in node:
        yield node["S"].name
