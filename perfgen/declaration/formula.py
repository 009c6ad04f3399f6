"""The text of an `x-value` in, a formula out: numbers, references, operations and calls of a closed set of functions.

A reference is a key beside the value (`spent`), a way down from there (`lines/*/budget`) or from the top of the form
(`/funding/*/budget`); `*` is every key or item. So `a/b` is a way and `a / b` a division. Nothing is ever executed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeAlias

from perfgen.declaration.annotations import BANDS_WORD, VALUE_WORD
from perfgen.declaration.applied import Schema, definition

MAX_LENGTH: Final = 300
MAX_DEPTH: Final = 20
MAX_PLACES: Final = 6  # decimals that `round` may be asked for

# How many arguments each function takes.
FUNCTIONS: Final = {
    "sum": (1, 20),
    "min": (1, 20),
    "max": (1, 20),
    "round": (2, 2),
    "share": (2, 2),
    "number": (1, 1),
    "score": (3, 4),
}
OF_MANY: Final = ("sum", "min", "max")  # what takes a reference with `*`


class FormulaError(Exception):
    """What is wrong with a formula, and what to write, in the words of authors of forms."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Constant(NamedTuple):
    value: Fraction


class Sign(NamedTuple):
    """Which way is better, said in the formula: ≥ or ≤."""

    text: str


class Reference(NamedTuple):
    steps: tuple[str, ...]
    is_absolute: bool

    @property
    def is_many(self) -> bool:
        return "*" in self.steps

    def __str__(self) -> str:
        return "/" * self.is_absolute + "/".join(self.steps)


class Operation(NamedTuple):
    sign: str  # + - × ÷
    left: Expression
    right: Expression


class Call(NamedTuple):
    name: str
    arguments: tuple[Expression, ...]


class Formula(NamedTuple):
    """How a value is computed; `bands` give for a qualitative result its part of the full marks."""

    node: Expression
    bands: Mapping[str, Fraction]

    @property
    def adds_up(self) -> bool:
        """Whether the value is the total of others, which whoever adds those up must not add once more."""
        return isinstance(self.node, Call) and self.node.name == "sum"


Expression: TypeAlias = "Constant | Sign | Reference | Operation | Call"


def formula_of(schema: Any, definitions: Schema) -> Formula | None:
    """How the value is computed, as it says itself or what its `$ref` leads to says, if it is."""
    text, bands = "", dict[str, Any]()
    while isinstance(schema, Mapping):
        text, bands = text or schema.get(VALUE_WORD, ""), bands or schema.get(BANDS_WORD, {})
        schema = definition(schema["$ref"], definitions) if "$ref" in schema else None
    return Formula(parsed(text), {words: Fraction(percent) / 100 for words, percent in bands.items()}) if text else None


@lru_cache(maxsize=512)
def parsed(text: str) -> Expression:
    """Raises FormulaError."""
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"公式超过 {MAX_LENGTH} 个字", "分成几项，各写各的公式")
    node = _Parser(text).whole()
    if _may_be_endless(node):
        raise FormulaError("可能除不尽，没有说明取几位小数", f"写成 round({text}, 2) 之类")
    return node


def references(node: Expression) -> Iterator[Reference]:
    """Every reference in a formula, in its order."""
    if isinstance(node, Reference):
        yield node
    elif isinstance(node, Operation):
        yield from references(node.left)
        yield from references(node.right)
    elif isinstance(node, Call):
        for one in node.arguments:
            yield from references(one)


def is_scored(node: Expression) -> bool:
    """Whether the value is a score, which is for people to give where no rule tells it."""
    if isinstance(node, Operation):
        return is_scored(node.left) or is_scored(node.right)
    return isinstance(node, Call) and (node.name == "score" or any(map(is_scored, node.arguments)))


_NAME = r"[^\s/*+\-−×÷(),（），、≤≥<>=＝]+"
_REFERENCE = re.compile(rf"/?(?:\*|{_NAME})(?:/(?:\*|{_NAME}))*")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_CALL = re.compile(rf"({_NAME})\s*[(（]")
_SIGN = re.compile("[≥≤]")
_SPACE = re.compile(r"\s*")
_SIGNS: Final = {"+": "+", "-": "-", "−": "-", "*": "×", "×": "×", "/": "÷", "÷": "÷"}


