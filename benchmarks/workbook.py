"""What a sheet takes beside a Word file, and many specs in one workbook, on one core.

    python benchmarks/workbook.py [how many specs]      # 2,000 take about a minute
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import machine
from many_specs import generate

from perfgen.building.build import build
from perfgen.building.find_specs import find
from perfgen.building.planning import plan
from perfgen.project import Project

COUNT = 2000
SINGLE = 120  # specs that are built one by one
FORMATS = ("docx", "xlsx")
WARM = 10  # of them that are not counted


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    print(f"{machine.described()}\n")
    with tempfile.TemporaryDirectory() as name, machine.one_core():
        folder = Path(name)
        taken = milliseconds(generate(folder / "single" / "specs", SINGLE), folder / "single")
        each = {format_: statistics.median(times) for format_, times in taken.items()}
        ratios = statistics.quantiles([xlsx / docx for docx, xlsx in zip(*taken.values(), strict=True)])
        print("| 一份，从 YAML 到文件写好，占用处理器 | 毫秒 |\n|---|---:|")
        print("".join(f"| {format_} | {time:.2f} |\n" for format_, time in each.items()), end="")
        print(f"| xlsx ÷ docx，中位数（中间一半） | {ratios[1]:.2f}（{ratios[0]:.2f}–{ratios[2]:.2f}） |\n")
        generate(folder / "many" / "specs", count)
        command = [sys.executable, "-m", "perfgen", "build", "--one-workbook", "全部.xlsx"]
        used = machine.run(command, folder / "many")
        size = (folder / "many" / "全部.xlsx").stat().st_size / 1e6
        print(f"| `build --one-workbook`，{count:,} 份 | 秒 | 其中 CPU | 内存峰值，MB | 文件，MB |\n|---|---:|---:|---:|---:|")
        print(f"| 一个进程 | {used.milliseconds / 1000:.1f} | {used.cpu_milliseconds / 1000:.1f} | {used.megabytes:.0f} | {size:.0f} |")


def milliseconds(specs: Sequence[Path], folder: Path) -> dict[str, list[float]]:
    """Of the processor, for each of the specs and each format, which take turns at being first; after some to warm up."""
    project = Project()
    jobs = {format_: plan(find(specs), folder / format_, [format_]) for format_ in FORMATS}
    taken: dict[str, list[float]] = {format_: [] for format_ in FORMATS}
    for number in range(len(specs)):
        for format_ in FORMATS if number % 2 else FORMATS[::-1]:
            started = time.process_time()
            done = build(project, jobs[format_][number])
            taken[format_].append((time.process_time() - started) * 1000)
            assert done.documents, done.told
    return {format_: times[WARM:] for format_, times in taken.items()}


if __name__ == "__main__":
    main()
