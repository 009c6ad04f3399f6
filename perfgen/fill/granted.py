"""A spec and what a person wishes of it in; the spec with that out, the row to go to, and what the form refuses."""

from __future__ import annotations

from typing import NamedTuple

from perfgen.changes.diff import between
from perfgen.changes.tree import Tree, origins
from perfgen.contract.contract import Contract
from perfgen.contract.property import Property
from perfgen.data import BLANK, Data
from perfgen.diagnostics import ProblemsFound
from perfgen.fill.form_field import FIXED, form_field, typed
from perfgen.fill.printable import printable
from perfgen.fill.rows import NotPossible, Rows, put
from perfgen.fill.wishes import Wish
from perfgen.manuscript.edit import edited
from perfgen.pointers import found_at, tokens
from perfgen.pull.filled import filled
from perfgen.spec.spec import Spec


class NotTaken(NamedTuple):
    """What was typed at a place of the form and cannot stand there."""

    pointer: str
    text: str
    message: str


class Granted(NamedTuple):
    """`spec` is the one given where nothing changes. `focus`: the row that was made or moved, or ""."""

    spec: Spec
    focus: str
    refused: list[NotTaken]


def granted(spec: Spec, contract: Contract, wish: Wish) -> Granted:
    """Raises NotPossible."""
    tree = Tree(spec.data, "")
    refused: list[NotTaken] = []
    focus = ""
    if wish.kind == "type":
        refused = _type(tree, spec, contract, wish)
    else:
        focus = _row(Rows(tree, contract.root), wish)
    changes = between(spec.data, tree.data, dict(origins(tree)))
    if not changes:
        return Granted(spec, focus, refused)
    try:
        revised = edited(spec, changes)
    except ProblemsFound as found:
        raise NotPossible(found.diagnostics[0].message) from found
    return Granted(filled(spec, revised), focus, refused)


def _row(rows: Rows, wish: Wish) -> str:
    match wish.kind:
        case "add":
            return rows.add(wish.item, wish.rows)
        case "add-to":
            return rows.add_to(wish.target)
        case "duplicate":
            return rows.duplicate(wish.item)
        case "delete":
            return rows.delete(wish.item)
        case "move":
            return rows.move(wish.item, wish.target)
        case _:
            return rows.shift(wish.item, -1 if wish.kind == "up" else 1)


def _type(tree: Tree, spec: Spec, contract: Contract, wish: Wish) -> list[NotTaken]:
    computed = {one.source for one in contract.computed(printable(contract, spec.data))}
    refused = []
    for pointer, text in wish.cells:
        place = contract.root.place_of(pointer)
        if form_field(place, pointer in computed).kind == FIXED:
            refused.append(NotTaken(pointer, text, f"“{place.label}”由程序得出，不用填"))
            continue
        before, value = found_at(tree.data, pointer), typed(text, place)
        if value is not None or before not in (None, BLANK):
            _set(tree, contract.root, pointer, value)
        if value is None or value == before:
            continue
        if problem := contract.misfit(tree.data, pointer):
            _set(tree, contract.root, pointer, before)
            refused.append(NotTaken(pointer, text, problem.message))
    return refused


def _set(tree: Tree, root: Property, pointer: str, value: Data) -> None:
    """Put a value, or where there is None what stands for none: nothing, a blank where the form wants something."""
    part, place = tree, root
    *way, key = tokens(pointer)
    trail = []
    for step in way:
        trail.append((part, place, step))
        if isinstance(part.content, list):
            if not step.isdigit() or int(step) >= len(part.content):
                raise NotPossible("这一行刚刚被删去了")
            place, part = place.child(int(step)), part.content[int(step)]
            continue
        place = place.child(step)
        known = part.content.get(step) if isinstance(part.content, dict) else None
        if known is None or not isinstance(known.content, dict | list):
            known = Tree({})
            assert isinstance(part.content, dict)
            put(part, trail[-1][1], step, known)
        part = known
    if isinstance(part.content, list):
        if not key.isdigit() or int(key) >= len(part.content):
            raise NotPossible("这一行刚刚被删去了")
        part.content[int(key)].content = Tree(BLANK if value is None else value).content
        return
    assert isinstance(part.content, dict)
    if value is None and not place.child(key).required:
        part.content.pop(key, None)
        if not part.content and trail and not place.keys:  # years of which none is left
            owner, _, step = trail[-1]
            if isinstance(owner.content, dict):
                owner.content.pop(step, None)
    elif key in part.content:
        part.content[key].content = Tree(BLANK if value is None else value).content
    else:
        put(part, place, key, Tree(BLANK if value is None else value))


