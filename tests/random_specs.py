"""Data of the shipped forms drawn at random, edits of it, and the many ways in which a person may write it as YAML."""

from __future__ import annotations

import copy
import itertools
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from random import Random
from typing import Any

from given import contract_for, laid_out

from perfgen.building.laying import Laid
from perfgen.data import Data
from perfgen.diagnostics import ProblemsFound
from perfgen.manuscript.scalars import ScalarSetting, inline
from perfgen.spec.spec import load

FORMS = ("department-declaration", "project-declaration")

_WORDS = "分馆 图书 读者 志愿者 园区 企业 培训 活动 验收 办结 满意度 合格率 覆盖率 次数 个数 及时率 知晓率 制度 资金 公园".split()
# What YAML gives a meaning of its own, or reads as something else, or what looks like it.
ODD = [
    *"≥95% =100% ≤10天 100% 12.50% - -- -5 ~ null Null true no 012 0x1F 1e5 .5 1_000 2021-01-01 1:30".split(),
    *(
        "2021",
        "-7",
        "429.00",
        "甲: 乙",
        "甲:乙",
        "name：甲",
        "name: 甲",
        "甲 #乙",
        "#甲",
        "甲#乙",
        "*重点",
        "&甲",
        "!甲",
    ),
    *(
        "%甲",
        "@甲",
        "`甲`",
        "'甲'",
        '"甲"',
        "“甲”",
        "[甲]",
        "{甲}",
        "甲, 乙",
        "甲]",
        "甲}",
        "{{ 甲 }}",
        "? 甲",
        "?甲",
        "甲?",
    ),
    *(
        "甲\\n乙",
        'a "b" \\c',
        "it's",
        "'",
        '"',
        "a'b\"c",
        "> 90%",
        ">90%",
        "|",
        "|-",
        "- 甲",
        "-甲",
        "甲:",
        ":甲",
        "<<",
        "=",
    ),
    *(
        "https://a.cn/x?y#z",
        "𠮷野家",
        "👩‍🌾",
        "甲\t乙",
        " 甲",
        "甲 ",
        "　甲",
        "甲　乙",
        "甲  乙",
        "--- 甲",
        "...",
        "<<<<<<< 甲",
    ),
]


def text(random: Random) -> str:
    if random.random() < 0.25:
        return random.choice(ODD)
    words = "".join(random.choices(_WORDS, k=random.choice((1, 2, 2, 3, 3, 4, 30))))
    return words + random.choice(["", "", "，" + random.choice(_WORDS), "。", "（2）", " " + random.choice(_WORDS)])


def prose(random: Random) -> str:
    lines = [text(random) if random.random() < 0.9 else "" for _ in range(random.randint(1, 4))]
    return "\n".join(lines).strip("\n") + random.choice(["", "", "\n", "\n\n"]) or "甲"


def declaration(random: Random, form: str = "") -> dict[str, Data]:
    """What the form's schema accepts, or nearly: no more than the tests here need."""
    document = contract_for(form or random.choice(FORMS)).document
    data = _drawn(random, document, document["$defs"])
    assert isinstance(data, dict)
    return data


def printable(random: Random, form: str = "") -> dict[str, Data]:
    """A declaration that its form most likely prints whole: the past years drawn are mostly those of its columns."""
    data = declaration(random, form)
    data["fiscal_year"] = random.choice([2026, 2026, 2026, data["fiscal_year"]])
    return data


def printed_whole(count: int) -> list[Laid]:
    """The first so many random specs of which their forms print all."""
    found: list[Laid] = []
    seeds = itertools.count()
    while len(found) < count:
        random = Random(next(seeds))
        with suppress(ProblemsFound):
            found.append(laid_out(layout(random, printable(random)), f"{len(found)}.yaml"))
    return found


def _drawn(random: Random, part: Mapping[str, Any], definitions: Mapping[str, Any]) -> Data:
    if "$ref" in part:
        name = part["$ref"].removeprefix("#/$defs/")
        return prose(random) if name == "prose" else _drawn(random, definitions[name], definitions)
    if "const" in part:
        return str(part["const"])
    if "enum" in part:
        return str(random.choice(part["enum"]))
    if "items" in part:
        size = random.choice((1, 1, 1, 2, 2, 3))  # the smaller the specs, the more of them are tried in the same time
        return [_drawn(random, part["items"], definitions) for _ in range(size)]
    kinds = part.get("type", "string")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if "object" in kinds:
        if "null" in kinds and random.random() < 0.1:
            return None
        keys = [key for key in part.get("properties", {}) if key in part.get("required", ()) or random.random() < 0.5]
        if not keys and part.get("minProperties"):
            keys = [random.choice(list(part["properties"]))]
        if random.random() < 0.2:
            random.shuffle(keys)
        data = {key: _drawn(random, part["properties"][key], definitions) for key in keys}
        for pattern in part.get("patternProperties", {}).values():
            data |= {
                year: _drawn(random, pattern, definitions) for year in random.choice([[], ["2024"], ["2024", "2025"]])
            }
        return data
    kind = random.choice(kinds)
    if kind == "integer":
        return random.randint(2000, 2099)
    if kind == "number":
        return random.choice([random.randint(0, 999), Decimal(random.randint(1, 99999)) / 100 + Decimal("0.00")])
    return text(random)


