"""A place in a spec in, the pointer of what stands there out: the way back from what `Spec.places` tells."""

from __future__ import annotations

from bisect import bisect_right

from perfgen.diagnostics import Position
from perfgen.spec.places import Places
from perfgen.spec.spec import Spec


class PointersAt:
    """The pointers of a spec by where they stand."""

    def __init__(self, spec: Spec) -> None:
        self._places = spec.places
        self._starts: list[tuple[int, int]] = []
        self._pointers: list[str] = []
        if not isinstance(self._places, Places):
            # Of several that begin at one place the innermost counts: what a person sees there.
            ordered = sorted((place.line, place.column, one.count("/"), one) for one, place in self._places.items())
            self._starts = [(line, column) for line, column, _, _ in ordered]
            self._pointers = [one.removesuffix("#") for _, _, _, one in ordered]

    def at(self, position: Position | None) -> str:
        if position is None:
            return ""
        if isinstance(self._places, Places):
            return self._places.pointer_at(position)
        number = bisect_right(self._starts, (position.line, position.column)) - 1
        return self._pointers[number] if number >= 0 else ""
