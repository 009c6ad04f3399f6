"""Which item of a list a block of rows belongs to: told by its number, or else by its text, or else by its place."""

from __future__ import annotations

from perfgen.extraction.harvest import Harvest, Steps
from perfgen.extraction.label_text import normal
from perfgen.pointers import above, pointer
from perfgen.readers.findings import Findings
from perfgen.readers.place import Place


class Blocks:
    """`scope` is the path pattern of the list whose item was opened last; `current` has the open item of each list."""

    def __init__(self, findings: Findings, harvest: Harvest) -> None:
        self.scope = ""
        self.current: dict[str, int] = {}
        self.unlisted: list[Steps] = []  # items whose line is gone from the cell that lists them all
        self.unnamed = -1  # the table in which an item began without a row that says which
        self._findings = findings
        self._harvest = harvest
        self._opened: dict[tuple[str, int], str] = {}  # the text each item was opened with
        self._listed: set[str] = set()  # the lists that stand in one cell
        self._numbers: dict[tuple[str, int], int] = {}  # the index of the item that such a list numbers so

    def note_listed(self, path: str, number: int, index: int) -> None:
        """An item stands in a cell that lists them all, with a number or 0."""
        self._listed.add(path)
        if number:
            self._numbers[path, number] = index

    def open(self, path: str, number: int, text: str, place: Place, source: str = "") -> bool:
        """Open the item that a row begins, by its number (0 where it has none) and text.

        `source` is where a bookmark says that the text came from. False where the item is open already, as on the next
        page.
        """
        index = self._index(path, number, normal(text), place, above(source))
        again = self._opened.get((path, index)) == normal(text)
        self._opened[path, index] = normal(text)
        self.scope = path
        self.current[path] = index
        self.unnamed = -1
        return not again

    def _index(self, path: str, number: int, text: str, place: Place, source: str) -> int:
        steps: Steps = tuple(path.split("/")[1:-1])
        size = self._harvest.size(steps)
        taken = {index for known, index in self._opened if known == path}
        index = self._numbers.get((path, number), number - 1)
        if source and path in self._listed and index < size and self._source((*steps, index)) not in ("", source):
            return self._index_by_source(steps, number, source, place)
        is_there = index < size or (path not in self._listed and index <= len(taken))
        if number and is_there and (index not in taken or self._opened[path, index] == text):
            return index
        alike = [index for index in range(size) if index not in taken and text in self._texts((*steps, index))]
        if alike:
            chosen = alike[0]
        elif number and index >= size:
            chosen = max([size, *(one + 1 for one in taken)])
        else:
            chosen = next(one for one in range(size + len(taken) + 1) if one not in taken)
        told = f"序号是 {number}，" if number else "没有序号，"
        self._findings.add("unsure", f"{told}读作第 {chosen + 1} 个", place, "核对这一块属于哪一项")
        return chosen

    def _index_by_source(self, steps: Steps, number: int, source: str, place: Place) -> int:
        """The item that bookmarks tell where the numbers have been changed; a new one where its line was deleted."""
        size = self._harvest.size(steps)
        for index in range(size):
            if self._source((*steps, index)) == source:
                return index
        told = f"序号是 {number}，但前面列出的各条里没有这一条"
        hint = "不要这一项，就把这一块也删去；要，就在前面补上这一条"
        self._findings.add("unsure", told, place, hint)
        self.unlisted.append((*steps, size))
        return size

    def _source(self, steps: Steps) -> str:
        """The item that the values of an item came from; "" where no bookmark tells."""
        item = pointer(steps)
        return next((above(source) for one, source in self._harvest.anchors.items() if above(one) == item), "")

    def _texts(self, steps: Steps) -> list[str]:
        item = self._harvest.at(steps)
        return [normal(str(value)) for value in item.values()] if isinstance(item, dict) else []
