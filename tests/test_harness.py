"""Tests of the tests: what conftest.py promises to notice, it notices."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest
from conftest import ROOT
from playwright.sync_api import Page
from sound_docx import DOCUMENT, PARTS, W, pack

CONFTEST = (Path(__file__).parent / "conftest.py").read_text("utf-8")
GOLDEN = """
from pathlib import Path

def test_text(golden):
    golden(Path("page.txt"), "one\\n{second}\\n")
"""


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makeconftest(CONFTEST)
    pytester.makeini("[pytest]\nmarkers =\n  office\n  slow")
    return pytester


def test_golden_that_differs_in_its_second_line_fails_with_a_diff_and_the_cure(suite: pytest.Pytester) -> None:
    suite.makepyfile(GOLDEN.format(second="two"))
    Path("page.txt").write_text("one\nother\n", encoding="utf-8")
    result = suite.runpytest()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["-other", "+two", "*pytest --update-golden *test_text*"])


def test_missing_golden_fails(suite: pytest.Pytester) -> None:
    suite.makepyfile(GOLDEN.format(second="two"))
    suite.runpytest().assert_outcomes(failed=1)


def test_update_golden_writes_what_the_next_run_passes(suite: pytest.Pytester) -> None:
    suite.makepyfile(GOLDEN.format(second="two"))
    suite.runpytest("--update-golden").assert_outcomes(passed=1)
    assert Path("page.txt").read_bytes() == b"one\ntwo\n"
    suite.runpytest().assert_outcomes(passed=1)


@pytest.mark.parametrize(("required", "outcome"), [("", "skipped"), ("1", "failed")])
def test_missing_tool_skips_unless_tools_are_required(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, required: str, outcome: str
) -> None:
    monkeypatch.setenv("PERFGEN_REQUIRE_TOOLS", required)
    suite.makepyfile("from conftest import require_tool\n\ndef test_tool():\n    require_tool('no-such-tool')\n")
    suite.runpytest().assert_outcomes(**{outcome: 1})


@pytest.mark.parametrize(("marker", "outcome"), [("office", "errors"), ("slow", "skipped")])
def test_skip_of_a_tool_test_fails_where_tools_are_required(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, marker: str, outcome: str
) -> None:
    monkeypatch.setenv("PERFGEN_REQUIRE_TOOLS", "1")
    suite.makepyfile(f"import pytest\n\n@pytest.mark.{marker}\n@pytest.mark.skip\ndef test_it():\n    pass\n")
    suite.runpytest().assert_outcomes(**{outcome: 1})


@pytest.mark.office
def test_document_that_libreoffice_cannot_open_fails(tmp_path: Path, to_pdf: Callable[..., list[Path]]) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 not a document")
    with pytest.raises(AssertionError):
        to_pdf([broken])


@pytest.mark.office
def test_pictures_are_drawn_with_the_pinned_fonts(
    tmp_path: Path, to_pdf: Callable[..., list[Path]], to_png: Callable[..., list[Path]]
) -> None:
    faces = {"宋体": "NotoSerifCJK", "黑体": "NotoSansCJK", "方正小标宋简体": "NotoSerifCJK"}
    runs = "".join(
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:eastAsia="{font}"/></w:rPr><w:t>表</w:t></w:r>' for font in faces
    )
    document = tmp_path / "fonts.docx"
    document.write_bytes(pack(PARTS | {DOCUMENT: f"<w:document {W}><w:body><w:p>{runs}</w:p></w:body></w:document>"}))
    (pdf,) = to_pdf([document])
    with pdfplumber.open(pdf) as pages:
        drawn = [char["fontname"] for char in pages.pages[0].chars if char["text"] == "表"]
    assert len(drawn) == len(faces)
    assert all(face in name for face, name in zip(faces.values(), drawn, strict=True)), drawn
    assert [page.read_bytes()[:4] for page in to_png(pdf)] == [b"\x89PNG"]


@pytest.mark.browser
def test_browser_opens_a_page(page: Page) -> None:
    page.set_content("<p><span style='font: 20px 宋体'>表</span></p>")
    box = page.locator("span").bounding_box()
    assert box and box["width"] == 20


def test_tests_that_are_listed_as_slow_are_there() -> None:
    listed = (ROOT / "tests" / "slow.txt").read_text("utf-8").splitlines()
    assert listed == sorted(set(listed)) and len(listed) > 100
    parts = [(ROOT / file, name) for file, _, name in (line.partition("::") for line in listed)]
    assert [name for file, name in parts if f"def {name}(" not in file.read_text("utf-8")] == []
