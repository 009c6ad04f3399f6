"""Values with no place in the form that is wanted, or a doubtful one, in; a message for each kind, with lines, out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from perfgen.carry.given import Leaf, Source
from perfgen.declaration.roles import SEVERAL_YEARS
from perfgen.diagnostics import Diagnostic, Severity
from perfgen.display import shortened
from perfgen.pointers import tokens


def left_over(leaves: Iterable[Leaf], title: str, year: int, refused: Container[Source]) -> list[Diagnostic]:
    """`year` is that of the form that is wanted; what is of an earlier one is told to be so. `refused` has a place, but
    not in the way it is written."""
    return _grouped(
        "not-carried",
        ((leaf, f"《{title}》不接受" if leaf.sources[0] in refused else _why(leaf, title, year)) for leaf in leaves),
    )


def relabelled(pairs: Iterable[tuple[Leaf, str]]) -> list[Diagnostic]:
    """Values that came over under another label, each with that."""
    return _grouped("other-label", ((leaf, f"作了“{label}”，核对是不是一回事") for leaf, label in pairs))


def _grouped(name: str, pairs: Iterable[tuple[Leaf, str]]) -> list[Diagnostic]:
    kinds: dict[tuple[str, str, str], list[Leaf]] = {}
    for leaf, why in pairs:
        kinds.setdefault((leaf.spec.file, _place(leaf), why), []).append(leaf)
    return [_told(name, file, group, why) for (file, _, why), group in kinds.items()]


def _place(leaf: Leaf) -> str:
    """The place in the form without the numbers of items: where values of one kind stand."""
    steps = tokens(leaf.pointer)
    return leaf.label + leaf.level + "/".join("" if step.isdigit() else step for step in steps[:1] + steps[-1:])


def _why(leaf: Leaf, title: str, year: int) -> str:
    if leaf.year and year and leaf.year != year:
        return f"是{leaf.year}年的，{year}年的《{title}》不带"
    return f"在《{title}》里没有地方放"


def _told(name: str, file: str, group: list[Leaf], why: str) -> Diagnostic:
    first = group[0]
    label = f"“{first.label}”（{first.level}）" if first.level in SEVERAL_YEARS else f"“{first.label}”"
    position = first.spec.position(first.pointer)
    if len(group) == 1:
        text = "；".join(map(str, first.data)) if isinstance(first.data, list) else str(first.data)
        message = f"{label}{why}：{shortened(text)}"
    else:
        lines = "、".join(_lines(group))
        message = f"{label}有 {len(group)} 处{why}：第 {lines} 行"
    return Diagnostic(name, message, file, position, severity=Severity.INFO)


def _lines(group: list[Leaf]) -> Iterator[str]:
    numbers = sorted({leaf.spec.position(leaf.pointer).line for leaf in group})
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return (f"{run[0]}" if len(run) == 1 else f"{run[0]} 至 {run[-1]}" for run in runs)
