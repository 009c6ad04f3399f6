"""A bundled schema in, what is wrong with its formulas out; and of a computed value the words that say how it came about.

A formula is looked at in every place where its definition is used: what it refers to must be there, be a number where it
is reckoned with, and not hang on the value itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from typing import Any, NamedTuple

from perfgen.contract.property import Property
from perfgen.declaration.annotations import BANDS_WORD, VALUE_WORD
from perfgen.declaration.applied import properties
from perfgen.declaration.formula import (
    EXAMPLES,
    OF_MANY,
    Call,
    Expression,
    FormulaError,
    Operation,
    Reference,
    formula_of,
    parsed,
    references,
)
from perfgen.pointers import below

MAX_CHAIN = 20  # formulas that hang on one another
_Mistake = tuple[str, str, str]  # the place, what is wrong, what to do
_Steps = tuple[str, ...]
_ANY = "*"
_TEXTS: Mapping[str, tuple[int, ...]] = {"number": (0,), "score": (0, 1, 3)}  # arguments that may be texts


class _Place(NamedTuple):
    """A computed value: the way to it, `*` for any item and any open key, and what the schema says of it."""

    steps: _Steps
    schema: Property
    node: Expression


def wrong_formulas(document: Mapping[str, Any], written: Mapping[str, Any]) -> Iterator[_Mistake]:
    """`written` is the document as its author wrote it, before it was expanded: mistakes are told at its lines."""
    texts = dict(_texts(written, ""))
    for written_at, text in texts.items():
        if found := _wrong_by_itself(written_at, text):
            yield written_at, *found
            return
    places = list(_places(Property.root(document), ()))
    known = {place.steps: place for place in places}
    needs: dict[_Steps, set[_Steps]] = {}
    for place in places:
        try:
            needs[place.steps] = _Check(place, known).needs()
        except FormulaError as error:
            yield _where(place, texts), f"“{place.schema.label}”的公式：{error}", error.hint
            return
    yield from _circle(needs, known, texts)


def _texts(node: Any, place: str) -> Iterator[tuple[str, Any]]:
    """Every `x-value` with its place."""
    for key, part in node.items() if isinstance(node, dict) else enumerate(node):
        if key == VALUE_WORD and isinstance(node, dict):
            yield below(place, key), part
        elif isinstance(part, dict | list):
            yield from _texts(part, below(place, key))


def _wrong_by_itself(place: str, text: Any) -> tuple[str, str] | None:
    if not isinstance(text, str) or not text.strip():
        return f"{VALUE_WORD} 要写一个公式", f'写成 "{VALUE_WORD}": "{EXAMPLES["round"]}" 之类'
    if place.split("/")[-3:-2] not in (["properties"], ["$defs"]):
        return f"{VALUE_WORD} 写在这里没有用", "写在 properties 里某一项的说明里"
    try:
        parsed(text)
    except FormulaError as error:
        return str(error), error.hint
    return None


def _places(schema: Property, steps: _Steps) -> Iterator[_Place]:
    for key, inner in _inside(schema):
        there = (*steps, key)
        if VALUE_WORD in inner.schema and key != _ANY:
            yield _Place(there, inner, parsed(inner.schema[VALUE_WORD]))
        yield from _places(inner, there)


def _inside(schema: Property) -> Iterator[tuple[str, Property]]:
    """What may stand directly in a value: its keys, then what any other key or item is."""
    yield from schema.keys.items()
    if schema.others is not None:
        yield _ANY, schema.others


def not_required(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document without asking anybody to type what is computed."""
    definitions = document.get("$defs", {})

    def kept(node: Any) -> Any:
        if isinstance(node, list):
            return [kept(part) for part in node]
        if not isinstance(node, dict):
            return node
        whole = {key: kept(part) for key, part in node.items()}
        inside, required = node.get("properties"), node.get("required")
        if isinstance(inside, dict) and isinstance(required, list):
            whole["required"] = [key for key in required if not _is_computed(inside.get(key), definitions)]
        return whole

    found: dict[str, Any] = kept(document)
    return found


def _is_computed(schema: Any, definitions: Mapping[str, Any]) -> bool:
    """Whether nothing of it is typed: it has a formula, or is a group of nothing but values that have one."""
    group = properties(schema, definitions).values() or (schema,)
    return all(formula_of(part, definitions) is not None for part in group)


