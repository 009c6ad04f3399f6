"""The page in a real browser: the same grid as the form, nothing that runs or leaves, and whole on A4 paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import odd_specs
import pdfplumber
import pytest
from conftest import NODE_MODULES, ROOT, require_tool
from given import lay_out, written
from PIL import Image, ImageOps
from playwright.sync_api import Page, Request

from perfgen.form import Form
from perfgen.writers.columns import fitted
from perfgen.writers.html import text_width

pytestmark = pytest.mark.browser

SPECS = {path.stem: path for path in sorted((ROOT / "specs").rglob("*.yaml"))}
SEED, PROJECT = "光谷现代服务业园建设服务中心", "项目支出-示例"
NAMES = [SEED, PROJECT, "long-goal", "sparse", "hostile"]
PRINTED = [SEED, PROJECT, "long-goal", "long-prose", "hostile"]
RADICALS = "\u2e80-\u2eff\u2f00-\u2fdf"  # what the text layer of a PDF has for 目, 一, 长 and their like
AXE = NODE_MODULES / "axe-core" / "axe.min.js"
MM = 72 / 25.4  # points
ATTACKS = [
    "<script>window.ran = 1</script>",
    "<img src=https://example.com/x.png onerror='window.ran = 2'>",
    "</td></table><iframe src=https://example.com></iframe>",
    "</style><script>window.ran = 3</script>",
    '" onmouseover="window.ran = 4" x="',
    "<svg/onload=window.ran=5>",
    "<a href=javascript:window.ran=6>x</a>",
    "A" * 300,
]
BOXES = """() => [...document.querySelectorAll('table')].map(table => [...table.querySelectorAll('th, td')].map(cell => {
  const box = cell.getBoundingClientRect()
  return [box.left, box.top, box.right, box.bottom]
}))"""


def hostile() -> dict[str, Any]:
    indicators = [odd_specs.indicator(text, text) for text in ATTACKS]
    goal = {"goal": ATTACKS[0], "indicators": {"产出指标": {"数量指标": indicators}}}
    return odd_specs.department(department="".join(ATTACKS[:3]), annual_goals=[goal])


def spec_of(name: str, folder: Path) -> Path:
    if name in SPECS:
        return SPECS[name]
    path = folder / f"{name}.yaml"
    data = hostile() if name == "hostile" else odd_specs.ODD[name]()
    path.write_text(odd_specs.dump(data), encoding="utf-8")
    return path


class Shown:
    """A spec's page, open in the browser, with every request that it made."""

    def __init__(self, name: str, page: Page, folder: Path) -> None:
        self.page = page
        self.requests: list[str] = []
        self.spec = spec_of(name, folder)
        laid = lay_out(self.spec)
        self.form: Form = laid.form
        self.file = folder / f"{name}.html"
        self.file.write_bytes(written(laid, "html"))
        page.on("request", self._asked)
        page.goto(self.file.as_uri())

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)


@pytest.fixture
def shown(request: pytest.FixtureRequest, page: Page, tmp_path: Path) -> Iterator[Shown]:
    page.set_viewport_size({"width": 1000, "height": 1400})
    yield Shown(request.param, page, tmp_path)


each = pytest.mark.parametrize("shown", NAMES, indirect=True)
attacked = pytest.mark.parametrize("shown", ["hostile"], indirect=True)


