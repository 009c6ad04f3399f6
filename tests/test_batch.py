"""A batch of specs without files: the same documents, findings and rows as the commands give, wherever it is done."""

from __future__ import annotations

import json
import os
import pickle
from pathlib import Path
from typing import Any

import pytest
from command import SPEC, run
from conftest import EXAMPLES, ROOT
from deadly import POISON, SITE

import perfgen
from perfgen.batch.build_batch import build_batch
from perfgen.diagnostics import ProblemsFound
from perfgen.project import Project

BAD = SPEC.replace("fiscal_year: 2026", "fiscal_year: 26")
SEED = next((ROOT / "specs" / "2021").glob("*.yaml"))
BATCH = [(path.name, path.read_bytes()) for path in [*EXAMPLES, SEED]] + [("bad.yaml", BAD.encode()), ("空.yaml", b"")]


@pytest.mark.slow
def test_each_spec_comes_to_what_the_commands_give(tmp_path: Path) -> None:
    for name, source in BATCH:
        (tmp_path / name).write_bytes(source)
    built = build_batch(Project(tmp_path), BATCH)
    assert [one.name for one in built] == [name for name, _ in BATCH]
    texts = [one.as_texts() for one in built]

    assert run("build", ".", cwd=tmp_path).returncode == 2
    documents = {path.stem: path.read_bytes() for path in (tmp_path / "build").glob("*.docx")}
    assert {one.name.removesuffix(".yaml"): one.document for one in built if one.document} == documents

    said = json.loads(run("check", "--format", "json", ".", cwd=tmp_path).stdout)["diagnostics"]
    found = [one for text in texts for one in json.loads(str(text["findings"]))]
    assert len(found) > 20
    assert sorted(map(str, found)) == sorted(str({key: one[key] for key in found[0]}) for one in said)

    run("table", ".", "--out", "all.json", cwd=tmp_path)
    sheets = json.loads((tmp_path / "all.json").read_text("utf-8"), parse_float=str)["sheets"]
    tables = [json.loads(str(text["rows"]), parse_float=str) for text in texts]
    for sheet in sheets[:2]:
        rows = [list(row.values()) for table in tables for row in table.get(sheet["name"], [])]
        assert len(rows) >= len(EXAMPLES)
        assert said_in(rows) == said_in(sheet["rows"])


def said_in(rows: list[list[Any]]) -> list[list[str]]:
    """The values of each row; a row of many specs has cells for the columns that others have, in another order."""
    return sorted(sorted(str(value) for value in row if value is not None) for row in rows)


def test_current_folder_is_nothing_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = build_batch(Project(ROOT), BATCH[:2])
    (tmp_path / "schema").mkdir()
    (tmp_path / "perfgen.toml").write_text("nonsense", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert build_batch(pickle.loads(pickle.dumps(Project(ROOT))), BATCH[:2]) == here
    with pytest.raises(ValueError, match="absolute"):
        build_batch(Project(), BATCH)


def test_what_comes_back_and_is_raised_can_be_pickled(tmp_path: Path) -> None:
    built = perfgen.build_batch(perfgen.Project(ROOT), BATCH, "txt")
    assert pickle.loads(pickle.dumps(built)) == built
    (tmp_path / "perfgen.toml").write_text("nonsense", "utf-8")
    with pytest.raises(ProblemsFound) as raised:
        build_batch(Project(tmp_path), BATCH)
    assert pickle.loads(pickle.dumps(raised.value)).diagnostics == raised.value.diagnostics != ()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_spec_that_kills_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sitecustomize.py").write_text(SITE, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    batch = [BATCH[0], ("poison.yaml", POISON.encode()), BATCH[1]]
    first, poison, last = build_batch(Project(ROOT), batch, processes=1)
    assert [first, last] == build_batch(Project(ROOT), [BATCH[0], BATCH[1]])
    assert (poison.document, [one.name for one in poison.findings]) == (None, ["process-died"])
