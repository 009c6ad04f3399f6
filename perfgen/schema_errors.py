"""The errors of JSON Schema in, diagnostics in the words of the form out: “指标缺少‘绩效标准’”, with what to type.

Every property of a form's schema has a `title` (the form's own label) and may have `examples`; the words come from there.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from perfgen.diagnostics import Diagnostic, Position
from perfgen.text import pointer_token

Positions = Mapping[str, Position]


def explain(document: Mapping[str, Any], data: Any, positions: Positions, file: str) -> list[Diagnostic]:
    """A diagnostic for every place in `data` that the bundled schema refuses, in the order of the file."""
    found: dict[tuple[str, str], Diagnostic] = {}
    for error in Draft202012Validator(dict(document)).iter_errors(data):
        for diagnostic, pointer in _Explanation(document, error, positions, file).diagnostics():
            found.setdefault((pointer, diagnostic.message if pointer.endswith("#") else diagnostic.name), diagnostic)
    return sorted(found.values(), key=lambda diagnostic: diagnostic.sort_key)


def nearest(word: str, known: list[str]) -> str:
    """The known word that `word` was probably meant to be, or ""."""
    close = difflib.get_close_matches(word, known, 1, 0.6)
    return close[0] if close else ""


class _Explanation:
    """One error of the schema, with the schema of the value it is about and the label the form gives that value."""

    def __init__(
        self, document: Mapping[str, Any], error: ValidationError, positions: Positions, file: str
    ) -> None:
        self._document = document
        self._error = error
        self._positions = positions
        self._file = file
        self._path = "".join(f"/{pointer_token(str(key))}" for key in error.absolute_path)
        self._label, self._examples = self._describe()

    def diagnostics(self) -> Iterator[tuple[Diagnostic, str]]:
        """Each diagnostic with the pointer it is about."""
        kind, error = str(self._error.validator), self._error
        if kind == "required":
            missing = [key for key in error.validator_value if key not in error.instance]
            for key in missing:
                yield self._missing(key), f"{self._path}/{pointer_token(key)}#"
        elif kind == "additionalProperties":
            for key in self._unknown_keys():
                yield self._unknown(key), f"{self._path}/{pointer_token(key)}#"
        else:
            name, message, hint = self._value_problem(kind)
            yield self._diagnostic(name, message, hint, self._path), self._path

    def _diagnostic(self, name: str, message: str, hint: str, pointer: str) -> Diagnostic:
        position = self._positions.get(pointer) or self._positions.get("")
        return Diagnostic(name, message, self._file, position, hint)

    def _describe(self) -> tuple[str, list[Any]]:
        """The label and the examples of the value: of the property itself before the definition it refers to."""
        node: Any = self._document
        label, examples = node.get("title", ""), node.get("examples", [])
        for key in list(self._error.absolute_schema_path)[:-1]:
            if key == "$ref":
                node = self._definition(node)
                label = label or node.get("title", "")
            else:
                node = node[key]
                if not isinstance(node, dict) or key in ("properties", "patternProperties"):
                    continue
                if key == "items":
                    label, examples = node.get("title", "") or label, node.get("examples", [])
                else:
                    label, examples = node.get("title", "") or str(key), node.get("examples", [])
                    if "title" not in node and "$ref" in node:
                        label = self._definition(node).get("title", "") or label
            examples = examples or node.get("examples", [])
        return label, examples

    def _definition(self, node: Mapping[str, Any]) -> dict[str, Any]:
        definition: dict[str, Any] = self._document["$defs"][node["$ref"].removeprefix("#/$defs/")]
        return definition

    def _property(self, key: str) -> tuple[str, list[Any]]:
        node = self._error.schema["properties"].get(key, {})
        definition = self._definition(node) if "$ref" in node else {}
        return node.get("title") or definition.get("title") or key, node.get("examples") or definition.get("examples", [])

    def _missing(self, key: str) -> Diagnostic:
        title, examples = self._property(key)
        message = f"{self._label}缺少“{title}”"
        return self._diagnostic("missing-key", message, f"加上 {_example(key, examples)}", self._path)

    def _unknown_keys(self) -> list[str]:
        schema = self._error.schema
        known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
        return [key for key in self._error.instance if key not in known and not any(re.search(p, key) for p in patterns)]

    def _unknown(self, key: str) -> Diagnostic:
        known: list[str] = list(self._error.schema.get("properties", {}))
        pointer = f"{self._path}/{pointer_token(key)}#"
        if not known:
            return self._diagnostic("unknown-key", f"“{key}”不是年份", "年份写四位数字，例如 2020", pointer)
        titles = {self._property(name)[0]: name for name in known}
        meant = nearest(key, known) or titles.get(nearest(key, list(titles)), "")
        if not meant:
            hint = f"这里可以写：{'、'.join(_named(name, self._property(name)[0]) for name in known)}"
        else:
            hint = f"是不是 {_named(meant, self._property(meant)[0])}？"
        return self._diagnostic("unknown-key", f"{self._label}里没有“{key}”这一项", hint, pointer)

    def _value_problem(self, kind: str) -> tuple[str, str, str]:
        """Name, message and hint for a value that is there and does not fit."""
        label, instance, limit = self._label, self._error.instance, self._error.validator_value
        example = _example(str(self._error.absolute_path[-1]), self._examples) if self._error.absolute_path else ""
        example = f"例如 {example}" if self._examples else ""
        shown = _shown(instance)
        if instance is None or (isinstance(instance, str) and not instance.strip()):
            return "empty-value", f"“{label}”没有填", "；".join(filter(None, [example, "用不到就删去这一行"]))
        if kind == "type":
            return "wrong-type", *self._type_problem(limit, shown, example)
        if kind in ("enum", "const"):
            allowed = [str(value) for value in (limit if kind == "enum" else [limit])]
            meant = nearest(str(instance), allowed)
            hint = f"是不是“{meant}”？" if meant and len(allowed) > 1 else ""
            return "wrong-value", f"“{label}”应为{'、'.join(f'“{value}”' for value in allowed)}，得到{shown}", hint
        if kind in ("minItems", "minProperties"):
            return "empty-value", f"“{label}”里至少要有一项", example or "用不到就删去这一行"
        if kind in ("minimum", "maximum"):
            bound = "小于" if kind == "minimum" else "大于"
            return "wrong-value", f"“{label}”不能{bound} {limit}，得到{shown}", example
        if kind == "pattern" and isinstance(instance, str) and "\n" in instance:
            return "wrong-value", f"“{label}”只能写一行，这里有 {len(instance.splitlines())} 行", example
        return "wrong-value", f"“{label}”的写法不对，得到{shown}", example

    def _type_problem(self, types: str | list[str], shown: str, example: str) -> tuple[str, str]:
        label, instance = self._label, self._error.instance
        wanted = types if isinstance(types, str) else types[0]
        words = {"object": "一组“键: 值”", "array": "列表", "number": "数字", "integer": "整数", "string": "文字"}
        message = f"“{label}”应为{words.get(wanted, '另一种值')}，得到{shown}"
        if wanted == "array":
            return message, "每项另起一行，以“- ”（减号加空格）开头"
        if wanted == "object":
            colon = isinstance(instance, str) and "：" in instance
            return message, "键后面要用半角冒号加空格，不用全角的“：”" if colon else example
        if wanted in ("number", "integer") and isinstance(instance, str) and (number := _number_in(instance)):
            unit = "，单位在表头里已写明（万元），不写在这里" if "元" in instance else ""
            return message, f"只写数字：{self._error.absolute_path[-1]}: {number}{unit}"
        if wanted == "string" and isinstance(instance, int | Decimal):
            return message, f"加上引号：{self._error.absolute_path[-1]}: \"{instance}\""
        return message, example


def _example(key: str, examples: list[Any]) -> str:
    if not examples or isinstance(examples[0], dict | list):
        return f"{key}: …"
    return f"- {examples[0]}" if key.isdigit() and len(key) < 4 else f"{key}: {examples[0]}"


def _named(key: str, title: str) -> str:
    return key if key == title else f"{key}（{title}）"


def _shown(instance: Any) -> str:
    if isinstance(instance, dict):
        return f"一组“键: 值”（{'、'.join(list(instance)[:3])}）" if instance else "空的 {}"
    if isinstance(instance, list):
        return f"一个有 {len(instance)} 项的列表"
    text = " ".join(str(instance).split())
    return f"“{text[:30]}…”" if len(text) > 30 else f"“{text}”"


def _number_in(text: str) -> str:
    match = re.search(r"\d[\d,，]*(\.\d+)?", text)
    return re.sub("[,，]", "", match[0]) if match else ""
