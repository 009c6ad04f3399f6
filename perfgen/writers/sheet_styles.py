"""What a cell of a sheet looks like in, its number in xl/styles.xml out, and that part: fonts, borders, alignment."""

from __future__ import annotations

from typing import Final, NamedTuple

from perfgen.ooxml import SHEET
from perfgen.writers.markup import HEADER, attribute

PROSE: Final = "prose"
# style: font, size in points, alignment, points that are left below; as in the shipped base of Word files
STYLES: Final = {
    "title": ("方正小标宋简体", 18, "center", 8),
    "subtitle": ("宋体", 12, "center", 6),
    "note": ("宋体", 10.5, "left", 4),
    "unit": ("宋体", 10.5, "right", 4),
    "label": ("宋体", 10.5, "center", 0),
    "value": ("宋体", 10.5, "center", 0),
    "amount": ("宋体", 10.5, "center", 0),
    PROSE: ("宋体", 10.5, "left", 0),
}
_OTHER = STYLES["value"]
TEXT_FORMAT: Final = 49  # @: what is typed there stays as it is typed
_BUILT_IN = {"0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4}
_OWN = 164  # the first number of a format that is not built in
_SIDES = ("left", "right", "top", "bottom")
# Of the sheet, by whose digits programs measure columns: 8 pixels wide, also in what stands in for it where it is missing.
USUAL_FONT: Final = ("Times New Roman", 12)


class CellLook(NamedTuple):
    """Of a cell: the style that the template names, whether it has lines, and above and below too; whether its text begins
    at the top; how a number is shown, "" for text, "General" where Excel is to see to it."""

    style: str
    lined: bool
    top: bool
    bottom: bool
    listed: bool
    number: str = ""


class CellLooks:
    """The looks of a workbook."""

    def __init__(self) -> None:
        self._numbers: dict[CellLook, int] = {}

    def number(self, look: CellLook) -> int:
        """The first is 1; 0 is a cell without a look."""
        found = self._numbers.get(look)
        if found is None:
            found = self._numbers[look] = len(self._numbers) + 1
        return found

    def part(self) -> str:
        """xl/styles.xml"""
        fonts: dict[tuple[str, float], int] = {USUAL_FONT: 0}
        borders: dict[tuple[str, ...], int] = {(): 0}
        formats = dict(_BUILT_IN)
        cells = []
        for look in self._numbers:
            font, size, align, _ = STYLES.get(look.style, _OTHER)
            sides = {"left": look.lined, "right": look.lined, "top": look.lined and look.top, "bottom": look.lined and look.bottom}
            drawn = tuple([side for side in _SIDES if sides[side]])
            if look.number not in ("", "General"):
                formats.setdefault(look.number, _OWN + len(formats) - len(_BUILT_IN))
            format_ = TEXT_FORMAT if not look.number else formats.get(look.number, 0)
            font_number = fonts.setdefault((font, size), len(fonts))
            border = borders.setdefault(drawn, len(borders))
            cells.append(
                f'<xf numFmtId="{format_}" fontId="{font_number}" fillId="0" borderId="{border}" xfId="0" '
                'applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1">'
                f'<alignment horizontal="{align}" vertical="{"top" if look.listed else "center"}" wrapText="1"/></xf>'
            )
        own = [f'<numFmt numFmtId="{number}" formatCode="{attribute(code)}"/>' for code, number in formats.items() if number >= _OWN]
        return (
            f'{HEADER}<styleSheet xmlns="{SHEET}">'
            + (_group("numFmts", own) if own else "")
            + _group("fonts", [_font(font, size) for font, size in fonts])
            + _group("fills", [f'<fill><patternFill patternType="{kind}"/></fill>' for kind in ("none", "gray125")])
            + _group("borders", [_border(drawn) for drawn in borders])
            + _group("cellStyleXfs", ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'])
            + _group("cellXfs", ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>', *cells])
            + _group("cellStyles", ['<cellStyle name="Normal" xfId="0" builtinId="0"/>'])
            + "</styleSheet>"
        )


def _group(name: str, elements: list[str]) -> str:
    return f'<{name} count="{len(elements)}">{"".join(elements)}</{name}>'


def _font(name: str, size: float) -> str:
    charset = "" if name.isascii() else '<charset val="134"/>'
    return f'<font><sz val="{size}"/><name val="{name}"/>{charset}</font>'


def _border(drawn: tuple[str, ...]) -> str:
    line = '<{0} style="thin"><color rgb="FF000000"/></{0}>'
    return f"<border>{''.join([line.format(side) if side in drawn else f'<{side}/>' for side in _SIDES])}<diagonal/></border>"
