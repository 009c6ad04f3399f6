"""The page setup of a base and what a form asks of its paper in; the page setup of the document out.

Lengths are in twentieths of a point.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from perfgen.form import Page
from perfgen.writers.base_file import unfit
from perfgen.writers.columns import MILLIMETRE

NARROWEST: Final = 2_835  # between the margins: 50 mm
PAGE_SETUP: Final = "在 Word 里打开底稿，在“页面设置”里定好纸张和页边距"
_SIZE, _MARGINS = (re.compile(rf"<w:{name}\b[^>]*>") for name in ("pgSz", "pgMar"))
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')


class PageSetup(NamedTuple):
    """`tail`: the document part from its page setup on; the width and the height between the margins."""

    tail: str
    text_width: int
    text_height: int


def turned(base: PageSetup, page: Page, file: str) -> PageSetup:
    """The setup as a form asks for it. Raises ProblemsFound where no table fits on it; `file` names the base."""
    tail, width, height = base
    size, margins = (dict(_ATTRIBUTE.findall("".join(found.findall(tail)))) for found in (_SIZE, _MARGINS))
    try:
        across, down = int(size["w:w"]), int(size["w:h"])
    except (KeyError, ValueError) as error:
        raise unfit(file, "的纸张大小不是整数", PAGE_SETUP) from error
    if page.landscape and across < down:
        across, down, width, height = down, across, width + down - across, height + across - down
        size |= {"w:w": str(across), "w:h": str(down), "w:orient": "landscape"}
        size.pop("w:code", None)  # a printer's number of the paper
    if page.margin:
        margin = round(page.margin * MILLIMETRE)
        width, height = across - 2 * margin, down - 2 * margin
        margins |= {f"w:{side}": str(margin) for side in ("top", "right", "bottom", "left")} | {"w:gutter": "0"}
        for name in ("w:header", "w:footer"):
            margins[name] = str(margin // 2)
    if min(width, height) < NARROWEST:
        raise unfit(file, "的纸张太小，模板写的页边距之间放不下表格", "改小模板里 <page> 的 margin，或换大一些的纸张")
    tail = _MARGINS.sub(_element("pgMar", margins), _SIZE.sub(_element("pgSz", size), tail))
    return PageSetup(tail, width, height)


def _element(name: str, attributes: dict[str, str]) -> str:
    written = "".join([f' {key}="{value}"' for key, value in attributes.items()])
    return f"<w:{name}{written}/>"
