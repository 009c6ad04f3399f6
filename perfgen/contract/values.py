"""A value that is there and does not fit in, what to say of it out: the name of the finding, the message, the hint."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Any
from unicodedata import normalize

from perfgen.contract.described import FORMATS, TYPES, described, written
from perfgen.contract.nearest import nearest
from perfgen.contract.property import Property, matches
from perfgen.data import BLANK
from perfgen.display import quoted, shortened
from perfgen.spec.mistakes import quote
from perfgen.spec.plain import plain

Words = tuple[str, str, str]

_WANTED = {
    "object": "要写成几个“键: 值”",
    "array": "要逐条写",
    "string": "要写文字",
    "number": "要写数字",
    "integer": "要写整数",
    "boolean": "要写 true 或 false",
    "null": "要空着",
}
_NOTHING = ("-", "－", "—", "——", "/", "无", "没有")
_YES, _NO = ("是", "有", "对", "√", "yes", "y", "on", "1"), ("否", "无", "没有", "不", "不是", "×", "no", "n", "off", "0")
_EXACT = Context(prec=100)


def misfit(place: Property, instance: Any, keyword: str, wanted: Any) -> Words:
    """What is wrong with `instance` at `place`, where `keyword` of the schema asks for `wanted`."""
    label = f"“{place.label}”"
    if is_blank(instance) or instance == BLANK:
        return "empty-value", f"{label}没有填", _or_leave_out(place)
    if keyword in ("minItems", "minProperties") and not instance:
        at_least = "一项" if wanted == 1 else f"{wanted} {'条' if keyword == 'minItems' else '项'}"
        return "empty-value", f"{label}里至少要有{' ' if wanted != 1 else ''}{at_least}", _or_leave_out(place)
    if keyword == "type":
        return _type(place, instance, wanted)
    message, hint = _SAID.get(keyword, _otherwise)(place, instance, wanted)
    return "wrong-value", f"{label}{message}", hint


def is_blank(instance: Any) -> bool:
    return instance is None or (isinstance(instance, str) and not instance.strip())


def shown(instance: Any) -> str:
    if isinstance(instance, dict):
        return f"“键: 值”（{shortened('、'.join(instance))}）" if instance else "空的 {}"
    if isinstance(instance, list):
        return f"一个列表（{len(instance)} 条）" if instance else "空的 []"
    return quoted(written(instance))


def _or_leave_out(place: Property) -> str:
    instruction = place.instruction()
    if place.required or "不写" in instruction:
        return instruction or f"填上“{place.label}”"
    return f"{instruction}；用不到就删去这一项".removeprefix("；")


def _type(place: Property, instance: Any, types: list[str]) -> Words:
    asked = [kind for kind in _WANTED if kind in types and (kind != "null" or len(types) == 1)]
    if "string" in asked:  # a number is written as text is
        asked = [kind for kind in asked if kind not in ("number", "integer", "boolean")]
    elif "number" in asked and "integer" in asked:
        asked.remove("integer")
    message = _WANTED[asked[0]] + "".join(f"，或者{_WANTED[kind].removeprefix('要')}" for kind in asked[1:])
    if place.toml:
        message = message.replace("“键: 值”", "“键 = 值”")
    if asked == ["null"]:
        return "wrong-type", f"“{place.label}”{message}，这里写的是{shown(instance)}", "删去所写的值"
    hint = _about_type(place, asked[0], instance) or f"改成{'或'.join(TYPES[kind] for kind in asked)}"
    return "wrong-type", f"“{place.label}”{message}，这里写的是{shown(instance)}", hint


def _about_type(place: Property, wanted: str, instance: Any) -> str:
    """What to type instead of a value of another type."""
    simple = isinstance(instance, str | int | Decimal)
    if wanted == "boolean":
        meant = str(instance).strip().casefold()
        known = next((value for value, words in (("true", _YES), ("false", _NO)) if meant in words), "")
        return f"改成 {place.typed(known)}" if known else f"写成 {place.typed('true')} 或 {place.typed('false')}"
    if simple and instance in _NOTHING and not place.required:
        empty = wanted == "object" and not place.toml and not place.schema.get("required")
        return f"没有就写 {place.typed('{}')}" if empty else "没有就删去这一项"
    if wanted in ("number", "integer") and isinstance(instance, str):
        if number := _number_in(instance, wanted, place.description):
            too_long = isinstance(plain(number), str)
            return "整数部分最多 15 位，小数最多 6 位" if too_long else f"只写数字，不加引号：{place.typed(number)}"
        return "；".join(filter(None, [f"只写数字，{place.instruction()}".removesuffix("，"), place.description]))
    if wanted == "string" and isinstance(instance, dict) and len(instance) == 1 and not place.toml:
        ((key, value),) = instance.items()  # a text with a colon and a space in it
        if isinstance(value, str | int | Decimal):
            return f"加上引号：{place.typed(quote(f'{key}: {written(value)}'))}"
    if wanted == "string" and simple:
        quoted = f'"{written(instance)}"'
        return f"加上引号：{place.typed(quoted)}"
    if wanted == "object" and simple and not place.toml and (made := place.made_of(instance)):
        return f"写成 {place.typed(made)}"
    if wanted == "object" and isinstance(instance, list) and not place.toml:
        if made := place.joined(instance):
            return f"不用“- ”，也不用方括号，写成 {place.typed(made)}"
        return f"不用“- ”，也不用方括号；{place.instruction()}".removesuffix("；")
    return place.instruction()


def _choice(place: Property, instance: Any, allowed: list[Any]) -> tuple[str, str]:
    words = [written(value) for value in allowed]
    meant = nearest(written(instance), words) if len(words) > 1 else words[0] if words else ""
    if place.toml and meant:
        meant = f'"{meant}"' if isinstance(allowed[words.index(meant)], str) else meant
    hint = f"改成 {place.typed(meant)}" if meant else place.description or f"从 {'、'.join(words)} 里选一个"
    return f"只能写 {'、'.join(words)}，这里写的是{shown(instance)}", hint


def _bound(keyword: str) -> Callable[[Property, Any, Any], tuple[str, str]]:
    def said(place: Property, instance: Any, limit: Any) -> tuple[str, str]:
        low, high = place.schema.get("minimum"), place.schema.get("maximum")
        if keyword in ("minimum", "maximum") and None not in (low, high) and limit in (low, high):
            bounds = f"应在 {written(low)} 到 {written(high)} 之间"
        else:
            words = {"minimum": "不能小于", "maximum": "不能大于", "exclusiveMinimum": "要大于", "exclusiveMaximum": "要小于"}
            bounds = f"{words[keyword]} {written(limit)}"
        return f"{bounds}，这里写的是{shown(instance)}", place.instruction() or f"改成{_beyond(keyword)} {written(limit)} 的数"

    return said


def _beyond(keyword: str) -> str:
    return {"minimum": "不小于", "maximum": "不大于", "exclusiveMinimum": "大于", "exclusiveMaximum": "小于"}[keyword]


def _multiple(place: Property, instance: Any, unit: Any) -> tuple[str, str]:
    number, step = Decimal(str(instance)), Decimal(str(unit))
    asked = f"要是 {written(step)} 的倍数"
    if step.adjusted() < 0 and step.normalize().as_tuple().digits == (1,):
        asked = f"最多写 {-step.adjusted()} 位小数"
    quotient = _EXACT.divide(number, step)
    near = [_EXACT.multiply(quotient.to_integral_value(way), step) for way in (ROUND_FLOOR, ROUND_CEILING)]
    typed = " 或 ".join(place.typed(written(value.normalize())) for value in near)
    return f"{asked}，这里写的是{shown(instance)}", f"改成 {typed}"


def _length(keyword: str) -> Callable[[Property, Any, Any], tuple[str, str]]:
    few = keyword.startswith("min")
    unit = {"Length": "个字", "Items": "条", "Properties": "项"}[keyword[3:]]
    verb = "" if keyword.endswith("Length") else "里"

    def said(place: Property, instance: Any, limit: int) -> tuple[str, str]:
        differs = abs(limit - len(instance))
        bound = f"{verb}{'至少要有' if few else '最多只能有'} {limit} {unit}，这里有 {len(instance)} {unit}"
        return bound, f"再加 {differs} {unit}" if few else f"删去 {differs} {unit}"

    return said


def _pattern(place: Property, instance: str, pattern: str) -> tuple[str, str]:
    if "\n" in instance:
        lines = len(instance.splitlines())
        counted = f"有 {lines} 行" if lines > 1 else "多了一个换行"
        if matches(pattern, " ".join(instance.split())):
            return f"只能写一行，这里{counted}", "写成一行，不用“|”，也不换行"
    said = f"的写法不对，这里写的是{shown(instance)}"
    for mended, how in ((normalize("NFKC", instance), "半角"), (instance.strip(), "前后不空格")):
        if mended != instance and matches(pattern, mended):
            quoted = f'"{mended}"' if not isinstance(plain(mended), str) else mended
            return said, f"改成{how}：{place.typed(quoted)}"
    return said, place.instruction() or f"要合乎 {pattern}"


def _format(place: Property, instance: str, name: str) -> tuple[str, str]:
    word, example = FORMATS.get(name, (f" {name} ", ""))
    hint = place.instruction() or (f"例如 {place.typed(example)}" if example else f"写成{word}".rstrip())
    return f"要写{word}，这里写的是{shown(instance)}", hint


def _not(place: Property, instance: Any, schema: Any) -> tuple[str, str]:
    if isinstance(schema, dict) and set(schema) == {"required"} and schema["required"]:
        named = "、".join(f"“{place.child(key).named}”" for key in schema["required"])
        several = len(schema["required"]) > 1
        return f"里不能{'同时' if several else ''}写{named}", "删去其中一项" if several else "删去这一项"
    words = described(schema, place)
    return f"不能{words}" if words else "不能这样写", place.instruction() or "改成别的"


def _otherwise(place: Property, instance: Any, _: Any) -> tuple[str, str]:
    return f"的写法不对，这里写的是{shown(instance)}", place.instruction() or "对照这种表的说明改"


_SAID: dict[str, Callable[[Property, Any, Any], tuple[str, str]]] = {
    "enum": _choice,
    "const": lambda place, instance, value: _choice(place, instance, [value]),
    "multipleOf": _multiple,
    "pattern": _pattern,
    "format": _format,
    "not": _not,
    **{word: _bound(word) for word in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")},
    **{
        word: _length(word)
        for word in ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")
    },
}


def _number_in(text: str, wanted: str, description: str) -> str:
    """The number that was meant, as it is to be typed; "" where its unit is not the form's."""
    bare = re.sub(r"\s", "", normalize("NFKC", re.sub("(?<=[0-9])。(?=[0-9])", ".", text)))
    bare = re.sub(r"^(\D?\d+),(\d{1,2})(?!\d|,)", r"\1.\2", bare)  # 862,40: the comma of other countries
    bare = re.sub(r"(?<=\d),(?=(?:\d{3}(?!\d)))", "", bare)
    found = re.fullmatch(r"[¥+约]?(-?\d+(?:\.\d+)?)(\D*)", bare)
    if not found or (found[2] and wanted == "number" and f"单位为{found[2]}" not in description):
        return ""
    return f"{Decimal(found[1]):f}"
