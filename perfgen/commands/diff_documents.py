"""Pairs of specs that were reviewed in, one document of each on disk out, and the page that leads to all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from perfgen.building import output
from perfgen.building.find_specs import SpecFile, unusable
from perfgen.building.planning import plan
from perfgen.diagnostics import Diagnostic, ProblemsFound, exit_status
from perfgen.display import visible
from perfgen.review.index import NAME, index
from perfgen.review.reviewed import Reviewed, Sides
from perfgen.review.versions import Pair
from perfgen.saving.temporary import clear_leftovers

Draw: TypeAlias = Callable[[Sides, Reviewed, str], bytes | None]  # the string: where the index is, "" for none


class DiffDocuments:
    """Nothing is written outside of `out`."""

    def __init__(self, compared: Sequence[Pair], out: Path, suffix: str, draw: Draw, has_index: bool) -> None:
        """Raises ProblemsFound where there is no way to name one."""
        self._out = out
        self._draw = draw
        self._index = out / NAME if has_index else None
        self._targets = _targets(compared, out, suffix)
        self._written: set[int] = set()
        for pair, target in zip(compared, self._targets, strict=True):
            if has_index and output.same_name_key(target.relative_to(out)) == NAME:
                label = Path(_label(pair))
                raise ProblemsFound([unusable(label, f"它的网页会与列出各份的网页是同一个文件 {target}", "给它换一个文件名")])
        clear_leftovers(target.parent for target in [*self._targets, *filter(None, [self._index])])

    def write(self, number: int, sides: Sides, told: Reviewed) -> list[Diagnostic]:
        """That of a pair, by its number; nothing where there is nothing to draw."""
        target = self._targets[number]
        up = "../" * (len(target.relative_to(self._out).parts) - 1)
        content = self._draw(sides, told, f"{up}{NAME}" if self._index else "")
        if content is None:
            return []
        problems = output.write(target, content)
        if not exit_status(problems):
            self._written.add(number)
        return problems

    def end(self, told: Sequence[Reviewed]) -> list[Diagnostic]:
        if self._index is None:
            return []
        pages = {number: self._targets[number].relative_to(self._out) for number in self._written}
        return output.write(self._index, index(told, pages).encode())

    def said(self) -> str:
        """已生成 2 份文件，在 build/diff 下; "" where there are none."""
        start = f"，从 {visible(str(self._index))} 看起" if self._index else ""
        made = f"已生成 {len(self._written)} 份文件，在 {visible(str(self._out))} 下" if self._written else ""
        return f"{made}{start}" if made else ""


def _targets(compared: Sequence[Pair], out: Path, suffix: str) -> list[Path]:
    specs = [SpecFile(Path(_label(pair)), pair.relative) for pair in compared]
    return [job.targets[suffix] for job in plan(specs, out, [suffix])]


def _label(pair: Pair) -> str:
    return next(version.label for version in (pair.new, pair.old) if version)
