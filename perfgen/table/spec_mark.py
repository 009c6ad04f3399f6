"""A part of a spec in, the hidden mark of a row that is about it out; the text of a mark in, the mark out.

A reviewer sorts, filters and saves the workbook, and the spec changes meanwhile. So a mark holds what was said there, by
which it is found again, and a sum over what the row shows: a row whose cells were sorted apart is no longer its own.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from perfgen.data import Data
from perfgen.pointers import found_at, unescaped

OPINION: Final = "审核意见"  # the heading over what a reviewer types
HEADING: Final = "perfgen 行标（不要改）"
SHOWN: Final = ("文件", "行", "问题", "指标名称", "指标值")  # the headings of what tells one row from another

_MOST = 60  # characters that are kept of a text


class SpecMark(NamedTuple):
    """`item` is the pointer of the nearest item of a list round the part, or of the part itself where there is none, and
    `rest` leads from there to the part. `line` is where it stood if the spec could not be read, 0 if it could.

    `said` are the values of the item, `named` the key of that which is its name, "" where none is; `around` is a sum over
    those of the item outside. `check` is a sum over what the row shows.
    """

    spec: str  # below the folder of specs
    item: str
    rest: str
    line: int
    said: Mapping[str, str]
    named: str
    around: int
    check: int

    def text(self) -> str:
        return json.dumps(self, ensure_ascii=False, separators=(",", ":"))


def mark_of(spec: str, data: Data, pointer: str, names: Mapping[str, str]) -> SpecMark:
    """Without its check. `names`: by the pointer of an item the key of its name."""
    *outside, (item, value) = _items_on_the_way(data, pointer) or [(pointer, found_at(data, pointer))]
    said, named = _scalars(value), names.get(item, "")
    around = sum_of(_scalars(outside[-1][1])) if outside else 0
    return SpecMark(spec, item, pointer[len(item) :], 0, said, named if named in said else "", around, 0)


def unread(spec: str, line: int) -> SpecMark:
    """Of a spec that could not be read."""
    return SpecMark(spec, "", "", line, {}, "", 0, 0)


def read_mark(text: str) -> SpecMark | None:
    """None where it is none, or somebody has changed it."""
    try:
        given: Any = json.loads(text)
        mark = SpecMark(*given)
    except (ValueError, TypeError, RecursionError):
        return None
    kinds = (str, str, str, int, dict, str, int, int)
    fits = all(type(one) is kind for one, kind in zip(mark, kinds, strict=True))
    return mark if fits and all(isinstance(value, str) for value in mark.said.values()) else None


def said_by(data: Data, pointer: str) -> dict[str, str]:
    """The values there by their keys, cut short; of a text by itself under ""."""
    return _scalars(found_at(data, pointer))


def sum_of(said: Mapping[str, str]) -> int:
    """Of the values of an item, as a mark has it of the item outside."""
    return _sum(*said.values())


def _items_on_the_way(data: Data, pointer: str) -> list[tuple[str, Data]]:
    """The items of lists that the pointer leads to or through, from the outermost, each with its pointer."""
    found: list[tuple[str, Data]] = []
    place, here = "", data
    for step in pointer.split("/")[1:]:
        place = f"{place}/{step}"
        if isinstance(here, list) and step.isdigit() and int(step) < len(here):
            here = here[int(step)]
            found.append((place, here))
        elif isinstance(here, dict):
            here = here.get(unescaped(step))
        else:
            break
    return found


def _scalars(value: Data) -> dict[str, str]:
    values = value if isinstance(value, dict) else {"": value}
    return {key: str(one)[:_MOST] for key, one in values.items() if one is not None and not isinstance(one, dict | list)}


def check_of(shown: Mapping[str, str]) -> int:
    """`shown` are the texts of a row by their headings. Spaces do not count, which programs take and give."""
    return _sum(*("".join(shown.get(heading, "").split())[:_MOST] for heading in SHOWN))


def _sum(*texts: str) -> int:
    return zlib.crc32("\n".join(texts).encode("utf-8", "surrogatepass"))
