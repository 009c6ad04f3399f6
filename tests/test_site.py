"""The site of docs/: nothing broken, nothing from elsewhere, and a search in a real browser that finds Chinese words."""

from __future__ import annotations

import functools
import http.server
import importlib.util
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from conftest import ROOT, tools_required
from lxml import html
from playwright.sync_api import Page, Request

RESOURCES = "//script/@src | //img/@src | //iframe/@src | //source/@src | //link[not(@rel='canonical')]/@href"
FOUND = {
    "指标值": ("rules/vague-target/", 12),
    "绩效目标": ("rules/goal-without-indicators/", 12),
    "预算执行率": ("rules/execution-as-output/", 1),
    "满意度": ("rules/satisfaction-missing/", 5),
    "转到下一年": ("how-to/turn-the-year/", 1),
    "修订痕迹": ("cli-reference/", 3),
    "perfgen pull": ("cli-reference/", 1),
    "flat-target": ("rules/flat-target/", 1),
}


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_site", ROOT / "docs" / "make_site.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site in a folder below that of the server, as it is below the name of an owner on GitHub."""
    if importlib.util.find_spec("zensical") is None:
        (pytest.fail if tools_required() else pytest.skip)("zensical is missing; .ci/run installs it")
    out: Path = tmp_path_factory.mktemp("pages") / "perfgen"
    loaded().build(out)
    return out


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site.parent))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{site.name}/"
        server.shutdown()


@pytest.fixture
def requested(page: Page) -> list[str]:
    found: list[str] = []

    def keep(request: Request) -> None:
        found.append(request.url)

    page.on("request", keep)
    return found


@pytest.mark.browser
def test_everything_a_page_takes_or_links_is_on_the_site(site: Path) -> None:
    pages = [path for path in site.rglob("*.html") if path.name != "404.html"]
    missing, elsewhere = set(), set()
    for path in pages:
        tree = html.fromstring(path.read_bytes())
        base = f"http://site/{path.relative_to(site).as_posix()}"
        resources, links = set(tree.xpath(RESOURCES)), set(tree.xpath("//a/@href"))
        elsewhere |= {one for one in resources if urlsplit(one).scheme not in ("", "data")}
        for link in (resources | links) - elsewhere:
            where = urlsplit(urljoin(base, link))
            there = site / unquote(where.path).lstrip("/")
            if where.netloc == "site" and not (there / "index.html" if there.is_dir() else there).is_file():
                missing.add((path.relative_to(site).as_posix(), link))
    assert len(pages) > 150
    assert elsewhere == set()
    assert missing == set()
    sheets = [path.read_text("utf-8") for path in site.rglob("*.css")]
    assert sheets
    assert [found for sheet in sheets for found in re.findall(r"(?:url\(|@import)\s*['\"]?((?:https?:)?//[^)'\"]+)", sheet)] == []


@pytest.mark.browser
def test_search_finds_chinese_words(address: str, page: Page, requested: list[str]) -> None:
    page.goto(address)
    page.locator(".md-search__button").first.click()
    box = page.get_by_role("combobox")
    for words, (wanted, at_most) in FOUND.items():
        box.fill(words)
        first = page.locator("[role=listbox] a").first
        first.and_(page.locator(f'[href*="?h={"+".join(map(quoted, words.split()))}"]')).wait_for(timeout=20_000)
        for _ in range(100):  # what was found before stays in the list for a moment
            ways = page.locator("[role=listbox] a").evaluate_all("all => all.map(one => one.href)")[:at_most]
            if any(urlsplit(way).path.endswith(wanted) for way in ways):
                break
            page.wait_for_timeout(100)
        else:
            pytest.fail(f"{words}: {ways}")
        assert re.fullmatch(r"\d+ 处", page.locator("[role=status]").last.inner_text())
    box.fill("没有这样的词语存在")
    page.get_by_text("没有找到", exact=True).wait_for()
    assert len(requested) > 5
    assert [url for url in requested if not url.startswith((address, "blob:", "data:"))] == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [1360, 390])
def test_pages_fit_the_screen_and_ask_nobody_else(address: str, page: Page, requested: list[str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    for place in ("", "rules/flat-target/", "spec-reference/"):
        answer = page.goto(f"{address}{place}")
        assert answer and answer.status == 200
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("h1").first.inner_text()
    assert [url for url in requested if not url.startswith((address, "data:"))] == []


@pytest.mark.browser
def test_paper_has_the_page_without_what_leads_through_the_site(address: str, page: Page) -> None:
    page.goto(f"{address}how-to/pull-from-word/")
    page.emulate_media(media="print")
    assert page.locator("article h1").is_visible()
    assert not page.locator(".md-sidebar--primary").is_visible()
    assert not page.locator(".md-search__button").first.is_visible()


def quoted(words: str) -> str:
    return "".join(f"%{byte:02X}" if byte > 127 else chr(byte) for byte in words.encode())


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`small(**pages)`: the maker of a site of few pages, the folder it fills, and what it raises."""
    module = loaded()
    (tmp_path / "docs" / "how-to").mkdir(parents=True)
    (tmp_path / "perfgen").mkdir()
    (tmp_path / "perfgen" / "a.py").write_text("x = '<b>'\n", encoding="utf-8")
    (tmp_path / "docs" / "zensical.toml").write_text("[project]\n", encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "DOCS", tmp_path / "docs")

    def make(**pages: str) -> tuple[Any, Path, type[Exception]]:
        for name, text in {"index": "# 首页\n\n## 甲\n\n- [乙](how-to/b.md)\n", "how-to/b": "# 乙\n", **pages}.items():
            (tmp_path / "docs" / f"{name}.md").write_text(text, encoding="utf-8")
        folder = tmp_path / "stage"
        return module.Stage(folder), folder, module.Broken

    return make


