"""The page of a form for everybody: what axe says, a phone, twice as large, a long form, findings and documents."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from command import SPEC
from conftest import ROOT, require_tool
from filled_page import AXE, FilledPage, Served, violations
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser

SEED = (ROOT / "specs" / "2021" / "光谷现代服务业园建设服务中心.yaml").read_text("utf-8")


@pytest.fixture
def served(running: Served, request: pytest.FixtureRequest) -> Served:
    running.spec.write_text(getattr(request, "param", SPEC), "utf-8")
    return running


@pytest.mark.parametrize("served", [SEED], indirect=True, ids=["seed"])
def test_axe_has_nothing_against_the_page(page: Page, served: Served) -> None:
    require_tool("axe-core", AXE)
    page.set_viewport_size({"width": 1500, "height": 1000})
    FilledPage(page, served.address)
    assert violations(page) == []


def test_axe_has_nothing_against_what_opens_on_it(page: Page, served: Served) -> None:
    require_tool("axe-core", AXE)
    form = FilledPage(page, served.address)
    form.type_in("/funding/revenue/其他资金/budget", "abc")
    page.get_by_role("button", name="为什么").first.click()
    page.get_by_role("button", name="放行").nth(1).click()
    page.get_by_role("button", name="文字").click()
    expect(page.get_by_label("表背后的文字")).to_be_visible()
    form.go_to("/annual_goals/0/indicators/产出指标/数量指标/0/name")
    page.keyboard.press("Alt+Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    assert violations(page) == []


@pytest.mark.parametrize("served", [SEED], indirect=True, ids=["seed"])
def test_form_fits_a_phone_and_twice_the_size(page: Page, served: Served) -> None:
    form = FilledPage(page, served.address)
    for width, height, zoom in ((390, 844, 1), (640, 400, 2), (1280, 800, 1)):
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": zoom, "mobile": width < 400})
        form.go_to("/annual_goals/1/indicators/产出指标/数量指标/0/target")
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), width
        out = page.evaluate(
            """() => [...document.querySelectorAll('header, header *, main, aside, .row-menu')].filter(one => {
              const box = one.getBoundingClientRect()
              return box.width && (box.right > innerWidth + 1 || box.left < -1)
            }).map(one => one.outerHTML.slice(0, 100))"""
        )
        assert out == []
    assert form.errors == []


def test_labels_and_marks_tell_what_a_cell_is(page: Page, served: Served) -> None:
    form = FilledPage(page, served.address)
    cell = form.cell("/funding/revenue/财政拨款/budget")
    assert cell.get_attribute("role") == "textbox" and cell.get_attribute("aria-label") == "当年预算收支"
    assert page.locator("main table caption").count() == page.locator("main table").count()
    scopes = page.eval_on_selector_all("main th", "all => [...new Set(all.map(one => one.scope))]")
    assert set(scopes) <= {"row", "col", "rowgroup", "colgroup"} and len(scopes) > 1
    assert page.locator("main data:not([tabindex])[data-at='/fiscal_year']").count() >= 1  # nobody types the year
    form.go_to("/department")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    form.cell("/annual_goals/0/indicators/产出指标/数量指标/0/standard").click()
    offers = page.get_by_role("listbox")
    expect(offers).to_contain_text("历史标准")
    offers.get_by_text("历史标准").click()
    served.wait_for("standard: 历史标准\n")


def test_finding_is_allowed_and_that_is_taken_back(page: Page, served: Served) -> None:
    form = FilledPage(page, served.address)
    findings = page.locator("aside > ol").nth(1).locator("li")
    count = findings.count()
    first = findings.first
    message = first.locator("button.message").inner_text()
    first.locator("button.message").click()
    assert form.focused() != ""
    first.get_by_role("button", name="放行").click()
    page.get_by_label("放行的理由").fill("市局已同意")
    page.keyboard.press("Enter")
    served.wait_for("# perfgen: allow", "市局已同意")
    expect(page.locator("aside").get_by_text(message, exact=True)).to_have_count(0)
    page.get_by_role("button", name="撤销").click()
    expect(findings).to_have_count(count)
    assert served.text == SPEC
    assert form.errors == []


def test_word_file_is_what_stands_on_the_page(page: Page, served: Served) -> None:
    form = FilledPage(page, served.address)
    form.type_in("/department", "甲馆")
    form.saved()
    with page.expect_download() as download:
        page.get_by_role("link", name="生成 Word").click()
    assert download.value.suggested_filename == "馆.docx"
    word = docx.Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert {"甲馆", "周文清", "≥10个"} <= cells


def long_form() -> str:
    row = "          - {{name: 第{0}项工作的第{1}项, history: {{2024: 5个, 2025: 6个}}, target: ≥7个, standard: 计划标准}}\n"
    head = "  - goal: 完成第{0}项工作。\n    indicators:\n      产出指标:\n        数量指标:\n"
    goals = [head.format(goal) + "".join(row.format(goal, number) for number in range(15)) for goal in range(20)]
    return f"{SPEC.partition('annual_goals:')[0]}annual_goals:\n{''.join(goals)}"


@pytest.mark.parametrize("served", [long_form()], indirect=True, ids=["long"])
def test_form_of_twenty_goals_is_opened_and_saved(page: Page, served: Served) -> None:
    form = FilledPage(page, served.address)
    assert page.locator("main data[data-at$='/name']").count() > 300
    form.type_in("/annual_goals/19/indicators/产出指标/数量指标/14/target", "≥99个")
    served.wait_for("≥99个")
    assert served.data["annual_goals"][19]["indicators"]["产出指标"]["数量指标"][14]["target"] == "≥99个"
    assert form.errors == []


def test_word_file_waits_for_what_has_just_been_typed(page: Page, served: Served) -> None:
    form = FilledPage(page, served.address)

    def slowly(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/edit", slowly)
    form.go_to("/department")
    page.keyboard.type("甲馆")
    with page.expect_download() as download:
        page.get_by_role("link", name="生成 Word").click()
    word = docx.Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert "甲馆" in {cell.text for cell in word.tables[0].rows[0].cells}
    assert form.errors == []


PROJECT = (ROOT / "specs" / "examples" / "项目支出-示例.yaml").read_text("utf-8")


@pytest.mark.parametrize("served", [PROJECT], indirect=True, ids=["project"])
def test_choice_is_made_from_a_list(page: Page, served: Served) -> None:
    form = FilledPage(page, served.address)
    choice = page.locator("main data.choice").first
    at, before = choice.get_attribute("data-at") or "", choice.inner_text()
    assert at
    choice.click()
    select = page.locator(f"main select[data-at='{at}']")
    expect(select).to_be_focused()
    options = select.locator("option").all_inner_texts()
    other = next(one for one in options if one not in (before, "（不填）"))
    select.select_option(other)
    served.wait_for(other)
    form.saved()
    expect(page.locator(f"main select[data-at='{at}']")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main select")).to_have_count(0)
    expect(form.cell(at)).to_have_text(other)
    form.page.keyboard.press("Control+z")
    form.saved()
    assert served.text == PROJECT
    assert form.errors == []


def test_word_file_is_taken_back(page: Page, served: Served) -> None:
    form = FilledPage(page, served.address)
    with page.expect_download() as download:
        page.get_by_role("link", name="生成 Word").click()
    word = docx.Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    for text in word.element.body.iter("{*}t"):
        text.text = "≥12个" if text.text == "≥10个" else text.text
    file = served.folder / "改过.docx"
    word.save(str(file))
    with page.expect_file_chooser() as chooser:
        page.get_by_text("收回改动").click()
    chooser.value.set_files(file)
    expect(page.get_by_role("dialog")).to_contain_text("≥12个")
    assert served.text == SPEC
    page.get_by_role("button", name="收回这些改动").click()
    expect(form.cell("/annual_goals/0/indicators/产出指标/数量指标/0/target")).to_have_text("≥12个")
    assert served.text == SPEC.replace("≥10个", "≥12个")
    assert form.errors == []
