"""A spec and what a person wishes of it in; the spec with that out, the row to go to, and what the form refuses."""

from __future__ import annotations

from typing import NamedTuple

from perfgen.changes.diff import between
from perfgen.changes.tree import Tree, origins
from perfgen.contract.contract import Contract
from perfgen.contract.property import Property
from perfgen.data import BLANK, Data
from perfgen.declaration.computed import with_computed
from perfgen.diagnostics import Position, ProblemsFound
from perfgen.fill.form_field import FIXED, form_field, known, typed
from perfgen.fill.printable import printable
from perfgen.fill.rows import NotPossible, Rows, put
from perfgen.fill.wishes import Wish
from perfgen.manuscript.edit import edited
from perfgen.pointers import found_at, tokens
from perfgen.pull.filled import filled
from perfgen.spec.characters import FORBIDDEN, name_forbidden
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
        place = known(contract.root, pointer)
        if place is None or place.accepts("array") or place.accepts("object"):
            raise NotPossible("表里没有这一处")
        if unfit := FORBIDDEN.search(text):
            refused.append(NotTaken(pointer, text, name_forbidden(unfit[0], Position(1, 1)).message))
            continue
        if form_field(place, pointer in computed).kind == FIXED:
            refused.append(NotTaken(pointer, text, f"“{place.label}”由程序得出，不用填"))
            continue
        before, value = found_at(tree.data, pointer), typed(text, place)
        if value is None and before in (None, BLANK):
            continue
        if value not in (None, before):
            tried = with_computed(tree.data, [(pointer, value)])
            if problem := contract.misfit(tried, pointer):
                refused.append(NotTaken(pointer, text, problem.message))
                continue
        _set(tree, contract.root, pointer, value)
    return refused


def _set(tree: Tree, root: Property, pointer: str, value: Data) -> None:
    """Put a value, or where there is None what stands for none: nothing, a blank where the form wants something."""
    *way, key = tokens(pointer)
    part, place, owner = tree, root, tree
    for step in way:
        owner = part
        part, place = _inside(part, place, step)
    last = _child(part, place, key)
    new = Tree(BLANK if value is None else value)
    if isinstance(part.content, list):
        _item(part.content, int(key), new).content = new.content
    elif isinstance(part.content, dict):
        if value is not None or last.required:
            if key in part.content:
                part.content[key].content = new.content
            else:
                put(part, place, key, new)
            return
        part.content.pop(key, None)
        if not part.content and not place.keys and isinstance(owner.content, dict):  # years of which none is left
            owner.content.pop(way[-1], None)


def _inside(part: Tree, place: Property, step: str) -> tuple[Tree, Property]:
    """One step further to a group or a list, which is made where there is none."""
    child = _child(part, place, step)
    empty = Tree([] if child.accepts("array") else {})
    if isinstance(part.content, list):
        return _item(part.content, int(step), empty), child
    assert isinstance(part.content, dict)
    there = part.content.get(step)
    if there is None or (not isinstance(there.content, dict | list) and there.content in (None, BLANK)):
        put(part, place, step, empty)
    return part.content[step], child


def _item(items: list[Tree], number: int, new: Tree) -> Tree:
    """The item with the number, of an empty list the first, which is made."""
    if number == 0 and not items:
        items.append(new)
    if number >= len(items):
        raise NotPossible("这一行刚刚被删去了")
    return items[number]


def _child(part: Tree, place: Property, step: str) -> Property:
    """What the form says of the place one step further. What somebody has written there otherwise is left alone."""
    is_list = isinstance(part.content, list)
    if is_list != place.accepts("array") or not isinstance(part.content, dict | list):
        raise NotPossible(f"“{place.label}”现在的写法不合这种表，先在“文字”里改好")
    return place.child(int(step) if is_list else step)
