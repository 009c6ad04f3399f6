"""Data in, a spec in the style of the examples out; and a spec of any style in, the same spec in that style out.

The order of keys is the schema's. Comments stay, each with its key or item, and so do single blank lines.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import Any

from perfgen.contract.contract import Contract
from perfgen.data import Data
from perfgen.manuscript.comments import commented
from perfgen.manuscript.style import Part, entry, lines, part_of
from perfgen.pointers import below
from perfgen.spec.spec import Spec, load


def dump(
    data: dict[str, Data], contract: Contract, schema_path: str = "", comments: Mapping[str, Part] | None = None
) -> str:
    """`schema_path` tells editors where the form's schema is; `comments` are those round values and items, by pointer."""
    part = part_of(data)
    _Shape(contract.document).fit(part)
    for inner in part.parts:
        _space_out(inner.parts)
    _space_out(part.parts)
    _comment(part, "", comments or {})
    modeline = [f"# yaml-language-server: $schema={schema_path}"] if schema_path else []
    return "".join(f"{line}\n" for line in (*modeline, *lines(part, 0)))


def fmt(spec: Spec, contract: Contract) -> bytes:
    text = spec.text
    part = commented(text)
    _Shape(contract.document).fit(part)
    _raise_comments(part)
    newline = "\r\n" if "\r\n" in text else "\n"
    bom = codecs.BOM_UTF8 if spec.source.startswith(codecs.BOM_UTF8) else b""
    written = bom + "".join(f"{line}{newline}" for line in (*part.above, *lines(part, 0))).encode()
    if written != spec.source and load(written, spec.file).data != spec.data:
        raise RuntimeError("the text formatted does not say what it should")
    return written


class _Shape:
    """What a schema says of the look of its data: the order of keys, and which mappings are but a line."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document

    def fit(self, part: Part) -> None:
        self._fit(part, self.document)
        part.on_one_line = False

    def _fit(self, part: Part, rules: Mapping[str, Any]) -> None:
        rules = self._resolved(rules)
        if isinstance(part.content, list):
            for inner in part.content:
                self._fit(inner, rules.get("items", {}))
                if isinstance(inner.content, dict) and len(inner.content) == 1:
                    inner.on_one_line = False  # `- goal: …` is as short
        elif isinstance(part.content, dict):
            known = rules.get("properties", {})
            other: Mapping[str, Any] = next(iter(rules.get("patternProperties", {}).values()), {})
            order = {key: place for place, key in enumerate(known)}
            part.content = dict(sorted(part.content.items(), key=lambda pair: order.get(pair[0], len(order))))
            for key, inner in part.content.items():
                self._fit(inner, known.get(key, other))
            if known or other:
                part.on_one_line = self._is_line(rules)

    def _resolved(self, rules: Mapping[str, Any]) -> Mapping[str, Any]:
        while "$ref" in rules:
            rules = self.document["$defs"][rules["$ref"].removeprefix("#/$defs/")]
        return rules

    def _is_line(self, rules: Mapping[str, Any]) -> bool:
        """That it is a mapping of values, some of them simple, none a list."""
        values = [self._resolved(value) for value in _below(rules)]
        return any(not _below(value) for value in values) and not any(map(self._holds_list, values))

    def _holds_list(self, rules: Mapping[str, Any]) -> bool:
        return "items" in rules or any(self._holds_list(self._resolved(value)) for value in _below(rules))


def _below(rules: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [*rules.get("properties", {}).values(), *rules.get("patternProperties", {}).values()]


def _space_out(parts: list[Part]) -> None:
    """A blank line between neighbours that take several lines."""
    long = [part.parts != [] and len(list(entry("-", part, 0))) > 1 for part in parts]
    for part, *two in zip(parts[1:], long, long[1:], strict=False):
        part.above = [""] if any(two) else []


def _comment(part: Part, pointer: str, comments: Mapping[str, Part]) -> None:
    entries = part.content.items() if isinstance(part.content, dict) else enumerate(part.parts)
    for step, inner in entries:
        place = below(pointer, step)
        if known := comments.get(place):
            inner.above = [*inner.above, *known.above]
            inner.beside = known.beside
        _comment(inner, place, comments)


def _raise_comments(part: Part) -> None:
    """What stands above the first key of an item stands above its dash; above what comes first is no blank line."""
    for number, inner in enumerate(part.parts):
        _raise_comments(inner)
        if isinstance(part.content, list) and inner.parts:
            inner.above += inner.parts[0].above
            inner.parts[0].above = []
        while not number and inner.above and not inner.above[0]:
            inner.above.pop(0)