class _Check:
    """Of one formula in one place. Raises FormulaError."""

    def __init__(self, place: _Place, known: Mapping[_Steps, _Place]) -> None:
        self._place = place
        self._known = known

    def needs(self) -> set[_Steps]:
        """The other computed values that it takes."""
        types = self._place.schema
        if self._is_text(self._place.node) and not types.accepts("string"):
            raise FormulaError("算出来的是文字，如 93.15%", '这一项写成 "type": "string"')
        if types.accepts("integer") and not types.accepts("number"):
            raise FormulaError("算出来的可能不是整数", '这一项写成 "type": "number"')
        bands = types.schema.get(BANDS_WORD, {})
        if not isinstance(bands, dict) or any(not _is_percent(one) for one in bands.values()):
            raise FormulaError(f"{BANDS_WORD} 要写定性结果各得分值的百分之几", f'写成 "{BANDS_WORD}": {{"部分完成": 60, "未完成": 0}}')
        self._look_at(self._place.node)
        found: set[_Steps] = set()
        for one in references(self._place.node):
            targets = {steps for steps, _ in self._targets(one)}
            if one.is_many and _ANY not in self._place.steps:
                targets.discard(self._place.steps)  # `*` is all others
            found |= targets
        return found & self._known.keys()

    def _look_at(self, node: Expression) -> None:
        """That what is reckoned with is a number, and that only a function of many is given many."""
        parts = node[1:] if isinstance(node, Operation) else node.arguments if isinstance(node, Call) else (node,)
        takes_many = isinstance(node, Call) and node.name in OF_MANY
        texts = _TEXTS.get(node.name, ()) if isinstance(node, Call) else ()
        for number, one in enumerate(parts):
            if isinstance(one, Reference) and one.is_many and not takes_many:
                raise FormulaError(f"“{one}”是好几个值", f"写成 sum({one}) 之类，* 只能写在 {'、'.join(OF_MANY)} 里")
            if one is not node and number not in texts and self._is_text(one):
                raise self._no_number(one)
            if isinstance(one, Operation | Call):
                self._look_at(one)

    def _no_number(self, node: Expression) -> FormulaError:
        if not isinstance(node, Reference):
            return FormulaError("share 得出的是文字，不能再拿来算", f"写成除法，例如 {EXAMPLES['round']}")
        hint = "逐项写出要算的键，里面不要有文字" if node.is_many else f"写成 number({node})，取其中的数"
        return FormulaError(f"“{node}”是文字，不能拿来算", hint)

    def _is_text(self, node: Expression) -> bool:
        if isinstance(node, Call):
            return node.name == "share"
        if not isinstance(node, Reference):
            return False
        for steps, schema in self._targets(node):
            computed = self._known.get(steps)
            if computed is not None and computed is not self._place:
                return isinstance(computed.node, Call) and computed.node.name == "share"
            if schema.accepts("string") or not (schema.accepts("number") or schema.accepts("integer")):
                return True
        return False

    def _targets(self, reference: Reference) -> list[tuple[_Steps, Property]]:
        """The places that a reference leads to."""
        start = self._root if reference.is_absolute else self._beside
        steps = () if reference.is_absolute else self._place.steps[:-1]
        found = [(steps, start)]
        for step in reference.steps:
            inner = [((*way, key), one) for way, place in found for key, one in _stepped(place, step)]
            if not inner:
                raise _unknown(reference, step, [one for _, one in found])
            found = inner
        values = [(way, one) for way, one in found if not any(True for _ in _inside(one))]
        if not values or (len(values) < len(found) and not reference.is_many):
            keys = "、".join(dict.fromkeys(key for _, one in found for key, _ in _inside(one)))
            raise FormulaError(f"“{reference}”是一组值", f"写到里面的哪一项，例如 {reference}/{keys.split('、')[0]}，可以写 {keys}")
        return values

    @property
    def _beside(self) -> Property:
        assert self._place.schema.parent
        return self._place.schema.parent

    @property
    def _root(self) -> Property:
        found = self._place.schema
        while found.parent:
            found = found.parent
        return found


def _stepped(place: Property, step: str) -> Iterator[tuple[str, Property]]:
    if step == _ANY:
        yield from _inside(place)
    elif step in place.keys:
        yield step, place.keys[step]
    elif place.others is not None and not place.accepts("array"):
        yield _ANY, place.others


def _unknown(reference: Reference, step: str, places: list[Property]) -> FormulaError:
    keys = list(dict.fromkeys(key for place in places for key, _ in _inside(place)))
    if not keys and len(reference.steps) > 1 and not reference.is_many:
        hint = f"要除就写成 {' ÷ '.join(reference.steps)}"
        return FormulaError(f"“{reference}”读作“{reference.steps[0]}”里面的“{step}”，没有这一项", hint)
    if _ANY in keys:
        return FormulaError(f"“{reference}”里没有“{step}”这一项", "列表的各条用 * 表示")
    return FormulaError(f"“{reference}”里没有“{step}”这一项", f"可以写 {'、'.join(keys)}" if keys else "再上一级不是一组值")


def _circle(
    needs: Mapping[_Steps, set[_Steps]], known: Mapping[_Steps, _Place], texts: Mapping[str, Any]
) -> Iterator[_Mistake]:
    try:
        order = list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        circle = [known[steps] for steps in error.args[1][::-1]]
        names = " → ".join(place.schema.label for place in circle)
        yield _where(circle[0], texts), f"公式绕成了圈：{names}", "其中一项要填写，不能也由公式得出"
        return
    length: dict[_Steps, int] = {}
    for steps in order:
        length[steps] = 1 + max((length[one] for one in needs[steps]), default=0)
        if length[steps] > MAX_CHAIN:
            yield _where(known[steps], texts), f"公式一个接一个，超过 {MAX_CHAIN} 层", "少分几层"
            return


def _where(place: _Place, texts: Mapping[str, Any]) -> str:
    """Where the formula is written, which may be a definition that several places share."""
    text = place.schema.schema[VALUE_WORD]
    alike = [pointer for pointer, one in texts.items() if one == text]
    return next((one for one in alike if one.split("/")[-2] == place.steps[-1]), alike[0] if alike else "")


def _is_percent(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and 0 <= value <= 100
