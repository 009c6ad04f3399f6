"""Edits in, what of them a person should say that it is meant: much that is deleted, what was read unsurely."""

from __future__ import annotations

from collections.abc import Iterable

from perfgen.changes.change import Change, ItemRemoved, KeyRemoved
from perfgen.data import Data
from perfgen.diagnostics import Diagnostic
from perfgen.pull.edits import Edits
from perfgen.readers.findings import Observation

FEW = 3  # rows that may be deleted without a question


def of(made: Edits, changes: Iterable[Change], file: str) -> list[Diagnostic]:
    """That whole blocks or more than a few rows would be deleted; the document may be a part of what was built."""
    removed = [change.value for change in changes if isinstance(change, KeyRemoved | ItemRemoved)]
    count, blocks = sum(map(_rows, removed)), any(map(_is_block, removed))
    end = made.account.pairing.ends_early
    if count <= FEW and not blocks and not (end and count):
        return []
    message = f"要删去 {count} 行"
    if end:
        message += f"：文件到第 {end[0] + 1} 个表格第 {end[1] + 1} 行就完了，后面的表格都不在里面，像是只发来了前几页"
    hint = "确实不要了，就加上 --yes；否则请对方发来整份文件"
    return [Diagnostic("many-deleted", message, file, None, hint)]


def is_unsure(problems: Iterable[Observation]) -> bool:
    return any(one.name == "unsure" for one in problems)


def _rows(value: Data) -> int:
    """How many rows a value fills: the items of lists in it that hold no lists."""
    if isinstance(value, dict):
        return sum(map(_rows, value.values())) or int(bool(value) and not any(isinstance(one, dict | list) for one in value.values()))
    if isinstance(value, list):
        return sum(_rows(one) or 1 for one in value)
    return 0


def _is_block(value: Data) -> bool:
    """Whether it is an item with rows of its own: a goal with its indicators."""
    return isinstance(value, dict) and any(
        isinstance(part, list) and any(isinstance(one, dict) for one in part) for part in _parts(value)
    )


def _parts(value: Data) -> Iterable[Data]:
    for part in value.values() if isinstance(value, dict) else ():
        yield part
        yield from _parts(part)
