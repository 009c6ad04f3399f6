"""What one spec says and what another says in, the first with what it lacks out: nothing is overruled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from perfgen.carry.finding import goes_by_label
from perfgen.carry.given import Leaf, Scope, Source
from perfgen.carry.spelling import Spelling, same_level
from perfgen.carry.target_columns import COLUMNS, whole_target
from perfgen.changes.alignment import align
from perfgen.data import Data
from perfgen.declaration import roles
from perfgen.extraction.label_text import normal

_LEVELS = ("one", "several")
_BY_NAME = {roles.INDICATOR: roles.NAME, roles.GOAL: roles.WORDING}


class Joined:
    """Adds to `first` what only `second` says. `same` are the values that both give, `other` those that differ, in the
    second, each with that of the first; `renamed` the pairs that were taken for one though they are called otherwise."""

    def __init__(self, first: Scope, second: Scope, spelling: Spelling) -> None:
        self.same: set[Source] = set()
        self.other: list[tuple[Leaf, Leaf]] = []
        self.renamed: list[tuple[Scope, Scope]] = []
        self._spelling = spelling
        goals = self._join_items(first, second, roles.GOAL)
        self._join_items(first, second, roles.INDICATOR, goals)
        self._join_leaves(first, second)
        labels = {item.label for item in first.inside if not item.role}
        first.inside += [item for item in second.inside if not item.role and item.label not in labels]

    @property
    def covered(self) -> set[Source]:
        """What of the second the first says too, or is told to say otherwise."""
        names = [leaf for _, item in self.renamed for leaf in item.leaves if leaf.role == _BY_NAME[item.role]]
        return self.same | {leaf.sources[0] for leaf in (*(leaf for leaf, _ in self.other), *names)}

    def _join_items(
        self, first: Scope, second: Scope, role: str, goals: dict[Scope, Scope] | None = None
    ) -> dict[Scope, Scope]:
        theirs = [one for one in second.every() if one.role == role]
        ours = [one for one in first.every() if one.role == role and one not in theirs]
        mates = self._mates(ours, theirs)
        for item in theirs:
            if mate := mates.get(item):
                self._join_leaves(mate, item)
        if role == roles.GOAL:
            levels = [item for item in theirs if not any(same_level(item.level, one.level) for one in ours)]
            rows = [one for one in first.every() if one.role == roles.INDICATOR]
            for goal in levels:  # the rows of the first, where it has some, go under the goals of the second
                first.inside.append(self._without_rows(goal) if _has_level(rows, goal.level) else goal)
                mates[goal] = first.inside[-1]
        elif goals is not None:
            self._put_under_goals(first, second, mates, goals)
            left = [item for item in second.inside if item.role == role and not _has_level(ours, item.level)]
            first.inside += left
        return mates

    def _without_rows(self, goal: Scope) -> Scope:
        return Scope(goal.spec, goal.pointer, goal.role, goal.level, goal.label, goal.names, goal.leaves)

    def _put_under_goals(
        self, first: Scope, second: Scope, mates: dict[Scope, Scope], goals: dict[Scope, Scope]
    ) -> None:
        """A row of the first that stands beside the goals goes where its mate stands in the second."""
        for goal in second.inside:
            for row in goal.inside if goal in goals else ():
                if (mate := mates.get(row)) and mate in first.inside:
                    first.inside.remove(mate)
                    goals[goal].inside.append(mate)

    def _mates(self, ours: list[Scope], theirs: list[Scope]) -> dict[Scope, Scope]:
        """Of items of the second those that they are in the first: by id, then by name, then by likeness."""
        known = _by_id(ours)
        found = {item: known[one] for one, item in _by_id(theirs).items() if one in known}
        free = [one for one in ours if one not in found.values()]
        for item in theirs:
            if item in found:
                continue
            name = _name(item)
            like = [one for one in free if name and _name(one) == name and same_level(one.level, item.level)]
            exact = [one for one in like if self._alike(one.categories(), item.categories())] or like
            if exact:
                found[item] = exact[0]
                free.remove(exact[0])
        left = [item for item in theirs if item not in found]
        for there, here in align(_listed(free), _listed(left), {}).items():
            theirs_there, ours_there = _at(left, there), _at(free, here)
            if theirs_there and ours_there:
                found[theirs_there] = ours_there
                self.renamed.append((ours_there, theirs_there))
        return found

    def _alike(self, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        return bool(one and other) and self._spelling.same(one[-1], other[-1])

    def _join_leaves(self, first: Scope, second: Scope) -> None:
        same_target = whole_target(first) == whole_target(second)
        for leaf in second.leaves:
            known = first.of(roles.TARGET) if leaf.role in COLUMNS.values() else None
            if known and leaf.role not in _roles(first):  # ≥ and 个 are in the 指标值 of the first
                self._note(leaf, known, same_target)
                continue
            known = next((one for one in first.leaves if self._is_one(one, leaf, first)), None)
            if known is None:
                first.leaves.append(leaf)
            elif leaf.role not in _BY_NAME.values() or second not in [item for _, item in self.renamed]:
                same = str(known.data) == str(leaf.data)
                self._note(leaf, known, same or (leaf.role == roles.TARGET and same_target))

    def _note(self, leaf: Leaf, known: Leaf, same: bool) -> None:
        if same:
            self.same.add(leaf.sources[0])
        else:
            self.other.append((leaf, known))

    def _is_one(self, one: Leaf, other: Leaf, scope: Scope) -> bool:
        if (one.role, one.year, one.side) != (other.role, other.year, other.side) or not same_level(
            one.level, other.level
        ):
            return False
        if one.line or other.line:
            same = bool(one.line and other.line) and self._spelling.same(one.line, other.line)
            return same and (one.role not in ("", roles.AMOUNT) or self._spelling.same(one.label, other.label))
        return not (one.role in roles.AMOUNTS or goes_by_label(one.role, scope)) or self._spelling.same(
            one.label, other.label
        )


def _roles(scope: Scope) -> set[str]:
    return {leaf.role for leaf in scope.leaves}


def _has_level(items: list[Scope], level: str) -> bool:
    return any(same_level(item.level, level) for item in items)


def _name(item: Scope) -> str:
    return normal(item.text(_BY_NAME[item.role]))


def _by_id(items: list[Scope]) -> dict[str, Scope]:
    """Those that have an id of their own: a row that was copied has that of another."""
    ids = Counter(item.text(roles.ID) for item in items)
    return {one: item for item in items if (one := item.text(roles.ID)) and ids[one] == 1}


def _listed(items: list[Scope]) -> Data:
    """The items as data of which likeness can be told: by level and category, a list of names with their targets."""
    found: dict[str, list[Data]] = {key: [] for key in _LEVELS}
    for item in items:
        words: dict[str, Data] = {roles.NAME: item.text(_BY_NAME[item.role]), roles.TARGET: item.text(roles.TARGET)}
        found[_level(item)].append(words)
    return {key: group for key, group in found.items()}


def _at(items: list[Scope], pointer: str) -> Scope | None:
    """The item that `_listed` put there."""
    return next((item for place, item in _placed(items) if place == pointer), None)


def _placed(items: list[Scope]) -> Iterator[tuple[str, Scope]]:
    counts = Counter[str]()
    for item in items:
        yield f"/{_level(item)}/{counts[_level(item)]}", item
        counts[_level(item)] += 1


def _level(item: Scope) -> str:
    return _LEVELS[item.level in roles.SEVERAL_YEARS]
