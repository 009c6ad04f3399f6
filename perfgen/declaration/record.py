"""The declaration: the validated content of a spec, immutable, every value with its place, shaped by the schema.

In comes data that the schema accepts; out comes a tree of records, tuples and texts. A property that the schema knows
and the spec leaves out is there all the same, empty, with the place where it would be written. So templates and rules
never ask whether a key exists, and an empty cell still knows what it stands for. Fixed properties come in the schema's
order, which is the official one; open keys (years) and lists in the order of the spec.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, NoReturn, TypeAlias

from perfgen.declaration.applied import LIST, RECORD, is_closed, items, kinds, open_keys, properties, types_of
from perfgen.pointers import below, escaped
from perfgen.text import Text

Declared: TypeAlias = "Text | Record | tuple[Declared, ...]"
Build: TypeAlias = Callable[[Any, str], Declared]


class Record(dict[str, "Declared"]):
    """A mapping of the declaration, which never changes. `kind` is the name of its `$def` in the schema, or ""."""

    __slots__ = ("_open", "kind", "path")

    def __init__(self, fields: Mapping[str, Declared], path: str, kind: str, open_: Build | None) -> None:
        super().__init__(fields)
        self._open = open_
        self.path = path
        self.kind = kind

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
    return _Shapes(schema.get("$defs", {})).of(schema)


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
    if isinstance(node, Record):
        record(node)
    for part in node.values() if isinstance(node, Record) else node:
        if not isinstance(part, Text):
            _gather(part, record, value)
        elif part:
            value(part)


def _text(data: Any, path: str) -> Text:
    return Text("" if data is None else data if data.__class__ is str else str(data), path)


def _whole(data: Any, path: str) -> Text:
    """A whole number: 2026.0 is one too, but no form prints it so."""
    return _text(data if data is None else int(data), path)


def _free(data: Any, path: str) -> Declared:
    """What no schema tells of, as it is: told of as unprinted, unless a template prints it."""
    if isinstance(data, dict):
        inside = {key: _free(value, below(path, key)) for key, value in data.items()}
        return Record(inside, path, "", None)
    if isinstance(data, list):
        return tuple([_free(value, f"{path}/{index}") for index, value in enumerate(data)])
    return _text(data, path)


class _Shapes:
    """Compiles each part of a schema once; a `$ref` to a `$def` gives the record its kind."""

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        self._definitions = definitions
        self._compiled: dict[str, Build] = {}

    def of(self, schema: Any) -> Build:
        reference = schema.get("$ref") if isinstance(schema, Mapping) else None
        if reference is not None:
            kind = reference.removeprefix("#/$defs/")
            if kind not in self._compiled:
                self._compiled[kind] = self._compile(self._definitions[kind], kind)
            return self._compiled[kind]
        return self._compile(schema, "")

    def _compile(self, schema: Any, kind: str) -> Build:
        if isinstance(schema, Mapping) and "$ref" in schema:
            return self.of(schema)
        known = kinds(schema, self._definitions)
        if known == {RECORD}:
            return self._record(schema, kind)
        if known == {LIST}:
            return self._list(schema)
        if len(known) > 1:
            record = self._record(schema, kind) if RECORD in known else _free
            return _mixed(record, self._list(schema) if LIST in known else _free)
        return _whole if types_of(schema) == ["integer"] else _text

    def _record(self, schema: Any, kind: str) -> Build:
        fields = [
            (key, f"/{escaped(key)}", self.of(value))
            for key, value in properties(schema, self._definitions).items()
        ]
        open_ = next((self.of(value) for _, value in open_keys(schema, self._definitions)), None)
        rest = open_ or (None if is_closed(schema, self._definitions) else _free)
        return _record(fields, open_, rest, kind)

    def _list(self, schema: Any) -> Build:
        first, rest = items(schema, self._definitions)
        return _sequence([self.of(part) for part in first], _free if rest is None else self.of(rest))


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


def _record(fields: list[tuple[str, str, Build]], open_: Build | None, rest: Build | None, kind: str) -> Build:
    def build_record(data: Any, path: str) -> Declared:
        get = {}.get if data is None else data.get
        built = {key: build(get(key), path + token) for key, token, build in fields}
        if rest is not None and data:
            for key, value in data.items():
                if key not in built:
                    built[key] = rest(value, below(path, key))
        return Record(built, path, kind, open_)

    return build_record
