"""The benchmark is fair: the contenders print the same form, and no spec that is timed repeats another."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import ROOT


@pytest.fixture(autouse=True)
def benchmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "benchmarks")


@pytest.mark.slow
def test_all_contenders_print_the_same_form(tmp_path: Path) -> None:
    from many_specs import SEED
    from preparation import compare, prepare

    prepare(tmp_path)
    assert compare([SEED], tmp_path) > 300


def test_another_value_or_merge_is_another_form(tmp_path: Path) -> None:
    from contenders import milliseconds
    from many_specs import SEED
    from same_form import grid

    seed = SEED.read_text("utf-8")
    changes = {"seed": seed, "value": seed.replace("≥12次", "≥13次"), "merge": seed.replace("时效指标", "数量指标")}
    specs = [tmp_path / f"{name}.yaml" for name in changes]
    for spec, content in zip(specs, changes.values(), strict=True):
        spec.write_text(content, "utf-8")
    milliseconds("perfgen", specs, tmp_path)
    grids = [grid(spec.with_suffix(".docx")) for spec in specs]
    assert grids[0] != grids[1] != grids[2] != grids[0]


def test_generated_specs_have_no_sentence_in_common(tmp_path: Path) -> None:
    from many_specs import COMMON, generate

    sentence = re.compile(r"[\u4e00-\u9fff]{4,}+(?!:)")  # not a key
    specs = [spec.read_text("utf-8") for spec in generate(tmp_path / "specs", 2)]
    one, other = (set(sentence.findall(spec)) for spec in specs)
    assert len(one) > 100
    assert set() < one & other <= set(COMMON)
    assert len({spec.count("\n") for spec in specs}) == 2, "all are of one length"


def test_peers_that_are_not_installed_are_left_out_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import peers

    monkeypatch.setattr(peers, "NODE", tmp_path)
    monkeypatch.setattr(peers, "RUST", tmp_path / "python")
    found, missing = peers.peers(tmp_path)
    assert list(found) == ["perfgen", "docxtpl"]
    assert [one.split("：")[0] for one in missing] == [f"没有测 {name}" for name in ("rust-docxtpl", *peers.IN_NODE)]


def test_peers_in_node_have_one_version() -> None:
    import peers

    pinned = json.loads((peers.NODE / "package.json").read_bytes())["dependencies"]
    assert set(peers.IN_NODE) <= set(pinned)
    assert [name for name, version in pinned.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_texts_are_told_by_block_and_row() -> None:
    from peers import _texts
    from same_form import Cell

    grid = ["标题", [Cell(0, 0, 2, 1, "甲"), Cell(0, 1, 1, 1, "乙"), Cell(1, 1, 1, 1, "")]]
    assert list(_texts(grid)) == [(0, 0, "标题"), (1, 0, "甲"), (1, 0, "乙")]


def test_sheet_and_word_file_of_each_spec_are_timed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import workbook
    from many_specs import generate

    monkeypatch.setattr(workbook, "WARM", 1)
    specs = generate(tmp_path / "specs", 3)
    taken = workbook.milliseconds(specs, tmp_path)
    assert [(format_, len(times)) for format_, times in taken.items()] == [("docx", 2), ("xlsx", 2)]
    assert len([*tmp_path.rglob("*.xlsx")]) == len([*tmp_path.rglob("*.docx")]) == len(specs)
