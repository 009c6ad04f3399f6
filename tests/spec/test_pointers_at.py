"""The pointer at a place is that of the innermost thing that begins there, or last before it, however a spec was read."""

from __future__ import annotations

import pytest
from conftest import EXAMPLES

from perfgen.diagnostics import Position
from perfgen.spec.pointers_at import PointersAt
from perfgen.spec.spec import Spec, load, read


@pytest.mark.parametrize(
    ("line", "column", "pointer"),
    [(1, 1, "/a"), (1, 3, "/a"), (1, 5, "/a"), (2, 1, "/b"), (3, 6, "/b/0/c"), (3, 10, "/b/0/c"), (3, 12, "/b/0/d"), (4, 1, "/e"), (9, 1, "/e")],
)
def test_innermost_counts(line: int, column: int, pointer: str) -> None:
    spec = load(b"a: 1\nb:\n  - {c: 2, d: 3}\ne:\n", "")
    assert PointersAt(spec).at(Position(line, column)) == pointer


def test_nothing_is_at_no_place() -> None:
    assert PointersAt(load(b"a: 1\n", "")).at(None) == ""


def test_quick_and_thorough_places_agree() -> None:
    spec = read(EXAMPLES[0])
    quick, thorough = PointersAt(spec), PointersAt(Spec("", spec.source, spec.data, lambda: dict(spec.places)))
    places = [Position(line, column) for line, text in enumerate(spec.text.splitlines(), 1) for column in range(1, len(text) + 1)]
    assert len(places) > 1000
    assert [quick.at(place) for place in places] == [thorough.at(place) for place in places]
