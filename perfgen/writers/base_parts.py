"""The parts of a base document in, those that every document keeps out: header, footer, fonts, styles and pictures.

Its text, its properties and what it was built from do not stay, nor anything that tells of the machine or of the person
who made it or that leads out of the file.
"""

from __future__ import annotations

import posixpath
import re
from xml.etree import ElementTree

from perfgen.display import FULL, quoted
from perfgen.ooxml import (
    CONTENT_TYPES,
    CUSTOM_XML,
    DOCUMENT,
    OFFICE,
    ORIGIN_PART,
    PACKAGE,
    PACKAGE_TYPE,
    WORD_TYPE,
)
from perfgen.writers.base_file import unfit
from perfgen.writers.markup import HEADER, attribute

RELATIONSHIPS = f"{PACKAGE}/relationships"
_FOLDER = "word/"
_OF_DOCUMENT, _OF_SETTINGS = f"{_FOLDER}_rels/document.xml.rels", f"{_FOLDER}_rels/settings.xml.rels"
_SETTINGS = f"{_FOLDER}settings.xml"
_ORIGIN = f"{OFFICE}/relationships/{CUSTOM_XML}"
_DROPPED = {_ORIGIN, f"{OFFICE}/relationships/printerSettings"}  # which name a printer
_HYPERLINK = f"{OFFICE}/relationships/hyperlink"
# What in the settings leads out of the file: the template that it was made from, the data of a mail merge, a style sheet.
_LEADS_OUT = re.compile(
    rb"<w:(attachedTemplate|saveThroughXslt)\b[^>]*/>|<w:mailMerge\b[^>]*>.*?</w:mailMerge\s*>", re.DOTALL
)


def kept(parts: dict[str, bytes], own_types: dict[str, str], file: str) -> dict[str, bytes]:
    """By name, `[Content_Types].xml` first, which also says the types of perfgen's own parts.

    Raises ProblemsFound where the base leads out of the file, or its inner lists are broken.
    """
    stay = {name: content for name, content in parts.items() if _stays(name)}
    if _OF_SETTINGS in parts:
        stay[_SETTINGS] = _LEADS_OUT.sub(b"", stay.get(_SETTINGS, b""))
    try:
        types = _content_types(parts[CONTENT_TYPES], stay, own_types)
        relationships = _relationships(parts.get(_OF_DOCUMENT, b""), stay)
        outside = [target for name in stay if name.endswith(".rels") for target in _outside(stay[name])]
    except (ElementTree.ParseError, KeyError) as error:
        raise unfit(file, "的内部结构已损坏", "在 Word 或 WPS 中打开，重新保存") from error
    if outside:
        hint = "在 Word 里打开底稿，把链接的图片改为嵌入的图片"
        raise unfit(file, f"的页眉、页脚或样式连着文件之外的{quoted(outside[0], FULL)}", hint)
    return {CONTENT_TYPES: types.encode(), _OF_DOCUMENT: relationships.encode(), **dict(sorted(stay.items()))}


def _stays(name: str) -> bool:
    return (
        name.startswith(_FOLDER)
        and name not in (DOCUMENT, _OF_DOCUMENT, _OF_SETTINGS)
        and not name.startswith(f"{_FOLDER}printerSettings/")
        and not name.endswith("/")
        and name.isascii()
        and ".." not in name.split("/")
    )


def _relationships(content: bytes, stay: dict[str, bytes]) -> str:
    """The base's own relationships to parts that stay, and ours to the carried data."""
    lines = []
    for element in ElementTree.fromstring(content) if content else ():
        kind, target = element.attrib["Type"], element.attrib["Target"]
        whole = posixpath.normpath(posixpath.join("/", _FOLDER, target))[1:]
        if element.get("TargetMode") == "External" or kind in _DROPPED or whole not in stay:
            continue
        identity = attribute(element.attrib["Id"])
        lines.append(f'<Relationship Id="{identity}" Type="{attribute(kind)}" Target="{attribute(target)}"/>')
    lines.append(f'<Relationship Id="perfgen" Type="{_ORIGIN}" Target="../{ORIGIN_PART}"/>')
    return f'{HEADER}<Relationships xmlns="{RELATIONSHIPS}">{"".join(lines)}</Relationships>'


def _outside(content: bytes) -> list[str]:
    """What relationships of a part other than the document lead to outside the file; a link that is clicked may."""
    return [
        element.attrib["Target"]
        for element in ElementTree.fromstring(content)
        if element.get("TargetMode") == "External" and element.attrib["Type"] != _HYPERLINK
    ]


def _content_types(content: bytes, stay: dict[str, bytes], own_types: dict[str, str]) -> str:
    """`[Content_Types].xml` for the parts that stay and for our own."""
    names = {f"/{name}" for name in stay}
    defaults = {"rels": f"{PACKAGE_TYPE}.relationships+xml", "xml": "application/xml"}
    overrides = {f"/{DOCUMENT}": f"{WORD_TYPE}.document.main+xml"}
    overrides |= {f"/{name}": kind for name, kind in own_types.items()}
    for element in ElementTree.fromstring(content):
        kind = element.attrib["ContentType"]
        if element.tag.endswith("}Default"):
            defaults.setdefault(element.attrib["Extension"], kind)
        elif element.attrib["PartName"] in names:
            overrides.setdefault(element.attrib["PartName"], kind)
    types = [f'<Default Extension="{attribute(key)}" ContentType="{attribute(kind)}"/>' for key, kind in defaults.items()]
    types += [f'<Override PartName="{attribute(key)}" ContentType="{attribute(kind)}"/>' for key, kind in overrides.items()]
    return f'{HEADER}<Types xmlns="{PACKAGE}/content-types">{"".join(types)}</Types>'
