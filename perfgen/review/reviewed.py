"""A pair of specs in, what a reviewer is told of it out: the differences, or that the spec is new, or gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from perfgen.building.laying import Laid
from perfgen.building.laying import laid_out as lay_out
from perfgen.declaration.by_role import text_of
from perfgen.declaration.roles import DEPARTMENT, PROJECT
from perfgen.diagnostics import Diagnostic, Judgement, ProblemsFound, Severity, Silenced
from perfgen.project import Project
from perfgen.review.compare import differences
from perfgen.review.difference import WORDS, Difference, DifferenceKind
from perfgen.review.versions import Pair
from perfgen.spec.spec import load

NOTHING_FOUND = Judgement([])
_SEVERITIES = list(Severity)


class State(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"  # other comments, or another way of writing the same
    BROKEN = "broken"  # a version cannot be built, or the two are of different forms


_STATES = [State.BROKEN, State.CHANGED, State.ADDED, State.REMOVED, State.SAME]


class Reviewed(NamedTuple):
    """`old` and `new` are labels of the two versions; None where there is none. `title` is of the form, "" if broken, and
    `whose` of the project or the department. `problems` are findings that the change has brought, the worst first, and
    `silenced` those that it waves through. `path` is where the spec lies on disk, or would lie, and `was` where the old
    version does.
    """

    file: str
    old: str | None
    new: str | None
    title: str
    differences: tuple[Difference, ...] = ()
    whose: str = ""
    department: str = ""
    problems: tuple[Diagnostic, ...] = ()
    silenced: tuple[Silenced, ...] = ()
    path: str = ""
    was: str = ""

    @property
    def label(self) -> str:
        return self.new or self.old or self.file

    @property
    def state(self) -> State:
        if not self.title:
            return State.BROKEN
        if self.old is None or self.new is None:
            return State.ADDED if self.old is None else State.REMOVED
        return State.CHANGED if self.differences else State.SAME

    @property
    def whole(self) -> str:
        """What is said of the whole spec where no differences are told, else ""."""
        if self.state is State.BROKEN:
            return "有错，没有比较"
        if self.old is None or self.new is None:
            return f"{'新增' if self.old is None else '删去'}一份{self.title}"
        return ""


class Sides(NamedTuple):
    """The two versions laid out; None where there is none."""

    old: Laid | None
    new: Laid | None


def laid_out(project: Project, pair: Pair) -> Sides:
    """Raises ProblemsFound where a version cannot be built, or where the two are not of one form."""
    laid: list[Laid | None] = []
    problems: list[Diagnostic] = []
    for version in (pair.old, pair.new):
        try:
            laid.append(lay_out(project, load(version.source, version.label)) if version else None)
        except ProblemsFound as found:
            problems += found.diagnostics
    if problems:
        raise ProblemsFound(problems)
    old, new = laid
    if old and new and pair.new and old.contract.form != new.contract.form:
        message = f"两边不是同一种表，没法比较：原来是“{old.contract.title}”，现在是“{new.contract.title}”"
        hint = "换成同一种表的两份；如果是写错了，把 form 改回来"
        raise ProblemsFound([Diagnostic("other-form", message, pair.new.label, None, hint)])
    return Sides(old, new)


def reviewed(pair: Pair, sides: Sides | None, found: Judgement = NOTHING_FOUND) -> Reviewed:
    """`sides` are None where they cannot be compared; `found` is what the change has brought."""
    old, new = (version.label if version else None for version in (pair.old, pair.new))
    title = next(laid.contract.title for laid in (sides.new, sides.old) if laid) if sides else ""
    told = tuple(differences(sides.old, sides.new)) if sides and sides.old and sides.new else ()
    laid = next(filter(None, (sides.new, sides.old))) if sides else None
    whose, department = (_whose(laid), text_of(laid.declaration, DEPARTMENT)) if laid else ("", "")
    problems = tuple(sorted(found.found, key=lambda one: (_SEVERITIES.index(one.severity), one.sort_key)))
    file = pair.relative.as_posix()
    was, path = (version.path if version else "" for version in (pair.old, pair.new))
    return Reviewed(file, old, new, title, told, whose, department, problems, found.silenced, path or was, was or path)


def _whose(laid: Laid) -> str:
    return text_of(laid.declaration, PROJECT) or text_of(laid.declaration, DEPARTMENT)


def counted(reviewed: Sequence[Reviewed]) -> str:
    """2 份申报表有 26 处改动：指标值改动 5，…；合计、占比随之变动 6 处；新增 1 份申报表; "" where nothing changed."""
    states = Counter(one.state for one in reviewed)
    found = []
    if said := kinds_counted([difference for one in reviewed for difference in one.differences]):
        found.append(f"{states[State.CHANGED]} 份申报表有 {said}")
    found += [f"新增 {states[State.ADDED]} 份申报表"] if states[State.ADDED] else []
    found += [f"删去 {states[State.REMOVED]} 份申报表"] if states[State.REMOVED] else []
    found += [f"{states[State.BROKEN]} 份申报表有错，没有比较"] if states[State.BROKEN] else []
    return "；".join(found)


def rest_counted(reviewed: Iterable[Reviewed]) -> str:
    """另有 6 份只改了注释或写法，表里没有变化; "" where there are none."""
    same = sum(one.state is State.SAME for one in reviewed)
    return f"另有 {same} 份只改了注释或写法，表里没有变化" if same else ""


def worst_first(reviewed: Iterable[Reviewed]) -> list[Reviewed]:
    """Those that cannot be compared, then by how many errors they have brought, then by how much in them is worse."""
    return sorted(reviewed, key=_badness)


def _badness(one: Reviewed) -> tuple[int, int, int]:
    errors = sum(problem.severity is Severity.ERROR for problem in one.problems)
    return _STATES.index(one.state), -errors, -sum(told.is_worse for told in one.differences)


def kinds_counted(differences: Sequence[Difference]) -> str:
    """26 处改动：指标值改动 5（变差 2），…；合计、占比随之变动 6 处; "" where there are none."""
    kinds = Counter(difference.kind for difference in differences)
    worse = Counter(difference.kind for difference in differences if difference.is_worse)
    followed = kinds.pop(DifferenceKind.DERIVED, 0)
    if not kinds and not followed:
        return ""
    each = "，".join(
        f"{WORDS[kind]} {kinds[kind]}{f'（变差 {worse[kind]}）' if worse[kind] else ''}" for kind in DifferenceKind if kinds[kind]
    )
    rest = f"；{WORDS[DifferenceKind.DERIVED]} {followed} 处" if followed else ""
    return f"{kinds.total()} 处改动：{each}{rest}"
