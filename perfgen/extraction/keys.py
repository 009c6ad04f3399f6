"""The key cells of a row in, the keys of the spec out: 产出指标 and 数量指标, whatever they are called, or left blank for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import NamedTuple, TypeAlias

from perfgen.contract.property import Property
from perfgen.data import tokens
from perfgen.extraction.fitting import Fit
from perfgen.extraction.label_text import core, normal
from perfgen.extraction.patterns import Kind, RowPattern, Token
from perfgen.extraction.rows import Cell
from perfgen.readers.findings import Findings, quoted

Carried: TypeAlias = "tuple[str, ...]"  # the keys of the row before, for each key cell
BySlot: TypeAlias = Mapping[str, "tuple[str, ...]"]  # for each path pattern the keys to put into it
MISSPELT = 0.75  # how like a key a text must be: 数理指标 is, 经济成本指标 is not 经济效益指标
_BOUND = re.compile(r"\{([0-9]+)\}")


class Resolved(NamedTuple):
    """The keys of each value of the row; there are none for a value that has no place for want of a key."""

    by_slot: BySlot
    carried: Carried


class _KeyCell(NamedTuple):
    token: Token
    cell: Cell | None

    @property
    def text(self) -> str:
        return self.cell.text if self.cell else ""

    @property
    def key(self) -> str:
        return self.token.key(self.text) if self.text else ""


def resolve(root: Property, pattern: RowPattern, fitted: Fit, carried: Carried | None, findings: Findings) -> Resolved:
    """What is taken for another key than it says is reported."""
    cells = [
        _KeyCell(token, found[0] if found else None)
        for token, found in zip(pattern.tokens, fitted.cells, strict=True)
        if token.kind is Kind.KEY
    ]
    sources = [
        mark.source
        for token, found in zip(pattern.tokens, fitted.cells, strict=True)
        if token.kind is Kind.VALUE
        for cell in found
        for passage in cell.passages
        for mark in passage.marks
    ]
    by_slot: dict[str, tuple[str, ...]] = {}
    known: dict[str, tuple[str, ...] | None] = {}
    result = list(carried or [""] * len(cells))
    for token, found in zip(pattern.tokens, fitted.cells, strict=True):
        for slot in token.slots:
            ordinals = [int(number) for number in _BOUND.findall(slot.path)]
            if not ordinals:
                by_slot[slot.path] = ()
                continue
            prefix = slot.path[: slot.path.rindex("}") + 1]
            if prefix not in known and (cells[ordinals[-1]].key or any(not cell.is_blank for cell in found)):
                known[prefix] = _chain(root, prefix, ordinals, cells, _marked(prefix, sources), carried, findings)
            if chain := known.get(prefix):
                keys = [""] * len(cells)
                for ordinal, key in zip(ordinals, chain, strict=True):
                    keys[ordinal] = result[ordinal] = key
                by_slot[slot.path] = tuple(keys)
    return Resolved(by_slot, tuple(result))


def _chain(
    root: Property,
    prefix: str,
    ordinals: list[int],
    cells: list[_KeyCell],
    marked: tuple[str, ...],
    carried: Carried | None,
    findings: Findings,
) -> tuple[str, ...] | None:
    """The keys of one path, the outermost first."""
    keys: list[str] = []
    for ordinal in ordinals:
        here = cells[ordinal]
        key = here.key
        if not here.text:
            beside = [one.key for index, one in enumerate(cells) if index not in ordinals and one.key]
            same_before = carried is not None and all(carried[o] == k for o, k in zip(ordinals, keys, strict=False))
            if beside and keys:
                key = beside[-1]
            elif marked and marked[: len(keys)] == tuple(keys):
                key = marked[len(keys)]
            elif same_before and carried:
                key = carried[ordinal]
        keys.append(key)
    if all(keys) and _exists(root, prefix, keys):
        for ordinal in ordinals:
            _note_alias(cells[ordinal], findings)
        return tuple(keys)
    last = cells[ordinals[-1]]
    if last.text and not keys[-1]:
        likely = get_close_matches(normal(last.text), set(last.token.keys.values()), n=2, cutoff=MISSPELT)
        keys[-1] = likely[0] if len(likely) == 1 else ""
    options = [sorted(set(cells[ordinal].token.keys.values())) for ordinal in ordinals]
    if keys[-1]:
        options[-1] = [keys[-1]]
    possible = [chain for chain in itertools.product(*options) if _exists(root, prefix, chain)]
    agreeing = [chain for chain in possible if all(key in ("", one) for key, one in zip(keys, chain, strict=True))]
    chosen = agreeing or possible
    if len(chosen) != 1:
        return None
    _report(chosen[0], ordinals, cells, findings)
    return chosen[0]


def _marked(prefix: str, sources: list[str]) -> tuple[str, ...]:
    """The keys that a value of the row was printed under; () where no bookmark tells."""
    steps = tokens(prefix)
    for source in sources:
        pairs = list(zip(steps, tokens(source), strict=False))
        if len(pairs) == len(steps) and all(there == step or step[0] in "*{" for step, there in pairs):
            return tuple(there for step, there in pairs if step[0] == "{")
    return ()


def _note_alias(here: _KeyCell, findings: Findings) -> None:
    if here.key and here.key in here.token.keys.values() and core(here.text) not in map(core, here.token.keys):
        findings.note("read-as", f"{quoted(here.text)}读作{quoted(here.key)}")


def _report(chain: tuple[str, ...], ordinals: list[int], cells: list[_KeyCell], findings: Findings) -> None:
    """Say where the document's own words are not those of the form."""
    differing = [
        cells[ordinal]
        for ordinal, key in zip(ordinals, chain, strict=True)
        if cells[ordinal].text and normal(cells[ordinal].text) != normal(key)
    ]
    cell = next((one.cell for one in reversed(differing) if one.cell), cells[ordinals[-1]].cell)
    said = "、".join(quoted(one.text) for one in differing)
    told = f"{said}读作" if said else "没有写分类，读作"
    findings.add("unsure", f"{told}{'、'.join(chain)}", cell.place if cell else None, "核对这一行属于哪一类")


def _exists(root: Property, prefix: str, keys: tuple[str, ...] | list[str]) -> bool:
    place = root
    for step in prefix.split("/")[1:]:
        if step == "*":
            place = place.child(0)
            continue
        if bound := _BOUND.fullmatch(step):
            step = keys[_order(prefix, bound[1])]
        if not place.allows(step):
            return False
        place = place.child(step)
    return True


def _order(prefix: str, ordinal: str) -> int:
    """Which of the bound steps of the prefix this one is."""
    return _BOUND.findall(prefix).index(ordinal)
