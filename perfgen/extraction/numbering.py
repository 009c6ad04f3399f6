"""The numbers in front of the items of a list: `目标1：`, `（一）`, `2.`, `③`, as a template prints or people type them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from perfgen.extraction.label_text import is_han

_HAN_NUMERAL = "[一二三四五六七八九十][零一二三四五六七八九十百千]{0,6}"
NUMERAL = f"(?:[0-9]{{1,4}}|{_HAN_NUMERAL}|[①-⑳])"
_DIGITS = "零一二三四五六七八九"
_UNITS = {"千": 1000, "百": 100, "十": 10}
_GARBLED = "(?:[0-9①-⑳.．]*[0-9①-⑳](?=[:：]))?"  # what was typed into a number, which is none then: 目标①2：, 目标12.51：
_BEFORE_INNER = r"(?:(?<=[\s。；;：:])|^)"


class Style(NamedTuple):
    """How a template numbers a list: the text before the number and behind it; `name` is what an item is called."""

    before: str
    after: str
    name: str = ""

    def match(self, text: str) -> re.Match[str] | None:
        """The number just as the template prints it, at the start of the text."""
        return _exact(self).match(text)

    def find_like(self, text: str) -> re.Match[str] | None:
        """The number in any style, at the start of the text: `1、`, `（1）`, `目标一.`"""
        return _worded(self).match(text) or _UNWORDED.match(text)

    def all_like(self, text: str) -> list[re.Match[str]]:
        """The numbers in any style within the text, where an item may begin."""
        return list(_inner(self).finditer(text))


def number_of(match: re.Match[str]) -> int:
    """The number that a match of a style has found."""
    return value_of(next(numeral for numeral in match.groups() if numeral))


def value_of(numeral: str) -> int:
    """3 of `3`, `三` and `③`; 0 where the Chinese numeral is none."""
    if numeral.isascii():
        return int(numeral)
    if "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    value, digit, above = 0, 0, 10_000
    for one in numeral:
        if one in _UNITS:
            unit = _UNITS[one]
            if unit >= above or not (digit or unit == 10):
                return 0
            value, digit, above = value + (digit or 1) * unit, 0, unit
        elif digit:
            return 0
        else:
            digit = _DIGITS.index(one)
    return value + digit


@lru_cache(maxsize=64)
def _exact(style: Style) -> re.Pattern[str]:
    return re.compile(f"{re.escape(style.before)}({NUMERAL}){re.escape(style.after)}")


@lru_cache(maxsize=64)
def _worded(style: Style) -> re.Pattern[str]:
    return re.compile(rf"\s*{_with_words(style)}")


@lru_cache(maxsize=64)
def _inner(style: Style) -> re.Pattern[str]:
    return re.compile(rf"{_BEFORE_INNER}\s*(?:{_with_words(style)}|{_WITHOUT_WORDS})(?![一二三四五六七八九十百千])")


def _with_words(style: Style) -> str:
    words = sorted({"".join(filter(is_han, style.before)), style.name, style.name[-2:]} - {""}, key=len, reverse=True)
    worded = "|".join(r"\s*".join(map(re.escape, word)) for word in words)
    return rf"{rf'(?:{worded})' if words else '(?!)'}\s*[（(]?\s*({NUMERAL}){_GARBLED}\s*[）)]?\s*[:：.．、,，]?\s*"


_WITHOUT_WORDS = (
    rf"[（(【]\s*({NUMERAL})\s*[）)】][:：、.．]?\s*|([0-9]{{1,3}})\s*(?:[.．](?![0-9])|[、）):：])\s*"
    rf"|({_HAN_NUMERAL})[、.．:：]\s*|第({NUMERAL})[、，,:：]\s*|([①-⑳])[、.．]?\s*"
)
# Of all styles, since it takes long to compile.
_UNWORDED = re.compile(rf"\s*(?:{_WITHOUT_WORDS})")
