"""Records of a declaration in, its money out: lines with an amount for each period, and amounts that stand by themselves."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from perfgen.declaration import roles
from perfgen.declaration.by_role import NOTHING, by_year, nodes, text_of, texts
from perfgen.declaration.record import Record
from perfgen.pointers import last
from perfgen.text import Text

BUDGETS = (roles.APPROVED, roles.AMOUNT, roles.ADJUSTED)  # what is the budget of a line, the first that it has a place for


class Funding:
    """A line of 资金: 财政拨款 under 收入构成, in 万元; `budget` and years are "" or missing where none is given."""

    def __init__(self, record: Record, year: int) -> None:
        self.path = record.path
        self.record = record
        self.side = record.roles.side  # revenue, expenditure, or ""
        self.name = last(record.path)
        self.budget = next((text for role in BUDGETS if _is_amount(text := text_of(record, role))), NOTHING)
        self.history = {past: text for past, text in by_year(record, year).items() if _is_amount(text)}
        # Every amount given, as written, by "budget" or year.
        given = {"budget": self.budget} if self.budget else {}
        self.texts = {**given, **{str(past): text for past, text in self.history.items()}}
        self.amounts = {period: Decimal(text) for period, text in self.texts.items()}


def funds(every: list[Record]) -> dict[str, tuple[Text, ...]]:
    """Of the groups of money those amounts (万元) that stand by themselves, by the level of the group."""
    found: dict[str, list[Text]] = {}
    for record in every:
        if record.roles.own in roles.GROUPS_OF_MONEY and roles.AMOUNT in record.roles.keys:
            given = (text for node in nodes(record, roles.AMOUNT) for text in texts(node))
            found.setdefault(record.roles.level, []).extend(text for text in given if not text or _is_amount(text))
    return {level: tuple(amounts) for level, amounts in found.items()}


def _is_amount(text: Text) -> bool:
    """Whether it is a number: under a schema of its own, a form may hold anything where others have money."""
    if not text:  # most often, and an exception takes its time
        return False
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
