"""A Word file that a person has edited in; what changed in it, and once that is taken, the spec with it, out."""

from __future__ import annotations

from typing import Any

from perfgen.changes.three_way import Winner
from perfgen.fill.answers import Answers, shown
from perfgen.fill.live_spec import version
from perfgen.fill.new_specs import uploaded
from perfgen.fill.problem import Problem
from perfgen.fill.wishes import Asked, text_of
from perfgen.project import Project
from perfgen.pull.pull import Wishes, pull
from perfgen.spec.spec import Spec


class TakenBack:
    def __init__(self, project: Project, answers: Answers) -> None:
        self._project = project
        self._answers = answers
        self._read: dict[tuple[str, str], tuple[str, Spec]] = {}  # by form and window: what was shown, and of which version

    def look(self, asked: Asked) -> Any:
        """Nothing is written. Raises Problem."""
        draft = self._answers.draft(asked)
        choice = text_of(asked, "choose")
        choose: Winner | None = "ours" if choice == "ours" else "theirs" if choice == "theirs" else None
        with self._answers.told(draft), uploaded(asked) as file:
            pulled = pull(self._project, file, draft.path, Wishes("accept", choose, yes=True))
        changed = pulled.revised is not pulled.spec
        if changed:
            self._read[_shown_to(asked)] = (version(pulled.spec.source), pulled.revised)
        conflicts = any(one.name == "conflict" for one in pulled.problems)
        problems = [shown(one) for one in pulled.problems]
        return {"told": pulled.told, "problems": problems, "changed": changed, "conflicts": conflicts}

    def take(self, asked: Asked) -> Any:
        """What was shown last in the same window. Raises Problem."""
        draft = self._answers.draft(asked)
        if _shown_to(asked) not in self._read:
            raise Problem("先选改过的文件")
        made_in, revised = self._read.pop(_shown_to(asked))
        with self._answers.told(draft):
            draft.read()
            draft.change(text_of(asked, "window"), made_in, lambda _: revised)
        return self._answers.form({**asked, "version": ""})


def _shown_to(asked: Asked) -> tuple[str, str]:
    return asked["key"], text_of(asked, "window")
