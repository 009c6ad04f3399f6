"""The declaration: the validated content of a spec, immutable, every value with its place, shaped by the schema.

In comes data that the schema accepts; out comes a tree of records, tuples and texts. A property that the schema knows
and the spec leaves out is there all the same, empty, with the place where it would be written. So templates and rules
never ask whether a key exists, and an empty cell still knows what it stands for. Fixed properties come in the schema's
order, which is the official one; open keys (years) and lists in the order of the spec.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeAlias

from perfgen.declaration.annotations import PRINTED_WORD, VALUE_WORD
from perfgen.declaration.applied import (
    LIST,
    RECORD,
    definition,
    is_closed,
    items,
    kinds,
    open_keys,
    properties,
    types_of,
)
from perfgen.declaration.roles import (
    AMOUNTS,
    MONTH,
    NO_ROLES,
    SIDES,
    Roles,
    is_printed,
    level_of,
    lines_of,
    role_of,
    weights_of,
    year_of,
)
from perfgen.pointers import below, escaped
from perfgen.text import Text

if TYPE_CHECKING:
    from perfgen.declaration.formula import Formula

Declared: TypeAlias = "Text | Record | tuple[Declared, ...]"
Build: TypeAlias = Callable[[Any, str], Declared]


class Record(dict[str, "Declared"]):
    """A mapping of the declaration, which never changes. `roles` is what the schema says that it is."""

    __slots__ = ("_open", "path", "roles")

    def __init__(self, fields: Mapping[str, Declared], path: str, roles: Roles, open_: Build | None) -> None:
        dict.__init__(self, fields)  # super() would cost as much again
        self._open = open_
        self.path = path
        self.roles = roles

    def __missing__(self, key: str) -> Declared:
        """In a record with open keys (years) there is an empty value where the spec has none."""
        if self._open is None:
            raise KeyError(key)
        return self._open(None, below(self.path, key))

    @property
    def is_open(self) -> bool:
        """Whether its keys are not fixed: years."""
        return self._open is not None

    def key(self, name: str) -> Text:
        """The key itself, as a text whose source is the key ("…#"), not the value."""
        return Text(name, f"{below(self.path, name)}#")

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("a declaration does not change")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse


def shape(schema: Mapping[str, Any]) -> Build:
    """The function that turns data valid under `schema` (bundled, JSON Schema 2020-12) into a declaration."""
    return _Shapes(schema.get("$defs", {}), mentions(schema, VALUE_WORD), mentions(schema, PRINTED_WORD)).of(schema, _Around())


def mentions(schema: Any, *words: str) -> bool:
    """Whether one of the words is a key anywhere in a schema."""
    asked = frozenset(words)
    parts = [schema]
    for part in parts:
        if part.__class__ is dict and not asked.isdisjoint(part):
            return True
        inside = part.values() if part.__class__ is dict else part
        parts += [one for one in inside if one.__class__ is dict or one.__class__ is list]
    return False


class Contents(NamedTuple):
    """Every record of a declaration, each before those inside it, and every value that the spec gives, in order."""

    records: list[Record]
    values: list[Text]


def contents(node: Record) -> Contents:
    found = Contents([], [])
    _gather(node, found.records.append, found.values.append)
    return found


def records(node: Record) -> list[Record]:
    return contents(node).records


def values(node: Record) -> list[Text]:
    return contents(node).values


def _gather(node: Record | tuple[Declared, ...], record: Callable[[Record], None], value: Callable[[Text], None]) -> None:
    parts: Collection[Declared]
    if isinstance(node, Record):
        record(node)
        parts = node.values()
    else:
        parts = node
    for part in parts:
        if not isinstance(part, Text):
            _gather(part, record, value)
        elif part:
            value(part)


_new: Callable[[type[Text], str], Text] = str.__new__  # one call for each value of a spec, in place of three


def _text(data: Any, path: str) -> Text:
    text = _new(Text, "" if data is None else data if data.__class__ is str else str(data))
    text.source = path
    return text


def _whole(data: Any, path: str) -> Text:
    """A whole number: 2026.0 is one too, but no form prints it so."""
    return _text(data if data is None else int(data), path)


def _free(data: Any, path: str) -> Declared:
    """What no schema tells of, as it is: told of as unprinted, unless a template prints it."""
    if isinstance(data, dict):
        inside = {key: _free(value, below(path, key)) for key, value in data.items()}
        return Record(inside, path, NO_ROLES, None)
    if isinstance(data, list):
        return tuple([_free(value, f"{path}/{index}") for index, value in enumerate(data)])
    return _text(data, path)


class _Around(NamedTuple):
    """What a part of a schema takes over from where it stands."""

    level: str = ""
    side: str = ""
    weights: Decimal | None = None
    role: str = ""  # of the list that it is an item of


class _Shapes:
    """Compiles each part of a schema once for each place that gives it another meaning."""

    def __init__(self, definitions: Mapping[str, Any], computes: bool, hides: bool) -> None:
        """`computes`, `hides`: whether any value is computed, and whether any is not printed."""
        self._definitions = definitions
        self._computes = computes
        self._hides = hides
        self._compiled: dict[tuple[str, _Around], Build] = {}

    def of(self, schema: Any, around: _Around) -> Build:
        inside = self._inside(schema, around)
        if not (isinstance(schema, Mapping) and "$ref" in schema):
            return self._compile(schema, inside)
        known = (schema["$ref"], inside)
        if known not in self._compiled:
            while isinstance(schema, Mapping) and "$ref" in schema:
                schema = definition(schema["$ref"], self._definitions)
            self._compiled[known] = self._compile(schema, inside)
        return self._compiled[known]

    def _inside(self, schema: Any, around: _Around) -> _Around:
        """What holds for the schema itself: what it says, or else what is said round it."""
        role = role_of(schema, self._definitions) or around.role
        level = level_of(schema, self._definitions) or around.level
        weights = weights_of(schema, self._definitions) or around.weights
        return _Around(level, role if role in SIDES else around.side, weights, role)

    def _compile(self, schema: Any, inside: _Around) -> Build:
        known = kinds(schema, self._definitions)
        if known == {RECORD}:
            return self._record(schema, inside)
        if known == {LIST}:
            return self._list(schema, inside)
        if len(known) > 1:
            record = self._record(schema, inside) if RECORD in known else _free
            return _mixed(record, self._list(schema, inside) if LIST in known else _free)
        return _whole if types_of(schema) == ["integer"] else _text

    def _record(self, schema: Any, inside: _Around) -> Build:
        below_ = inside._replace(role="")
        known = properties(schema, self._definitions)
        fields = [(key, f"/{escaped(key)}", self.of(value, below_)) for key, value in known.items()]
        open_ = next((self.of(value, below_) for _, value in open_keys(schema, self._definitions)), None)
        rest = open_ or (None if is_closed(schema, self._definitions) else _free)
        return _record(fields, open_, rest, self._roles(known, inside))

    def _roles(self, known: Mapping[str, Any], inside: _Around) -> Roles:
        keys: dict[str, tuple[str, ...]] = {}
        formulas = self._formulas(known) if self._computes else {}
        unprinted = self._unprinted(known) if self._hides else ()
        for key, value in known.items():
            role = role_of(value, self._definitions)
            if role and not (role in AMOUNTS and key in formulas and formulas[key].adds_up):
                keys[role] = (*keys.get(role, ()), key)
        years = {key: year for key, value in known.items() if (year := year_of(value, self._definitions)) is not None}
        if not (keys or inside.role or formulas or unprinted):
            return NO_ROLES
        lines = {month: share for key in keys.get(MONTH, ()) for month, share in lines_of(known[key], self._definitions).items()}
        return Roles(inside.role, inside.level, inside.side, keys, years, inside.weights, formulas, unprinted, lines)

    def _formulas(self, known: Mapping[str, Any]) -> dict[str, Formula]:
        from perfgen.declaration.formula import formula_of

        return {key: found for key, value in known.items() if (found := formula_of(value, self._definitions))}

    def _unprinted(self, known: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(key for key, value in known.items() if not is_printed(value, self._definitions))

    def _list(self, schema: Any, inside: _Around) -> Build:
        first, rest = items(schema, self._definitions)
        return _sequence([self.of(part, inside) for part in first], _free if rest is None else self.of(rest, inside))


def _mixed(record: Build, sequence: Build) -> Build:
    def build_mixed(data: Any, path: str) -> Declared:
        build = record if isinstance(data, dict) else sequence if isinstance(data, list) else _text
        return build(data, path)

    return build_mixed


def _sequence(first: list[Build], build: Build) -> Build:
    def build_sequence(data: Any, path: str) -> Declared:
        return tuple([build(value, f"{path}/{index}") for index, value in enumerate(data)]) if data else ()

    def build_tuple(data: Any, path: str) -> Declared:
        builds = [*first, *[build] * len(data or ())]
        return tuple([builds[index](value, f"{path}/{index}") for index, value in enumerate(data or ())])

    return build_tuple if first else build_sequence


def _record(fields: list[tuple[str, str, Build]], open_: Build | None, rest: Build | None, roles: Roles) -> Build:
    def build_record(data: Any, path: str) -> Declared:
        get = {}.get if data is None else data.get
        built = {key: build(get(key), path + token) for key, token, build in fields} if fields else {}
        if rest is not None and data:
            for key, value in data.items():
                if key not in built:
                    built[key] = rest(value, f"{path}/{escaped(key)}")
        return Record(built, path, roles, open_)

    return build_record
