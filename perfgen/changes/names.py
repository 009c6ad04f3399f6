"""Data of which some items have a match in a base in, a name for each of its parts out: the same in every version.

A part that was in the base is called by its pointer there, a new one by its own with a mark of its version.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from perfgen.data import Data
from perfgen.pointers import below


class Names(dict[str, str]):
    """The name of every part of the data, by its pointer there.

    An item with no match takes the name of one of the `others` if these have the same in the same list, a new one else.
    """

    def __init__(self, data: Data, matches: Mapping[str, str], mark: str, others: Names | None = None) -> None:
        super().__init__()
        self.matches = matches
        self.mark = mark
        self.new: dict[tuple[str, str], list[str]] = defaultdict(list)  # by the name of their list and what they say
        self.others = others.new if others else {}
        self._name(data, "", "")

    def _name(self, data: Data, pointer: str, name: str) -> None:
        self[pointer] = name
        if isinstance(data, dict):
            for key, value in data.items():
                self._name(value, below(pointer, key), below(name, key))
        elif isinstance(data, list):
            for number, value in enumerate(data):
                inner = f"{pointer}/{number}"
                self._name(value, inner, self.matches.get(inner) or self._name_of_new(value, inner, name))

    def _name_of_new(self, value: Data, pointer: str, list_name: str) -> str:
        key = (list_name, repr(value))
        if same := self.others.get(key):
            return same.pop(0)
        self.new[key].append(f"{self.mark}{pointer}")
        return self.new[key][-1]
