"""Specs in Parquet: the page's SQL gives the totals, and a cluster loses one row to a poison and none to a dead worker."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import ROOT
from deadly import POISON, SITE, WEARY

from perfgen.batch.build_batch import build_batch
from perfgen.project import Project

PAGE = (ROOT / "docs" / "how-to" / "past-one-machine.md").read_text("utf-8")
PACK, RULES, FUNDING = re.findall(r"^```sql\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def pack(folder: Path) -> Any:
    """`specs.parquet` of the specs in the folder, and a connection that takes its paths from there."""
    connection = duckdb.connect()
    connection.execute("SET file_search_path = ?", [str(folder)])
    connection.execute(PACK.replace("'specs", f"'{folder}/specs"))
    return connection


def test_totals_of_the_page(tmp_path: Path) -> None:
    for name, folder in (("部门整体支出-示例.yaml", "examples"), ("光谷现代服务业园建设服务中心.yaml", "2021")):
        (tmp_path / "specs" / folder).mkdir(parents=True)
        shutil.copy(ROOT / "specs" / folder / name, tmp_path / "specs" / folder)
    connection = pack(tmp_path)
    specs = connection.execute("SELECT name, source FROM 'specs.parquet'").fetchall()
    built = build_batch(Project(ROOT), specs)
    connection.execute("CREATE TABLE built (name TEXT, document BLOB, findings TEXT, rows TEXT)")
    connection.executemany("INSERT INTO built VALUES (?, ?, ?, ?)", [list(one.as_texts().values()) for one in built])
    (tmp_path / "built").mkdir()
    connection.execute(f"COPY built TO '{tmp_path}/built/0.parquet'")

    rules = connection.execute(RULES).fetchall()
    assert len(rules) > 5
    assert sum(count for _, _, count, _ in rules) == sum(len(one.findings) for one in built)
    funding = [(department, str(income), str(public)) for department, income, public in connection.execute(FUNDING).fetchall()]
    assert funding == [("临湖市公共图书馆服务中心", "875.00", "862.40"), ("光谷现代服务业园建设服务中心", "429.00", "429.00")]


@pytest.mark.cluster
@pytest.mark.slow
@pytest.mark.parametrize("engine", ["dask", "spark"])
def test_cluster_loses_one_row_to_a_poison_and_none_to_a_dead_worker(tmp_path: Path, engine: str) -> None:
    on_demand = f"on demand, see CONTRIBUTING: pip install -e '.[{engine}]'"
    pytest.importorskip({"dask": "distributed", "spark": "pyspark"}[engine], reason=on_demand)
    pa, pq = (pytest.importorskip(name, reason=on_demand) for name in ("pyarrow", "pyarrow.parquet"))
    good = next((ROOT / "specs" / "2021").glob("*.yaml")).read_bytes()
    batch = [(f"{number}.yaml", good.replace("光谷".encode(), f"第{number}".encode())) for number in range(40)]
    deadly = [("poison.yaml", POISON.encode()), ("weary.yaml", WEARY.encode())]
    (tmp_path / "in").mkdir()
    for number, part in enumerate((batch[:20] + deadly[:1], batch[20:] + deadly[1:])):
        columns = {"name": [name for name, _ in part], "source": [source for _, source in part]}
        pq.write_table(pa.table(columns), tmp_path / "in" / f"{number}.parquet")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(SITE, "utf-8")

    script = ROOT / "integrations" / engine / "build.py"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "SPARK_LOCAL_IP": "127.0.0.1"}
    environment["PYSPARK_SUBMIT_ARGS"] = "--master local[2,4] pyspark-shell"  # as often as a cluster tries
    command = [sys.executable, script, "in", "out", "--project", ROOT]
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=240)
    assert result.returncode == 0, result.stdout + result.stderr
    assert (tmp_path / "site" / "worker-died").exists()

    rows = [row for file in (tmp_path / "out").glob("*.parquet") for row in pq.read_table(file).to_pylist()]
    expected = {one.name: one.as_texts() for one in build_batch(Project(ROOT), batch)}
    assert len(rows) == len(batch) + 2
    found = {row["name"]: row for row in rows}
    assert {name: found[name] for name in expected} == expected
    assert found["poison.yaml"]["document"] is None
    assert [one["name"] for one in json.loads(found["poison.yaml"]["findings"])] == ["process-died"]
    assert "process-died" not in found["weary.yaml"]["findings"]
