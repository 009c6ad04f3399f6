"""The page of a form by keyboard, with an input method, from the clipboard: what is typed is what is saved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from command import SPEC
from filled_page import FilledPage, Served
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ROW = "/annual_goals/0/indicators/产出指标/数量指标/0"
CONTENT = "/annual_goals/0/indicators/效益指标/社会公众或服务对象满意度指标"
BUDGET = "/funding/revenue/财政拨款/budget"


@pytest.fixture
def served(running: Served) -> Served:
    running.spec.write_text(SPEC, "utf-8")
    return running


@pytest.fixture
def form(page: Page, served: Served) -> Iterator[FilledPage]:
    form = FilledPage(page, served.address)
    yield form
    assert form.errors == []


def test_form_is_filled_in_by_keyboard(form: FilledPage, served: Served) -> None:
    keys = form.page.keyboard
    form.go_to("/department")
    keys.type("甲馆")
    keys.press("Tab")
    assert form.focused() == "/preparer/name"
    keys.press("Shift+Tab")
    assert form.focused() == "/department"
    form.go_to(f"{ROW}/target")
    keys.type("≥12个")
    keys.press("Enter")  # down the column
    assert form.focused() == f"{CONTENT}/0/target"
    keys.type("≥1%")
    keys.press("Escape")
    assert form.cell(f"{CONTENT}/0/target").inner_text() == "≥92%"
    assert form.focused() == f"{CONTENT}/0/target"
    keys.press("Control+Enter")
    expect(form.cell(f"{CONTENT}/1/name")).to_be_focused()
    keys.type("家长满意度")
    keys.press("F8")
    assert form.focused() == f"{CONTENT}/1/target"
    keys.type("≥90%")
    keys.press("F8")
    assert form.focused() == f"{CONTENT}/1/standard"
    keys.press("ArrowDown")  # among those that are often taken
    keys.press("Tab")
    form.saved()
    expect(form.page.locator("header.bar")).to_contain_text("没有待填的")
    rows = served.data["annual_goals"][0]["indicators"]["效益指标"]["社会公众或服务对象满意度指标"]
    assert [list(row.values()) for row in rows] == [["读者满意度", "≥92%", "历史标准"], ["家长满意度", "≥90%", "计划标准"]]
    form.go_to(f"{CONTENT}/1/name")
    keys.press("Alt+ArrowUp")
    form.saved()
    assert form.focused() == f"{CONTENT}/0/name"
    keys.press("Control+Delete")
    form.saved()
    keys.press("Control+z")
    form.saved()
    assert served.data["annual_goals"][0]["indicators"]["效益指标"]["社会公众或服务对象满意度指标"] == rows[::-1]
    assert "department: 甲馆\n" in served.text and "target: ≥12个\n" in served.text


def test_menu_of_a_row_by_keyboard(form: FilledPage, served: Served) -> None:
    keys = form.page.keyboard
    form.go_to(f"{ROW}/history/2024")
    scrolled = form.page.evaluate("scrollY")
    keys.press("Alt+Enter")
    menu = form.page.get_by_role("menu")
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    assert form.page.evaluate("scrollY") == scrolled > 0
    expect(menu).to_contain_text("数量指标 第 1 行")
    keys.press("Escape")
    expect(menu).to_have_count(0)
    assert form.focused() == f"{ROW}/history/2024"
    keys.press("Alt+Enter")
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    keys.press("ArrowDown")
    keys.press("Enter")
    form.saved()
    assert [row["name"] for row in served.data["annual_goals"][0]["indicators"]["产出指标"]["数量指标"]] == ["新建分馆个数"] * 2
    keys.press("Control+z")
    form.saved()
    assert served.text == SPEC
    keys.press("Control+y")
    form.saved()
    form.choose(f"{ROW[:-1]}1/name", "移到", "年度目标1 › 效益指标 › 社会公众或服务对象满意度指标")
    assert form.focused() == f"{CONTENT}/1/name"


def test_enter_at_the_end_of_an_item_makes_the_next(form: FilledPage, served: Served) -> None:
    form.go_to("/annual_tasks/0")
    form.page.keyboard.press("End")
    form.page.keyboard.press("Enter")
    expect(form.cell("/annual_tasks/1")).to_be_focused()
    form.page.keyboard.type("配送图书。")
    form.page.keyboard.press("Tab")
    form.saved()
    assert served.data["annual_tasks"] == ["新建10个分馆。", "配送图书。"]


def test_text_of_several_lines_is_typed_in_one_place(form: FilledPage, served: Served) -> None:
    keys = form.page.keyboard
    form.go_to("/functions/introduction")
    keys.press("End")
    keys.press("Shift+Enter")
    keys.type("其主要职责是：")
    keys.press("Tab")
    form.saved()
    assert served.data["functions"]["introduction"] == "本中心为公益一类事业单位。\n其主要职责是："
    parts = form.page.locator("main data[data-at='/functions/introduction']")
    assert parts.all_inner_texts() == ["本中心为公益一类事业单位。", "其主要职责是："]
    parts.nth(1).evaluate("one => one.focus()")
    assert form.page.evaluate("document.activeElement.innerText") == "本中心为公益一类事业单位。\n其主要职责是："
    keys.press("Escape")
    keys.press("Control+z")
    form.saved()
    assert served.text == SPEC


def test_input_method_is_not_disturbed(form: FilledPage, served: Served) -> None:
    session = form.page.context.new_cdp_session(form.page)
    form.go_to("/department")
    for text in ("s", "sh", "shu", "shu'g"):
        session.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    served.spec.write_text(served.text.replace("- 负责分馆建设。", "- 负责分馆的建设。"), "utf-8")
    expect(form.page.locator("main")).to_contain_text("负责分馆建设。")
    form.page.wait_for_timeout(600)  # the news of the file has come
    assert form.cell("/department").inner_text() == "shu'g"
    session.send("Input.insertText", {"text": "书馆"})
    assert form.cell("/department").inner_text() == "书馆"
    form.page.keyboard.press("Tab")
    form.saved()
    assert "department: 书馆\n" in served.text and "- 负责分馆的建设。" in served.text
    expect(form.page.locator("main")).to_contain_text("负责分馆的建设。")


def test_enter_that_ends_a_composition_stays_in_the_cell(form: FilledPage) -> None:
    form.go_to("/department")
    form.page.evaluate(
        """() => document.activeElement.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }))"""
    )
    assert form.focused() == "/department"


def test_column_and_rows_of_a_sheet(form: FilledPage, served: Served) -> None:
    form.paste("/annual_tasks/0", plain="新建10个分馆。\r\n配送图书。\r\n\"举办“共读”活动，\"\"人人\"\"参加。\"\r\n")
    form.saved()
    assert served.data["annual_tasks"] == ["新建10个分馆。", "配送图书。", '举办“共读”活动，"人人"参加。']
    form.paste(f"{ROW}/name", plain="甲\t6个\t8个\t≥10个\t计划标准\n乙\t1\t2\t≥3项\t历史标准\t多出来的\n")
    form.saved()
    assert "还有 1 格没有地方放" in form.toast()
    rows = served.data["annual_goals"][0]["indicators"]["产出指标"]["数量指标"]
    assert rows[1] == {"name": "乙", "history": {"2024": 1, "2025": 2}, "target": "≥3项", "standard": "历史标准"}
    expect(form.cell(f"{ROW[:-1]}1/target")).to_have_text("≥3项")
    form.paste("/funding/revenue/财政拨款/history/2024", plain="1\t2\n3\t4\n5\tx\n7\t8\n9\t10")
    form.saved()
    funding = served.data["funding"]
    assert [line["history"] for side in funding.values() for line in side.values()] == [
        *[{"2024": 1, "2025": 2}, {"2024": 3, "2025": 4}, {"2024": 5}, {"2024": 7, "2025": 8}]
    ]
    refused = form.cell("/funding/expenditure/基本支出/history/2025")
    assert (refused.inner_text(), refused.get_attribute("aria-invalid")) == ("x", "true")
    assert served.data["functions"]["introduction"] == "本中心为公益一类事业单位。"


def test_markup_from_word_is_dropped(form: FilledPage, served: Served) -> None:
    form.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    form.page.evaluate(
        """() => navigator.clipboard.write([new ClipboardItem({
          'text/html': new Blob(['<p style="color:red"><b>红</b><img src=x>馆</p>'], { type: 'text/html' }),
          'text/plain': new Blob(['红馆'], { type: 'text/plain' }) })])"""
    )
    form.errors.clear()  # what the browser has against its style
    form.go_to("/department")
    form.page.keyboard.press("Control+v")
    assert form.cell("/department").inner_html() == "红馆"
    form.page.keyboard.press("Tab")
    form.saved()
    assert "department: 红馆\n" in served.text


def test_value_is_never_markup(form: FilledPage, served: Served) -> None:
    requests: list[str] = []
    form.page.on("request", lambda request: requests.append(request.url))
    evil = "<img src=x onerror=\"document.title='hacked'\">"
    form.type_in("/department", evil)
    form.saved()
    assert form.cell("/department").inner_text() == evil
    form.page.reload()
    form.page.wait_for_selector("main table")
    assert form.cell("/department").inner_text() == evil
    assert form.page.locator("main img, main script").count() == 0
    assert "hacked" not in form.page.title()
    assert not [url for url in requests if url.endswith("/x") or not url.startswith("http://127.0.0.1:")]


def test_what_is_refused_stays_red_in_its_cell_and_is_not_written(form: FilledPage, served: Served) -> None:
    form.type_in(BUDGET, "八百")
    form.saved()
    assert served.text == SPEC
    cell = form.cell(BUDGET)
    assert (cell.inner_text(), cell.get_attribute("aria-invalid")) == ("八百", "true")
    expect(form.page.locator("aside")).to_contain_text("“当年预算收支”要写数字，这里写的是“八百”")
    form.type_in("/department", "甲馆")  # goes on
    form.saved()
    assert cell.inner_text() == "八百" and "甲馆" in served.text
    form.go_to(BUDGET)
    form.page.keyboard.press("Escape")
    assert cell.inner_text() == "862.40" and cell.get_attribute("aria-invalid") is None
    form.type_in(BUDGET, "862.40万元")
    form.saved()
    assert cell.inner_text() == "862.40" and "budget: 862.40," in served.text
    form.type_in(BUDGET, "900.10万元")
    form.saved()
    assert cell.inner_text() == "900.10" and "budget: 900.10," in served.text
    expect(form.page.locator("aside")).not_to_contain_text("没有存上")


def test_value_that_is_printed_twice_is_typed_at_either_place(form: FilledPage, served: Served) -> None:
    at, goal = "/annual_goals/0/goal", "新建12个分馆。"
    places = form.page.locator(f"main data[data-at='{at}']")
    assert places.count() == 2
    places.nth(1).evaluate("one => one.focus()")
    form.page.keyboard.type(goal)
    form.page.keyboard.press("Tab")
    form.saved()
    assert f"goal: {goal}\n" in served.text
    assert places.all_inner_texts() == [goal, goal]
    places.nth(1).evaluate("one => one.focus()")
    form.page.keyboard.insert_text("甲\x0b乙")
    form.page.keyboard.press("Tab")
    form.saved()
    assert [one.get_attribute("aria-invalid") for one in places.all()] == ["true", "true"]
    form.type_in(at, goal)
    form.saved()
    assert places.all_inner_texts() == [goal, goal]
    assert [one.get_attribute("aria-invalid") for one in places.all()] == [None, None]