@each
def test_boxes_line_up_as_the_grid_says(shown: Shown) -> None:
    """Cells that begin or end in one column share that edge to a pixel, and cells of one row likewise."""
    tables = shown.page.evaluate(BOXES)
    assert len(tables) == len(list(shown.form.tables()))
    of_tables = fitted(shown.form, text_width(shown.form.page))
    for table, boxes, (fitting, _) in zip(shown.form.tables(), tables, of_tables, strict=True):
        cells = [cell for row, cells in enumerate(table.rows()) for cell in cells if cell.row == row]
        upright: dict[int, list[float]] = {}
        level: dict[int, list[float]] = {}
        for cell, (left, top, right, bottom) in zip(cells, boxes, strict=True):
            upright.setdefault(cell.column, []).append(left)
            upright.setdefault(cell.column + cell.column_span, []).append(right)
            level.setdefault(cell.row, []).append(top)
            level.setdefault(cell.bottom, []).append(bottom)
        for edges in (*upright.values(), *level.values()):
            assert max(edges) - min(edges) < 1.01
        places = [sum(upright[key]) / len(upright[key]) for key in sorted(upright)]
        assert places == sorted(places)
        assert places == pytest.approx(expected_edges(fitting, sorted(upright), places[0], places[-1]), abs=1.5)


def expected_edges(edges: list[int], columns: list[int], left: float, right: float) -> list[float]:
    return [left + (right - left) * edges[column] / edges[-1] for column in columns]


@each
def test_tables_touch_and_are_equally_wide(shown: Shown) -> None:
    boxes = shown.page.evaluate(
        """() => [...document.querySelectorAll('table')].map(table => {
          const box = table.getBoundingClientRect()
          return [box.left, box.top, box.right, box.bottom, table.previousElementSibling.tagName]
        })"""
    )
    for (left, _, right, bottom, _), (other_left, top, other_right, _, before) in pairwise(boxes):
        assert (left, right) == (other_left, other_right)
        assert before != "TABLE" or abs(top - bottom) <= 1.01


@each
def test_no_text_sticks_out_of_its_cell(shown: Shown) -> None:
    out = shown.page.evaluate(
        """() => [...document.querySelectorAll('th, td, main')]
          .filter(cell => cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.textContent)"""
    )
    assert out == []
    assert shown.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("shown", [SEED, PROJECT, "long-goal"], indirect=True)
def test_page_needs_no_scrolling_to_the_side_on_a_phone(shown: Shown) -> None:
    shown.page.set_viewport_size({"width": 390, "height": 844})
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("shown", [SEED, PROJECT, "sparse"], indirect=True)
def test_axe_has_nothing_against_the_page(shown: Shown) -> None:
    require_tool("axe-core", AXE)
    shown.page.evaluate(AXE.read_text("utf-8"))
    found = shown.page.evaluate("axe.run().then(result => result.violations.map(one => [one.id, one.nodes[0].html]))")
    assert found == []


@pytest.mark.parametrize("shown", [SEED, PROJECT], indirect=True)
def test_tables_tell_what_they_hold(shown: Shown) -> None:
    """A caption for each, a scope for each label, and no label without a text."""
    captions = shown.page.evaluate("[...document.querySelectorAll('table')].map(table => table.caption.textContent)")
    assert len(captions) >= 2 and all(captions)
    labels = shown.page.evaluate("[...document.querySelectorAll('th')].map(label => [label.scope, label.textContent])")
    assert all(scope in ("row", "rowgroup", "col", "colgroup") and text for scope, text in labels)


@each
def test_label_in_two_halves_has_no_line_between(shown: Shown) -> None:
    styles = shown.page.evaluate(
        """() => [...document.querySelectorAll('.parted, .continued')].map(cell => [
          cell.classList.contains('parted') ? getComputedStyle(cell).borderBottomStyle
                                            : getComputedStyle(cell).borderTopStyle])"""
    )
    crossing = sum(len(table.crossing()) for table in shown.form.tables())
    assert crossing >= 1
    assert styles == [["none"]] * 2 * crossing


@attacked
def test_no_value_runs_and_no_request_leaves(shown: Shown) -> None:
    shown.page.mouse.move(400, 500)
    shown.page.wait_for_timeout(200)
    assert shown.page.evaluate("window.ran") is None
    assert shown.requests == [shown.file.as_uri()]
    assert (
        shown.page.evaluate("document.querySelectorAll('script, img, iframe, svg, a, main [onmouseover]').length") == 0
    )
    text = shown.page.inner_text("main")
    assert all(attack in text for attack in ATTACKS[:-1])


