"""The errors of JSON Schema in, diagnostics in the words of the form out: “指标缺少‘绩效标准’”, with what to type.

The words come from the schema: every property has a `title`, the form's own label, a `description`, the form's
instruction, and mostly `examples`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple
from unicodedata import normalize

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from perfgen.contract.property import Property, nearest
from perfgen.data import above, below
from perfgen.data import pointer as pointer_of
from perfgen.diagnostics import Diagnostic, Position
from perfgen.display import shortened
from perfgen.spec.plain import MAX_PROBLEMS, plain

_KINDS = {
    "object": "要写成几个“键: 值”",
    "array": "要逐条写",
    "string": "要写文字",
    "number": "要写数字",
    "integer": "要写整数",
}
_NOTHING = ("-", "－", "—", "——", "/", "无", "没有")


class _Finding(NamedTuple):
    """`pointer` is the place of the value, of the key ("…#"), or where the missing key would be."""

    pointer: str
    name: str
    message: str
    hint: str


def explain(document: Mapping[str, Any], data: Any, positions: Mapping[str, Position], file: str) -> list[Diagnostic]:
    """What the bundled schema refuses in `data`, in the order of the file: one diagnostic for one mistake."""
    root = Property.root(document)
    found: dict[str, Diagnostic] = {}
    explained: set[str] = set()  # what seems to be missing or empty because its key or its content stands elsewhere
    for error in sorted(_Validator(document).iter_errors(data), key=lambda error: error.validator != _UNKNOWN_KEYS):
        for pointer, name, message, hint in _findings(root.at(error.absolute_path), error, explained):
            place = positions.get(pointer) or positions.get(above(pointer)) or Position(1, 1)
            found.setdefault(pointer, Diagnostic(name, message, file, place, hint))
    return sorted(found.values(), key=lambda diagnostic: diagnostic.sort_key)[:MAX_PROBLEMS]


def _is_whole(_: Any, instance: Any) -> bool:
    """As for the validator that answers yes or no, 2026.0 is a whole number."""
    return instance == instance.to_integral_value() if isinstance(instance, Decimal) else isinstance(instance, int)


_UNKNOWN_KEYS = "additionalProperties"
_TYPES = Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_whole)
# jsonschema has no types for what makes a validator.
_Validator: Any = extend(Draft202012Validator, type_checker=_TYPES)  # type: ignore[no-untyped-call]


def _findings(place: Property, error: ValidationError, explained: set[str]) -> Iterator[_Finding]:
    pointer = pointer_of(error.absolute_path)
    instance: Any = error.instance
    if error.validator == _UNKNOWN_KEYS:
        for key in instance:
            if not place.allows(key):
                hint, elsewhere = _about_key(place, key, pointer, instance)
                explained.add(elsewhere)
                word = f"“{shortened(key)}”"
                message = f"{place.label}里" + (f"没有{word}这一项" if place.keys else f"不能写{word}")
                yield _Finding(f"{below(pointer, key)}#", "unknown-key", message, hint)
    elif error.validator == "required":
        for key, child in place.keys.items():
            missing = below(pointer, key)
            if child.required and key not in instance and missing not in explained:
                message = f"{place.label}缺少“{child.label if child.label != place.label else key}”"
                yield _Finding(missing, "missing-key", message, f"加上 {child.typed_out()}")
    elif instance not in (None, {}) or pointer not in explained:
        yield _Finding(pointer, *_about_value(place, error))


def _about_key(place: Property, key: str, pointer: str, taken: Mapping[str, Any]) -> tuple[str, str]:
    """What to do about an unknown key, and the pointer of what is missed because of it."""
    if inner := next((child for child in place.keys.values() if key in child.keys), None):
        return f"“{key}”写在“{inner.label}”下面，比它多缩进两格", below(pointer, str(inner.key))
    if place.parent and key in place.parent.keys:
        return f"“{key}”与“{place.label}”并列，少缩进两格", below(above(pointer), key)
    if meant := place.meant(key, taken):
        certain = key in meant.titles
        hint = f"把“{key}”改成 {meant.key}" if certain else f"是不是 {meant.named}？"
        return hint, below(pointer, str(meant.key))
    if place.keys:
        torn = "如果它是前面那段文字的一部分，给那段文字加上引号；" if taken[key] is None else ""
        return f"{torn}这里可以写 {'、'.join(child.named for child in place.keys.values())}", ""
    allowed = next((part for part in re.findall(r"[0-9]+", normalize("NFKC", key)) if place.allows(part)), "")
    return f"改成 {allowed}" if allowed else place.description, ""


def _about_value(place: Property, error: ValidationError) -> tuple[str, str, str]:
    """Name, message and hint for a value that is there and does not fit."""
    label, instance, kind = f"“{place.label}”", error.instance, error.validator
    if instance is None or (isinstance(instance, str) and not instance.strip()):
        return "empty-value", f"{label}没有填", _or_leave_out(place)
    if kind in ("minItems", "minProperties"):
        return "empty-value", f"{label}里至少要有一项", _or_leave_out(place)
    written = f"这里写的是{_shown(instance)}"
    if kind == "type":
        wanted = next((wanted for wanted in _KINDS if place.accepts(wanted)), "string")
        return "wrong-type", f"{label}{_KINDS[wanted]}，{written}", _about_type(place, wanted, instance)
    if kind in ("enum", "const"):
        allowed = [str(value) for value in place.schema.get("enum", [place.schema.get("const")])]
        meant = nearest(str(instance), allowed) if len(allowed) > 1 else allowed[0]
        hint = f"改成 {place.typed(meant)}" if meant else place.description
        return "wrong-value", f"{label}只能写 {'、'.join(allowed)}，{written}", hint
    if kind in ("minimum", "maximum"):
        low, high = place.schema.get("minimum"), place.schema.get("maximum")
        beyond = f"不能小于 {low}" if kind == "minimum" else f"不能大于 {high}"
        bounds = beyond if None in (low, high) else f"应在 {low} 到 {high} 之间"
        return "wrong-value", f"{label}{bounds}，{written}", place.instruction()
    if kind == "pattern" and isinstance(instance, str) and "\n" in instance:
        lines = len(instance.splitlines())
        counted = f"有 {lines} 行" if lines > 1 else "多了一个换行"
        return "wrong-value", f"{label}只能写一行，这里{counted}", "写成一行，不用“|”，也不换行"
    return "wrong-value", f"{label}的写法不对，{written}", place.instruction()


def _or_leave_out(place: Property) -> str:
    instruction = place.instruction()
    return instruction if place.required or "不写" in instruction else f"{instruction}；用不到就删去这一项"


def _about_type(place: Property, wanted: str, instance: Any) -> str:
    """What to type instead of a value of another type."""
    simple = isinstance(instance, str | int | Decimal)
    if instance in _NOTHING and not place.required:
        return "没有就删去这一项"
    if wanted in ("number", "integer") and isinstance(instance, str):
        if number := _number_in(instance, wanted, place.description):
            too_long = isinstance(plain(number), str)
            return "整数部分最多 15 位，小数最多 6 位" if too_long else f"只写数字，不加引号：{place.typed(number)}"
        return f"只写数字，{place.instruction()}；{place.description}"
    if wanted == "string" and simple:
        quoted = f'"{instance}"'
        return f"加上引号：{place.typed(quoted)}"
    if wanted == "object" and simple and (sample := place.sample(instance)):
        return f"写成 {place.typed(sample)}"
    if wanted == "object" and isinstance(instance, list):
        return f"不用“- ”，也不用方括号；{place.instruction()}"
    return place.instruction()


def _shown(instance: Any) -> str:
    if isinstance(instance, dict):
        return f"“键: 值”（{shortened('、'.join(instance))}）" if instance else "空的 {}"
    if isinstance(instance, list):
        return f"一个列表（{len(instance)} 条）" if instance else "空的 []"
    return f"“{shortened(str(instance))}”"


def _number_in(text: str, wanted: str, description: str) -> str:
    """The number that was meant, as it is to be typed; "" where its unit is not the form's."""
    bare = re.sub("[,，\\s]", "", normalize("NFKC", text))
    found = re.fullmatch(r"[¥+约]?(-?\d+(?:\.\d+)?)(\D*)", bare)
    if not found or (found[2] and wanted == "number" and f"单位为{found[2]}" not in description):
        return ""
    return f"{Decimal(found[1]):f}"
