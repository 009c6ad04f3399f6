"""What a spec says and a place of another form in, the value out that means the same; None where there is none."""

from __future__ import annotations

import re

from perfgen.carry.given import Leaf, Scope, Source, Stand, year_of_value
from perfgen.carry.spelling import Spelling, same_level
from perfgen.contract.property import Property
from perfgen.declaration import roles
from perfgen.spec.spec import Spec

# Of these roles there may be several, so that only the label tells which is which; beside the goals and indicators of
# all but a few: a form has a score for its money and one for all.
_BY_LABEL = {"", roles.PERSON, roles.PHONE, roles.CHOICE, roles.PROSE, roles.YEAR}
_ONCE_IN_A_FORM = {*roles.NAMES, roles.START, roles.END, roles.TASK, roles.DUTY}
_DAY = re.compile(r"[0-9]{4}\s*[-./年]\s*[0-9]{1,2}\s*[-./月]\s*[0-9]{1,2}\s*日?")


class Finder:
    """Looks values up for a form of `year` (0 if it is not known), each but once."""

    def __init__(self, spelling: Spelling, year: int) -> None:
        self.spelling = spelling
        self.year = year
        self.used: set[Source] = set()  # what has a place
        self.same: set[Source] = set()  # what would have it, and says the same as what does
        self._taken: set[tuple[Spec, str, str, str]] = set()

    def find(self, place: Property, scope: Scope, stand: Stand, year: int | None = None) -> Leaf | None:
        """The value for a place: of its own role, or else of the one that it comes from. `year` is that of an open key."""
        wanted = year if year is not None else year_of_value(place, place.role, self.year)
        own = [leaf for leaf in self._like(place, scope, stand, place.role) if leaf.year == wanted]
        for leaf in own:
            known = (leaf.spec, leaf.pointer, leaf.role, str(leaf.data))
            if known not in self._taken:
                self._taken.add(known)
                self.used.update(leaf.sources)
                same = [one for one in self._origins(place, scope, stand, year) if str(one.data) == str(leaf.data)]
                self.same.update(source for one in same for source in one.sources)
                return leaf
        for leaf in self._origins(place, scope, stand, year):
            self.used.update(leaf.sources)
            return leaf
        return None

    def _origins(self, place: Property, scope: Scope, stand: Stand, year: int | None) -> list[Leaf]:
        """The values of the role that the place may come from."""
        if not place.origin:
            return []
        wanted = year if year is not None else year_of_value(place, place.origin, self.year)
        return [leaf for leaf in self._like(place, scope, stand, place.origin) if leaf.year == wanted]

    def years(self, place: Property, scope: Scope, stand: Stand) -> list[int]:
        """The years before that of the form which there are values of, for a place with a key for each."""
        found = [
            leaf.year for role in (place.role, place.origin) if role for leaf in self._like(place, scope, stand, role)
        ]
        return sorted({year for year in found if year and (not self.year or year < self.year)})

    def of_another_year(self, place: Property, scope: Scope, stand: Stand) -> bool:
        """Whether there is such a value, only of another year."""
        wanted = year_of_value(place, place.role, self.year)
        return wanted is not None and any(
            leaf.year not in (None, wanted) for leaf in self._like(place, scope, stand, place.role)
        )

    def _like(self, place: Property, scope: Scope, stand: Stand, role: str) -> list[Leaf]:
        """The values of a role that stand where the place does; first those with its label, whatever their year."""
        found = [leaf for leaf in scope.leaves if leaf.role == role and same_level(leaf.level, place.level)]
        by_label = [leaf for leaf in found if self.spelling.same(leaf.label, place.label)]
        if role == roles.HISTORY and scope.pointer and not scope.role and len({leaf.year for leaf in found}) == len(found):
            return found  # columns of the row, one for each year
        if role in roles.AMOUNTS or (role == roles.HISTORY and not scope.role):
            return self._money(found, by_label, stand, role != place.role)
        if goes_by_label(role, scope):
            same_line = [leaf for leaf in by_label if leaf.line == stand.line or self._same_line(leaf, stand)]
            return [leaf for leaf in same_line if role or _is_kept(leaf, place)]
        return [*by_label, *(leaf for leaf in found if leaf not in by_label)]

    def _money(self, found: list[Leaf], by_label: list[Leaf], stand: Stand, from_another: bool) -> list[Leaf]:
        """Amounts of the same line, or where there are no lines of the same name."""
        if stand.line:
            on_line = [leaf for leaf in found if self._same_line(leaf, stand)]
            exact = [leaf for leaf in on_line if leaf.side == stand.side] or on_line
            if not from_another:  # an amount of no kind may be a budget here and an estimate there
                exact = [leaf for leaf in exact if leaf.role != roles.AMOUNT or leaf in by_label]
            return exact if len({leaf.side for leaf in exact}) < 2 else []
        alone = [leaf for leaf in found if not leaf.line]
        return [leaf for leaf in by_label if not leaf.line] or (alone if from_another and len(alone) == 1 else [])

    def _same_line(self, leaf: Leaf, stand: Stand) -> bool:
        sides = {leaf.side, stand.side} - {""}
        return bool(leaf.line and stand.line) and len(sides) < 2 and self.spelling.same(leaf.line, stand.line)


def goes_by_label(role: str, scope: Scope) -> bool:
    return role in _BY_LABEL or (not scope.role and role not in _ONCE_IN_A_FORM)


def _is_kept(leaf: Leaf, place: Property) -> bool:
    """A value of no role holds for the next form too, if it is text and no day: a number may be money, or a result."""
    is_code = place.accepts("string") and not place.accepts("number")
    texts = leaf.data if isinstance(leaf.data, list) else [leaf.data]
    return all(
        is_code if isinstance(text, int) else isinstance(text, str) and not _DAY.fullmatch(text) for text in texts
    )
