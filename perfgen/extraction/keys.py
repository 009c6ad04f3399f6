"""The key cells of a row in, the keys of the spec out: 产出指标 and 数量指标, whatever they are called, or left blank for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple, TypeAlias

from perfgen.contract.property import Property
from perfgen.extraction.fitting import Fit
from perfgen.extraction.label_text import core, normal
from perfgen.extraction.patterns import RowPattern, Token, TokenKind
from perfgen.extraction.rows import KnownCell, KnownRow
from perfgen.pointers import pointer, tokens
from perfgen.readers.findings import Findings, quoted

Carried: TypeAlias = "tuple[str, ...]"  # the keys of the row before, for each key cell
BySlot: TypeAlias = Mapping[str, "tuple[str, ...]"]  # for each path pattern the keys to put into it
MISSPELT = 0.75  # how like a key a text must be: 数理指标 is, 经济成本指标 is not 经济效益指标
_BOUND = re.compile(r"\{([0-9]+)\}")


class Resolved(NamedTuple):
    """The keys of each value of the row; there are none for a value that has no place for want of a key."""

    by_slot: BySlot
    carried: Carried


class _Marked(NamedTuple):
    """A key that bookmarks remember. `is_unlabelled`: no row has its label any more, so a row without one may be its."""

    key: str
    is_unlabelled: bool


class _KeyCell(NamedTuple):
    token: Token
    cell: KnownCell | None

    @property
    def text(self) -> str:
        return self.cell.text if self.cell else ""

    @property
    def key(self) -> str:
        return self.token.key(self.text) if self.text else ""


def labelled(rows: Sequence[KnownRow]) -> frozenset[str]:
    """Pointers of the mappings that rows were printed from and whose key still stands in a cell beside such a row."""
    found: set[str] = set()
    for row in rows:
        said = {normal(cell.text) for cell in row.cells if not cell.is_blank}
        for source in {mark.source for cell in row.cells for passage in cell.passages for mark in passage.marks}:
            steps = tokens(source)
            found |= {pointer(steps[: end + 1]) for end, step in enumerate(steps) if normal(step) in said}
    return frozenset(found)


def resolve(
    root: Property,
    pattern: RowPattern,
    fitted: Fit,
    carried: Carried | None,
    labelled: Container[str],
    findings: Findings,
) -> Resolved:
    """What is taken for another key than it says is reported; `labelled` are the groups that have a label still."""
    cells = [
        _KeyCell(token, found[0] if found else None)
        for token, found in zip(pattern.tokens, fitted.cells, strict=True)
        if token.kind is TokenKind.KEY
    ]
    sources = [
        mark.source
        for token, found in zip(pattern.tokens, fitted.cells, strict=True)
        if token.kind is TokenKind.VALUE
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
                marked = _marked(prefix, sources, labelled)
                known[prefix] = _chain(root, prefix, ordinals, cells, marked, carried, findings)
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
    marked: tuple[_Marked, ...],
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
            goes_on = len(marked) > len(keys) and [one.key for one in marked[: len(keys)]] == keys
            remembered = marked[len(keys)] if goes_on else None
            if beside and keys:
                key = beside[-1]
            elif same_before and carried and carried[ordinal] and not (remembered and remembered.is_unlabelled):
                key = carried[ordinal]
            elif remembered:
                key = remembered.key
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


def _marked(prefix: str, sources: list[str], labelled: Container[str]) -> tuple[_Marked, ...]:
    """The keys that a value of the row was printed under; () where no bookmark tells."""
    steps = tokens(prefix)
    for source in sources:
        printed = tokens(source)[: len(steps)]
        pairs = list(zip(steps, printed, strict=False))
        if len(pairs) == len(steps) and all(there == step or step[0] in "*{" for step, there in pairs):
            return tuple(
                _Marked(there, pointer(printed[: end + 1]) not in labelled)
                for end, (step, there) in enumerate(pairs)
                if step[0] == "{"
            )
    return ()


def _note_alias(here: _KeyCell, findings: Findings) -> None:
    if here.key and here.key in here.token.keys.values() and core(here.text) not in map(core, here.token.keys):
        place = here.cell.place if here.cell else None
        findings.note_first("read-as", f"{quoted(here.text)}读作{quoted(here.key)}", place)


def _report(chain: tuple[str, ...], ordinals: list[int], cells: list[_KeyCell], findings: Findings) -> None:
    """Say where the document's own words are not those of the form."""
    differing = [
        cells[ordinal]
        for ordinal, key in zip(ordinals, chain, strict=True)
        if cells[ordinal].text and normal(cells[ordinal].text) != normal(key)
    ]
    places = [one.cell.place for one in reversed(differing) if one.cell]
    cell = cells[ordinals[-1]].cell
    said = "、".join(quoted(one.text) for one in differing)
    told = f"{said}读作" if said else "没有写分类，读作"
    place = places[0] if places else cell.place if cell else None
    findings.add("unsure", f"{told}{'、'.join(chain)}", place, "核对这一行属于哪一类", others=places[1:])


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
