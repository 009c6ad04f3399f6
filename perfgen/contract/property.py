"""The words of a form, looked up in its schema: labels, what to type as an example, the key that was probably meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from perfgen.spec.plain import plain

Schema = Mapping[str, Any]

# Text that would be read as something else than text, in braces too.
_SPECIAL = re.compile(r"[-?:&*!|>%@`#'\"]|.*(: |:$| #|[{}\[\],])")


class Property:
    """A place of a declaration as the schema describes it: a value under a key, or an item of a list (key None)."""

    def __init__(self, key: str | None, schema: Schema, definitions: Schema, parent: Property | None = None) -> None:
        self.key = key
        self.parent = parent
        self._definitions = definitions
        self.titles = [schema["title"]] if "title" in schema else []
        self.kinds: list[str] = []  # the `$def`s that it goes by, from the nearest on
        while "$ref" in schema:  # what is said here wins over what the definition says
            self.kinds.append(schema["$ref"].removeprefix("#/$defs/"))
            definition = definitions[self.kinds[-1]]
            schema = {**definition, **{word: value for word, value in schema.items() if word != "$ref"}}
            self.titles += [definition["title"]] if "title" in definition else []
        self.schema = schema

    @classmethod
    def root(cls, document: Schema) -> Property:
        """The declaration itself, by a bundled schema."""
        return cls(None, document, document.get("$defs", {}))

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

    @cached_property
    def keys(self) -> dict[str, Property]:
        """The fixed keys below this one."""
        return {key: self._below(key, schema) for key, schema in self.schema.get("properties", {}).items()}

    def child(self, step: str | int) -> Property:
        """The place one step further; one that the schema says nothing of is empty."""
        if isinstance(step, int):
            return self._below(None, self.schema.get("items", {}))
        if step in self.keys:
            return self.keys[step]
        patterns = self.schema.get("patternProperties", {})
        schema: Schema = next((patterns[pattern] for pattern in patterns if re.search(pattern, step)), {})
        return self._below(step, {**schema, "title": f"{schema.get('title', '')}（{step}）"})

    def at(self, path: Iterable[str | int]) -> Property:
        place = self
        for step in path:
            place = place.child(step)
        return place

    def accepts(self, kind: str) -> bool:
        types = self.schema.get("type", [])
        return kind in ([types] if isinstance(types, str) else types)

    def typed(self, value: str) -> str:
        """A value as it is typed here, with its key or dash."""
        return f"- {value}" if self.key is None else f"{self.key}: {value}"

    def sample(self, first: str | int | Decimal | None = None) -> str:
        """A value to type, on one line, or ""; of a group of values `first` is the first."""
        if not self.keys:
            examples = self.schema.get("examples", [])
            return self._scalar(examples[0]) if examples else ""
        needed = self.schema.get("required", []) or ([] if first is None else list(self.keys)[:1])
        parts = [self.keys[key].sample() if not self.keys[key].keys else "" for key in needed]
        if first is not None and needed:
            parts[0] = self.keys[needed[0]]._scalar(first)
        if not all(parts):
            return ""
        pairs = ", ".join(f"{key}: {part}" for key, part in zip(needed, parts, strict=True))
        return pairs if self.key is None and len(parts) == 1 else f"{{{pairs}}}" if pairs else ""

    def allows(self, key: str) -> bool:
        return key in self.keys or any(re.search(pattern, key) for pattern in self.schema.get("patternProperties", {}))

    def typed_out(self) -> str:
        """The whole of a key that is missing, or what its content is to be."""
        sample = self.sample()
        return self.typed(sample) if sample else f"{self.key}:，{self.instruction()}"

    def instruction(self) -> str:
        """What to type here, with an example where there is one."""
        if sample := self.sample():
            return f"例如 {self.typed(sample)}".removesuffix("。")
        if self.accepts("array"):
            item = self.child(0)
            sample = item.sample()
            example = f"，例如 {item.typed(sample)}" if sample else ""
            return f"下面每条另起一行，以“- ”（减号加空格）开头{example}".removesuffix("。")
        if self.keys:
            return f"下一行起缩进两格，可以写 {'、'.join(child.named for child in self.keys.values())}"
        return self.description

    def meant(self, word: str, taken: Iterable[str]) -> Property | None:
        """The key below this one that `word` was probably meant to be: by key or label, and none that is there."""
        words = {word: key for key, child in self.keys.items() for word in (*child.titles, key) if key not in taken}
        return self.keys[words[near]] if (near := nearest(word, words)) else None

    def _scalar(self, value: Any) -> str:
        """The value as it is typed here, on one line, cut where it is long; "" where it cannot be."""
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


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that `word` was probably meant to be, or "" where there is none or more than one."""
    scores = {one: _likeness(word, one) for one in known}
    best = max(scores.values(), default=0)
    close = [one for one, score in scores.items() if score == best]
    return close[0] if best >= 0.6 and len(close) == 1 else ""


def _likeness(word: str, known: str) -> float:
    ratio = difflib.SequenceMatcher(None, word, known).ratio()
    return max(ratio, 0.6) if len(word) > 1 and word in known else ratio

