"""A number of a cell and its format (ECMA-376, part 1, 18.8.30) in, the text that Excel shows out: 0.955 as 0.0% is 95.5%.

What of the format only steers the look, colours and padding, is passed over; a format that is not understood shows the
number as it is.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '¥#,##0;¥-#,##0;¥"-"', 43: '#,##0.00;-#,##0.00;"-"',
    44: '¥#,##0.00;¥-#,##0.00;¥"-"', 45: "mm:ss", 49: "@",
    # As Excel has them in Chinese.
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}  # fmt: skip

_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<padding>.)|\*(?P<filling>.)|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<date>y+|m+|d+|h+|s+|AM/PM|上午/下午)|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST, _MOST_PLACES = 255, 30
_NOT_UNDERSTOOD = re.compile(r"E[+-]|/[0-9?#]", re.IGNORECASE)  # powers of ten, fractions
_CONDITION = re.compile(r"[<>=]")


class Shown(NamedTuple):
    """`rounded`: the format hides digits of the number."""

    text: str
    rounded: bool = False


def shown(number: Decimal, format_: str, since_1904: bool = False) -> Shown:
    """The number as a cell of the format shows it."""
    sections = _sections(format_[:_LONGEST])
    if sections is None:
        return Shown(plain(number))
    chosen, negative = sections[0], number < 0
    if number < 0 and len(sections) > 1:
        chosen, negative = sections[1], False
    elif not number and len(sections) > 2:
        chosen = sections[2]
    kinds = {kind for kind, _ in chosen}
    if "date" in kinds:
        return Shown(_date(number, chosen, since_1904))
    if "digits" not in kinds:
        text = "".join([text for _, text in chosen])
        return Shown(plain(number) if text.strip() in ("", "General", "@") else text.strip())
    return _number(abs(number), chosen, negative)


def plain(number: Decimal) -> str:
    """The number without a format: all its digits, no power of ten."""
    return f"{number.normalize():f}" if number else "0"


@lru_cache(maxsize=512)
def _sections(format_: str) -> list[list[tuple[str, str]]] | None:
    """The pieces, each with its kind, of each section; None where the format says nothing, or nothing that is understood."""
    if format_.strip().casefold() in ("", "general", "@"):
        return None
    sections: list[list[tuple[str, str]]] = [[]]
    bare = ""
    for match in _PIECE.finditer(format_):
        kind, text = match.lastgroup or "", match[match.lastgroup or 0] or ""
        if kind == "bracket":
            if _CONDITION.search(text):
                return None
            if text.casefold().strip("hms") == "" and text:
                sections[-1].append(("date", text))
        elif kind == "other" and text == ";":
            sections.append([])
        elif kind in ("quoted", "escaped", "currency", "other"):
            sections[-1].append(("text" if kind != "other" else "other", text))
            bare += text if kind == "other" else ""
        elif kind in ("date", "digits"):
            sections[-1].append((kind, text))
            bare += text
    # Two places for digits part a number at a character that is none (0\\.0, as 万), a comma behind the decimals divides it.
    odd = any([sum([kind == "digits" for kind, _ in one]) > 1 and all([kind != "date" for kind, _ in one]) for one in sections])
    odd = odd or any([("other", ",") in one for one in sections])
    return None if odd or _NOT_UNDERSTOOD.search(bare) or not sections[0] else sections


def _number(number: Decimal, pieces: list[tuple[str, str]], negative: bool) -> Shown:
    percents = sum([text.count("%") for kind, text in pieces if kind == "other"])
    pattern = next(text for kind, text in pieces if kind == "digits")
    whole, _, places = pattern.partition(".")
    thousands = len(whole) - len(whole.rstrip(",")) if not places else 0
    exact = number.scaleb(2 * percents - 3 * thousands)
    most, least = min(len(places), _MOST_PLACES), places.count("0")
    rounded = exact.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP) if exact.adjusted() < 300 else exact
    text = f"{rounded:{',' if ',' in whole.rstrip(',') else ''}.{most}f}"
    if most > least and "." in text:
        before, behind = text.split(".")
        behind = behind[:least] + behind[least:].rstrip("0")
        text = f"{before}.{behind}" if behind else before
    digits = whole.replace(",", "").count("0")
    if text.partition(".")[0] == "0" and not digits:
        text = text[1:] if "." in text else ""
    text = text.zfill(len(text) - len(text.partition(".")[0]) + digits) if "," not in text else text
    parts, done = ["-" * (negative and bool(rounded))], False
    for kind, piece in pieces:
        if kind != "digits":
            parts.append(piece)
        elif not done:
            parts.append(text)
            done = True
    return Shown("".join(parts).strip(), rounded != exact)


def _date(number: Decimal, pieces: list[tuple[str, str]], since_1904: bool) -> str:
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
    try:
        moment = start + timedelta(seconds=round(float(number) * 86_400))
    except (OverflowError, ValueError):
        return plain(number)
    half = any(text.casefold() in ("am/pm", "上午/下午") for kind, text in pieces if kind == "date")
    parts, before = [], ""
    dates = [text.casefold() for kind, text in pieces if kind == "date"]
    at = 0
    for kind, text in pieces:
        if kind != "date":
            parts.append(text if kind != "digits" else "")
            continue
        name, length = text[0].casefold(), len(text)
        behind = dates[at + 1] if at + 1 < len(dates) else ""
        at += 1
        if name == "m" and (before[:1] == "h" or behind[:1] == "s"):
            parts.append(f"{moment.minute:0{min(length, 2)}}")
        elif name == "y":
            parts.append(f"{moment.year:04}" if length > 2 else f"{moment.year % 100:02}")
        elif name == "m":
            parts.append(f"{moment.month}月" if length > 2 else f"{moment.month:0{length}}")
        elif name == "d":
            weekday = "周" + "一二三四五六日"[moment.weekday()]
            parts.append(weekday if length > 2 else f"{moment.day:0{length}}")
        elif name == "h":
            hour = (moment.hour % 12 or 12) if half else moment.hour
            parts.append(f"{hour:0{min(length, 2)}}")
        elif name == "s":
            parts.append(f"{moment.second:0{min(length, 2)}}")
        else:
            parts.append(("上午", "下午")[moment.hour >= 12])
        before = text.casefold()
    return "".join(parts).strip()