def test_links_out_of_docs_lead_to_what_they_name(small: Any) -> None:
    stage, folder, _ = small(**{"how-to/b": "# 乙\n\n见 [`a.py`](../../perfgen/a.py)、[甲](../index.md#甲)，`[c](d)`。\n第二\n行。\n"})
    stage.fill("https://example.org/perfgen/")
    assert (folder / "pages" / "how-to" / "b.md").read_text("utf-8") == (
        "# 乙\n\n见 [`a.py`](../source/perfgen/a.py.html)、[甲](../index.md#甲)，`[c](d)`。第二行。\n"
    )
    assert "x = &#x27;&lt;b&gt;&#x27;" in (folder / "pages" / "source" / "perfgen" / "a.py.html").read_text("utf-8")
    settings = (folder / "zensical.toml").read_text("utf-8")
    assert '{ "甲" = [{ "乙" = "how-to/b.md" }] }' in settings
    assert 'site_url = "https://example.org/perfgen/"' in settings


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("[c](../../perfgen/none.py)", "docs/how-to/b.md: ../../perfgen/none.py leads nowhere"),
        ("[c](none.md)", "docs/how-to/b.md: none.md leads nowhere"),
        ("[c](../../../other.md)", "leads nowhere"),
    ],
)
def test_a_link_that_leads_nowhere_is_an_error(small: Any, page: str, said: str) -> None:
    stage, _, broken = small(**{"how-to/b": page})
    with pytest.raises(broken, match=re.escape(said)):
        stage.fill("")


def test_a_page_that_the_first_page_does_not_name_is_an_error(small: Any) -> None:
    stage, _, broken = small(lost="# 丢了\n")
    with pytest.raises(broken, match=r"docs/index\.md does not lead to docs/lost\.md"):
        stage.fill("")


def test_what_the_search_says_is_put_into_chinese_or_missed() -> None:
    module = loaded()
    script = ";".join([module._COUNT[0], *(f'"{english}"' for english in module._IN_CHINESE)])
    assert module.in_chinese(script).startswith('${i} 处;"没有找到";"正在准备";')
    assert not re.search(r'"[A-Z]', module.in_chinese(script))
    with pytest.raises(module.Broken, match="says something else"):
        module.in_chinese(script.replace("No results", "Nothing found"))
