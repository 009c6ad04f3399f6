"""A 指标值 as it is written in, the columns of a flat sheet out: 计算符号, 指标值, 计量单位. `≥5.4万平方米` is ≥, 5.4, 万平方米.

A sheet has no place for more: what would lose a part of itself, or its sense, is not parted. Where a form has such columns of
its own, they stay what they are.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple
from unicodedata import normalize

from perfgen.declaration import roles
from perfgen.declaration.by_role import text_of
from perfgen.declaration.record import Record
from perfgen.declaration.target import SCALES, SIGNS, ValueKind, parse

QUALITATIVE: Final = "定性"

_SYMBOLS: Final = frozenset("".join(SIGNS))
_SCALES: Final = {times: word for word, times in SCALES.items()}
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # １２．５％ is 12.5%


class Parted(NamedTuple):
    """`sign` is ≥ ≤ = > or <, "" where none is written; or QUALITATIVE, for words, which have no unit.

    `number` is a bare number, without thousands commas, or the words as they stand; `unit` begins with the scale: 万元.
    """

    sign: str
    number: str
    unit: str

    @property
    def is_quantity(self) -> bool:
        return self.sign != QUALITATIVE


def parted(text: str) -> Parted | None:
    """None where three columns cannot hold it: a range (`3-5天`, `±3%`), a number with words round it (`增长率8%`), a
    sign without a number (`满意度≥`), and what says that there is no value (`无`, `____`, empty).
    """
    value = parse(text)
    if value.kind in (ValueKind.WORDS, ValueKind.DATE):
        words = bool(value.before) and _SYMBOLS.isdisjoint(value.before)
        return Parted(QUALITATIVE, text, "") if words else None
    if value.number is None or value.upper is not None or not value.is_plain:
        return None
    written = text.translate(_WIDE).replace(",", "")
    number = _NUMBER.search(written)
    if number is None or Decimal(number[0]) != value.number or "±" in written:  # 10² is not 102
        return None
    behind, unit = written[number.end() :].strip(), f"{_SCALES[int(value.scale)]}{value.unit}"
    return Parted(value.comparator, number[0], behind if normalize("NFKC", behind) == unit else unit)  # ㎡ stays ㎡


def columns(indicator: Record) -> Parted | None:
    """Of an indicator the 指标值 with the sign and the unit that stand in columns of their own; None as for `parted`.

    Beside a column for the sign the value is a bare number or words as it stands: `≥90` is neither. A sign that is a word,
    定性, makes words of anything; where none is given, words are words. None, too, where the column of a unit contradicts
    the value: 个 beside `90%`.
    """
    target, sign, unit = (text_of(indicator, role) for role in (roles.TARGET, roles.COMPARATOR, roles.UNIT))
    if roles.COMPARATOR in indicator.roles.keys:
        symbol = SIGNS.get(normalize("NFKC", sign).strip(), "")
        if _NUMBER.fullmatch(target) and (symbol or not sign):
            return Parted(symbol, target, unit)
        are_words = bool(sign) or parse(target).kind in (ValueKind.WORDS, ValueKind.DATE)
        return Parted(QUALITATIVE, target, unit) if are_words and target.strip() and not symbol else None
    found = parted(target)
    if found is None or not unit:
        return found
    if found.is_quantity and unit != found.unit:
        return found._replace(unit=f"{found.unit}{unit}") if found.unit in SCALES else None
    return found._replace(unit=unit)
