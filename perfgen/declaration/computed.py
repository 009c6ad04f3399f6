"""A declaration in, the same with the values that its form computes; and each of these, with what was typed for it.

What is typed stays, however wrong, so that somebody can be told; but nothing else is computed from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from unicodedata import normalize

from perfgen.data import BLANK, Data
from perfgen.declaration.formula import Reference, is_scored, references
from perfgen.declaration.reckoning import exact, printed, result
from perfgen.declaration.record import Declared, Record, records
from perfgen.pointers import below, tokens
from perfgen.text import Text

MOST_LOOKED_AT = 300_000  # values, for all formulas of one declaration: a second or two


class TooMuchToCompute(Exception):
    """Each of very many values is computed from all the others."""


class Computed(NamedTuple):
    """`value`: as it would be printed, "" where something it needs is not given; `typed`: what the spec says, mostly "";
    `for_people`: a score that was not typed, and that no rule tells though all it needs is there."""

    source: str
    value: str
    typed: str
    for_people: bool = False

    @property
    def differs(self) -> bool:
        return bool(self.value and self.typed) and not same(self.value, self.typed)


def compute(declaration: Record) -> list[Computed]:
    """Put in what is computed and not typed. Raises TooMuchToCompute."""
    return _Computation(declaration).all()


def with_computed(data: Data, found: Iterable[tuple[str, Data]]) -> Data:
    """The data with each value at its pointer, in place of what is there, or beside it."""
    for source, value in found:
        data = _put(data, tokens(source), value)
    return data


def without_computed(data: Data, sources: Iterable[str]) -> Data:
    """The data without the values at these pointers."""
    return with_computed(data, ((source, None) for source in sources))


def _put(data: Data, way: Sequence[str], value: Data) -> Data:
    """A copy along the way; None takes the key out, and the groups that are so emptied, and leaves an item empty."""
    if not way:
        return value
    step, *rest = way
    if isinstance(data, list):
        return [_put(item, rest, value) if str(number) == step else item for number, item in enumerate(data)]
    inside = data if isinstance(data, dict) else {}
    put = _put(inside.get(step), rest, value)
    put = None if value is None and put == {} else put
    return {**inside, step: put} if put is not None else {key: one for key, one in inside.items() if key != step}


def same(value: str, typed: str) -> bool:
    """Whether two texts say the same: 9.5 and 9.50, 5% and ５％."""
    value, typed = (normalize("NFKC", text).strip() for text in (value, typed))
    if value == typed:
        return True
    numbers = [exact(text.removesuffix("%")) for text in (value, typed)]
    return None not in numbers and numbers[0] == numbers[1] and value.endswith("%") == typed.endswith("%")


def looked_up(reference: Reference, root: Record, record: Record) -> list[Text]:
    """The texts that a reference in a record leads to."""
    nodes: list[Declared] = [root if reference.is_absolute else record]
    for step in reference.steps:
        nodes = [inner for node in nodes for inner in _inside(node, step)]
    return [node for node in nodes if isinstance(node, Text)]


def _inside(node: Declared, step: str) -> Sequence[Declared]:
    if isinstance(node, Record):
        if step == "*":
            return tuple(node.values())
        return (node[step],) if step in node or node.is_open else ()
    return node if isinstance(node, tuple) and step == "*" else ()


class _Computation:
    def __init__(self, declaration: Record) -> None:
        self._root = declaration
        self._places = {
            below(record.path, key): (record, key) for record in records(declaration) for key in record.roles.formulas
        }
        self._values: dict[str, str] = {}
        self._looked_at = 0

    def all(self) -> list[Computed]:
        found = [self._computed(source, record, key) for source, (record, key) in self._places.items()]
        for one in found:
            if one.value and not one.typed:
                record, key = self._places[one.source]
                dict.__setitem__(record, key, Text(one.value, one.source))  # before anybody else sees it
        return found

    def _computed(self, source: str, record: Record, key: str) -> Computed:
        value, typed = self._value(source), str(record[key])
        return Computed(source, value, typed, not value and not typed and self._is_for_people(source, record, key))

    def _is_for_people(self, source: str, record: Record, key: str) -> bool:
        node = record.roles.formulas[key].node
        given = [text for one in references(node) for text in self._look(one, record, source) or [""]]
        return is_scored(node) and all(text not in ("", BLANK) for text in given)

    def _value(self, source: str) -> str:
        if source not in self._values:
            record, key = self._places[source]
            node, bands = record.roles.formulas[key]
            self._values[source] = printed(result(node, lambda one: self._look(one, record, source), bands))
        return self._values[source]

    def _look(self, reference: Reference, record: Record, source: str) -> list[str]:
        """`*` is all others: a total among what it adds up does not mean itself."""
        texts = [text for text in looked_up(reference, self._root, record) if text.source != source]
        self._looked_at += len(texts)
        if self._looked_at > MOST_LOOKED_AT:
            raise TooMuchToCompute
        return [(text.source in self._places and self._value(text.source)) or str(text) for text in texts]
