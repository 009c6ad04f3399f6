"""Makes workbooks of many specs on one core and prints what that took: `python benchmarks/table.py [how many specs]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from machine import busy, described, one_core, run
from many_specs import generate

COUNT = 2000


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    if busy():
        print("机器正忙，这样的数字不要引用；CPU 时间也会偏大", file=sys.stderr)
    print(f"{count} 份申报表，一个核，整个进程。{described()}\n")
    print("| 格式 | 秒 | 其中 CPU | 内存（MB） | 文件（MB） |\n| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name, one_core():
        folder = Path(name)
        generate(folder / "specs", count)
        for suffix in ("xlsx", "csv", "json"):
            command = [sys.executable, "-m", "perfgen", "table", "--out", f"{suffix}/汇总.{suffix}"]
            used = run(command, folder)
            size = sum(path.stat().st_size for path in (folder / suffix).iterdir()) / 1e6
            seconds, cpu = used.milliseconds / 1000, used.cpu_milliseconds / 1000
            print(f"| {suffix} | {seconds:.1f} | {cpu:.1f} | {used.megabytes:.0f} | {size:.0f} |", flush=True)


if __name__ == "__main__":
    main()
