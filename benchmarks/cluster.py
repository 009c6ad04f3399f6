"""A local Dask cluster against the plain pool, the same work on as many processes: Parquet in, Parquet out.

    pip install -e '.[test,dask]'
    python benchmarks/cluster.py [SPECS]    # 5,000 unless told
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import machine
from many_specs import SEED, generate

PROJECT = SEED.parents[2]
DASK = PROJECT / "integrations" / "dask" / "build.py"
GROUP = 500  # specs in a row group, which is a piece of work
POOL = """
import sys, pyarrow as pa, pyarrow.parquet as pq
from pathlib import Path
from perfgen import Project, build_batch
if __name__ == "__main__":
    specs = [(one["name"], one["source"]) for one in pq.read_table("in.parquet").to_pylist()]
    built = build_batch(Project(Path(sys.argv[1])), specs, processes=int(sys.argv[2]))
    pq.write_table(pa.Table.from_pylist([one.as_texts() for one in built]), "pool.parquet")
"""


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    print(machine.described())
    if machine.busy():
        print("\n机器正忙，每秒份数不要引用。")
    print("\n| 份 | 怎么做 | 每秒份数 | 每份占用处理器，毫秒 | 最大的进程，内存峰值，MB |\n|---:|---|---:|---:|---:|")
    for count in (most // 4, most):
        for name, usage in _taken(count).items():
            rate, each = count * 1000 / usage.milliseconds, usage.cpu_milliseconds / count
            print(f"| {count:,} | {name} | {rate:,.0f} | {each:.2f} | {usage.megabytes:.0f} |", flush=True)


def _taken(count: int) -> dict[str, machine.Usage]:
    """All that was started and waited for included."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pool.py").write_text(POOL, "utf-8")
        machine.run([sys.executable, __file__, "pack", str(count)], folder)
        cores = str(machine.cores())
        return {
            f"进程池，{cores} 个进程": machine.run([sys.executable, "pool.py", PROJECT, cores], folder),
            "本机的 Dask 集群": machine.run([sys.executable, DASK, "in.parquet", "out", "--project", PROJECT], folder),
        }


def _pack(count: int) -> None:
    """In a process of its own, so that this one stays small."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    paths = generate(Path("specs"), count)
    columns = {"name": [path.name for path in paths], "source": [path.read_bytes() for path in paths]}
    pq.write_table(pa.table(columns), "in.parquet", row_group_size=GROUP)


if __name__ == "__main__":
    _pack(int(sys.argv[2])) if sys.argv[1:2] == ["pack"] else main()
