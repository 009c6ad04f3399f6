"""Natural slips in the model declaration: the first message is the true cause at its place, and its cure is followed.

`slips.txt` holds them: the lines that a slip puts in place of the model's (`12|…`; of the same number: one after the
other; nothing behind the bar: none), then the errors that are found, then how the cure is followed to the letter:
`paste` puts its line, which the hint must show, in place of the one that is told; `add` puts it into its braces;
`delete` drops the line; `above` puts its line above it; `join` puts its line in place of those that the hint numbers;
`break` puts what is told, as its line has it, on a line below; `ask` is a question, and the hint says that; `fine` is no slip. What then stands there is the
model again, or, with `holds`, holds that text; `left` are the rules that what was typed, or a blank, still offends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT
from given import checked, loaded

from perfgen.diagnostics import Diagnostic
from perfgen.spec.spec import load

MODEL = (ROOT / "specs" / "examples" / "部门整体支出-示例.yaml").read_text("utf-8").splitlines()
MODEL[0] = ""  # its schema is found from the folder that it is in


class Slip(NamedTuple):
    name: str
    lines: list[str]
    expected: list[str]
    follow: str
    cure: list[str]
    holds: str
    left: set[str]  # the rules that what was typed offends


def slips() -> Iterator[Slip]:
    for block in Path(__file__).with_name("slips.txt").read_text("utf-8").strip().split("\n\n"):
        name, *rest = block.splitlines()
        typed: dict[int, list[str]] = {}
        cures: list[tuple[str, str]] = []
        expected, holds, left = [], "", set[str]()
        for line in rest:
            if found := re.match(r"([0-9]+)\|(.*)", line):
                typed.setdefault(int(found[1]), []).append(found[2])
            elif re.match(r"[0-9]", line):
                expected.append(line)
            elif line.startswith("holds|"):
                holds = line.removeprefix("holds|")
            elif line.startswith("left|"):
                left = set(line.removeprefix("left|").split())
            else:
                cures.append((line.partition("|")[0], line.partition("|")[2]))
        lines = [text for number, line in enumerate(MODEL, 1) for text in typed.get(number, [line])]
        yield Slip(name.removeprefix("== "), lines, expected, cures[0][0], [cure for _, cure in cures], holds, left)


SLIPS = list(slips())


def errors(tmp_path: Path, lines: list[str]) -> list[Diagnostic]:
    spec = tmp_path / "表.yaml"
    spec.write_text("\n".join(lines), "utf-8")
    return sorted((one for one in checked(spec) if one.severity == "error"), key=lambda one: one.sort_key)


def place(found: Diagnostic) -> str:
    return f"{found.position.line}:{found.position.column} {found.name}" if found.position else found.name


def test_there_are_slips_of_many_kinds() -> None:
    assert len(SLIPS) >= 145
    assert len({one.partition(" ")[2] for slip in SLIPS for one in slip.expected}) > 18


@pytest.mark.parametrize("slip", SLIPS, ids=[slip.name for slip in SLIPS])
def test_first_message_is_the_cause_and_its_cure_works(slip: Slip, tmp_path: Path) -> None:
    found = errors(tmp_path, slip.lines)
    assert [place(one) for one in found] == slip.expected
    if slip.follow == "fine":
        assert loaded("\n".join(slip.lines).encode()) == loaded("\n".join(MODEL).encode())
        return
    first = found[0]
    for cure in slip.cure:
        depth = f"行首 {len(cure) - len(cure.lstrip())} 个空格"  # of a line that only its writer knows
        assert (cure.strip() if slip.follow != "ask" else cure) in first.hint or (slip.follow == "above" and depth in first.hint)
    if slip.follow == "ask":
        return
    lines = followed(slip, first)
    assert {one.name for one in errors(tmp_path, lines)} == slip.left
    read = load("\n".join(lines).encode(), "表.yaml")
    if slip.holds:
        assert slip.holds in (str(value) for value in texts(read.data))
    elif not slip.left:
        assert read.data == loaded("\n".join(MODEL).encode())


def followed(slip: Slip, first: Diagnostic) -> list[str]:
    assert first.position
    row = first.position.line - 1
    line = slip.lines[row]
    if slip.follow == "delete":
        return slip.lines[:row] + slip.lines[row + 1 :]
    if slip.follow == "join":
        first_row, last_row = map(int, re.findall("[0-9]+", first.hint)[:2])
        assert first_row == row + 1
        return slip.lines[:row] + slip.cure + slip.lines[last_row:]
    if slip.follow == "break":
        before = re.sub(r"[\s,，-]*$", "", line[: first.position.column - 1])
        return [*slip.lines[:row], before, *slip.cure, *slip.lines[row + 1 :]]
    if slip.follow == "above":
        return slip.lines[:row] + slip.cure + slip.lines[row:]
    if slip.follow == "add":
        before, _, after = line.rpartition("}")
        return [*slip.lines[:row], f"{before}, {slip.cure[0]}}}{after}", *slip.lines[row + 1 :]]
    indent = line[: len(line) - len(line.lstrip())]
    shown = [cure if f"“{cure}”" in first.hint else indent + cure.strip() for cure in slip.cure]
    return slip.lines[:row] + shown + slip.lines[row + 1 :]


def texts(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    else:
        yield value
