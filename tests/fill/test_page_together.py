"""Two windows, an editor, a server that is killed: what was typed arrives, or whoever typed it is asked."""

from __future__ import annotations

import re
import signal

import pytest
from command import SPEC
from filled_page import FilledPage, Served
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser

TARGET = "/annual_goals/0/indicators/产出指标/数量指标/0/target"
TASK = "/annual_tasks/0"


def test_two_windows_are_told_of_each_other(page: Page, served: Served) -> None:
    one, other = FilledPage(page, served.address), FilledPage(page.context.new_page(), served.address)
    one.type_in("/department", "甲馆")
    expect(other.cell("/department")).to_have_text("甲馆")
    other.type_in(TASK, "配送图书。")
    expect(one.cell(TASK)).to_have_text("配送图书。")
    other.page.keyboard.press("Control+z")
    expect(one.cell(TASK)).to_have_text("新建10个分馆。")
    assert "department: 甲馆\n" in served.text
    assert one.errors == other.errors == []


def test_who_changes_the_same_at_once_is_asked(page: Page, served: Served) -> None:
    """The other window's news is held back, as when it comes a moment too late."""
    late = page.context.new_page()
    late.route("**/api/events", lambda route: route.abort())
    one, other = FilledPage(page, served.address), FilledPage(late, served.address)
    other.errors.clear()
    for choice, kept in (("留下现在的", "甲馆"), ("改成我填的", "乙馆")):
        one.type_in("/department", "甲馆" if kept == "甲馆" else "丙馆")
        one.saved()
        other.type_in("/department", "乙馆")
        dialog = late.get_by_role("dialog")
        expect(dialog).to_contain_text("这一处别人刚刚也改了")
        before = "临湖市公共图书馆服务中心" if kept == "甲馆" else "甲馆"
        assert dialog.locator("tbody").inner_text().split() == ["部门名称", before, "甲馆" if kept == "甲馆" else "丙馆", "乙馆"]
        dialog.get_by_role("button", name=choice).click()
        served.wait_for(f"department: {kept}\n")
        expect(other.cell("/department")).to_have_text(kept)
    other.type_in(TASK, "配送图书。")
    other.saved()
    assert "- 配送图书。" in served.text


def test_editor_saves_while_somebody_types(page: Page, served: Served) -> None:
    form = FilledPage(page, served.address)
    form.go_to("/department")
    page.keyboard.type("甲")
    served.spec.write_text(served.text.replace("≥10个", "≥11个").replace("annual_tasks:\n", "annual_tasks:\n  - 配送图书。\n"), "utf-8")
    page.wait_for_timeout(600)
    page.keyboard.type("馆")
    assert form.cell("/department").inner_text() == "甲馆"
    page.keyboard.press("Tab")
    form.saved()
    expect(form.cell(TARGET)).to_have_text("≥11个")
    expect(form.cell("/annual_tasks/1")).to_have_text("新建10个分馆。")
    assert "department: 甲馆\n" in served.text and "≥11个" in served.text and "- 配送图书。" in served.text
    served.spec.write_text(served.text.replace("甲馆", "乙馆"), "utf-8")
    expect(form.cell("/department")).to_have_text("乙馆")
    assert form.errors == []


def test_server_is_killed_and_comes_back(page: Page, served: Served) -> None:
    form = FilledPage(page, served.address)
    form.type_in(TASK, "配送图书。")
    form.saved()
    port = served.address.split("/")[2]
    served.stop(signal.SIGKILL)
    form.type_in("/department", "甲馆")
    form.type_in(TARGET, "≥12个")
    form.type_in("/functions/duties/0", "负责分馆的建设。")
    expect(page.locator(".toast")).to_contain_text("perfgen 停下了")
    assert "甲馆" not in served.text
    assert served.start().split("/")[2] == port
    again = FilledPage(page.context.new_page(), served.address)
    expect(form.page.locator("body")).not_to_have_class("away", timeout=15_000)
    form.saved()
    assert "department: 甲馆\n" in served.text and "≥12个" in served.text and "- 负责分馆的建设。" in served.text
    expect(again.cell("/department")).to_have_text("甲馆")
    expect(again.cell(TARGET)).to_have_text("≥12个")
    assert again.errors == []
    served.spec.write_text(served.text.replace("≥12个", "≥13个"), "utf-8")
    expect(form.cell(TARGET)).to_have_text("≥13个")  # news comes again
    assert page.locator("dialog[open], main .refused").count() == 0
    assert served.stop(signal.SIGINT)[0] == 130


