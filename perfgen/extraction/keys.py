"""The key cells of a row in, the keys of the spec out: 产出指标 and 数量指标, whatever they are called, or left blank for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Mapping
from difflib import get_close_matches
from typing import NamedTuple, TypeAlias

from perfgen.contract.property import Property
from perfgen.display import quoted
from perfgen.extraction.fitting import Fit
from perfgen.extraction.label_text import core, normal, unnumbered
from perfgen.extraction.neighbours import Neighbours
from perfgen.extraction.patterns import RowPattern, Token, TokenKind
from perfgen.extraction.rows import KnownCell
from perfgen.pointers import pointer, tokens
from perfgen.readers.findings import Findings

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


def resolve(
    root: Property,
    pattern: RowPattern,
    fitted: Fit,
    carried: Carried | None,
    neighbours: Neighbours,
    findings: Findings,
) -> Resolved:
    """What is taken for another key than it says is reported."""
    cells = _key_cells(pattern, fitted)
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
                marked = _marked(prefix, sources, neighbours.labelled)
                known[prefix] = _chain(root, prefix, ordinals, cells, marked, carried, neighbours, findings)
            if chain := known.get(prefix):
                keys = [""] * len(cells)
                for ordinal, key in zip(ordinals, chain, strict=True):
                    keys[ordinal] = result[ordinal] = key
                by_slot[slot.path] = tuple(keys)
    return Resolved(by_slot, tuple(result))


def cure(pattern: RowPattern, fitted: Fit, carried: Carried, neighbours: Neighbours) -> str:
    """What to write into the blank key cells of a row, as of the rows above and below it."""
    cells = _key_cells(pattern, fitted)
    blank = [ordinal for ordinal, one in enumerate(cells) if not one.text]
    heads = [one.token.heads[0].name for one in cells if not one.text and one.token.heads]
    below = next((found for ordinal in blank if any(found := _keys_below(cells[ordinal], cells, neighbours))), None)
    groups = [
        f"{side}的{'、'.join(quoted(keys[ordinal]) for ordinal in blank)}"
        for side, keys in (("上面", carried), ("下面", below))
        if keys and all(keys[ordinal] for ordinal in blank)
        if all(one.key in ("", key) for one, key in zip(cells, keys, strict=True))
    ]
    where = f"在这一行的{'、'.join(map(quoted, heads))}里" if heads else ""
    return f"{where}写上它属于哪一类" + (f"：{'，或'.join(groups)}" if blank and groups else "")


def _key_cells(pattern: RowPattern, fitted: Fit) -> list[_KeyCell]:
    return [
        _KeyCell(token, found[0] if found else None)
        for token, found in zip(pattern.tokens, fitted.cells, strict=True)
        if token.kind is TokenKind.KEY
    ]


def _chain(
    root: Property,
    prefix: str,
    ordinals: list[int],
    cells: list[_KeyCell],
    marked: tuple[_Marked, ...],
    carried: Carried | None,
    neighbours: Neighbours,
    findings: Findings,
) -> tuple[str, ...] | None:
    """The keys of one path, the outermost first; None where they cannot be told."""
    keys: list[str] = []
    for ordinal in ordinals:
        here = cells[ordinal]
        key = here.key
        if not here.text:
            beside = [one.key for index, one in enumerate(cells) if index not in ordinals and one.key]
            same_before = carried is not None and all(carried[o] == k for o, k in zip(ordinals, keys, strict=False))
            goes_on = len(marked) > len(keys) and [one.key for one in marked[: len(keys)]] == keys
            remembered = marked[len(keys)] if goes_on else None
            below = _key_below(cells, ordinals[: len(keys) + 1], keys, neighbours)
            if beside and keys:
                key = beside[-1]
            elif below and remembered and remembered.key == below:
                key = below
            elif below and not marked:
                return None  # between two groups, and nothing tells of which it is
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


def _key_below(cells: list[_KeyCell], ordinals: list[int], keys: list[str], neighbours: Neighbours) -> str:
    """The key of the group that begins below a blank label, where it has the same outer keys; "" where none does."""
    *outer, here = ordinals
    found = _keys_below(cells[here], cells, neighbours)
    return found[here] if [found[ordinal] for ordinal in outer] == keys else ""


def _keys_below(blank: _KeyCell, cells: list[_KeyCell], neighbours: Neighbours) -> list[str]:
    """The keys of the row where the next group begins below a blank label; each "" where none does."""
    row = neighbours.below.get(blank.cell.place) if blank.cell else None
    return [one.token.key(row.text_at(one.cell.column)) if row and one.cell else "" for one in cells]


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
    """Say so where a key is called otherwise, or has a number behind it that is not read: 产出指标(50分)."""
    if not here.key or here.key not in here.token.keys.values() or normal(here.text) in here.token.keys:
        return
    if core(here.text) not in map(core, here.token.keys) or re.search("[0-9]", unnumbered(here.text)):
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
