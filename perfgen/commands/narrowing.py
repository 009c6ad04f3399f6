"""What a person asked for in; which specs are checked, and which of their findings are told, out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from perfgen.commands.shared import WrongArguments
from perfgen.diagnostics import Judgement
from perfgen.project import Project

# Most checks are of all that is there, for all that is wrong.
if TYPE_CHECKING:
    from perfgen.building.find_specs import SpecFile
    from perfgen.lint.groups import ChosenRules


class Narrowing:
    """`revision` is "" where specs count whether they have changed or not; `new`: only what that did not have is told.

    Raises WrongArguments for a rule that nobody knows.
    """

    def __init__(
        self, project: Project, select: Sequence[str], ignore: Sequence[str], revision: str = "", new: bool = False
    ) -> None:
        self.revision = revision
        self.new = new
        self.known = 0  # findings that are not told since they are not new
        self._project = project
        self._chosen = _chosen(select, ignore) if select or ignore else None
        self._before: dict[Path, bytes | None] = {}

    def specs(self, found: list[SpecFile]) -> list[SpecFile]:
        """Raises ProblemsFound where git cannot tell which have changed."""
        if not self.revision:
            return found
        from perfgen.review.since import changed_since

        changed = changed_since(found, self.revision)
        self._before.update({one.spec.path: one.before for one in changed})
        return [one.spec for one in changed]

    def before(self, spec: Path) -> bytes | None:
        """What a spec was, None where it was not there, or where nobody wants to know."""
        return self._before.get(spec) if self.new else None

    def judgement(self, spec: Path, judgement: Judgement) -> Judgement:
        chosen = self.of_choice(judgement)
        before = self.before(spec)
        if before is None or not any(chosen):
            return chosen
        from perfgen.review.news import news

        fresh = self.of_choice(news(self._project, spec, before, judgement))
        self.known += len(chosen.found) - len(fresh.found)
        return fresh

    def of_choice(self, judgement: Judgement) -> Judgement:
        return self._chosen.of(judgement) if self._chosen else judgement


def _chosen(select: Sequence[str], ignore: Sequence[str]) -> ChosenRules:
    from perfgen.lint.groups import GROUPS, ChosenRules, UnknownRule, named

    try:
        return ChosenRules(named(select) if select else None, named(ignore))
    except UnknownRule as error:
        from perfgen.contract.nearest import nearest

        meant = nearest(error.name, error.known)
        advice = f"，是不是 {meant}？" if meant else f"；perfgen rules 列出所有规则，组有 {'、'.join(GROUPS)}"
        raise WrongArguments(f"没有规则或组“{error.name}”{advice}") from None
