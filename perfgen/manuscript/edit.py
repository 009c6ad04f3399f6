"""The YAML of a spec and changes of its data in, the YAML with the changes out; every line that no change is about stays.

Comments, order, quotes, blank lines, line ends: all as they were. An item takes the comments right above it and beside
it with it when it goes or moves. What is added looks like its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfgen.changes.change import Change, changed
from perfgen.changes.tree import Tree
from perfgen.diagnostics import ProblemsFound
from perfgen.manuscript.manuscript import read
from perfgen.manuscript.revision import Revision
from perfgen.spec.spec import Spec, load

_BOM = "\ufeff"


def edited(spec: Spec, changes: Iterable[Change]) -> Spec:
    """The changes are such as `perfgen.changes.diff.changes` makes from what the spec says to something else.

    Raises ProblemsFound where a new text has characters that no spec may have.
    """
    changes = list(changes)
    if not changes:
        return spec
    tree = changed(spec.data, changes)
    problems = None
    for attempt in _attempts(spec.source.decode("utf-8"), tree):
        try:
            revised = load(attempt.encode(), spec.file)
            if revised.data == tree.data:
                return revised
        except ProblemsFound as found:
            problems = problems or found
    raise problems or RuntimeError("the text edited does not say what it should")


def made_ready(spec: Spec) -> None:
    """What an edit of the spec needs is found before somebody waits for it."""
    read(spec.source.decode("utf-8").removeprefix(_BOM))


def _attempts(source: str, tree: Tree) -> Iterator[str]:
    """The text edited in ever less natural ways, since there are texts where the natural ones say something else."""
    bom = _BOM if source.startswith(_BOM) else ""
    text = source.removeprefix(_BOM)
    open_ended = not text.endswith(("\n", "\r"))
    # Where the text ends in a block and in no line break, the block says more as soon as something comes after it.
    for known in (text, f"{text}\n") if open_ended else (text,):
        for cautious in (False, True):
            revised = bom + Revision(known, cautious).of(tree)
            if open_ended:
                yield revised.removesuffix("\n").removesuffix("\r")
            yield revised
