"""A difference in, what is said of it out: `“党建评选”的指标值 “≥90%” -> “≥95%”（+5 个百分点）`, in parts."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.layout.filters import NONE
from perfgen.review.difference import Difference, DifferenceKind, Piece

OWN, QUOTED = "", "“"  # beside the marks of pieces: words of ours, and a whole text of a spec
SHORT = 16  # characters of two texts that are told one after the other, however much they have in common


def parts(told: Difference) -> Iterator[Piece]:
    """A writer quotes the texts, shows the arrow in its own way and escapes everything."""
    yield from _said(told)
    if told.remark:
        yield Piece(OWN, f"（{told.remark}）")


def _said(told: Difference) -> Iterator[Piece]:
    match told.kind:
        case DifferenceKind.GOAL_ADDED | DifferenceKind.INDICATOR_ADDED | DifferenceKind.ITEM_ADDED:
            yield from _labelled(f"{told.label} 新增 ", told.new)
        case DifferenceKind.GOAL_REMOVED | DifferenceKind.INDICATOR_REMOVED | DifferenceKind.ITEM_REMOVED:
            yield from _labelled(f"{told.label} 删去 ", told.old)
        case DifferenceKind.GOAL_MOVED | DifferenceKind.INDICATOR_MOVED | DifferenceKind.INDICATOR_REORDERED | DifferenceKind.ITEM_MOVED:
            yield from _labelled(f"{told.label} ", told.item)
            yield Piece(OWN, f" 由{told.old}移到{told.new}")
        case DifferenceKind.YEAR_LEFT:
            yield Piece(OWN, f"{told.label}的往年数值不再列出")
        case DifferenceKind.YEAR_ENTERED:
            yield Piece(OWN, f"{told.label}的数值照当年所报转为往年数值")
        case DifferenceKind.DERIVED:
            yield Piece(OWN, f"{told.label} {_printed(told.old)} -> {_printed(told.new)}")
        case _:
            yield from _value(told)


def _labelled(words: str, text: str | None) -> Iterator[Piece]:
    yield Piece(OWN, words)
    yield Piece(QUOTED, text or "")


def _value(told: Difference) -> Iterator[Piece]:
    if told.item and told.kind is not DifferenceKind.INDICATOR_RENAMED:
        yield Piece(QUOTED, told.item)
        yield Piece(OWN, "的")
    yield Piece(OWN, f"{told.label} ")
    mark = OWN if told.kind is DifferenceKind.AMOUNT_CHANGED else QUOTED
    if told.old is None or told.new is None:
        yield Piece(OWN, "新填 " if told.old is None else "删去 ")
        yield Piece(mark, told.new or told.old or "")
    elif told.pieces and max(len(told.old), len(told.new)) > SHORT:
        yield from (Piece(OWN, "“"), *told.pieces, Piece(OWN, "”"))
    else:
        yield from (Piece(mark, told.old), Piece(OWN, " -> "), Piece(mark, told.new))


def _printed(text: str | None) -> str:
    """What a form prints for a total or ratio, in words where there is none."""
    return "无" if text in (None, NONE) else str(text)