@attacked
def test_policy_stops_what_would_run_or_load_all_the_same(shown: Shown) -> None:
    blocked = shown.page.evaluate(
        """async () => {
          const found = []
          document.addEventListener('securitypolicyviolation', event => found.push(event.effectiveDirective))
          for (const [name, key, value] of [['script', 'text', 'window.ran = 7'], ['img', 'src', 'https://example.com/x'],
                                            ['iframe', 'src', 'https://example.com/']]) {
            const element = document.createElement(name)
            element[key] = value
            document.body.append(element)
          }
          await new Promise(done => setTimeout(done, 300))
          return found.sort()
        }"""
    )
    assert blocked == ["frame-src", "img-src", "script-src-elem"]
    assert shown.page.evaluate("window.ran") is None


def printed(shown: Shown) -> list[pdfplumber.page.Page]:
    file = shown.file.with_suffix(".pdf")
    shown.page.pdf(path=file, prefer_css_page_size=True)
    with pdfplumber.open(file) as pdf:
        assert all(page.chars for page in pdf.pages)
        return list(pdf.pages)


def pattern(text: str) -> str:
    return "".join([f"[{re.escape(character)}{RADICALS}]" for character in re.sub(r"\s", "", text)])


def stands_in(text: str, drawn: str) -> bool:
    return re.search(pattern(text), drawn) is not None


def drawn_text(pages: list[pdfplumber.page.Page]) -> str:
    return re.sub(r"\s", "", "".join(char["text"] for page in pages for char in page.chars))


@pytest.mark.parametrize("shown", PRINTED, indirect=True)
def test_page_prints_on_a4_with_nothing_beyond_the_margins(shown: Shown) -> None:
    for page in printed(shown):
        assert (page.width, page.height) == pytest.approx((210 * MM, 297 * MM), abs=1)
        for thing in [*page.chars, *page.edges]:
            assert thing["x0"] > 18 * MM - 1.5 and thing["x1"] < 192 * MM + 1.5
            assert thing["top"] > 20 * MM - 1.5 and thing["bottom"] < 277 * MM + 1.5


@pytest.mark.parametrize("shown", [SEED, PROJECT, "long-prose"], indirect=True)
def test_every_value_is_printed(shown: Shown) -> None:
    drawn = drawn_text(printed(shown))
    values = {text for text in shown.form.texts() if text.source and text.strip()}
    assert len(values) > 20
    heading = pattern("部门名称临湖市社区服务中心")  # is repeated within a value that goes on overleaf
    without = re.sub(heading, "", drawn)
    assert [value for value in values if not stands_in(value, drawn) and not stands_in(value, without)] == []


@pytest.mark.parametrize("shown", ["long-goal"], indirect=True)
def test_heading_of_a_goal_is_repeated_and_every_page_of_it_ends_in_a_line(shown: Shown) -> None:
    pages = [page for page in printed(shown) if stands_in("项指标，名称长到", drawn_text([page]))]
    assert len(pages) >= 3
    for page in pages:
        assert stands_in("年度绩效指标一级指标二级指标指标名称", drawn_text([page]))
        image = page.to_image(resolution=72).original.convert("L")
        ends = [
            lowest_dark(image, x) for x in (18, 26, 45, 187)
        ]  # at the edge; within cells that go on overleaf; in one
        assert max(ends) - min(ends) <= 2


def lowest_dark(image: Image.Image, x: float) -> int:
    """The lowest row (points) that is not white in a strip at `x` (mm): seen, not only said in the file and clipped."""
    left = round(x * MM) - 2
    box = (
        ImageOps.invert(image.crop((left, 0, left + 4, image.height))).point(lambda shade: 255 * (shade > 60)).getbbox()
    )
    assert box is not None
    return int(box[3])