class _Parser:
    """Reads from the left; what `/` and `*` mean hangs on whether a value or an operation is due."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0

    def whole(self) -> Expression:
        node = self._sum()
        if self._at < len(self._text):
            raise self._unexpected()
        return node

    def _sum(self) -> Expression:
        node = self._product()
        while sign := self._take_sign("+-"):
            node = Operation(sign, node, self._product())
        return node

    def _product(self) -> Expression:
        node = self._operand()
        while sign := self._take_sign("×÷"):
            node = Operation(sign, node, self._operand())
        return node

    def _operand(self) -> Expression:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FormulaError(f"公式套得太深，超过 {MAX_DEPTH} 层", "分成几项，各写各的公式")
        node = self._one()
        self._skip()
        self._depth -= 1
        return node

    def _one(self) -> Expression:
        self._skip()
        if self._take("(（"):
            node = self._sum()
            self._close()
            return node
        if self._take("-−"):
            return Operation("-", Constant(Fraction(0)), self._operand())
        if found := self._match(_NUMBER):
            return Constant(Fraction(found[0]))
        if found := self._match(_SIGN):
            return Sign(found[0])
        if found := self._match(_CALL):
            return self._call(found[1])
        if found := self._match(_REFERENCE):
            steps = found[0].removeprefix("/").split("/")
            return Reference(tuple(steps), found[0].startswith("/"))
        raise self._unexpected()

    def _call(self, name: str) -> Expression:
        if name not in FUNCTIONS:
            raise FormulaError(f"公式里没有“{name[:20]}”这个函数", f"可以用 {'、'.join(FUNCTIONS)}")
        arguments = [self._sum()]
        while self._take(",，"):
            arguments.append(self._sum())
        self._close()
        least, most = FUNCTIONS[name]
        if not least <= len(arguments) <= most:
            asked = str(least) if least == most else f"{least} 至 {most}"
            raise FormulaError(f"{name} 里要写 {asked} 个值，这里有 {len(arguments)} 个", f"例如 {EXAMPLES[name]}")
        signs = [number for number, one in enumerate(arguments) if isinstance(one, Sign)]
        if name == "round" and not _is_places(arguments[1]):
            raise FormulaError(f"round 的小数位数要写 0 至 {MAX_PLACES}", f"例如 {EXAMPLES[name]}")
        if signs and (name, signs) != ("score", [3]):
            raise FormulaError("符号 ≥、≤ 只能作 score 的第四个值", f"例如 {EXAMPLES['score']}")
        return Call(name, tuple(arguments))

    def _take_sign(self, signs: str) -> str:
        self._skip()
        sign = _SIGNS.get(self._text[self._at : self._at + 1], "")
        if not sign or sign not in signs:
            return ""
        self._at += 1
        return sign

    def _take(self, characters: str) -> bool:
        taken = self._text[self._at : self._at + 1]
        if not taken or taken not in characters:
            return False
        self._at += 1
        return True

    def _close(self) -> None:
        self._skip()
        if not self._take(")）"):
            raise self._unexpected() if self._at < len(self._text) else FormulaError("公式少了右括号", "补上 )")

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        if found := pattern.match(self._text, self._at):
            self._at = found.end()
        return found

    def _skip(self) -> None:
        self._match(_SPACE)

    def _unexpected(self) -> FormulaError:
        rest = self._text[self._at :].strip()
        hint = "可以写数、各项的键、+ - × ÷ 和括号，例如 round(spent ÷ budget × 100, 2)"
        return FormulaError(f"公式从“{rest[:20]}”起看不懂" if rest else "公式没有写完", hint)


EXAMPLES: Final = {
    "sum": "sum(*/budget)",
    "min": "min(rate, 100)",
    "max": "max(*/score)",
    "round": "round(spent ÷ budget × 100, 2)",
    "share": "share(spent, budget)",
    "number": "number(target)",
    "score": "round(score(target, actual, weight, ≤), 2)",
}


def _is_places(node: Expression) -> bool:
    return isinstance(node, Constant) and node.value.denominator == 1 and node.value <= MAX_PLACES


def _may_be_endless(node: Expression) -> bool:
    """Whether the result may have more decimals than any form can print."""
    if isinstance(node, Operation):
        endless = node.sign == "÷" and not (isinstance(node.right, Constant) and _divides_evenly(node.right.value))
        return endless or _may_be_endless(node.left) or _may_be_endless(node.right)
    if not isinstance(node, Call) or node.name in ("round", "share"):
        return False
    return node.name == "score" or any(map(_may_be_endless, node.arguments))


def _divides_evenly(number: Fraction) -> bool:
    return number > 0 and 10**30 % number.numerator == 0
