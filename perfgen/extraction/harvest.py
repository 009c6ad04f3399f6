"""Values one by one in, the data of a spec out, with the place in the document of each."""

from __future__ import annotations

from typing import Any, TypeAlias

from perfgen.data import Data
from perfgen.pointers import pointer, tokens
from perfgen.readers.place import Place

Steps: TypeAlias = tuple[str | int, ...]


class Harvest:
    """The data so far. `anchors`: for a value the pointer that its bookmark names, in the data it was built from."""

    def __init__(self, form: str) -> None:
        self.data: dict[str, Data] = {"form": form}
        self.places: dict[str, Place] = {}
        self.anchors: dict[str, str] = {}

    def at(self, steps: Steps) -> Data:
        """What stands there; None where there is nothing."""
        found: Any = self.data
        for step in steps:
            if isinstance(found, list) and isinstance(step, int) and step < len(found):
                found = found[step]
            elif isinstance(found, dict):
                found = found.get(step)
            else:
                return None
        value: Data = found
        return value

    def size(self, steps: Steps) -> int:
        """How many items the list there has."""
        found = self.at(steps)
        return len(found) if isinstance(found, list) else 0

    def put(self, steps: Steps, value: Data, place: Place, source: str = "") -> Data:
        """Set the value, unless there is one; gives back what is there now."""
        parent = self._container(steps[:-1], steps[-1])
        last: Any = steps[-1]
        if isinstance(parent, list):
            while len(parent) <= last:
                parent.append(None)
        if (parent[last] if isinstance(parent, list) else parent.get(last)) is None:
            parent[last] = value
            self.places[pointer(steps)] = place
            if source:
                self.anchors[pointer(steps)] = source
        kept: Data = parent[last]
        return kept

    def make(self, steps: Steps) -> None:
        """Let there be a mapping, though nothing may come into it."""
        self._container(steps, "")

    def take(self, steps: Steps) -> Data:
        """Take a value out of its mapping."""
        parent = self.at(steps[:-1])
        assert isinstance(parent, dict)
        self.places.pop(pointer(steps), None)
        self.anchors.pop(pointer(steps), None)
        return parent.pop(str(steps[-1]), None)

    def _container(self, steps: Steps, below: str | int) -> Any:
        """The list or mapping there, made where it is missing; `below` is the step that follows."""
        found: Any = self.data
        for step, after in zip(steps, (*steps, below)[1:], strict=True):
            empty: Any = [] if isinstance(after, int) else {}
            if isinstance(found, list):
                assert isinstance(step, int)
                while len(found) <= step:
                    found.append(None)
            elif step not in found:
                found[step] = None
            if found[step] is None:
                found[step] = empty
            found = found[step]
        return found


def steps_to(data: Data, place: str) -> Steps:
    """The steps of a pointer into the data, numbers where there are lists."""
    steps: list[str | int] = []
    node: Any = data
    for token in tokens(place):
        steps.append(int(token) if isinstance(node, list) else token)
        node = node[steps[-1]]
    return tuple(steps)
