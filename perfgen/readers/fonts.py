"""A Word file that perfgen has written in, the fonts that its paragraphs are set in out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from perfgen.ooxml import DOCUMENT, STYLES, W
from perfgen.readers.vocabulary import RUN_PROPERTIES, VAL

_FONTS = W + "rFonts"
_STYLE = W + "style"
_STYLED = re.compile(rb'<w:pStyle w:val="([^"]+)"')
_NAMED = ("eastAsia", "ascii")


def fonts(content: bytes) -> frozenset[str]:
    """Those of Chinese and of Latin letters. What a theme of the base names instead is not among them."""
    with ZipFile(BytesIO(content)) as archive:
        used = frozenset(one.decode() for one in _STYLED.findall(archive.read(DOCUMENT)))
        return _fonts_of(archive.read(STYLES), used)


@lru_cache(maxsize=64)
def _fonts_of(styles: bytes, used: frozenset[str]) -> frozenset[str]:
    root = etree.fromstring(styles, etree.XMLParser(resolve_entities=False, no_network=True))
    by_id = {one.get(W + "styleId", ""): one for one in root.iterchildren(_STYLE)}
    defaults = root.find(f"{W}docDefaults/{W}rPrDefault")
    ancestries = [[*_ancestry(by_id, style), *([] if defaults is None else [defaults])] for style in used]
    return frozenset(filter(None, (_font(ancestry, kind) for ancestry in ancestries for kind in _NAMED)))


def _ancestry(by_id: dict[str, etree._Element], style: str) -> Iterator[etree._Element]:
    """The style and those that it is based on."""
    seen: set[str] = set()
    while style in by_id and style not in seen:
        seen.add(style)
        yield by_id[style]
        based = by_id[style].find(W + "basedOn")
        style = "" if based is None else based.get(VAL, "")


def _font(ancestry: list[etree._Element], kind: str) -> str:
    """The first that says anything of it; "" where that is a font of the theme, or nobody does."""
    for one in ancestry:
        named = one.find(f"{RUN_PROPERTIES}/{_FONTS}")
        if named is not None and named.get(f"{W}{kind}Theme"):
            return ""
        if named is not None and (font := named.get(W + kind)):
            return font
    return ""