# --- edits ------------------------------------------------------------------------------------------------------------


def places(data: Data, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Data]]:
    """Everything in the data by the keys and numbers that lead to it."""
    yield at, data
    if isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(value, (*at, step))


def at(data: Any, steps: tuple[str | int, ...]) -> Any:
    for step in steps:
        data = data[step]
    return data


def edit(random: Random, data: Data, count: int) -> Data:
    """The data with so many random edits: values, keys and items changed, added, removed and moved."""
    data = copy.deepcopy(data)
    for _ in range(count):
        _edit(random, data)
    return data


def _edit(random: Random, data: Any) -> None:
    everything = [place for place in places(data) if place[0]]
    if not everything:
        return
    steps, value = random.choice(everything)
    parent: Any = at(data, steps[:-1])
    lists = [found for _, found in places(data) if isinstance(found, list)]
    match random.choice(["change", "change", "change", "remove", "add", "move", "shift", "key", "empty"]):
        case "change" if not isinstance(value, dict | list):
            parent[steps[-1]] = random.choice(
                [text(random), prose(random), None, 7, Decimal("1.50"), f"{value}改", {}, []]
            )
        case "remove":
            del parent[steps[-1]]
        case "add" if lists:
            known = random.choice(lists)
            other = copy.deepcopy(random.choice(random.choice(lists) or [text(random)]))
            known.insert(random.randint(0, len(known)), random.choice([other, text(random), {"name": text(random)}]))
        case "move" if lists and isinstance(parent, list):
            del parent[steps[-1]]
            known = random.choice([found for _, found in places(data) if isinstance(found, list)])
            known.insert(random.randint(0, len(known)), value)
        case "shift" if isinstance(parent, list):
            del parent[steps[-1]]
            parent.insert(random.randint(0, len(parent)), value)
        case "key" if isinstance(value, dict):
            value[random.choice([*ODD, "新增", "2026", "heading", *value])] = random.choice(
                [text(random), {"甲": [{"name": text(random)}]}, [], {}, copy.deepcopy(random.choice(everything)[1])]
            )
        case "empty" if isinstance(value, dict | list):
            value.clear()


# --- layouts ----------------------------------------------------------------------------------------------------------


def layout(random: Random, data: dict[str, Data]) -> bytes:
    """A spec that says the data, written in any way that YAML allows; every comment in it is another."""
    while True:
        written = _Layout(random).document(data)
        try:
            if load(written, "").data == data:
                return written
        except ProblemsFound:
            pass  # a way of writing that is not accepted


