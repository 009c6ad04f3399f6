"""Parquet in, Parquet out, on a Dask cluster: of each spec (name, source) its document, findings and rows.

    python build.py IN OUT --project FOLDER [--scheduler ADDRESS]

Without an address a cluster of this machine is started. Each row group of IN is a piece of work and a file in OUT, named
after it; a piece whose worker dies is done again elsewhere. The folders must be the same on all machines.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import dask
import pyarrow as pa
import pyarrow.parquet as pq
from distributed import Client, as_completed

from perfgen import Project, build_batch

SCHEMA = pa.schema([("name", pa.string()), ("document", pa.binary()), ("findings", pa.string()), ("rows", pa.string())])


def build(source: Path, group: int, out: Path, project: Project) -> int:
    """One row group; how many specs it has. The file is there whole or not at all."""
    target = out / f"{source.stem}-{group:05}.parquet"
    unfinished = target.with_name(f".{target.name}-{os.getpid()}")
    with pq.ParquetFile(source) as file:
        specs = [(one["name"], one["source"]) for one in file.read_row_group(group, ["name", "source"]).to_pylist()]
    # In a process of its own, so that a spec that kills it costs one row.
    built = build_batch(project, specs, processes=1)
    pq.write_table(pa.Table.from_pylist([one.as_texts() for one in built], SCHEMA), unfinished)
    unfinished.replace(target)
    return len(specs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, metavar="IN", help="a Parquet file, or a folder of them")
    parser.add_argument("out", type=Path, metavar="OUT", help="a new folder")
    parser.add_argument("--project", type=Path, required=True)
    parser.add_argument("--scheduler", help="its address, tcp://…")
    options = parser.parse_args()
    source, out, folder = (path.resolve() for path in (options.source, options.out, options.project))
    out.mkdir(parents=True)
    files = sorted(source.glob("*.parquet")) if source.is_dir() else [source]
    groups = [(file, group) for file in files for group in range(pq.read_metadata(file).num_row_groups)]
    local = {} if options.scheduler else {"threads_per_worker": 1, "dashboard_address": None}
    # A worker starts processes, so that a spec that kills one kills no worker; those of a daemon may not.
    with dask.config.set({"distributed.worker.daemon": False}), Client(options.scheduler, **local) as client:
        pieces = [client.submit(build, file, group, out, Project(folder), pure=False) for file, group in groups]
        print(sum(piece.result() for piece in as_completed(pieces)), "specs")


if __name__ == "__main__":
    main()
