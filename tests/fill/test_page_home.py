"""The first page in a browser: what there is, how far it is, and a new form from the beginning."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from command import SPEC
from conftest import require_tool
from filled_page import AXE, FilledPage, Served, violations
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path, SPEC)
    served.spec.with_name("坏.yaml").write_text("form: department-declaration\nfiscal_year 2026\n", "utf-8")
    served.start(whole=True)
    yield served
    served.close()


def test_list_tells_how_far_each_form_is(page: Page, served: Served) -> None:
    form = FilledPage(page, served.address)
    rows = page.locator("table.specs tbody tr")
    expect(rows).to_have_count(2)
    broken, whole = rows.filter(has_text="坏.yaml"), rows.filter(has_text="馆.yaml")
    expect(broken).to_contain_text("要先改好")
    expect(whole).to_contain_text("临湖市公共图书馆服务中心")
    expect(whole).to_contain_text("部门整体支出绩效目标申报表")
    require_tool("axe-core", AXE)
    assert violations(page) == []
    whole.get_by_role("link").click()
    expect(form.cell("/department")).to_have_text("临湖市公共图书馆服务中心")
    page.get_by_role("link", name="全部申报表").click()
    rows.filter(has_text="坏.yaml").get_by_role("link").click()
    expect(page.get_by_label("表背后的文字")).to_be_visible()


def test_new_form_is_made_by_keyboard(page: Page, served: Served) -> None:
    form = FilledPage(page, served.address)
    page.get_by_role("button", name="新建").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert violations(page) == []
    dialog.get_by_label("哪一种表").select_option("department-declaration")
    dialog.get_by_label("单位或项目名称").fill("新馆")
    dialog.get_by_label("年度", exact=True).fill("2027")
    page.keyboard.press("Enter")
    expect(form.cell("/department")).to_have_text("新馆")
    made = served.folder / "specs" / "2027" / "新馆.yaml"
    assert "fiscal_year: 2027\n" in made.read_text("utf-8")
    form.type_in("/preparer/name", "周一")
    form.saved()
    assert "周一" in made.read_text("utf-8")
    assert form.errors == []


def test_new_form_is_at_first_the_usual_one(page: Page, tmp_path: Path) -> None:
    (tmp_path / "perfgen.toml").write_text('form = "project-monitoring"\n', "utf-8")
    served = Served(tmp_path, SPEC)
    served.start(whole=True)
    try:
        form = FilledPage(page, served.address)
        page.get_by_role("button", name="新建").click()
        expect(page.get_by_role("dialog").get_by_label("哪一种表")).to_have_value("project-monitoring")
        assert form.errors == []
    finally:
        served.close()
