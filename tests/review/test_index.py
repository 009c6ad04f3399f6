"""The page that leads to the pages of all forms: the worst first, nothing of a name becomes markup, sound in a browser."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import NODE_MODULES, require_tool
from lxml import html
from playwright.sync_api import Page
from review.spec_pairs import laid
from seed_edits import EDITS, SEED

from perfgen.diagnostics import Diagnostic, Position, Severity, Silenced
from perfgen.review.brought import brought_by
from perfgen.review.compare import differences
from perfgen.review.difference import Difference
from perfgen.review.index import MOST, index
from perfgen.review.reviewed import Reviewed

AXE = NODE_MODULES / "axe-core" / "axe.min.js"
TITLE = "部门整体支出绩效目标申报表"
HOSTILE = "<script>window.ran = 1</script>\"'><img src=x onerror='window.ran = 2'>\u202e#?%2e.."
WORSE = SEED.replace("target: ≥12次", "target: ≥10次")


def edited() -> str:
    text = SEED
    for one in EDITS:
        text = one.on(text)
    return text


@cache
def changed(new: str) -> tuple[Difference, ...]:
    return tuple(differences(laid(SEED), laid(new)))


def told(file: str, new: str = SEED, **more: object) -> Reviewed:
    found = changed(new)
    one = Reviewed(file, f"main:{file}", file, TITLE, found, "光谷现代服务业园", "光谷现代服务业园", path=f"specs/{file}")
    return one._replace(**more)


def problem(severity: Severity, message: str = "不对") -> Diagnostic:
    return Diagnostic("flat-target", message, "specs/x.yaml", Position(12, 3), "改好", severity)


def every() -> list[Reviewed]:
    waved = (Silenced(problem(Severity.WARNING), "经局长办公会同意"),)
    return [
        told("更好.yaml", edited()),
        told("变差.yaml", WORSE),
        told("有错.yaml", edited(), problems=(problem(Severity.ERROR), problem(Severity.WARNING)), silenced=waved),
        told("注释.yaml"),
        Reviewed("坏.yaml", "main:坏.yaml", "坏.yaml", "", problems=(problem(Severity.ERROR),), path="specs/坏.yaml"),
        told("新.yaml", old=None),
        told("没了.yaml")._replace(new=None),
    ]


def page_of(reviewed: list[Reviewed]) -> html.HtmlElement:
    pages = {number: Path(one.file).with_suffix(".html") for number, one in enumerate(reviewed) if one.title}
    return html.document_fromstring(index(reviewed, pages))


def test_worst_stands_first_and_each_form_has_its_counts() -> None:
    page = page_of(every())
    rows = [[cell.text_content() for cell in row] for row in page.xpath("//tbody/tr")]
    assert [row[0].rpartition("specs/")[2] for row in rows] == [
        "坏.yaml", "有错.yaml", "变差.yaml", "更好.yaml", "新.yaml", "没了.yaml",
    ]  # fmt: skip
    assert rows[2][1:] == [TITLE, "1", "1", "", "1", "", "1 处改动：指标值改动 1（变差 1）"]
    assert rows[3][1:7] == [TITLE, "32", "", "3", "", ""]
    assert [row[7] for row in rows[::4]] == ["有错，没有比较", f"新增一份{TITLE}"]
    assert [cell.text_content() for cell in page.xpath("//tfoot//td")][:5] == ["65", "1", "6", "1", "3"]
    assert "另有 1 份只改了注释或写法，表里没有变化。" in page.xpath("//p")[0].text_content()


def test_what_was_brought_stands_before_all_forms_errors_first() -> None:
    page = page_of(every())
    listed = [line.text_content() for line in page.xpath("//ol/li")]
    assert listed == [
        "错误 specs/有错.yaml 第 12 行：不对怎么改：改好",
        "错误 specs/坏.yaml 第 12 行：不对怎么改：改好",
        "警告 specs/有错.yaml 第 12 行：不对怎么改：改好",
        "放行 specs/有错.yaml 第 12 行：不对理由：经局长办公会同意",
    ]
    assert page.xpath("//h2")[0].text_content() == "这次改出来的问题：2 处错误，1 处警告，放行 1 处"
    assert [unquote(link.get("href")) for link in page.xpath("//ol//a")] == [
        f"有错.html#listed-problem-{number}" for number in (1, 2, 3)
    ]


def test_no_more_is_listed_than_somebody_reads() -> None:
    one = told("甲.yaml", problems=(problem(Severity.WARNING),))
    many = [one._replace(file=f"{number}.yaml") for number in range(MOST + 7)]
    page = page_of(many)
    assert len(page.xpath("//ol/li")) == MOST and "还有 7 处没有列出" in page.text_content()
    assert len(brought_by(many)) == MOST + 7


def test_nothing_changed() -> None:
    page = page_of([])
    assert page.xpath("//p")[0].text_content() == "没有改动。"
    assert not page.xpath("//table | //ol")


def hostile() -> list[Reviewed]:
    found = problem(Severity.ERROR, HOSTILE)._replace(hint=HOSTILE)
    one = told("a.yaml", edited(), title=HOSTILE, whose=HOSTILE, department=HOSTILE, path=HOSTILE, problems=(found,))
    return [one._replace(file=f"{HOSTILE}.yaml"), one._replace(title="", file=HOSTILE)]


def test_hostile_names_become_text() -> None:
    page = html.document_fromstring(index(hostile(), {0: Path(HOSTILE)}))
    assert not page.xpath("//script | //img")
    assert {link.get("href").partition("#")[0] for link in page.iter("a")} == {page.xpath("//tbody//a")[0].get("href")}
    assert unquote(page.xpath("//tbody//a")[0].get("href")) == HOSTILE
    assert "\u202e" not in page.text_content() and "<U+202E>" in page.text_content()


@pytest.mark.browser
def test_page_is_sound_at_every_width(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "index.html"
    reviewed = [*every(), *hostile()]
    pages = {number: Path(f"{number}.html") for number in range(len(reviewed))}
    file.write_text(index(reviewed, pages), "utf-8")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(file.as_uri())
    require_tool("axe-core", AXE)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.evaluate(AXE.read_text("utf-8"))
        assert page.evaluate("axe.run().then(result => result.violations.map(one => `${one.id}: ${one.nodes[0].html}`))") == []
    assert page.evaluate("window.ran") is None and requests == [file.as_uri()]
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.locator("td:empty").first.is_hidden()
    assert page.locator("td.worse").nth(1).evaluate("cell => getComputedStyle(cell, '::before').content") != "none"
