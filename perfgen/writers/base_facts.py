"""A base document, opened by python-docx, in; what a build needs to know of it out: the page and the styles.

Only a base that is not known yet is opened (`perfgen.writers.known_bases`), since python-docx takes longer to load than
a document to write.
"""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as Opened
from docx.enum.style import WD_STYLE_TYPE
from lxml import etree

from perfgen.diagnostics import ProblemsFound
from perfgen.ooxml import WORD, W
from perfgen.writers.base_file import SAVE_AS, unfit
from perfgen.writers.known_bases import Facts
from perfgen.writers.page_setup import NARROWEST, PAGE_SETUP

WIDEST = 31_680  # twentieths of a point: as wide as Word lets a page be
LOWEST = 4_250  # 75 mm
_A4 = 14_400
_TWIP = 635  # of which an English metric unit is a part
_BODY = "perfgen: the body stands here"


def facts(package: bytes, file: str) -> Facts:
    """Of the base that `package` is made of and `file` names. Raises ProblemsFound where it cannot serve."""
    try:
        return _facts(Document(BytesIO(package)), file)
    except ProblemsFound:
        raise
    # python-docx says in whatever exception the file leads to that it is no document, some of it only when asked.
    except Exception as error:
        raise _unknown(file) from error


def _facts(base: Opened, file: str) -> Facts:
    root = base.element
    if root.nsmap.get("w") != WORD or root.tag != W + "document":
        raise _unknown(file)
    if root.body.sectPr is None:
        raise unfit(file, "正文里没有页面设置（w:sectPr）", PAGE_SETUP)
    text_width = _text_width(base, file)
    styles = {
        kind: _by_name([(style.name, style.style_id) for style in base.styles if style.type == kind])
        for kind in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.TABLE)
    }
    return Facts(*_around_body(base), text_width, _text_height(base), *styles.values())


def _unknown(file: str) -> ProblemsFound:
    return unfit(file, "打不开，内容不完整或不是 Word 的写法", SAVE_AS)


def _text_width(base: Opened, file: str) -> int:
    """Of the last section, which is that of the page; a landscape page is as wide as it says."""
    section = base.sections[-1]
    try:
        given = (section.page_width, section.left_margin, section.right_margin)
        gutter = 0 if base.settings.element.find(W + "gutterAtTop") is not None else section.gutter or 0
    except ValueError as error:
        raise unfit(file, "的纸张大小或页边距不是数", PAGE_SETUP) from error
    if None in given:
        raise unfit(file, "没有纸张大小或页边距", PAGE_SETUP)
    page, left, right = (round((length or 0) / _TWIP) for length in given)
    width = page - left - right - round(gutter / _TWIP)
    if not NARROWEST <= width <= WIDEST:
        raise unfit(file, f"页边距之间宽{width * 127 // 7200}毫米，放不下表格", PAGE_SETUP)
    return width


def _text_height(base: Opened) -> int:
    """Of the same; of a page that says nothing usable that of A4: only where rows are kept together depends on it."""
    section = base.sections[-1]
    try:
        page, *margins = (section.page_height, section.top_margin, section.bottom_margin)
    except ValueError:
        page, margins = None, []
    height = round(((page or 0) - sum([abs(margin or 0) for margin in margins])) / _TWIP)
    return height if LOWEST <= height <= WIDEST else _A4


def _around_body(base: Opened) -> tuple[str, str]:
    """The document part without its text: from its beginning, and from the page setup to its end."""
    root = base.element
    etree.strip_tags(root, etree.Comment, etree.PI)
    section = root.body.sectPr
    etree.strip_elements(section, W + "sectPrChange", W + "printerSettings")
    root.body[:] = [etree.Comment(_BODY), section]
    markup = etree.tostring(root, encoding="UTF-8", standalone=True).decode("utf-8")
    head, _, tail = markup.partition(f"<!--{_BODY}-->")
    return head, tail


def _by_name(styles: list[tuple[str | None, str | None]]) -> dict[str, str]:
    """The id by the name that a person sees, by the same without regard to case, or by the id; the first of them wins.

    LibreOffice and WPS make ids of their own; Word writes the names of its own styles (Title) its own way.
    """
    named = [(name, id_) for name, id_ in styles if name and id_]
    folded = [(name.casefold(), id_) for name, id_ in named]
    found: dict[str, str] = {}
    for key, id_ in (*named, *folded, *((id_, id_) for _, id_ in named)):
        found.setdefault(key, id_)
    return found
