"""A spec and what two people have made of it in, one with what both have done out, nothing of either lost; or none.

What the values become is for `changes/three_way` to say. The text is the one of these that says so and has every comment:
that of git, which goes by lines; the words of both put together; one text with the other's changes, where the other has
changed nothing but values.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from typing import Any

from perfgen.changes.diff import changes
from perfgen.changes.three_way import Conflict, Merged, Winner, three_way
from perfgen.changes.tree import identical
from perfgen.data import Data
from perfgen.diagnostics import ProblemsFound
from perfgen.manuscript.edit import edited
from perfgen.manuscript.manuscript import read
from perfgen.manuscript.merged_lines import merged_words, words_of_both
from perfgen.pointers import above, last, value_at
from perfgen.spec.spec import Spec, load

_AGREED = "\0"  # stands for a text that git has put together line by line; no spec has this character


def merged(base: Spec, ours: Spec, theirs: Spec, by_git: bytes | None) -> bytes | None:
    """`by_git` is what git makes of the three texts, None where it finds that they conflict.

    It is what comes back if it says what both have said, and where one side has left all as it was, that of the other.
    None where both have changed the same.
    """
    if base.source == ours.source:
        return theirs.source
    if base.source == theirs.source or ours.source == theirs.source:
        return ours.source
    # Both ways round: of what is gone on one side, only one way notices that the other has taken something out of it.
    made = three_way(base.data, ours.data, theirs.data), three_way(base.data, theirs.data, ours.data)
    wanted = [_in_order(one.data) for one in made if not one.conflicts]
    by_lines = None if by_git is None else _loaded(by_git, ours.file)
    if by_lines and _in_order(by_lines.data) in wanted:
        return by_lines.source
    if len(wanted) < len(made):
        agreed = by_lines is not None and _is_put_together(by_lines.data, base, ours, theirs, made[0].conflicts)
        return by_lines.source if by_lines and agreed else None
    least, most = _comments_of_both(base, ours, theirs)
    for found in _attempts(base, ours, theirs, made):
        if _in_order(found.data) in wanted and least <= _comments(found) <= most:
            return found.source
    return None


def apart(base: Spec, ours: Spec, theirs: Spec) -> tuple[bytes, bytes] | None:
    """Where both have changed the same: a text with all that both have done but there what ours has, and one with what theirs has.

    None where that cannot be told from what else they have done.
    """
    texts = words_of_both(*(spec.source.decode() for spec in (base, ours, theirs)))
    found = [_loaded(text.encode(), ours.file) for text in texts]
    least, most = _comments_of_both(base, ours, theirs)
    most |= _comments(ours) | _comments(theirs)  # what only one side has taken out with the rest of it
    sides: tuple[Winner, ...] = ("ours", "theirs")
    for spec, side in zip(found, sides, strict=True):
        if spec is None or not _comments(spec) <= most:
            return None
        if _in_order(spec.data) != _in_order(three_way(base.data, ours.data, theirs.data, choose=side).data):
            return None
    one, other = filter(None, found)
    return (one.source, other.source) if least <= _comments(one) | _comments(other) else None


def _attempts(base: Spec, ours: Spec, theirs: Spec, made: tuple[Merged, Merged]) -> Iterator[Spec]:
    texts = base.source.decode(), ours.source.decode(), theirs.source.decode()
    for one, other in (texts[1:], texts[:0:-1]):  # of what is new in one place either may have to come first
        words = merged_words(texts[0], one, other)
        if words is not None and (found := _loaded(words.encode(), ours.file)):
            yield found
    if _is_of_values(base, theirs):
        yield edited(ours, made[0].changes)
    if _is_of_values(base, ours):
        yield edited(theirs, made[1].changes)


def _is_of_values(base: Spec, side: Spec) -> bool:
    """Whether nothing was done but to change values: no comment, no look of anything."""
    return edited(base, changes(base.data, side.data)).source == side.source


def _is_put_together(found: Data, base: Spec, ours: Spec, theirs: Spec, conflicts: list[Conflict]) -> bool:
    """Whether there are conflicts and each is of a text of which both sides have changed other lines, all in `found`."""
    here, there = copy.deepcopy(ours.data), copy.deepcopy(theirs.data)
    for number, conflict in enumerate(conflicts):
        if conflict.kind != "value" or not all(isinstance(said, str) for said in conflict[4:]):
            return False
        for data, pointer in ((here, conflict.here), (there, conflict.there)):
            around: Any = value_at(data, above(pointer))
            around[int(last(pointer)) if isinstance(around, list) else last(pointer)] = f"{_AGREED}{number}"
    wanted = three_way(base.data, here, there)
    return bool(conflicts) and not wanted.conflicts and _says(found, wanted.data, [conflict[4:] for conflict in conflicts])


def _says(found: Data, wanted: Data, texts: list[tuple[Data, ...]]) -> bool:
    """The same, whatever the order of keys. Where `wanted` has one of the `texts`, found is another than any side's."""
    if isinstance(found, dict) and isinstance(wanted, dict):
        return found.keys() == wanted.keys() and all(_says(found[key], wanted[key], texts) for key in found)
    if isinstance(found, list) and isinstance(wanted, list):
        return len(found) == len(wanted) and all(_says(*pair, texts) for pair in zip(found, wanted, strict=True))
    if isinstance(wanted, str) and wanted.startswith(_AGREED):
        return isinstance(found, str) and found not in texts[int(wanted.removeprefix(_AGREED))]
    return identical(found, wanted)


def _in_order(data: Data) -> str:
    """The same for the same items and keys in whatever order: that is for the lines to say, where both have moved items."""
    if isinstance(data, dict):
        return f"{{{','.join(sorted(f'{key!r}:{_in_order(value)}' for key, value in data.items()))}}}"
    if isinstance(data, list):
        return f"[{','.join(sorted(map(_in_order, data)))}]"
    return f"{type(data).__name__}{str(data)!r}"


def _comments_of_both(base: Spec, ours: Spec, theirs: Spec) -> tuple[Counter[str], Counter[str]]:
    """How often each comment has to be there at least, and at most: one that both have written may be one or two."""
    before, one, other = _comments(base), _comments(ours), _comments(theirs)
    both = Counter({text: one[text] + other[text] - before[text] for text in one | other})
    return both & (one | other), +both


def _comments(spec: Spec) -> Counter[str]:
    manuscript = read(spec.text)
    return Counter(manuscript.comments_between(0, len(manuscript.text)))


def _loaded(source: bytes, file: str) -> Spec | None:
    try:
        return load(source, file)
    except ProblemsFound:
        return None
