"""Parquet in, Parquet out, on Spark: of each spec (name, source) its document, findings and rows.

    spark-submit build.py IN OUT --project FOLDER

A piece of work whose executor dies Spark does again. The project's folder must be the same on all machines, and perfgen
installed where they run Python.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
from pyspark.sql import SparkSession

from perfgen import Project, build_batch

COLUMNS = "name string, document binary, findings string, rows string"  # to Spark
SCHEMA = pa.schema([("name", pa.string()), ("document", pa.binary()), ("findings", pa.string()), ("rows", pa.string())])


def building(folder: str) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What `mapInArrow` calls in each executor."""

    def build(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        project = Project(Path(folder))
        for batch in batches:
            specs = [(one["name"], one["source"]) for one in batch.to_pylist()]
            # In a process of its own, so that a spec that kills it costs one row.
            built = build_batch(project, specs, processes=1)
            yield pa.RecordBatch.from_pylist([one.as_texts() for one in built], SCHEMA)

    return build


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", metavar="IN")
    parser.add_argument("out", metavar="OUT")
    parser.add_argument("--project", type=Path, required=True)
    options = parser.parse_args()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = SparkSession.builder.appName("perfgen").getOrCreate()
    specs = spark.read.parquet(options.source).select("name", "source")
    specs.mapInArrow(building(str(options.project.resolve())), COLUMNS).write.parquet(options.out)
    spark.stop()


if __name__ == "__main__":
    main()
