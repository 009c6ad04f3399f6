"""`python benchmarks/run.py`: perfgen, docxtpl and python-docx side by side, in one run, as one Markdown table.

Every contender does the whole job: a spec read and checked, its document on disk. They take turns, round by round, and
medians are printed, so that what else the machine does hits all alike.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from typing import NamedTuple

import machine
from contenders import NAMES, milliseconds
from many_specs import SEED, generate
from preparation import compare, prepare

BATCH = {"perfgen": 200, "docxtpl": 24, "python-docx": 2}  # specs a round: about as long for each
PERFGEN = Path(sys.executable).with_name("perfgen")
PEER = Path(__file__).with_name("peer_docxtpl.py")
NONE = "–"


class Sizes(NamedTuple):
    """How often each thing is measured, and how many specs there are."""

    rounds: int
    cold_runs: int
    memory: tuple[int, int]
    parallel: int
    parallel_runs: int


FULL = Sizes(rounds=21, cold_runs=31, memory=(100, 5000), parallel=2000, parallel_runs=5)
QUICK = Sizes(rounds=5, cold_runs=7, memory=(100, 1000), parallel=400, parallel_runs=3)


class Row(NamedTuple):
    """A line of the table: what was measured, and what came out for each contender."""

    measure: str
    perfgen: str
    docxtpl: str = NONE
    python_docx: str = NONE
    ratio: str = NONE


def warm(work: Path, sizes: Sizes) -> list[Row]:
    """The whole job in a process that has done it before; each contender has a process of its own."""
    specs = generate(work / "warm", max(BATCH.values()))
    times: dict[str, list[float]] = {name: [] for name in NAMES}
    spawn = multiprocessing.get_context("spawn")
    pools = {name: ProcessPoolExecutor(1, spawn) for name in NAMES}
    for turn in range(sizes.rounds + 1):
        for name, pool in pools.items():
            start = turn * BATCH[name] % (len(specs) - BATCH[name] + 1)
            chosen = specs[start : start + BATCH[name]]
            times[name].append(pool.submit(milliseconds, name, chosen, work / name).result())
        _progress(f"热 {turn}/{sizes.rounds}")
    for pool in pools.values():
        pool.shutdown()
    counted = {name: values[1:] for name, values in times.items()}  # the first round warms up
    medians = [median(counted[name]) for name in NAMES]
    return [
        Row("热：一份，毫秒", *_three("{:.2f}", medians), _ratios(counted["docxtpl"], counted["perfgen"])),
        Row("热：每秒份数", *_three("{:,.1f}", [1000 / time for time in medians])),
    ]


def cold(work: Path, sizes: Sizes) -> list[Row]:
    """A process from start to end for one spec; docxtpl also without the check, the least that a script can do.

    `check` finds what it finds afresh; `pull` is given a document that nobody has edited.
    """
    unchecked: list[str | Path] = [sys.executable, PEER, work / "template.docx", SEED, work / "cold.docx"]
    built = work / "cold" / SEED.relative_to(SEED.parents[1]).with_suffix(".docx")
    commands: dict[str, list[str | Path]] = {
        "perfgen": [PERFGEN, "build", SEED, "--out", work / "cold", "--force"],
        "check": [PERFGEN, "check", SEED],
        "pull": [PERFGEN, "pull", built, SEED, "--dry-run"],
        "docxtpl": [*unchecked, work / "schema.json"],
        "unchecked": unchecked,
    }
    usages: dict[str, list[machine.Usage]] = {name: [] for name in commands}
    for turn in range(sizes.cold_runs + 1):
        for name, command in commands.items():
            shutil.rmtree(work / ".perfgen_cache", ignore_errors=True)
            usages[name].append(machine.run(command, work, int(name == "check")))  # the seed has findings
        _progress(f"冷 {turn}/{sizes.cold_runs}")
    times = {name: [usage.cpu_milliseconds for usage in used[1:]] for name, used in usages.items()}
    peaks = {name: [usage.megabytes for usage in used[1:]] for name, used in usages.items()}
    return [
        _cold_row("冷：整个进程占用处理器，毫秒", times["perfgen"], times["docxtpl"]),
        _cold_row("冷：docxtpl 不校验，毫秒", times["perfgen"], times["unchecked"]),
        _cold_row("冷：perfgen check，docxtpl 不校验，毫秒", times["check"], times["unchecked"]),
        _cold_row("冷：perfgen pull，docxtpl 不校验，毫秒", times["pull"], times["unchecked"]),
        _cold_row("冷：内存峰值，MB", peaks["perfgen"], peaks["docxtpl"]),
    ]


def memory(work: Path, sizes: Sizes) -> list[Row]:
    """The peak of one process that builds few specs, and of one that builds many."""
    rows = []
    for count in sizes.memory:
        generate(work / f"memory-{count}", count)
        _progress(f"内存 {count} 份")
        usage = machine.run(_build(work, f"memory-{count}", 1))
        rows.append(Row(f"{count:,} 份：内存峰值，MB", f"{usage.megabytes:.1f}"))
    return rows


def parallel(work: Path, sizes: Sizes) -> list[Row]:
    """The whole command on one process and on two."""
    generate(work / "parallel", sizes.parallel)
    times: dict[int, list[float]] = {1: [], 2: []}
    for turn in range(sizes.parallel_runs):
        for jobs, values in times.items():
            values.append(machine.run(_build(work, "parallel", jobs)).milliseconds)
        _progress(f"并行 {turn + 1}/{sizes.parallel_runs}")
    label = f"{sizes.parallel:,} 份：每秒份数"
    one, two = (f"{sizes.parallel * 1000 / median(times[jobs]):,.0f}" for jobs in (1, 2))
    gain = median(alone / together for alone, together in zip(times[1], times[2], strict=True))
    return [Row(f"{label}，--jobs 1", one), Row(f"{label}，--jobs 2", f"{two}（{gain:.2f} 倍）")]


def _build(work: Path, folder: str, jobs: int) -> list[str | Path]:
    return [PERFGEN, "build", work / folder, "--out", work / "built" / folder, "--jobs", str(jobs), "--force", "--quiet"]


def _three(format_: str, values: list[float]) -> tuple[str, str, str]:
    perfgen, docxtpl, python_docx = map(format_.format, values)
    return perfgen, docxtpl, python_docx


def _cold_row(measure: str, perfgen: list[float], docxtpl: list[float]) -> Row:
    return Row(measure, f"{median(perfgen):.1f}", f"{median(docxtpl):.1f}", ratio=_ratios(docxtpl, perfgen))


def _ratios(over: Sequence[float], under: Sequence[float]) -> str:
    """The median of the ratios of all rounds, and between which values the middle half of them lies."""
    ratios = sorted(a / b for a, b in zip(over, under, strict=True))
    quarter = len(ratios) // 4
    return f"{median(ratios):.2f}（{ratios[quarter]:.2f}–{ratios[-1 - quarter]:.2f}）"


def _progress(text: str) -> None:
    print(f"\r{text:<20}", end="", file=sys.stderr, flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description="perfgen、docxtpl、python-docx 并排测速，输出一张 Markdown 表。")
    options.add_argument("--quick", action="store_true", help="少测几轮，一分钟左右；数字较粗")
    sizes = QUICK if options.parse_args().quick else FULL
    heading = machine.described()
    if machine.busy():
        print("机器正忙，数字不可靠；请在空闲时再测。", file=sys.stderr)
        heading += "开始时机器正忙，数字不可靠。"
    with tempfile.TemporaryDirectory(prefix="perfgen-benchmark-") as folder:
        work = Path(folder)
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as apart:  # keeps this process small
            apart.submit(prepare, work).result()
            cells = apart.submit(compare, [SEED, *generate(work / "compared", 3)], work).result()
        with machine.one_core():
            rows = [*warm(work, sizes), *cold(work, sizes), *memory(work, sizes)]
        if machine.cores() > 1:
            rows += parallel(work, sizes)
    _progress("")
    print(f"\r{heading}三方印出的表逐格相同（比对 {cells:,} 格）。\n")
    print("| 项目 | perfgen | docxtpl | python-docx | docxtpl ÷ perfgen |\n|---|---:|---:|---:|---:|")
    for row in rows:
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
