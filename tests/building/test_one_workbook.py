"""Many specs in one workbook: those that are wrong are left out and told; where all are, no old workbook stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import EXAMPLES, ROOT
from openpyxl import load_workbook

from perfgen.building import one_workbook
from perfgen.building.find_specs import find
from perfgen.building.one_workbook import build
from perfgen.diagnostics import exit_status
from perfgen.project import Project


def test_spec_that_is_wrong_has_no_sheet(tmp_path: Path) -> None:
    specs, target = tmp_path / "specs", tmp_path / "全部.xlsx"
    specs.mkdir()
    for path in EXAMPLES[:3]:
        shutil.copy(path, specs)
    broken = specs / EXAMPLES[1].name
    broken.write_text("form: [", "utf-8")
    *found, workbook = build(Project(ROOT), find([specs]), target, judged=False)
    assert [exit_status(done.told) for done in found] == [0, 1, 0] and workbook.told == []
    assert load_workbook(target).sheetnames == [EXAMPLES[0].stem, EXAMPLES[2].stem, "_perfgen"]
    before = target.read_bytes()
    build(Project(ROOT), find([specs]), target, judged=False)
    assert target.read_bytes() == before and [path.name for path in tmp_path.glob("*.xlsx")] == [target.name]
    for path in specs.iterdir():
        path.write_text("form: [", "utf-8")
    assert all(exit_status(done.told) for done in build(Project(ROOT), find([specs]), target, judged=False)[:-1])
    assert not target.exists()


def test_workbook_that_somebody_has_edited_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "全部.xlsx"
    build(Project(ROOT), find(EXAMPLES[:1]), target, judged=False)
    book = load_workbook(target)
    book.worksheets[0]["A1"] = "改过"
    book.save(target)
    (*_, workbook) = build(Project(ROOT), find(EXAMPLES[:1]), target, judged=False)
    assert [one.name for one in workbook.told] == ["edited-document"] and "在 Excel 中" in workbook.told[0].message
    assert load_workbook(tmp_path / "全部（改动稿）.xlsx").worksheets[0]["A1"].value == "改过"


def test_rules_keep_a_sheet_out_where_they_are_asked(tmp_path: Path) -> None:
    seed = next((ROOT / "specs" / "2021").glob("*.yaml"))
    found, _ = build(Project(ROOT), find([seed]), tmp_path / "x.xlsx", judged=True)
    assert exit_status(found.told) == 1 and not (tmp_path / "x.xlsx").exists()


def test_workbook_that_nothing_comes_back_of_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (*_, workbook) = build(Project(ROOT), find(EXAMPLES[:2]), tmp_path / "x.xlsx", judged=False)
    assert workbook.told == []
    for limit, what in {"MAX_BYTES": "文件超过 0 MB", "MAX_SHEETS": "工作表超过 1 张"}.items():
        monkeypatch.setattr(one_workbook, limit, 1)
        (*_, workbook) = build(Project(ROOT), find(EXAMPLES[:2]), tmp_path / "x.xlsx", judged=False)
        (told,) = workbook.told
        assert (told.name, told.severity) == ("large-workbook", "warning") and told.message.startswith(what)
        assert (tmp_path / "x.xlsx").exists()
