"""What checking a spec costs beyond laying it out, on one core: many findings, and none.

    python benchmarks/check.py          # about two minutes
"""

from __future__ import annotations

import multiprocessing
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

import machine
from many_specs import SEED, generate

from perfgen.building.build import one_by_one
from perfgen.building.checking import check_file
from perfgen.building.laying import lay_out
from perfgen.project import Project

SPECS = 1000
ROUNDS = 3
PERFGEN = Path(sys.executable).with_name("perfgen")
CLEAN = SEED.parents[1] / "examples" / "部门整体支出-示例.yaml"

T = TypeVar("T")


def main() -> None:
    print(machine.described())
    with tempfile.TemporaryDirectory() as folder, machine.one_core():
        specs = generate(Path(folder, "specs"), SPECS)
        print(f"\n| 整个命令，种子的变体 {SPECS:,} 份 | 每份占用处理器，毫秒 | 内存峰值，MB |")
        print("|---|---:|---:|")
        _commands(Path(folder))
        print("\n| 申报表 | 每份发现 | 生成版式，毫秒 | 检查，毫秒 | 多用，毫秒 | 内存峰值，MB |")
        print("|---|---:|---:|---:|---:|---:|")
        _measure("种子的变体，各不相同", specs)
        _measure("范例，同一份", [CLEAN] * SPECS)


def _commands(folder: Path) -> None:
    """The commands as a person types them, in turns, all that they start and print included; each again, unchanged."""
    build, check = (["build", "--quiet", "--jobs", "1"], 0), (["check"], 1)
    commands = {"perfgen build": build, "perfgen check": check, "再 build 一次": build, "再 check 一次": check}
    taken: dict[str, list[machine.Usage]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for known in ("build", ".perfgen_cache"):
            shutil.rmtree(folder / known, ignore_errors=True)
        for name, (arguments, status) in commands.items():
            taken[name].append(machine.run([PERFGEN, *arguments], folder, status))
    each = {name: statistics.median(one.cpu_milliseconds for one in usages) / SPECS for name, usages in taken.items()}
    for name, usages in taken.items():
        print(f"| {name} | {each[name]:.2f} | {max(one.megabytes for one in usages):.1f} |")
    print(f"| 检查比生成多用 | {each['perfgen check'] - each['perfgen build']:.2f} | |")


def _measure(name: str, paths: list[Path]) -> None:
    """In a process of its own, which has done nothing else, like that of `perfgen check`."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        laid, checked, found, memory = pool.submit(_means, paths).result()
    times = f"{laid:.2f} | {checked:.2f} | {checked - laid:.2f}"
    print(f"| {name}，{len(paths):,} 份 | {found:.0f} | {times} | {memory:.1f} |")


def _means(paths: list[Path]) -> tuple[float, float, float, float]:
    rows = list(one_by_one(_timed(paths)))
    laid, checked, found = (statistics.fmean(column) for column in zip(*rows[10:], strict=True))
    return laid, checked, found, machine.peak_megabytes()


def _timed(paths: list[Path]) -> Iterator[tuple[float, float, int]]:
    """Milliseconds of the processor to lay a spec out, and to check it, each in its turn first; and how much is found."""
    project = Project()
    for number, path in enumerate(paths):
        laying = partial(_lay_out, project, path)
        checking = partial(check_file, project, path)
        if number % 2:
            laid, (checked, found) = _milliseconds(laying)[0], _milliseconds(checking)
        else:
            (checked, found), laid = _milliseconds(checking), _milliseconds(laying)[0]
        yield laid, checked, len(found)


def _lay_out(project: Project, path: Path) -> None:
    """What it returns is let go within the time taken, as that of `check_file` is."""
    lay_out(project, path)


def _milliseconds(call: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    result = call()
    return (time.process_time() - start) * 1000, result


if __name__ == "__main__":
    main()
