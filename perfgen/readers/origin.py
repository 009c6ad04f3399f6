"""What a document carries of the spec it was built from: the package in; the form's name, values and sources out."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeAlias

from lxml import etree

from perfgen.data import Data
from perfgen.diagnostics import ProblemsFound
from perfgen.form import OFFICIAL
from perfgen.ooxml import CUSTOM_PROPERTIES, CUSTOM_XML, DIGEST_PROPERTY, FORM_PROPERTY, ORIGIN
from perfgen.readers.document import ReadOrigin
from perfgen.readers.findings import Findings
from perfgen.readers.package import Package
from perfgen.spec.plain import MAX_BYTES, MAX_DEPTH, MAX_NODES

# Given the form's name and the SHA-256 of the values, "" each where that is lost too, finds what a document has lost.
Recover: TypeAlias = Callable[[str, str], ReadOrigin | None]


def read_origin(package: Package, recover: Recover | None, notes: Findings) -> ReadOrigin | None:
    """The origin from the custom XML part, whatever its name.

    LibreOffice drops the part from an .odt, but keeps the document's properties; `recover` is asked for what they name.
    """
    try:
        for name in package.names():
            if name.lower().startswith(f"{CUSTOM_XML}/".lower()) and ORIGIN.encode() in package.begins(name):
                root = package.xml(name)
                if root.tag == f"{{{ORIGIN}}}origin":
                    return _origin(root)
        if recover is not None:
            return recovered(package, recover)
    except (ProblemsFound, ValueError, RecursionError):
        notes.add("damaged-origin", "文件里随带的原始数据已损坏，改按表格本身来读")
    return None


def recovered(package: Package, recover: Recover) -> ReadOrigin | None:
    """What is found by the document's properties. Raises ProblemsFound where they are damaged."""
    properties = package.xml(CUSTOM_PROPERTIES).iter("{*}property") if CUSTOM_PROPERTIES in package else ()
    given = {element.get("name"): "".join(map(str, element.itertext())) for element in properties}
    return recover(given.get(FORM_PROPERTY, ""), given.get(DIGEST_PROPERTY, ""))


def _origin(root: etree._Element) -> ReadOrigin:
    values = root.findtext(f"{{{ORIGIN}}}data", "")
    refuse_large(values)
    data = checked(json.loads(values, parse_float=Decimal))
    sources = root.findtext(f"{{{ORIGIN}}}sources", "")
    return ReadOrigin(root.get("form", ""), data, tuple(sources.split("\n")) if sources else (), layout=root.get("layout", OFFICIAL))


def refuse_large(values: str) -> None:
    """Raises ValueError for JSON that is larger than any spec, before it is read."""
    if len(values) > MAX_BYTES or sum(map(values.count, "[{,")) > 8 * MAX_NODES:
        raise ValueError("more than any spec holds")


def checked(value: Any) -> Data:
    """What JSON held, as far as a spec can hold it. Raises ValueError for anything else."""
    return _data(value, MAX_DEPTH)


def _data(value: Any, levels: int) -> Data:
    if isinstance(value, dict) and levels:
        return {key: _data(inner, levels - 1) for key, inner in value.items()}
    if isinstance(value, list) and levels:
        return [_data(inner, levels - 1) for inner in value]
    if value is None or isinstance(value, str | Decimal) or type(value) is int:
        return value
    raise ValueError("no value of a spec")
