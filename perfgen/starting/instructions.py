"""A blank spec and its form in; what the form's schema says of each place out, as comments above it.

A group of values on one line is told of above that line, key by key; what was said once is not said again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perfgen.carry.categories import lists
from perfgen.contract.contract import Contract
from perfgen.contract.property import Property
from perfgen.data import Data
from perfgen.declaration.annotations import VALUE_WORD
from perfgen.declaration.roles import ID
from perfgen.display import fitting
from perfgen.manuscript.style import Part
from perfgen.pointers import below

_WIDTH = 110  # display columns of a comment, before its indentation
_NOT_FIRST = "。，；：、？！）》”’.,;:!?)"  # what no line begins with


class Instructions:
    """`comments` by pointer, as `dump` takes them; `last` are the lines for the end: what else may be written."""

    def __init__(self, contract: Contract, data: dict[str, Data]) -> None:
        self.comments: dict[str, Part] = {}
        self._said: set[tuple[str, ...]] = set()
        self._add(below("", next(iter(data))), list(_top(contract)))
        self._group(contract.root, data, "")
        self.last = list(_others(contract.root, data, "# "))

    def _group(self, place: Property, data: Mapping[str, Data], pointer: str, of_item: bool = False) -> None:
        for key, value in data.items():
            child = place.child(key)
            if not (of_item and key == next(iter(data))):  # else it is said above the dash
                self._tell(child, value, below(pointer, key))
            self._below(child, value, below(pointer, key))

    def _below(self, place: Property, value: Data, pointer: str) -> None:
        if isinstance(value, dict):
            if not _is_line(value):
                self._group(place, value, pointer)
        elif isinstance(value, list):
            for number, item in enumerate(value):
                self._item(place.child(number), item, below(pointer, number))

    def _item(self, place: Property, data: Data, pointer: str) -> None:
        if isinstance(data, dict) and not _is_line(data):
            first = next(iter(data))
            self._tell(place.child(first), data[first], pointer)
            self._add(pointer, list(_inside(place, data)))
            self._group(place, data, pointer, of_item=True)
        else:
            self._add(pointer, list(_inside(place, data)))
            self._below(place, data, pointer)

    def _tell(self, place: Property, data: Data, pointer: str) -> None:
        if "const" not in place.schema:
            self._add(pointer, list(_wrapped("# ", _sentence(place.label, place))))
            self._add(pointer, list(_inside(place, data)))

    def _add(self, pointer: str, lines: list[str]) -> None:
        if lines and tuple(lines) not in self._said:
            self._said.add(tuple(lines))
            self.comments.setdefault(pointer, Part(None)).above.extend(lines)


def _top(contract: Contract) -> Iterator[str]:
    document = contract.document
    known = "，".join(str(document[word]) for word in ("x-place", "x-years") if document.get(word))
    yield from _wrapped("# ", f"《{contract.title}》{f'（{known}）' if known else ''}")
    yield from _wrapped("# ", str(document.get("description", "")))
    yield "# 把每个 ____ 换成要填的内容；以 # 开头的是填写说明，填好后可以删去。"


def _inside(place: Property, value: Data) -> Iterator[str]:
    """Of a group: its keys, where they are on one line, and those that may be written besides."""
    if not isinstance(value, dict) or (place.role and not place.keys):
        return
    if _is_line(value):
        for key in value:
            yield from _wrapped("#   ", _sentence(place.child(key).named, place.child(key)))
    yield from _others(place, value, "#   ")


def _others(place: Property, data: Mapping[str, Data], margin: str) -> Iterator[str]:
    left = {key: child for key, child in place.keys.items() if key not in data and not _is_made(child)}
    if not left:
        return
    if lists(place):
        yield from _wrapped(margin, f"还可以写 {'、'.join(left)}，写法相同")
        return
    yield f"{margin}还可以写，没有就不写："
    for child in left.values():
        yield from _wrapped(f"{margin}  ", _sentence(child.named, child))


def _is_made(place: Property) -> bool:
    """Whether perfgen itself writes it, or all that is in it."""
    if place.keys:
        return all(map(_is_made, place.keys.values()))
    return VALUE_WORD in place.schema or place.role == ID


def _sentence(name: str, place: Property) -> str:
    said = f"{name}：{place.description}" if place.description else name
    sample = place.sample() if not place.keys else ""
    return f"{said}。例如 {sample}" if sample and sample.strip('"') not in said else said


def _is_line(value: Mapping[str, Data]) -> bool:
    return not any(isinstance(inner, dict | list) for inner in value.values())


def _wrapped(margin: str, text: str) -> Iterator[str]:
    """Lines of a comment; what goes on is set in by two more spaces."""
    text, further = " ".join(text.split()), f"{margin}  "
    while text:
        line = fitting(text, _WIDTH - len(margin))
        while line != text and text[len(line)] in _NOT_FIRST:
            line = line[:-1]
        yield f"{margin}{line}".rstrip()
        text = text[len(line) :].lstrip()
        margin = further
