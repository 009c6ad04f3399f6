"""What the reviewers' rules cost a spec beyond laying it out, on one core: many findings, and none.

    python benchmarks/check.py          # about half a minute
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import machine
from many_specs import SEED, generate

from perfgen import build
from perfgen.settings import Settings

SPECS = 1000
CLEAN = SEED.parents[1] / "examples" / "部门整体支出-示例.yaml"


def main() -> None:
    print(machine.described())
    print()
    print("| 申报表 | 每份发现 | 生成版式，毫秒 | 审核规则，毫秒 | 内存峰值，MB |")
    print("|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder, machine.one_core():
        _measure("种子的变体，各不相同", generate(Path(folder, "specs"), SPECS))
        _measure("范例，同一份", [CLEAN] * SPECS)


def _measure(name: str, specs: list[Path]) -> None:
    rows = list(build.one_by_one(_timed(specs)))
    laid, judged, found = (statistics.fmean(column) for column in zip(*rows[10:], strict=True))
    memory = machine.peak_megabytes()
    print(f"| {name}，{len(specs):,} 份 | {found:.0f} | {laid:.2f} | {judged:.2f} | {memory:.1f} |")


def _timed(specs: list[Path]) -> Iterator[tuple[float, float, int]]:
    """Milliseconds of the processor for laying out and for judging, and how much was found."""
    rules = Settings()
    for spec in specs:
        start = time.process_time()
        laid = build.lay_out(spec, located=True)
        middle = time.process_time()
        found = build.judge(laid, str(spec), rules)
        end = time.process_time()
        yield (middle - start) * 1000, (end - middle) * 1000, len(found)


if __name__ == "__main__":
    main()
