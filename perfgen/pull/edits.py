"""A document that came back and the form of its spec in, the edits that a person made in it out, against what it carries.

What the form prints of the values in the document is read too: what cannot be read of an unedited document is no edit.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from perfgen.changes.alignment import align
from perfgen.changes.change import changed
from perfgen.changes.diff import between
from perfgen.changes.reconcile import reconciled
from perfgen.changes.tree import origins
from perfgen.data import Data
from perfgen.diagnostics import ProblemsFound, Severity
from perfgen.extraction.extract import Extracted, extract
from perfgen.extraction.joining import joined
from perfgen.extraction.labels import Labels
from perfgen.extraction.printed import as_document
from perfgen.form import OFFICIAL
from perfgen.pointers import above, last, value_at
from perfgen.pull.account import Account, Unread, Versions
from perfgen.readers.document import Document
from perfgen.readers.findings import Observation, told
from perfgen.readers.place import Place


class Edits(NamedTuple):
    """`base` is what an unedited document would say, `theirs` what this one does, in the words of the base where it can.

    `anchors`: pointers in `theirs`, each with the pointer in the base that it was. `refused`: edits that were not taken.
    `problems` of the document that one unedited would not have.
    """

    base: Data
    theirs: Data
    anchors: Mapping[str, str]
    account: Account
    refused: list[Unread]
    problems: list[Observation]


def edits(document: Document, built_from: Data, labels: Labels, file: str, force: bool = False) -> Edits:
    """`force`: an item whose line was deleted is, though its rows were left.

    Raises ProblemsFound where the document cannot be read, or where its own values cannot be printed any more."""
    document = joined(document, labels.parted)
    found = extract(document, labels, file)
    if any(one.severity is Severity.ERROR for one in found.problems):
        raise ProblemsFound(told([*document.notes, *found.problems], file))
    printed = as_document(labels.lay_out(built_from))
    unedited = extract(printed, labels, file)
    if computed := [one.source for one in labels.computed(built_from) if one.value and one.typed]:
        from perfgen.declaration.computed import without_computed

        built_from = without_computed(built_from, computed)
    base = reconciled(built_from, unedited.data, align(built_from, unedited.data, unedited.anchors))
    anchors = _composed(found, unedited)
    let_go = _let_go(found) if force else frozenset()
    theirs = reconciled(base, found.data, align(base, found.data, anchors))
    matches = align(base, theirs, anchors)
    again = as_document(labels.lay_out(theirs))
    account = Account(Versions(printed, document, again), found, base, theirs, matches, let_go)
    made = between(base, theirs, matches)
    kept, refused = account.taken(made)
    known = {one.message for one in unedited.problems}  # where they are may be elsewhere once a row is added
    problems = [one for one in found.problems if one.message not in known]
    gone = {place[:2] for place in let_go}
    problems = [said for one in problems if (said := _as_let_go(one, gone)) is not None]
    if labels.layout != OFFICIAL:  # what it does not show has not changed
        base = built_from
    if refused or base is built_from:
        tree = changed(base, kept)
        return Edits(base, tree.data, dict(origins(tree)), account, refused, problems)
    return Edits(base, theirs, {**anchors, **matches}, account, refused, problems)


def _let_go(found: Extracted) -> frozenset[Place]:
    """Take the items without a line out of the data; gives back where their rows are."""
    places: set[Place] = set()
    for item in reversed(found.unlisted):
        listed = value_at(found.data, above(item))
        assert isinstance(listed, list)
        del listed[int(last(item))]
        for pointer in [one for one in found.places if one.startswith(f"{item}/")]:
            places.add(found.places.pop(pointer))
            found.anchors.pop(pointer, None)
    return frozenset(places)


def _as_let_go(one: Observation, rows: set[tuple[int, int]]) -> Observation | None:
    """Of rows that are deleted with their item is said that they are, and not which number they should have."""
    if one.place is None or one.place[:2] not in rows or one.name not in ("unsure", "derived-differs"):
        return one
    return one._replace(hint="加了 --force，这一项连同这一块算删去") if one.name == "unsure" else None


def _composed(found: Extracted, unedited: Extracted) -> dict[str, str]:
    """The anchors of what was found, as pointers into what is read of the unedited document."""
    read = {source: pointer for pointer, source in unedited.anchors.items()}
    return {pointer: read.get(source, source) for pointer, source in found.anchors.items()}