def test_editor_saves_the_same_value_while_the_server_is_away(page: Page, served: Served) -> None:
    form = FilledPage(page, served.address)
    served.stop(signal.SIGKILL)
    form.type_in("/department", "甲馆")
    served.spec.write_text(SPEC.replace("临湖市公共图书馆服务中心", "乙馆"), "utf-8")
    served.start()
    FilledPage(page.context.new_page(), served.address)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible(timeout=15_000)
    assert dialog.locator("tbody td").all_inner_texts() == ["临湖市公共图书馆服务中心", "乙馆", "甲馆"]
    dialog.get_by_role("button", name="改成我填的").click()
    served.wait_for("department: 甲馆\n")


def test_broken_text_is_mended_on_the_page(page: Page, served: Served) -> None:
    served.spec.write_text(SPEC.replace("department: 临湖", "department 临湖"), "utf-8")
    form = FilledPage(page, served.address)
    form.errors.clear()  # there is no style for a form that nobody knows
    area = page.get_by_label("表背后的文字")
    expect(area).to_be_visible()
    expect(page.locator("section.text li").first).to_contain_text("第 3 行")
    assert area.evaluate("one => one.value.slice(one.selectionStart, one.selectionEnd)") == "department 临湖市公共图书馆服务中心"
    page.keyboard.insert_text("department: 甲馆")
    page.get_by_role("button", name="存上").click()
    expect(form.cell("/department")).to_have_text("甲馆")
    assert area.count() == 0
    expect(form.page.locator("main td").first).to_have_css("border-top-style", "solid")
    served.spec.write_text(SPEC.replace("form: ", "form "), "utf-8")
    expect(area).to_be_visible()
    area.fill(SPEC)
    page.get_by_role("button", name="存上").click()
    expect(form.cell("/department")).to_have_text("临湖市公共图书馆服务中心")
    assert served.text == SPEC
    assert form.errors == []


def test_file_that_goes_is_told(page: Page, served: Served) -> None:
    form = FilledPage(page, served.address)
    served.spec.unlink()
    form.type_in("/department", "甲馆")
    expect(page.locator(".toast")).to_be_visible()
    cell = form.cell("/department")
    expect(cell).to_have_class(re.compile("refused"))
    assert cell.inner_text() == "甲馆"
    served.spec.write_text(SPEC, "utf-8")
    form.go_to("/department")
    page.keyboard.press("Tab")
    form.saved()
    assert "department: 甲馆\n" in served.text


def test_value_that_is_being_saved_can_be_typed_over(page: Page, served: Served) -> None:
    """Whoever comes back to it sees what was typed, and what is typed then stays: the second time, what stood there before."""
    held: list[Route] = []
    page.route("**/edit", lambda route: held.append(route))
    form = FilledPage(page, served.address)
    cell = form.cell("/department")
    for _ in range(2):
        form.type_in("/department", "甲馆")
        expect(cell).to_have_class(re.compile("saving"))
        form.go_to("/department")
        assert cell.inner_text() == "甲馆"
        form.type_in("/department", "乙馆")
        for number in range(2):
            for _ in range(500):
                if len(held) > number:
                    break
                page.wait_for_timeout(20)
            held[number].continue_()
        held.clear()
        form.saved()
        assert "department: 乙馆\n" in served.text
        expect(cell).to_have_text("乙馆")
    assert form.errors == []
