"""What the validator refuses in, diagnostics in the words of the form out: “指标缺少‘绩效标准’”, with what to type.

The words come from the schema: every property has a `title`, the form's own label, a `description`, the form's
instruction, and mostly `examples`. What is refused and why comes from the one validator, so that no refusal is silent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import jsonschema_rs

from perfgen.contract.choices import no_choice, several_choices
from perfgen.contract.conditions import condition, dependents, part_below
from perfgen.contract.described import described
from perfgen.contract.property import Property
from perfgen.contract.refusal import Refusal, asked
from perfgen.contract.unwanted_keys import about_key, items_under_another_key, values_without_keys, wrong_key
from perfgen.contract.values import misfit, shown
from perfgen.diagnostics import Diagnostic, Position
from perfgen.display import quoted
from perfgen.pointers import above, below
from perfgen.pointers import pointer as pointer_to
from perfgen.spec.plain import MAX_PROBLEMS

# What explains others comes before them.
_FIRST = {"additionalProperties": 0, "unevaluatedProperties": 0, "required": 1}


def explain(
    document: Mapping[str, Any],
    errors: Iterable[jsonschema_rs.ValidationError],
    data: Any,
    positions: Mapping[str, Position],
    file: str,
    toml: bool = False,
) -> list[Diagnostic]:
    """What the validator of the bundled schema found in `data`, in the order of the file, at most 100.

    One diagnostic for one mistake, and at least one where there are errors. `toml` says what the file is, else YAML.
    """
    found: dict[str, Diagnostic] = {}
    for pointer, name, message, hint in _Part(document, Property.root(document, toml), "", data).findings(errors):
        place = positions.get(pointer) or positions.get(above(pointer)) or Position(1, 1)
        found.setdefault(pointer, Diagnostic(name, message, file, place, hint))
    return sorted(found.values(), key=lambda diagnostic: diagnostic.sort_key)[:MAX_PROBLEMS]


class _Part:
    """A schema with its `$defs`, the place that it describes, where that is, and the value there."""

    def __init__(self, schema: Mapping[str, Any], place: Property, pointer: str, data: Any) -> None:
        self.schema = schema
        self.root = place
        self.pointer = pointer
        self.data = data
        self.explained: set[str] = set()  # what seems missing or empty because its key or its content stands elsewhere
        self.strayed: set[str] = set()  # items under another key than their own

    def findings(self, errors: Iterable[jsonschema_rs.ValidationError]) -> Iterator[Refusal]:
        for error in sorted(errors, key=lambda error: _FIRST.get(error.kind.name, len(_FIRST))):
            steps, instance = _walked(self.data, error.instance_path)
            pointer = self.pointer + pointer_to(steps)
            found = list(self._of(error, self.root.at(steps), pointer, instance))
            when = condition(self.schema, self.root, error.evaluation_path, steps)
            yield from (one._replace(message=f"{one.message}（{when}）") if when else one for one in found)

    def _of(self, error: Any, place: Property, pointer: str, instance: Any) -> Iterator[Refusal]:
        kind = error.kind
        match kind:
            case jsonschema_rs.ValidationErrorKind.AdditionalProperties():
                yield from self._unknown_keys(place, pointer, instance, kind.unexpected)
            case jsonschema_rs.ValidationErrorKind.UnevaluatedProperties() | (
                jsonschema_rs.ValidationErrorKind.UnevaluatedItems()
            ):
                yield from self._unevaluated(error, place, pointer, instance)
            case jsonschema_rs.ValidationErrorKind.Required():
                yield from self._missing_key(error, place, pointer, instance)
            case jsonschema_rs.ValidationErrorKind.FalseSchema():
                yield self._forbidden(error, place, pointer, instance)
            case jsonschema_rs.ValidationErrorKind.PropertyNames():
                yield wrong_key(kind.error, place, pointer)
            case jsonschema_rs.ValidationErrorKind.UniqueItems():
                yield from _duplicates(place, pointer, instance)
            case jsonschema_rs.ValidationErrorKind.Contains():
                yield Refusal(pointer, "wrong-value", *self._contains(error, place, instance))
            case jsonschema_rs.ValidationErrorKind.AnyOf() | jsonschema_rs.ValidationErrorKind.OneOfNotValid():
                yield from no_choice(error, place, pointer, instance, self.findings)
            case jsonschema_rs.ValidationErrorKind.OneOfMultipleValid():
                yield Refusal(pointer, "wrong-value", *several_choices(error, place, instance, self._at(error.schema_path)))
            case jsonschema_rs.ValidationErrorKind.BacktrackLimitExceeded() | (
                jsonschema_rs.ValidationErrorKind.RegexEngineFailure()
            ):
                message = f"“{place.label}”无法检查：schema 里的 pattern 太复杂"
                yield Refusal(pointer, "wrong-value", message, "把 pattern 改得简单些，不要括号里再套 * 或 +")
            case _:
                if pointer not in self.strayed and (instance not in (None, {}) or pointer not in self.explained):
                    yield Refusal(pointer, *misfit(place, instance, *asked(error)))

    def _unknown_keys(self, place: Property, pointer: str, taken: Any, keys: list[str]) -> Iterator[Refusal]:
        if made := values_without_keys(place, taken, keys):
            self.explained.update(below(pointer, key) for key in place.keys)
            message = f"“{place.label}”要写成几个“键: 值”，这里没有写键"
            yield Refusal(pointer, "wrong-type", message, f"写成 {place.typed(made)}")
            return
        for key in keys:
            hint, elsewhere = about_key(place, key, pointer, taken)
            self.explained.add(elsewhere)
            word = quoted(key)
            message = f"{_spaced(place.label)}里" + (f"没有{word}这一项" if place.keys else f"不能写{word}")
            yield Refusal(f"{below(pointer, key)}#", "unknown-key", message, hint)

    def _missing_key(self, error: Any, place: Property, pointer: str, instance: Any) -> Iterator[Refusal]:
        key: str = error.kind.property
        missing = below(pointer, key)
        if missing in self.explained:
            return
        child = place.keys.get(key) or place.child(key)
        if strayed := items_under_another_key(place, child, instance):
            self.strayed.update(pointer + one for one in strayed)
            message = f"从这里起像是“{child.label}”的各条，上面缺少 {key}:"
            yield Refusal(pointer + strayed[0], "missing-key", message, f"在这一行上面加一行：{key}:")
            return
        message = f"{place.label}缺少“{child.label if child.label != place.label else key}”"
        if error.evaluation_path[-1] != "required":  # dependentRequired, or as it was once written
            because = dependents(self.schema, error.evaluation_path, instance, key)
            message = f"写了{'、'.join(f'“{place.child(one).named}”' for one in because)}，{message}"
        hint = f"加上 {child.typed_out()}".removesuffix("，")
        if not place.allows(key) and place.schema.get("additionalProperties") is False:
            hint = f"这种表的 schema 要求 {key}，却没有说明它（properties 里没有），请制表的人补上或取消"
        yield Refusal(missing, "missing-key", message, hint)

    def _forbidden(self, error: Any, place: Property, pointer: str, instance: Any) -> Refusal:
        """What the schema `false` is asked about: a value, an item too many, or a key that dependentSchemas forbids."""
        way = error.evaluation_path
        if way[-2:-1] == ["dependentSchemas"]:
            key = str(way[-1])
            child, place, pointer = place.child(key), place, below(pointer, key)
            return Refusal(f"{pointer}#", "unknown-key", f"{place.label}里不能写“{child.label}”", f"删去 {key} 这一项")
        if way[-1:] == ["propertyNames"]:
            return Refusal(pointer, "wrong-value", f"“{place.label}”里什么都不能写", "删去里面的各项")
        if place.key is None and place.parent:
            number = int(pointer.rpartition("/")[2])
            message = f"“{place.parent.label}”最多 {number} 条，这一条多了" if way[-1:] == ["items"] else "这一条不能写"
            return Refusal(pointer, "wrong-value", message, "删去这一条")
        message = f"这里不能写“{place.label}”" if place.key else "这里什么都不能写"
        return Refusal(f"{pointer}#" if place.key else pointer, "unknown-key", message, f"删去 {place.key or '它'}")

    def _unevaluated(self, error: Any, place: Property, pointer: str, instance: Any) -> Iterator[Refusal]:
        rest = self._at(error.schema_path)
        unexpected = error.kind.unexpected
        if isinstance(instance, dict) and rest is False:
            yield from self._unknown_keys(place, pointer, instance, unexpected)
            return
        found: list[Refusal] = []
        for step in unexpected if isinstance(instance, dict) else _numbers(instance, unexpected):
            there = below(pointer, step)
            if rest is False:
                found.append(Refusal(there, "wrong-value", f"“{place.label}”第 {step + 1} 条多了", "删去这一条"))
            else:
                found += self._inside(rest, place.child(step), there, instance[step])
        yield from found or [Refusal(pointer, *misfit(place, instance, *asked(error)))]

    def _inside(self, schema: Any, place: Property, pointer: str, instance: Any) -> Iterator[Refusal]:
        """What a part of the schema finds in a value of its own."""
        part = {"$defs": self.schema.get("$defs", {}), **schema}
        yield from _Part(part, place, pointer, instance).findings(jsonschema_rs.iter_errors(part, instance))

    def _contains(self, error: Any, place: Property, instance: list[Any]) -> tuple[str, str]:
        node = self._at(error.schema_path[:-1])
        part = node["contains"]
        least, most = node.get("minContains", 1), node.get("maxContains")
        check = {"$defs": self.schema.get("$defs", {}), "items": part}
        fitting = sum(jsonschema_rs.is_valid(check, [item]) for item in instance)
        words = described(part, place.child(0))
        such = f"{words}的" if words else "合乎要求的"
        if most is not None and fitting > most:
            return f"“{place.label}”里{such}最多只能有 {most} 条，这里有 {fitting} 条", f"删去 {fitting - most} 条{such}"
        return f"“{place.label}”里{such}至少要有 {least} 条，这里有 {fitting} 条", f"再加 {least - fitting} 条{such}"

    def _at(self, path: list[str | int]) -> Any:
        node: Any = self.schema
        for step in path:
            node = part_below(self.schema, node, step)
        return node


def _spaced(label: str) -> str:
    """A Latin word is set off from the Han characters behind it."""
    return f"{label} " if label[-1:].isascii() else label


def _walked(data: Any, path: list[str | int]) -> tuple[list[str | int], Any]:
    """The value at a path of the validator, which gives the key "007" as the number 7, and the steps as they are."""
    steps: list[str | int] = []
    for step in path:
        if isinstance(data, dict) and isinstance(step, int):
            spelt = (key for key in data if re.fullmatch("[+]?[0-9]+", key, re.ASCII) and int(key) == step)
            step = str(step) if str(step) in data else next(spelt, str(step))
        steps.append(step)
        data = data[step]
    return steps, data


def _numbers(items: list[Any], written: list[str]) -> list[int]:
    """Which items are meant, from the first on: of those too many the validator gives the values, in order, as JSON."""
    found: list[int] = []
    rest = [_same(json.loads(text, parse_float=Decimal)) for text in written]
    for number in range(len(items) - 1, -1, -1):  # what is left over stands mostly at the end
        if rest and _same(items[number]) == rest[-1]:
            rest.pop()
            found.insert(0, number)
    return found


def _duplicates(place: Property, pointer: str, items: list[Any]) -> Iterator[Refusal]:
    first: dict[Any, int] = {}
    for number, item in enumerate(items):
        before = first.setdefault(_same(item), number)
        if before != number:
            message = f"“{place.label}”第 {number + 1} 条与第 {before + 1} 条重复，都是{shown(item)}"
            yield Refusal(f"{pointer}/{number}", "wrong-value", message, "删去一条，或者改成不同的")


def _same(value: Any) -> Any:
    """What is equal where two values are to JSON Schema: 1 and 1.0 are, 1 and true are not."""
    if isinstance(value, dict):
        return "{}", frozenset((key, _same(inside)) for key, inside in value.items())
    if isinstance(value, list):
        return "[]", tuple(map(_same, value))
    return isinstance(value, bool), Decimal(repr(value)) if isinstance(value, float) else value
