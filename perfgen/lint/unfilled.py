"""Comments that say what is still to be filled in, `# 待填：budget（当年预算收支）`: an error until it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from perfgen.data import BLANK, Data
from perfgen.diagnostics import Diagnostic, Position
from perfgen.pointers import above, found_at
from perfgen.spec.spec import Spec

_WORD = "待填"
_COMMENT = re.compile(rf"(?:^|\s)(?P<note>#\s*(?P<whole>{_WORD}(?:[：:]\s*(?P<what>.*\S))?))\s*$")
_KEYS = re.compile(r"[^\s（）、]+(?:（[^（）]*）)?(?:、[^\s（）、]+(?:（[^（）]*）)?)*")
_STILL = re.compile("还是 ?[0-9]{4} ?年的")  # what an earlier perfgen wrote has the spaces
_LABEL = re.compile("（[^（）]*）")


class Note(NamedTuple):
    """`keys`: the words in it, which may be keys of the mapping at `owner`; none where it says something else."""

    line: int  # 1-based
    start: int  # of the comment from its #, 0-based in its line
    position: Position
    what: str
    owner: str
    keys: tuple[str, ...]


def note(keys: Mapping[str, str]) -> str:
    """The comment that says so of some keys, each with its label."""
    return f"# {_WORD}：{'、'.join(key if key == label else f'{key}（{label}）' for key, label in keys.items())}"


def still_of(year: int) -> str:
    """The comment that says that a value is last year's; it stands until the value is another, or somebody deletes it."""
    return f"# {_WORD}：还是{year}年的"


def notes(spec: Spec) -> list[Note]:
    """All such comments of a spec."""
    if _WORD.encode() not in spec.source:
        return []
    lines = spec.text.splitlines()
    return [
        Note(
            number,
            match.start("note"),
            Position(number, match.start("whole") + 1, len(match["whole"])),
            match["what"] or "",
            *_meant(spec, lines, number, match),
        )
        for number, line in enumerate(lines, 1)
        if (match := _COMMENT.search(line))
    ]


def is_filled(found: Note, data: Data) -> bool:
    """Whether all that the comment names is there."""
    return bool(found.keys) and all(_given(data, f"{found.owner}/{key}") for key in found.keys)


def is_replaced(found: Note, before: Spec, after: Spec) -> bool:
    """Whether a value of last year's has been typed over, which a comment in `after` stands beside."""
    if not _STILL.fullmatch(found.what):
        return False
    beside = [one for one, place in after.places.items() if place.line == found.line and not one.endswith("#")]
    return any(found_at(before.data, one) not in (None, found_at(after.data, one)) for one in beside)


def filled(spec: Spec) -> list[Note]:
    """The comments that have nothing to say any more: whatever they name is there."""
    return [one for one in notes(spec) if is_filled(one, spec.data)]


def blanks(spec: Spec) -> list[Position]:
    """Where something is still to be filled in: every `____`, and every key that a comment names and is not there."""
    if BLANK.encode() not in spec.source and _WORD.encode() not in spec.source:
        return []
    found = [place for one, place in spec.places.items() if one[-1:] != "#" and found_at(spec.data, one) == BLANK]
    for one in notes(spec):
        keys = [f"{one.owner}/{key}" for key in one.keys]
        found += [one.position for key in keys if not _given(spec.data, key) and found_at(spec.data, key) != BLANK]
        found += [one.position] * (not keys)
    return sorted(found)


def lacking(spec: Spec) -> dict[str, Position]:
    """The pointer of whatever a comment names and is not there, with the place of the comment."""
    keys = ((f"{one.owner}/{key}", one.position) for one in notes(spec) for key in one.keys)
    return {pointer: position for pointer, position in keys if not _given(spec.data, pointer)}


def unfilled(spec: Spec) -> list[Diagnostic]:
    """What the comments of a spec say is not filled in, and is not."""
    return [
        Diagnostic(
            "unfilled",
            f"还没有填：{_lacking(one, spec.data)}" if one.what else "这里还没有填",
            spec.file,
            one.position,
            "填好后删去这条“待填”注释",
        )
        for one in notes(spec)
        if not is_filled(one, spec.data) and not _is_blank(one, spec.data)
    ]


def _meant(spec: Spec, lines: list[str], number: int, match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """The mapping and the keys that a comment is about: of what stands on its line, or below it."""
    if not _KEYS.fullmatch(match["what"] or "") or _STILL.fullmatch(match["what"]):
        return "", ()
    keys = tuple(_LABEL.sub("", match["what"]).split("、"))
    line = number
    while line < len(lines) and lines[line - 1].lstrip().startswith("#"):
        line += 1
    on_line = {
        one: place.column
        for one, place in spec.places.items()
        if place.line == line and (one.endswith("#") or not isinstance(found_at(spec.data, one), list))
    }
    first = [one.removesuffix("#") for one, column in on_line.items() if column == min(on_line.values())]
    owner = max(first, key=len, default="")  # a mapping stands where its first key does
    return (owner if isinstance(found_at(spec.data, owner), dict) else above(owner)), keys


def _lacking(found: Note, data: Data) -> str:
    """What the comment names and is not there, each key with its label; all of it where it names no keys."""
    named = zip(found.keys, found.what.split("、"), strict=False)
    return "、".join(word for key, word in named if not _given(data, f"{found.owner}/{key}")) or found.what


def _is_blank(found: Note, data: Data) -> bool:
    """Whether whatever is not there is written as a blank: that is told at its own place."""
    left = [key for key in found.keys if not _given(data, f"{found.owner}/{key}")]
    return bool(left) and all(found_at(data, f"{found.owner}/{key}") == BLANK for key in left)


def _given(data: Data, pointer: str) -> bool:
    found = found_at(data, pointer)
    return found not in (None, "", BLANK) and found != [] and found != {}
