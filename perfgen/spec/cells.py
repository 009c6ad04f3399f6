"""A row pasted from a spreadsheet in, the row of the spec that was meant out: as the rows around it are written."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from perfgen.spec.lines import at_its_place, indentation
from perfgen.spec.meant import scalar
from perfgen.spec.mistakes import Mistake, mistake, typed


def pasted_cells(lines: list[str], row: int) -> Mistake | None:
    """A row of a spreadsheet, made a row like those around it, if it has as many cells."""
    line = lines[row]
    bare = line.strip().removeprefix("- ").strip()
    cells = [cell.strip() for cell in bare.split("\t")]
    if len(cells) == 1:
        cells = bare.split()
    like_it = (other for other in range(len(lines)) if lines[other].lstrip().startswith("- {"))
    near = sorted(like_it, key=lambda other: abs(other - row))
    if len(cells) < 3 or not near:
        return None
    like = lines[near[0]].strip()
    try:
        (model,) = yaml.load(like, yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, TypeError, OverflowError):
        return None
    leaves = list(_leaves(model))
    indent = indentation(line)
    column = next((at for at, one in enumerate(line) if one == "\t" and at > indent), indent)
    message = "这一行像是从 Excel 粘贴来的"
    if len(leaves) != len(cells):
        if "\t" not in line:
            return None
        message += f"，有 {len(cells)} 格，第 {near[0] + 1} 行那样的一条却有 {len(leaves)} 个值"
        return mistake("tab-character", row, column, message, f"照第 {near[0] + 1} 行的样子写：{typed(like)}")
    level = indentation(lines[near[0]])
    repaired = f"{' ' * level}- {_filled(model, iter(cells))}"
    return mistake("tab-character", row, column, message, at_its_place(repaired, indent), repaired)


def _leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _leaves(one)
    else:
        yield value


def _filled(model: object, cells: Iterator[str]) -> str:
    if isinstance(model, dict):
        return "{" + ", ".join(f"{key}: {_filled(value, cells)}" for key, value in model.items()) + "}"
    return scalar(next(cells), inside=True)