class _Layout:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.comments = 0
        self.talkative = random.choice([0, 0.1, 0.3])
        self.airy = random.choice([0, 0.1, 0.3])
        self.bracketed = random.choice([0.1, 0.5, 0.9, 0.9])
        self.spread = random.choice([0, 0, 0.3])
        self.quoted = random.choice([0, 0.1, 0.5])
        self.folded = random.choice([0, 0.1])
        self.step = random.choice([2, 2, 2, 4, 3])
        self.list_step = random.choice([2, 2, 0, 4])

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def comment(self) -> str:
        self.comments += 1
        return f"# 注{self.comments}" + self.random.choice(["", "：a: b", " - x", " {a: 1}", ", ]", " # 再"])

    def beside(self) -> str:
        return self.random.choice(["  ", " ", "   "]) + self.comment() if self.chance(self.talkative / 2) else ""

    def above(self, margin: int, last: bool = False) -> list[str]:
        found = []
        while self.chance(self.airy):
            found.append("")
        while self.chance(self.talkative):
            odd = self.random.choice([0, 0, 0, 0, 2, -2])
            found.append(" " * max(0, margin + odd) + self.comment())
            if self.chance(self.airy):
                found.append("")
        return found

    def document(self, data: dict[str, Data]) -> bytes:
        lines = [self.comment() for _ in range(self.random.choice([0, 0, 1, 2]))]
        lines += ["---"] if self.chance(0.05) else []
        lines += [self.brackets(data, 0)] if self.chance(0.03) or not data else self.block(data, 0)
        lines += self.above(0)
        written = "\n".join(lines) + ("" if self.chance(0.1) else "\n")
        written = written.replace("\n", "\r\n") if self.chance(0.1) else written
        return (("\ufeff" if self.chance(0.1) else "") + written).encode()

    def block(self, data: Any, margin: int) -> list[str]:
        lines: list[str] = []
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            lines += self.above(margin)
            head = " " * margin + (f"{self.key(step)}:" if isinstance(data, dict) else "-")
            if isinstance(data, dict) and self.chance(0.02):
                head = " " * margin + f"? {self.key(step)}\n" + " " * margin + ":"
            lines += self.entry(head, value, margin, isinstance(data, list))
        return lines

    def entry(self, head: str, value: Data, margin: int, after_dash: bool) -> list[str]:
        if not isinstance(value, dict | list):
            if self.chance(self.spread / 4) and value not in (None, ""):
                return [
                    head + self.beside(),
                    " " * (margin + 2) + self.scalar(value, margin + 2, False) + self.beside(),
                ]
            return self.block_scalar(head, value, margin)
        if not value or (self.chance(self.bracketed) and not _has_lists(value)) or self.chance(0.03):
            return [f"{head} {self.brackets(value, margin + 2)}{self.beside()}"]
        if after_dash and not self.chance(self.spread / 4):
            space = self.random.choice([1, 1, 1, 1, 3])
            first, *rest = self.block(value, margin + 1 + space)
            while not first.strip() or first.lstrip().startswith("#"):
                first, *rest = self.block(value, margin + 1 + space)
            return [head + " " * space + first.lstrip(), *rest]
        step = self.list_step if isinstance(value, list) and not after_dash else self.step
        return [head + self.beside(), *self.block(value, margin + step)]

    def block_scalar(self, head: str, value: Any, margin: int) -> list[str]:
        text = str(value)
        if value is None:
            return [head + self.random.choice(["", " null", " ~"]) + self.beside()]
        literal = (
            isinstance(value, str) and ("\n" in text or self.chance(0.03)) and text.strip() and not text.startswith(" ")
        )
        if literal and self.chance(0.8):
            chomping = "" if text.endswith("\n") else "-"
            chomping = "+" if text.endswith("\n\n") else chomping
            step = self.random.choice([2, 2, 2, 1, 4])
            style = "|" if "\n" in text.rstrip("\n") or self.chance(0.7) else ">"
            lines = text.removesuffix("\n").split("\n")
            return [
                f"{head} {style}{chomping}{self.beside()}",
                *(" " * (margin + step) + line if line else "" for line in lines),
            ]
        return [f"{head} {self.scalar(value, margin + 2, False)}{self.beside()}"]

    def key(self, key: str, in_brackets: bool = False) -> str:
        if self.chance(self.quoted / 4):
            return json.dumps(key, ensure_ascii=False)
        return inline(key, ScalarSetting.KEY_IN_BRACKETS if in_brackets else ScalarSetting.KEY)

    def scalar(self, value: Any, margin: int, in_brackets: bool) -> str:
        if not isinstance(value, str):
            return "null" if value is None else str(value)
        style = self.random.choice(["'", '"']) if self.chance(self.quoted) else ""
        written = inline(value, ScalarSetting.BRACKETS if in_brackets else ScalarSetting.ITEM, style)
        if not in_brackets:
            written = written if self.chance(0.95) or style else inline(value, ScalarSetting.VALUE)
        if self.chance(self.folded) and " " in value.strip() and "  " not in value and written[:1] != '"':
            before, _, after = written.partition(" ")
            if before.strip("'") and after.strip("'"):
                written = f"{before}\n{' ' * (margin + 1)}{after}"
        if written.startswith('"') and self.chance(0.3):
            written = written.replace("甲", "\\u7532")
        return f"!!str {written}" if self.chance(0.01) else written

    def brackets(self, data: Data, margin: int) -> str:
        """On one line or on several."""
        if not isinstance(data, dict | list):
            return self.scalar(data, margin, True)
        opening, closing = "{}" if isinstance(data, dict) else "[]"
        entries = []
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            inner = self.brackets(value, margin + 2)
            if isinstance(data, dict):
                key = self.key(step, True)
                inner = (
                    (f"{key}:" if self.chance(0.3) else key)
                    if value is None and self.chance(0.5)
                    else f"{key}: {inner}"
                )
            entries.append(inner)
        if entries and self.chance(self.spread):
            lines = [opening + self.beside()]
            for number, inner in enumerate(entries):
                lines += [" " * margin + self.comment()] if self.chance(self.talkative) else []
                comma = "," if number + 1 < len(entries) or self.chance(0.3) else ""
                lines.append(f"{' ' * margin}{inner}{comma}{self.beside()}")
            lines += [" " * margin + self.comment()] if self.chance(self.talkative) else []
            return "\n".join([*lines, " " * max(0, margin - 2) + closing])
        space = self.random.choice(["", "", "", " "])
        end = self.random.choice(["", "", "", "", ","]) if entries else ""
        return opening + space + self.random.choice([", ", ", ", ",  "]).join(entries) + end + space + closing


def _has_lists(data: Data) -> bool:
    return isinstance(data, list) or (isinstance(data, dict) and any(map(_has_lists, data.values())))
