"""What a template may call: rows out of nested categories, sums, shares, printed amounts, Chinese numerals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import zip_longest
from typing import Any

from perfgen.declaration import amount
from perfgen.declaration.record import Declared, Record
from perfgen.declaration.roles import NO_ROLES
from perfgen.display import quoted
from perfgen.text import Text

_MOST_DIGITS = 30  # of a number that a template reckons with
BOX, TICKED, GAP = "□", "☑", "　"  # of a choice
NONE = "-"  # what the forms print where there is no amount


class _Blank(Record):
    """Stands where one side of a row has nothing: whatever is asked of it is empty text."""

    def __missing__(self, key: str) -> Declared:
        return Text("")


_BLANK = _Blank({}, "", NO_ROLES, None)


def rows(*sides: Declared) -> list[tuple[Any, ...]]:
    """Flat rows of nested categories: (一级指标, 二级指标, indicator) for one side, one more indicator for each more.

    Several sides (中期, 年度) stand in one row under the same categories; where a side has fewer indicators than
    another, a blank fills its place.
    """
    found: list[tuple[Any, ...]] = []
    _add_rows(sides, (), found)
    return found


def _add_rows(sides: Sequence[Any], keys: tuple[Text, ...], found: list[tuple[Any, ...]]) -> None:
    records = [side for side in sides if isinstance(side, Record)]
    if not records:
        found += [keys + row for row in zip_longest(*sides, fillvalue=_BLANK)]
        return
    for name in _joined(records):
        below = [side[name] if isinstance(side, Record) and name in side else () for side in sides]
        if any(below):
            key = next(record for record in records if name in record).key(name)
            _add_rows(below, (*keys, key), found)


def _joined(records: list[Record]) -> list[str]:
    """The keys of all records, each in its place: behind the key that it follows where it occurs."""
    names = list(records[0].keys())
    for record in records[1:]:
        before = -1
        for name in record:
            if name not in names:
                names.insert(before + 1, name)
            before = names.index(name)
    return names


def total(lines: Record | tuple[Declared, ...], *keys: str | int) -> Decimal | None:
    """The sum (万元) over the lines of `lines` of the amount at `keys`: `funding.revenue | total("history", 2020)`."""
    each = lines.values() if isinstance(lines, Record) else lines
    given = [text for line in each if (text := _at(line, keys))]
    for text in given:
        exact(text, "total")
    return amount.total(given)


def _at(node: Any, keys: tuple[str | int, ...]) -> str:
    for key in keys:
        node = node[str(key)]
    return str(node)


def printed_amount(value: Text | Decimal | None) -> Text:
    """An amount (万元) with two places; `-` where there is none."""
    if value is None or value == "":
        return Text(NONE, getattr(value, "source", ""))
    return Text(amount.printed(exact(value, "amount")), getattr(value, "source", ""))


def printed_share(part: Text | Decimal | None, whole: Decimal | None) -> Text:
    """占比: `part` of `whole` in percent; `-` where there is none."""
    if part is None or part == "" or whole is None or whole == "":
        return Text(NONE)
    return Text(amount.share(exact(part, "share"), exact(whole, "share")) or NONE)


def exact(value: object, operation: str) -> Decimal:
    """What a template reckons with, exact, as the spec has it: `{{ weight + rate }}`. Raises ValueError for a text."""
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        told = "没有填的值" if value == "" else quoted(str(value))
        raise ValueError(f"{told}不是数，“{operation}”只能用于数")
    if abs(found.adjusted()) > _MOST_DIGITS:
        raise ValueError(f"{quoted(str(value))}太大或太小，算不了")
    return found


def whole_number(value: object) -> int:
    """The whole number that a value is; 0 where none is given. Raises ValueError: what is cut off was written."""
    found = exact(value or 0, "int")
    if found != found.to_integral_value():
        raise ValueError(f"“{value}”不是整数，“int”会丢掉小数")
    return int(found)


def choice(value: Text, *options: str, after: bool = False) -> Text:
    """The options with a box before each, or `after` it, that of the value ticked: ☑新增　□延续. Raises ValueError where
    the value is none of them; one that begins with it will do: 新增项目."""
    meant = [one for one in options if one == value] or [one for one in options if value and one.startswith(value)]
    if value and len(meant) != 1:
        raise ValueError(f"{quoted(value)}不是“choice”列出的一项：{'、'.join(options)}")
    boxes = [(one, TICKED if one in meant else BOX) for one in options]
    return Text(GAP.join([one + box if after else box + one for one, box in boxes]), value.source)


def chinese(number: int) -> str:
    """1 to 9999 in Chinese numerals: 一, 十, 二十一, 一百零一, 一千零一十."""
    if not 1 <= number <= 9999:
        raise ValueError(f"{number} 不在 1 至 9999 之间")
    spelled = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        if digit := number // unit % 10:
            spelled += "零一二三四五六七八九"[digit] + name
        elif spelled and number % unit and not spelled.endswith("零"):
            spelled += "零"
    return spelled[1:] if spelled.startswith("一十") else spelled


def entries(record: Record) -> list[tuple[Text, Declared]]:
    """The keys of a record with their values: 财政拨款 and its amounts, 其他资金 and its amounts."""
    return [(record.key(name), node) for name, node in record.items()]


FILTERS = {"entries": entries, "total": total, "amount": printed_amount, "share": printed_share, "choice": choice, "chinese": chinese, "int": whole_number}
FUNCTIONS = {"rows": rows}
