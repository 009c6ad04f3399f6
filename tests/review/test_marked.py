"""The page with marks: without what is struck it says what the new form says, without what is underlined the old one."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest
from conftest import NODE_MODULES, require_tool
from given import here, lay_out
from hypothesis import given
from hypothesis import settings as limits
from lxml import html
from playwright.sync_api import Page
from review.spec_pairs import EDITS, SPECS, form_pairs, laid, random_pairs, seed, seed_of_2022
from seed_edits import EDITS as SEED_EDITS
from seed_edits import SEED

from perfgen.building.laying import Laid
from perfgen.diagnostics import Diagnostic, Severity, Silenced
from perfgen.form import Paragraph
from perfgen.review.compare import differences
from perfgen.review.marked import marked
from perfgen.review.reviewed import Reviewed

AXE = NODE_MODULES / "axe-core" / "axe.min.js"
Texts = list[Counter[str] | str]


def page_of(old: Laid, new: Laid, *, told: bool = True) -> str:
    found = tuple(differences(old, new)) if told else ()
    return marked(here(), old, new, Reviewed("甲.yaml", "main:甲.yaml", "甲.yaml", "表", found, "甲", path="甲.yaml", was="甲.yaml"), "../index.html")


def shown(page: str, gone: str) -> Texts:
    """What each paragraph says, and for each table what its cells say, without the elements `gone`."""
    main = html.document_fromstring(page).find(".//main")
    assert main is not None
    for unseen in main.xpath(".//*[@class='unseen']"):
        unseen.drop_tree()
    for element in list(main.iter(gone)):
        element.drop_tree()
    found: Texts = []
    for block in main:
        if block.tag != "table":
            found += filter(None, [block.text_content()])
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
    page = page_of(old, new)
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
        page = page_of(old, new)
        assert_tiles(page)
        for gone, side in (("del", new), ("ins", old)):
            assert list(map(set, shown(page, gone))) == list(map(set, said(side)))


@limits(max_examples=60)
@given(form_pairs())
def test_page_of_any_grid_tiles(pair: tuple[Laid, Laid]) -> None:
    assert_tiles(page_of(*pair, told=False))


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.stem)
def test_what_did_not_change_is_not_marked(spec: Path) -> None:
    laid = lay_out(spec)
    page = page_of(laid, laid)
    assert "<del" not in page and "<ins" not in page
    assert "inserted" not in page.split("</style>")[1] and "deleted" not in page.split("</style>")[1]


def gone(text: str) -> str:
    return f'<del class="whole"><span class="unseen">［删：</span>{text}<span class="unseen">］</span></del>'


def come(text: str) -> str:
    return f'<ins class="whole"><span class="unseen">［增：</span>{text}<span class="unseen">］</span></ins>'


def test_old_value_stands_beside_the_new_one() -> None:
    page = page_of(seed(), seed("value", "amounts"))
    assert f"{gone('≥12次')}{come('≥15次')}" in page
    assert f"{gone('429.00')}{come('450.00')}" in page and f"{gone('429.00')}{come('470.00')}" in page


def test_row_that_went_is_struck_under_the_label_that_stays() -> None:
    page = page_of(seed(), seed("first row of a subgroup removed")).partition("<main>")[2]
    row = next(line for line in page.split("\n") if "园区职工满意度" in line and "<tr>" in line)
    label, *values = re.findall(r"<t[hd] .*?</t[hd]>", row)
    assert label == '<th class="label" rowspan="3" scope="rowgroup">社会公众或服务对象满意度指标</th>'
    assert values and all(re.search("deleted.*<del>", value) for value in values)
    assert page.count("<del>") == len(values)


@pytest.mark.parametrize("name", EDITS)
def test_every_change_is_listed_and_leads_to_a_place_that_is_marked(name: str) -> None:
    assert_leads(seed(), seed(name))


def test_edits_of_all_kinds_and_another_year_lead_to_their_places() -> None:
    assert assert_leads(laid(SEED), laid(edited())) > 30
    assert_leads(seed(), seed_of_2022())


def assert_leads(old: Laid, new: Laid) -> int:
    """How many there are."""
    page = html.document_fromstring(page_of(old, new))
    found = differences(old, new)
    entries = page.xpath("//nav//li")
    assert len(entries) == len(found) > 0
    for number, entry in enumerate(entries, 1):
        (link,) = entry.findall("a")
        assert (entry.get("id"), link.get("href")) == (f"listed-change-{number}", f"#change-{number}")
        (place,) = page.xpath(f"//main//a[@id='change-{number}']")
        assert place.get("href") == f"#listed-change-{number}" and not place.text_content()
        (row, *_) = place.xpath("ancestor::*[self::tr or self::h1 or (self::p and not(ancestor::td))]")
        # Of two rows that changed places the one that is told may be drawn as the one that stayed.
        around = row.getparent() if found[number - 1].kind.endswith(("moved", "reordered")) else row
        assert around.xpath(".//del | .//ins"), found[number - 1]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    return len(found)


def edited() -> str:
    text = SEED
    for one in SEED_EDITS:
        text = one.on(text)
    return text


def test_worse_value_is_marked_in_the_list() -> None:
    worse = laid(SEED.replace("target: ≥12次", "target: ≥10次"))
    assert '<li id="listed-change-1" class="worse"><a href="#change-1">' in page_of(seed(), worse)
    assert 'class="worse"' not in page_of(worse, seed())


def test_problem_is_listed_before_the_changes_and_leads_to_its_place() -> None:
    new = laid(SEED.replace("target: ≥12次", "target: ≥10次"))
    place = new.spec.position("/annual_goals/0/indicators/产出指标/数量指标/0/target")
    found = Diagnostic("target-worse", "低于往年", "新.yaml", place, "改高", Severity.WARNING)
    elsewhere = found._replace(file="去年.yaml")
    told = Reviewed("新.yaml", "旧.yaml", "新.yaml", "表", tuple(differences(seed(), new)), "甲")
    told = told._replace(problems=(found, elsewhere), silenced=(Silenced(found, "经同意"),), path="新.yaml")
    page = html.document_fromstring(marked(here(), seed(), new, told))
    entries = [entry.text_content() for entry in page.xpath("//nav//li")]
    assert entries[:3] == ["警告 低于往年怎么改：改高", "警告 低于往年怎么改：改高", "放行 低于往年理由：经同意"]
    assert [link.get("href") for link in page.xpath("//nav//li/a")] == ["#problem-1", "#problem-3", "#change-1"]
    (cell,) = page.xpath("//td[a[@id='problem-1']]")
    assert [link.get("id") for link in cell.findall("a")] == ["change-1", "problem-1", "problem-3"]
    assert "≥10次" in cell.text_content()


HOSTILE = ["<script>window.ran = 1</script>", "</main><img src=x onerror='window.ran = 2'>", '"><b>x</b>', "\u202e\u0007"]


def test_hostile_names_and_texts_become_text() -> None:
    new = seed("value", "goal added")
    hostile = "".join(HOSTILE)
    found = [
        one._replace(label=hostile, item=hostile, old=hostile, new=hostile, section=one.section._replace(title=hostile))
        for one in differences(seed(), new)
    ]
    told = Reviewed(hostile, hostile, hostile, hostile, tuple(found), hostile)
    page = marked(here(), seed(), new, told, f"{hostile}/index.html")
    document = html.document_fromstring(page)
    assert not document.xpath("//script | //img | //b")
    assert {link.get("href")[0] for link in document.iter("a")} == {"#", "<"}
    assert "\u202e" not in page.partition("<nav")[2].partition("<p>")[2] and "&lt;U+202E&gt;" in page


@pytest.mark.browser
def test_page_runs_nothing_and_shows_what_went_and_came(page: Page, tmp_path: Path) -> None:
    old, new = seed("goal removed"), seed("value", "goal added")
    hostile = "<script>window.ran = 1</script>"
    block = Paragraph("title", tuple([type(run)(hostile + run, run.source) for run in new.form.blocks[0].runs]))
    file = tmp_path / "marked.html"
    blocks = (block, *new.form.blocks[1:])
    file.write_text(page_of(old, new._replace(form=type(new.form)(blocks))), encoding="utf-8")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(file.as_uri())
    assert page.evaluate("window.ran") is None and requests == [file.as_uri()]
    lines = """name => [...document.querySelectorAll(name)].map(one => getComputedStyle(one).textDecorationLine)"""
    assert set(page.evaluate(lines, "del")) == {"line-through"}
    assert set(page.evaluate(lines, "ins")) == {"underline"}
    for width in (390, 900, 1280, 1700):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.browser
def test_old_and_new_are_apart_to_eye_ear_and_clipboard(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "marked.html"
    file.write_text(page_of(laid(SEED), laid(edited())), encoding="utf-8")
    page.goto(file.as_uri())
    copied = page.evaluate("() => { getSelection().selectAllChildren(document.body); return getSelection().toString() }")
    heard = re.sub("- (deletion|insertion|text):", "", page.locator("main").aria_snapshot())
    for told in (copied, heard, page.inner_text("main")):
        words = re.sub(r"\s", "", told)
        assert "［删：429.00］［增：450.00］" in words and "为公益［删：一］［增：二］类事业单位" in words
    gaps = page.evaluate(
        """() => [...document.querySelectorAll('main del + ins')].map(ins => {
          const [old, own] = [ins.previousElementSibling.getClientRects(), ins.getClientRects()]
          const [last, first] = [old[old.length - 1], own[0]]
          return Math.max(first.left - last.right, first.top - last.top)
        })"""
    )
    assert len(gaps) > 20 and min(gaps) >= 3  # pixels between them, or on a line further down


@pytest.mark.browser
def test_list_is_walked_with_the_keyboard_there_and_back(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "marked.html"
    file.write_text(page_of(laid(SEED), laid(edited())), encoding="utf-8")
    page.set_viewport_size({"width": 1700, "height": 900})
    page.goto(file.as_uri())
    for _ in range(12):
        page.keyboard.press("Tab")  # the link to the index, then an entry after the other
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#change-11"
    assert page.locator("#change-11").bounding_box() is not None and page.locator("#change-11").is_visible()
    top = page.evaluate("document.querySelector('#change-11').getBoundingClientRect().top")
    assert 0 <= top <= page.evaluate("innerHeight")
    page.locator("#change-11").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#listed-change-11"
    require_tool("axe-core", AXE)
    assert violations(page) == []


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(
        "axe.run().then(result => result.violations.map(one => `${one.id}: ${one.nodes[0].html}`))"
    )
    return found


@pytest.mark.browser
def test_paper_has_the_list_first_and_the_numbers_in_the_form(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "marked.html"
    file.write_text(page_of(laid(SEED), laid(edited())), encoding="utf-8")
    page.goto(file.as_uri())
    page.pdf(path=file.with_suffix(".pdf"), prefer_css_page_size=True)
    with pdfplumber.open(file.with_suffix(".pdf")) as pdf:
        sheets = [sheet.extract_text() for sheet in pdf.pages[:3]]
    form = next(number for number, sheet in enumerate(sheets) if "2021年" in sheet and "37." not in sheet)
    assert "429.00→450.00" in re.sub(r"\s", "", "".join(sheets[:form])) and form <= 2
    for number in range(1, 15):
        assert re.search(rf"\b{number}\b", sheets[form])
    assert "全部申报表的改动" not in "".join(sheets)
