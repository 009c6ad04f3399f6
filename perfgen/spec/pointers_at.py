"""A place in a spec in, the pointer of what stands there out: the way back from what `Spec.places` tells."""

from __future__ import annotations

from bisect import bisect_right

from perfgen.diagnostics import Position
from perfgen.spec.spec import Spec


class PointersAt:
    """The pointers of a spec by where they stand."""

    def __init__(self, spec: Spec) -> None:
        # Of several that begin at one place the innermost counts: what a person sees there.
        ordered = sorted((place.line, place.column, one.count("/"), one) for one, place in spec.places.items())
        self._starts = [(line, column) for line, column, _, _ in ordered]
        self._pointers = [one.removesuffix("#") for _, _, _, one in ordered]

    def at(self, position: Position | None) -> str:
        if position is None:
            return ""
        number = bisect_right(self._starts, (position.line, position.column)) - 1
        return self._pointers[number] if number >= 0 else ""
