"""The words of a form, looked up in its schema: labels, what to type as an example, the key that was probably meant."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

import jsonschema_rs

from perfgen.contract.nearest import nearest
from perfgen.data import BLANK
from perfgen.declaration.annotations import VALUE_WORD
from perfgen.declaration.applied import definition, items, open_keys, properties, types_of
from perfgen.declaration.roles import level_of, origin_of, role_of, year_of
from perfgen.pointers import tokens
from perfgen.spec.plain import plain

Schema = Mapping[str, Any]

# Text that would be read as something else than text, in braces too.
_SPECIAL = re.compile(r"[-?:&*!|>%@`#'\"]|.*(: |:$| #|[{}\[\],])")


class Property:
    """A place of a file as the schema describes it: a value under a key, or an item of a list (key None).

    `toml` says how a value is typed there: `key = value`, else as YAML.
    """

    def __init__(
        self, key: str | None, schema: Schema, definitions: Schema, parent: Property | None = None, toml: bool = False
    ) -> None:
        self.key = key
        self.parent = parent
        self.toml: bool = parent.toml if parent else toml
        self._definitions = definitions
        self.titles = [schema["title"]] if "title" in schema else []
        while "$ref" in schema:  # what is said here wins over what the definition says
            definition = definitions.get(schema["$ref"].removeprefix("#/$defs/"), {})
            schema = {**definition, **{word: value for word, value in schema.items() if word != "$ref"}}
            self.titles += [definition["title"]] if "title" in definition else []
        self.schema = schema

    @classmethod
    def root(cls, document: Schema, toml: bool = False) -> Property:
        """The declaration itself, by a bundled schema."""
        return cls(None, document, document.get("$defs", {}), toml=toml)

    @cached_property
    def role(self) -> str:
        """What it is, whatever its key (one of ROLES), or ""; an item of a list is what the list says, if not more."""
        return role_of(self.schema, self._definitions) or (self.parent.role if self.parent and self.key is None else "")

    @cached_property
    def level(self) -> str:
        """The level that it stands on, by what it says or what is round it: 年度; "" where none is told."""
        return level_of(self.schema, self._definitions) or (self.parent.level if self.parent else "")

    @cached_property
    def year(self) -> int | None:
        """The year that it is of, counted from that of the form: -1 is last year; None where none is told."""
        return year_of(self.schema, self._definitions)

    @cached_property
    def origin(self) -> str:
        """The role that it may come from in a form before it (`x-from`), or ""."""
        return origin_of(self.schema, self._definitions)

    def key_of(self, role: str) -> str:
        """The key below this one that has a role, the first if several have; "" where there is none."""
        return next((key for key, place in self.keys.items() if place.role == role), "")

    @property
    def label(self) -> str:
        inherited = self.parent.label if self.parent and self.key is None else ""
        return self.titles[0] if self.titles else inherited or self.key or "申报表"

    @property
    def named(self) -> str:
        """The key with the form's label, where they differ: name（指标名称）."""
        return self.label if self.key in (self.label, None) else f"{self.key}（{self.label}）"

    @property
    def description(self) -> str:
        return str(self.schema.get("description", "")).removesuffix("。")

    @property
    def required(self) -> bool:
        return self.parent is not None and self.key in self.parent.schema.get("required", [])

    def resolved(self, schema: Any) -> Schema:
        """A part of the schema with what its `$ref` says; one that is only true or false says nothing."""
        for _ in self._definitions:
            if not (isinstance(schema, Mapping) and "$ref" in schema):
                break
            own = {word: value for word, value in schema.items() if word != "$ref"}
            schema = {**definition(schema["$ref"], self._definitions), **own}
        return schema if isinstance(schema, Mapping) else {}

    @cached_property
    def keys(self) -> dict[str, Property]:
        """The fixed keys below this one."""
        return {key: self._below(key, schema) for key, schema in properties(self.schema, self._definitions).items()}

    @cached_property
    def others(self) -> Property | None:
        """What any item is, or what is under any key that is not fixed; None where there can be none."""
        _, item = items(self.schema, self._definitions)
        open_ = next((schema for _, schema in open_keys(self.schema, self._definitions)), None)
        found = item if item is not None else open_
        return None if found is None else self._below(None if item is not None else "*", found)

    @cached_property
    def _items(self) -> tuple[list[Property], Property]:
        """The first items of a list, and any after them."""
        first, rest = items(self.schema, self._definitions)
        return [self._below(None, one) for one in first], self._below(None, rest)

    def child(self, step: str | int) -> Property:
        """The place one step further; one that the schema says nothing of is empty."""
        if isinstance(step, int):
            first, rest = self._items
            return first[step] if step < len(first) else rest
        if step in self.keys:
            return self.keys[step]
        schema = self.resolved(next(self._open_keys(step), {}))
        title = f"{schema['title']}（{step}）" if "title" in schema else step
        return self._below(step, {**schema, "title": title})

    def _open_keys(self, key: str) -> Iterator[Any]:
        """What the schema says of a key that is not fixed."""
        return (schema for pattern, schema in open_keys(self.schema, self._definitions) if matches(pattern, key))

    def at(self, path: Iterable[str | int]) -> Property:
        place = self
        for step in path:
            place = place.child(step)
        return place

    def place_of(self, pointer: str) -> Property:
        """What is said of the value at a pointer below this one; a step is the number of an item only where lists may be."""
        place = self
        for step in tokens(pointer):
            place = place.child(int(step) if step.isdigit() and place.accepts("array") else step)
        return place

    def accepts(self, kind: str) -> bool:
        return kind in types_of(self.schema)

    def typed(self, value: str) -> str:
        """A value as it is typed here, with its key or dash."""
        if self.toml:
            return value if self.key is None else f"{self.key} = {value}"
        return f"- {value}" if self.key is None else f"{self.key}: {value}"

    def sample(self) -> str:
        """A value to type, on one line, or ""."""
        if not self.keys:
            examples = self.schema.get("examples", [])
            return self._scalar(examples[0]) if examples else ""
        return self._braces([self.keys[key].sample() for key in self._needed()])

    def made_of(self, text: str | int | Decimal) -> str:
        """The group of values that a text was typed for, or "": its words if there are as many, else blanks for the rest."""
        needed = self._needed() or list(self.keys)[:1]
        words = re.split(r"[\s，,、；;/]+", str(text).strip())
        parts = words if len(words) == len(needed) else [str(text), *[BLANK] * (len(needed) - 1)]
        return self._braces([self.keys[key]._scalar(part) for key, part in zip(needed, parts, strict=False)])

    def joined(self, items: list[Any]) -> str:
        """The group that its values, one in each item of a list, were meant to be; "" where they were not."""
        pairs = [pair for item in items if isinstance(item, dict) for pair in item.items()]
        fits = pairs and len(pairs) == len(items) and all(key in self.keys and not self.keys[key].keys for key, _ in pairs)
        return "{" + ", ".join(f"{key}: {self.keys[key]._scalar(value)}" for key, value in pairs) + "}" if fits else ""

    def _needed(self) -> list[str]:
        return [key for key in self.schema.get("required", []) if key in self.keys]

    def _braces(self, parts: list[str]) -> str:
        """The needed keys with their values, or "" where one of them has none."""
        needed = self._needed() or list(self.keys)[:1]
        if not parts or not all(parts) or any(self.keys[key].keys for key in needed):
            return ""
        pairs = ", ".join(f"{key}: {part}" for key, part in zip(needed, parts, strict=True))
        return pairs if self.key is None and len(parts) == 1 else f"{{{pairs}}}"

    def allows(self, key: str) -> bool:
        return key in self.keys or any(True for _ in self._open_keys(key))

    def typed_out(self) -> str:
        """What to add where this is missing: a blank, never an example, which would be printed if it were pasted."""
        sample = self.sample()
        if self.toml and sample:
            return self.typed(sample)
        blank = self._braces([BLANK] * len(self._needed())) if self.keys else BLANK
        if not blank or self.accepts("array"):
            return f"{self.key}:，{self.instruction()}"
        how = f"换掉，{self.instruction()}" if sample else f"换成{self.instruction() or self.label}"
        return f"{self.typed(blank)}，再把 {BLANK} {how}"

    def instruction(self) -> str:
        """What to type here, with an example where there is one."""
        if sample := self.sample():
            return f"例如 {self.typed(sample)}".removesuffix("。")
        if self.accepts("array") and not self.toml:
            item = self.child(0)
            sample = item.sample()
            example = f"，例如 {item.typed(sample)}" if sample else ""
            return f"下面每条另起一行，以“- ”（减号加空格）开头{example}".removesuffix("。")
        if self.keys and not self.toml:
            given = [child.named for child in self.keys.values() if VALUE_WORD not in child.schema]
            return f"下一行起缩进两格，可以写 {'、'.join(given)}"
        return self.description

    def meant(self, word: str, taken: Iterable[str]) -> Property | None:
        """The key below this one that `word` was probably meant to be: by key or label, and none that is there."""
        words = {word: key for key, child in self.keys.items() for word in (*child.titles, key) if key not in taken}
        return self.keys[words[near]] if (near := nearest(word, words)) else None

    def _scalar(self, value: Any) -> str:
        """The value as it is typed here, on one line, cut where it is long; "" where it cannot be."""
        if self.toml:
            return json.dumps(value, ensure_ascii=False)
        if self.accepts("object") or self.accepts("array"):
            return ""
        text = " ".join(str(value).split())
        text = text if len(text) <= 30 else f"{text[:29]}…"
        if self.accepts("number") or self.accepts("integer"):
            return text if self.accepts("string") or not isinstance(plain(text), str) else ""
        special = _SPECIAL.match(text) or not isinstance(plain(text), str)
        return f'"{text}"' if special else text

    def _below(self, key: str | None, schema: Schema) -> Property:
        return Property(key, schema if isinstance(schema, Mapping) else {}, self._definitions, self)


def matches(pattern: str, text: str) -> bool:
    """Whether the pattern of a schema, which is ECMA-262, is found in the text: Python's own `re` reads it otherwise."""
    return jsonschema_rs.is_valid({"pattern": pattern}, text)
