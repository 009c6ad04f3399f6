"""The shape of a line and the edges of its columns in; its w:tr in pieces, with holes where texts go, out.

All lines of a shape share the pieces, which are made once. The elements are those of ECMA-376, part 1, in schema order.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from perfgen.lines import ABOVE, CONTINUED, CellText, LineSlot, Role, Shape
from perfgen.ooxml import AGAIN, MORE
from perfgen.text import Text
from perfgen.writers.columns import Edges, room
from perfgen.writers.lines import in_lines
from perfgen.writers.markup import attribute
from perfgen.writers.package import Base
from perfgen.writers.runs import NOTHING, runs

PROSE: Final = "prose"  # the style of running text
TEXT_AGAIN, MORE_TEXT = Text("", AGAIN), Text("", MORE)


class Kind(NamedTuple):
    """How a line is printed, besides its shape."""

    keep: bool  # on one page with the next
    whole: bool  # on one page
    heading: bool  # repeated overleaf
    listed: bool  # prose in it begins at the top
    outlined: bool  # its first cell is a heading of the document: 长期目标1：
    again: bool  # merged cells are parted here, and their text is printed again
    part: int  # of a line that becomes several rows, 0 the first
    is_parted: bool  # whether it does


class Hole(NamedTuple):
    """Where a text of the line goes, behind what w:pPr of its first paragraph has already, but perhaps w:ind."""

    slot: LineSlot  # with the text ABOVE: that of the cell above
    mark: Text  # what stands before the text
    style: str  # an id
    properties: bytes  # the end of w:pPr
    behind: bytes  # up to the next hole, or the end of the row


class Pieces(NamedTuple):
    """A w:tr, encoded: up to its first hole, and the holes; the same where each is filled with a single text: what stands
    before each of them and behind the last."""

    opening: bytes
    holes: list[Hole]
    plain: list[bytes]


@lru_cache(maxsize=4096)
def row_pieces(base: Base, shape: Shape, edges: Edges, printed: tuple[bool, bool, bool, bool, bool, bool, int, bool]) -> Pieces:
    """Fixed texts of the shape stand in the pieces; `printed` are the fields of a Kind, of which none is made for each line.

    Raises ProblemsFound where the base has no style of a name.
    """
    kind = Kind(*printed)
    pieces: list[str] = []
    holes: list[tuple[LineSlot, Text, str, bytes]] = []
    piece = _row_opening(kind)
    for slot in shape.slots:
        width = edges[slot.column + slot.column_span] - edges[slot.column]
        mark, style = _mark(slot, kind), style_id(base, slot.style)
        fixed = None if slot.text == ABOVE or kind.is_parted else shape.fixed[slot.text]
        properties = (OUTLINE.format(1) if kind.outlined and not slot.column else "") + "</w:pPr>"
        piece += _cell_opening(slot, width, _merge(slot, mark), style, kind)
        if mark is None:
            piece += properties
        elif fixed is None:
            pieces.append(piece)
            holes.append((slot, mark, style, properties.encode()))
            piece = ""
        else:
            _, narrower = in_lines(fixed, room(width))
            markup, texts = paragraphs(fixed, style, kind.keep, properties.encode(), indents(narrower, slot.style))
            piece += b"".join(chain(*zip(markup, runs(texts), strict=True))).decode()
        piece += "</w:p></w:tc>"
    pieces.append(f"{piece}</w:tr>")
    opening, *behind = encoded = [piece.encode() for piece in pieces]
    plain = [piece + before for piece, before in zip(encoded, [*[hole[-1] for hole in holes], b""], strict=True)]
    return Pieces(opening, [Hole(*hole, after) for hole, after in zip(holes, behind, strict=True)], plain)


def style_id(base: Base, name: str) -> str:
    """The id of a style of paragraphs, as it stands in an attribute. Raises ProblemsFound where the base lacks it."""
    name = Role.LABEL.value if name == CONTINUED else name
    return attribute(base.paragraph_styles([name])[name])


def _mark(slot: LineSlot, kind: Kind) -> Text | None:
    """What a cell that is not the first of its text says, before its text, of itself and the cell above; None where it
    has no text, being covered by that."""
    begins = slot.text != ABOVE
    if slot.style == CONTINUED:
        return None
    if begins and not kind.part:
        return NOTHING
    if kind.part and (begins or slot.role is Role.LABEL):
        return TEXT_AGAIN if slot.role is Role.LABEL else MORE_TEXT
    return TEXT_AGAIN if kind.again and not kind.part else None


def _merge(slot: LineSlot, mark: Text | None) -> str:
    begins = mark is not None or (slot.parted and slot.style == CONTINUED)
    return "" if not slot.merged else RESTART if begins else CONTINUE


def _row_opening(kind: Kind) -> str:
    """w:tr up to its first cell: whether it stays on one page, and is repeated overleaf."""
    properties = "<w:cantSplit/>" * kind.whole + "<w:tblHeader/>" * kind.heading
    return f"<w:tr><w:trPr>{properties}</w:trPr>" if properties else "<w:tr>"


def _cell_opening(slot: LineSlot, width: int, merge: str, style: str, kind: Kind) -> str:
    """w:tc up to what may be added to the w:pPr of its first paragraph.

    Prose begins at the top where a cell of its row holds several paragraphs; all else stands in the middle.
    """
    grid_span = f'<w:gridSpan w:val="{slot.column_span}"/>' if slot.column_span > 1 else ""
    sides = '<w:top w:val="nil"/>' * (slot.style == CONTINUED) + '<w:bottom w:val="nil"/>' * (slot.parted and slot.style != CONTINUED)
    borders = f"<w:tcBorders>{sides}</w:tcBorders>" if sides else ""
    align = "" if kind.listed and slot.style == PROSE else '<w:vAlign w:val="center"/>'
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{grid_span}{merge}{borders}{align}'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph_opening(style, kind.keep)}"


def paragraph_opening(style: str, keep: bool) -> str:
    """w:p up to the properties that follow w:keepNext, such as w:ind; w:pPr is open."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep else ""}'


def paragraphs(
    texts: CellText, style: str, keep: bool, properties: bytes, indents_: Sequence[bytes], mark: Text = NOTHING
) -> tuple[list[bytes], list[Text]]:
    """The text of a cell behind a `mark`, from within the w:pPr of its first paragraph, which ends in `properties`, to within
    the last: markup, and what stands behind each piece of it. `indents_` are of each paragraph, or of none."""
    opening = b"</w:p>" + paragraph_opening(style, keep).encode()
    markup: list[bytes] = []
    printed: list[Text] = []
    for number, paragraph in enumerate(texts or ((),)):
        indent = indents_[number] if indents_ else b""
        markup += [b"%b%b</w:pPr>" % (opening, indent) if number else indent + properties, *[b""] * len(paragraph)]
        printed += [NOTHING if number else mark, *paragraph]
    return markup, printed


def indents(narrower: Sequence[int], style: str) -> list[bytes]:
    """w:ind of each paragraph that is to be so much narrower: at the right of running text, at both sides of others."""
    found = []
    for width in narrower:
        left = 0 if style == PROSE else width // 2
        found.append(b'<w:ind w:left="%d" w:right="%d"/>' % (left, width - left) if width else b"")
    return found


OUTLINE: Final = '<w:outlineLvl w:val="{}"/>'
RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
