"""Edits that a person makes in LibreOffice, as steps for office_edits.py, each with the edit of the data it stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from returned import Returned, W, part, steps

OFFSETS = {"annual_goals": {"target": 3, "standard": 4}, "long_term_goals": {"target": 1, "standard": 2}}
ADDED = {"name": "另加的指标个数", "target": "≥3个", "standard": "计划标准"}
WORDS = ["园区", "企业", "读者", "阅读"]  # printed in values only
Kind = Callable[["Edit", Random], None]


@dataclass
class Edit:
    """One document: what is done in it, what it was built from, and what that has to become."""

    bookmarks: dict[str, list[str]]  # by the source that they stand round, in the order of the document
    data: Any
    steps: list[list[Any]] = field(default_factory=list)
    comments: list[list[str]] = field(default_factory=list)  # source, author, text
    replaced: tuple[str, str] = ("", "")
    tracked: str = "accept"

    @classmethod
    def of(cls, content: bytes, data: Any) -> Edit:
        document = Returned(content)
        bookmarks: dict[str, list[str]] = {}
        for mark in document.root.iter(f"{W}bookmarkStart"):
            name = mark.get(f"{W}name")
            bookmarks.setdefault(document.sources[int(name.removeprefix("_perfgen_"))], []).append(name)
        return cls(bookmarks, data)

    def do(self, *step: Any) -> None:
        self.steps.append(list(step))

    def select(self, source: str, right: int = 0, down: int = 0) -> None:
        """The value itself, or a cell so far from it."""
        self.do("value", self.bookmarks[source][-1])
        if right or down:
            self.do("cell", down, right)

    def set(self, source: str, value: Any) -> None:
        *path, key = steps(source)
        part(self.data, path)[key] = value

    def lists(self, least: int) -> Iterator[str]:
        """The pointers of lists of at least so many indicators, all of them printed."""
        names = [source for source in self.bookmarks if "/indicators/" in source and source.endswith("/name")]
        for pointer in dict.fromkeys(name.rsplit("/", 2)[0] for name in names):
            if len(part(self.data, steps(pointer))) >= least:
                yield pointer

    def fill(self, source: str, down: int, row: dict[str, Any]) -> None:
        """Type the values of an indicator into the empty row so far from that of `source`, which is a name."""
        offsets = {"name": 0, **OFFSETS[source.split("/")[1]]}
        for key, offset in offsets.items():
            self.select(source, offset, down)
            self.do("type", row[key])

    def add(self, pointer: str, index: int, row: dict[str, Any]) -> None:
        """A row below one of the list."""
        name = f"{pointer}/{index}/name"
        self.select(name)
        self.do("do", ".uno:InsertRowsAfter", {"Amount": 1})
        self.fill(name, 1, row)
        part(self.data, steps(pointer)).insert(index + 1, row)

    def delete(self, pointer: str, index: int) -> None:
        self.select(f"{pointer}/{index}/name")
        self.do("do", ".uno:DeleteRows")
        del part(self.data, steps(pointer))[index]


def _type_over(edit: Edit, random: Random, key: str, texts: list[str]) -> None:
    """Type over a value that a key holds."""
    source = random.choice([source for source in edit.bookmarks if "指标" in source and source.endswith(key)])
    text = random.choice(texts)
    edit.select(source)
    edit.do("type", text)
    edit.set(source, text)


def change_name(edit: Edit, random: Random) -> None:
    _type_over(edit, random, "/name", ["改过的名称", "健全 & <完善>", "“新”名称"])


def change_target(edit: Edit, random: Random) -> None:
    _type_over(edit, random, "/target", ["≥7项", "12.5%", "按月通报，全年不少于12次"])


def change_standard(edit: Edit, random: Random) -> None:
    _type_over(edit, random, "/standard", ["经验判断", "本单位上年的标准"])


def change_prose(edit: Edit, random: Random) -> None:
    source = "/functions/introduction"
    edit.select(source)
    edit.do("type", "改过的职能概述。主要职责是：")
    edit.set(source, "改过的职能概述。主要职责是：")


def change_history(edit: Edit, random: Random) -> None:
    source = random.choice([one for one in edit.bookmarks if "/history/" in one and "指标" in one])
    path, _, year = source.rpartition("/")
    edit.select(source)
    edit.do("type", "71.5%")
    part(edit.data, steps(path))[year] = "71.5%"


def change_amount(edit: Edit, random: Random) -> None:
    source = random.choice([one for one in edit.bookmarks if one.startswith("/funding/") and one.endswith("/budget")])
    edit.select(source)
    edit.do("type", "431.25")
    edit.set(source, Decimal("431.25"))


def append_to_line(edit: Edit, random: Random) -> None:
    source = random.choice([one for one in edit.bookmarks if one.startswith(("/functions/duties/", "/annual_tasks/"))])
    edit.select(source)
    edit.do("append", "补充一句。")
    *path, index = steps(source)
    part(edit.data, path)[index] += "补充一句。"


def _goals(edit: Edit) -> list[str]:
    """Those that have a block of their own, beside their line in the overview."""
    found = (f"/{name}/{index}" for name in OFFSETS for index in range(len(edit.data[name])))
    return [pointer for pointer in found if part(edit.data, steps(pointer)).get("indicators")]


def change_goal_in_overview(edit: Edit, random: Random) -> None:
    """The block goes on saying what it said."""
    pointer = random.choice(_goals(edit))
    goal = part(edit.data, steps(pointer))
    edit.do("value", edit.bookmarks[f"{pointer}/goal"][0])
    edit.do("append", "并按月通报。")
    goal.setdefault("heading", goal["goal"])
    goal["goal"] += "并按月通报。"


def change_goal_in_block(edit: Edit, random: Random) -> None:
    pointer = random.choice(_goals(edit))
    goal = part(edit.data, steps(pointer))
    edit.select(f"{pointer}/heading" if "heading" in goal else f"{pointer}/goal")
    edit.do("append", "并按月通报。")
    goal["heading"] = goal.get("heading", goal["goal"]) + "并按月通报。"


def add_row(edit: Edit, random: Random) -> None:
    """Anywhere inside a group: LibreOffice leaves a row below its last one out of it, which `pull` asks about."""
    pointer = random.choice(list(edit.lists(2)))
    edit.add(pointer, random.randrange(len(part(edit.data, steps(pointer))) - 1), dict(ADDED))


def add_row_above_first(edit: Edit, random: Random) -> None:
    """LibreOffice leaves such a row out of the group, so its labels are typed too."""
    pointer = random.choice(list(edit.lists(1)))
    *_, category, group = steps(pointer)
    name = f"{pointer}/0/name"
    edit.select(name)
    edit.do("do", ".uno:InsertRowsBefore", {"Amount": 1})
    edit.fill(name, -1, ADDED)
    for right, label in ((-1, group), (-2, category)):
        first = next(iter(part(edit.data, steps(pointer)[:-1])))
        if right == -1 or first == group:
            edit.select(name, right, -1)
            edit.do("type", label)
    part(edit.data, steps(pointer)).insert(0, dict(ADDED))


def delete_first_row(edit: Edit, random: Random) -> None:
    """LibreOffice takes the labels of the group with it."""
    edit.delete(random.choice(list(edit.lists(2))), 0)


def delete_middle_row(edit: Edit, random: Random) -> None:
    pointer = random.choice(list(edit.lists(3)))
    edit.delete(pointer, random.randrange(1, len(part(edit.data, steps(pointer))) - 1))


def delete_last_row(edit: Edit, random: Random) -> None:
    pointer = random.choice(list(edit.lists(2)))
    edit.delete(pointer, len(part(edit.data, steps(pointer))) - 1)


def move_row(edit: Edit, random: Random) -> None:
    """Cut, and paste above another row of the table; LibreOffice leaves an empty row behind.

    Rows that begin a merged group are left out, see `move_first_row`.
    """
    pairs = [
        (f"{one}/{index}", f"{other}/{place}")
        for one in edit.lists(3)
        for other in edit.lists(2)
        if one.split("/indicators/")[0] == other.split("/indicators/")[0]
        for index in range(1, len(part(edit.data, steps(one))))
        for place in range(1, len(part(edit.data, steps(other))))
        if one != other or place not in (index, index + 1)
    ]
    source, target = random.choice(pairs)
    _cut_and_paste(edit, source, target)
    *path, index = steps(source)
    *there, place = steps(target)
    moved = part(edit.data, path)[index]
    part(edit.data, there).insert(place, moved)
    del part(edit.data, path)[index + (path == there and place <= index)]


def move_first_row(edit: Edit, random: Random) -> None:
    """LibreOffice 7.4 pastes a row that begins a merged group with its cells some columns too far to the right."""
    pairs = [
        (f"{one}/0", f"{other}/{place}")
        for one in edit.lists(2)
        for other in edit.lists(2)
        if one != other and one.split("/indicators/")[0] == other.split("/indicators/")[0]
        for place in range(len(part(edit.data, steps(other))))
    ]
    _cut_and_paste(edit, *random.choice(pairs))


def _cut_and_paste(edit: Edit, source: str, target: str) -> None:
    edit.select(f"{source}/name")
    edit.do("do", ".uno:EntireRow")
    edit.do("do", ".uno:Cut")
    edit.select(f"{target}/name")
    edit.do("do", ".uno:PasteRowsBefore")


def retype_row(edit: Edit, random: Random) -> None:
    """A row moved into another group of its table: typed there, deleted here."""
    pairs = [
        (one, other)
        for one in edit.lists(2)
        for other in edit.lists(2)
        if one != other and one.split("/indicators/")[0] == other.split("/indicators/")[0]
    ]
    pointer, other = random.choice(pairs)
    rows = part(edit.data, steps(pointer))
    index = random.randrange(len(rows))
    row = dict(rows[index])
    years = row.get("history", {})
    edit.add(other, len(part(edit.data, steps(other))) - 2, row)
    last = f"{other}/{len(part(edit.data, steps(other))) - 3}/name"
    for right, text in enumerate(years.values(), 1):
        edit.select(last, right, 1)
        edit.do("type", text)
    edit.delete(pointer, index)


def replace_everywhere(edit: Edit, random: Random) -> None:
    old = random.choice([word for word in WORDS if word in str(edit.data)])
    edit.replaced = old, f"新{old}"
    edit.do("replace", *edit.replaced)
    edit.data = _replaced(edit.data, *edit.replaced)


def _replaced(data: Any, old: str, new: str) -> Any:
    if isinstance(data, dict):
        return {key: _replaced(value, old, new) for key, value in data.items()}
    if isinstance(data, list):
        return [_replaced(value, old, new) for value in data]
    return data.replace(old, new) if isinstance(data, str) else data


def comment(edit: Edit, random: Random) -> None:
    """A change somewhere, and a comment elsewhere."""
    change_target(edit, random)
    edit.comments = [[random.choice([one for one in edit.bookmarks if one.endswith("/name")]), "财政局", "请核对"]]


TEXT_KINDS: list[Kind] = [change_name, change_target, change_standard, comment]
ROW_KINDS: list[Kind] = [add_row, delete_first_row, delete_last_row]
SEED_KINDS: list[Kind] = [  # of a form with years and with longer lists
    *TEXT_KINDS, change_history, change_amount, change_prose, append_to_line, change_goal_in_overview, change_goal_in_block,
    *ROW_KINDS, add_row_above_first, delete_middle_row, move_row, retype_row, replace_everywhere,
]  # fmt: skip
TRACKED_KINDS: list[Kind] = [change_target, append_to_line, change_goal_in_block, replace_everywhere, *ROW_KINDS]
