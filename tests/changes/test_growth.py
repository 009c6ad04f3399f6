"""Merges of twice as many rows: at most twice the work, counted in calls and in looks through what belongs together."""

from __future__ import annotations

import copy
from collections.abc import Callable, ValuesView
from random import Random
from typing import Any

import pytest
from steps import grows

from perfgen.changes import three_way as module
from perfgen.changes.alignment import align
from perfgen.changes.three_way import three_way

_ROWS = 60


def _data(count: int) -> Any:
    random = Random(count)
    words = [chr(0x4E00 + number) for number in range(3000)]
    rows = [{"name": "".join(random.choices(words, k=8)), "target": f"≥{number % 7}个"} for number in range(count)]
    return {"goals": [{"rows": rows[: count // 2]}, {"rows": rows[count // 2 :]}]}


def _rows(data: Any, goal: int = 0) -> Any:
    return data["goals"][goal]["rows"]


def _add(data: Any) -> None:
    _rows(data)[1:1] = [{"name": f"新增{chr(0x9000 + number)}", "target": "1"} for number in range(len(_rows(data)))]


def _add_between(data: Any) -> None:
    added = [{"name": f"另加{chr(0x9000 + number)}", "target": "1"} for number in range(len(_rows(data)))]
    _rows(data)[:] = [row for pair in zip(_rows(data), added, strict=True) for row in pair]


def _change(data: Any) -> None:
    for row in _rows(data):
        row["target"] = "合格"


def _move(data: Any) -> None:
    _rows(data, 1).extend(_rows(data)[::2])
    del _rows(data)[::2]


def _remove(data: Any) -> None:
    del _rows(data)[::2]


def _reverse(data: Any) -> None:
    _rows(data).reverse()


EDITS: list[Callable[[Any], None]] = [_add, _add_between, _change, _move, _remove, _reverse]


def _sides(count: int, ours: Callable[[Any], None], theirs: Callable[[Any], None]) -> tuple[Any, Any, Any]:
    base = _data(count)
    edited = copy.deepcopy(base), copy.deepcopy(base)
    ours(edited[0])
    theirs(edited[1])
    return base, *edited


@pytest.mark.parametrize("theirs", EDITS)
@pytest.mark.parametrize("ours", [_move, _remove, _change])
def test_a_merge_does_twice_the_work_for_twice_the_rows(
    ours: Callable[[Any], None], theirs: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0

    class Matches(dict[str, str]):
        """Counts how many are gone through."""

        def values(self) -> ValuesView[str]:
            nonlocal looks
            looks += len(self)
            return super().values()

    monkeypatch.setattr(module, "align", lambda *sides: Matches(align(*sides)))
    sides = {count: _sides(count, ours, theirs) for count in (_ROWS, 2 * _ROWS)}
    assert grows(lambda count: three_way(*sides[count]), _ROWS) < 2.5
    looks = 0
    three_way(*sides[_ROWS])
    assert looks <= 10 * _ROWS
