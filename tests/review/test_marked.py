"""The page with marks: without what is struck it says what the new form says, without what is underlined the old one."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from given import here, lay_out
from hypothesis import given
from hypothesis import settings as limits
from lxml import html
from playwright.sync_api import Page
from review.spec_pairs import EDITS, SPECS, form_pairs, random_pairs, seed, seed_of_2022

from perfgen.building.laying import Laid
from perfgen.form import Paragraph
from perfgen.review.marked import marked

Texts = list[Counter[str] | str]


def shown(page: str, gone: str) -> Texts:
    """What each paragraph says, and for each table what its cells say, without the elements `gone`."""
    main = html.document_fromstring(page).find(".//main")
    assert main is not None
    for element in list(main.iter(gone)):
        element.drop_tag() if not (element.text or "") else element.clear(keep_tail=True)
    found: Texts = []
    for block in main:
        if block.tag != "table":
            found += [text for text in [block.text_content()] if "legend" not in block.get("class") and text]
        else:
            cells = ["".join(cell.itertext()) for cell in block.iter("td", "th")]
            found += [Counter(cell for cell in cells if cell)] if any(cells) else []
    return found


def said(laid: Laid) -> Texts:
    found: Texts = []
    for block in laid.form.blocks:
        if isinstance(block, Paragraph):
            found += filter(None, ["".join(block.runs)])
        else:
            cells = [cell.text.replace("\n", "") for cell in block.cells]
            found += [Counter(cell for cell in cells if cell)] if any(cells) else []
    return found


def assert_tiles(page: str) -> None:
    for table in html.document_fromstring(page).iter("table"):
        width = len(table.findall("colgroup/col"))
        for part in (table.find("thead"), table.find("tbody")):
            below = [0] * width  # rows that each column is still covered for
            for row in [] if part is None else part:
                column = 0
                for cell in row:
                    while below[column]:
                        column += 1
                    span = int(cell.get("colspan", 1))
                    assert not any(below[column : column + span])
                    below[column : column + span] = [int(cell.get("rowspan", 1))] * span
                    column += span
                assert all(below)
                below = [rows - 1 for rows in below]
            assert not any(below)


def assert_both_forms(old: Laid, new: Laid) -> None:
    page = marked(here(), old, new)
    assert_tiles(page)
    assert shown(page, "del") == said(new)
    assert shown(page, "ins") == said(old)


@pytest.mark.parametrize("name", EDITS)
def test_page_shows_both_forms(name: str) -> None:
    assert_both_forms(seed(), seed(name))
    assert_both_forms(seed(name), seed())


def test_page_of_two_years_shows_both() -> None:
    assert_both_forms(seed(), seed_of_2022())


@pytest.mark.slow
@pytest.mark.parametrize("number", range(8))
def test_pages_of_random_specs_show_all_of_both_forms(number: int) -> None:
    """A label may be drawn more than once, where rows that went and rows that came stand between its rows."""
    for old, new in random_pairs(number):
        page = marked(here(), old, new)
        assert_tiles(page)
        for gone, side in (("del", new), ("ins", old)):
            assert list(map(set, shown(page, gone))) == list(map(set, said(side)))


@limits(max_examples=60)
@given(form_pairs())
def test_page_of_any_grid_tiles(pair: tuple[Laid, Laid]) -> None:
    assert_tiles(marked(here(), *pair))


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.stem)
def test_what_did_not_change_is_not_marked(spec: Path) -> None:
    laid = lay_out(spec)
    page = marked(here(), laid, laid)
    assert re.findall("<(?:del|ins)>(.*?)<", page) == ["加删除线的", "加下划线的"]  # the legend
    assert "inserted" not in page.split("</style>")[1] and "deleted" not in page.split("</style>")[1]


def test_old_value_stands_beside_the_new_one() -> None:
    page = marked(here(), seed(), seed("value", "amounts"))
    assert "≥<del>12</del><ins>15</ins>次" in page
    assert "<del>429.00</del><ins>450.00</ins>" in page and "<del>429.00</del><ins>470.00</ins>" in page


def test_row_that_went_is_struck_under_the_label_that_stays() -> None:
    page = marked(here(), seed(), seed("first row of a subgroup removed"))
    row = next(line for line in page.split("\n") if "园区职工满意度" in line and "<tr>" in line)
    label, *values = re.findall(r"<t[hd] .*?</t[hd]>", row)
    assert label == '<th class="label" rowspan="3">社会公众或服务对象满意度指标</th>'
    assert values and all(re.search("deleted.*<del>", value) for value in values)
    assert page.count("<del>") == 1 + len(values)


@pytest.mark.browser
def test_page_runs_nothing_and_shows_what_went_and_came(page: Page, tmp_path: Path) -> None:
    old, new = seed("goal removed"), seed("value", "goal added")
    hostile = "<script>window.ran = 1</script>"
    block = Paragraph("title", tuple([type(run)(hostile + run, run.source) for run in new.form.blocks[0].runs]))
    file = tmp_path / "marked.html"
    blocks = (block, *new.form.blocks[1:])
    file.write_text(marked(here(), old, new._replace(form=type(new.form)(blocks))), encoding="utf-8")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(file.as_uri())
    assert page.evaluate("window.ran") is None and requests == [file.as_uri()]
    lines = """name => [...document.querySelectorAll(name)].map(one => getComputedStyle(one).textDecorationLine)"""
    assert set(page.evaluate(lines, "del")) == {"line-through"}
    assert set(page.evaluate(lines, "ins")) == {"underline"}
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
