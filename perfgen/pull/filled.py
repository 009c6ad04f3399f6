"""A spec and what it became by pull in; it without the `# 待填` comments on what has been filled in out."""

from __future__ import annotations

from perfgen.lint.unfilled import Note, is_filled, is_replaced, notes
from perfgen.manuscript.notes_taken import without_comments
from perfgen.spec.spec import Spec


def filled(ours: Spec, revised: Spec) -> Spec:
    """Comments on what was there before stay: whoever left them beside a value meant something by it."""
    if revised is ours:
        return revised
    stale = {(one.what, one.owner) for one in notes(ours) if is_filled(one, ours.data)}

    def is_done(one: Note) -> bool:
        left = is_filled(one, revised.data) and (one.what, one.owner) not in stale
        return left or is_replaced(one, ours, revised)

    done = [one for one in notes(revised) if is_done(one)]
    return without_comments(revised, [(one.line, one.start) for one in done]) if done else revised
