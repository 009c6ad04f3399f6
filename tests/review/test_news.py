"""What of the findings on a spec is new: told by what each is about, wherever its line has gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfgen.building.checking import judged
from perfgen.diagnostics import Judgement, ProblemsFound
from perfgen.project import Project
from perfgen.review.news import news
from perfgen.spec.spec import read

BASE = (ROOT / "tests" / "data" / "rule-base.yaml").read_text("utf-8")
ROW = "          - {name: 新建便民服务站点个数, history: {2024: 8个, 2025: 9个}, target: ≥10个, standard: 计划标准}\n"
FLAT = ROW.replace("8个", "10个").replace("9个", "10个").replace("≥10个", "10个")
VAGUE = ROW.replace("新建便民服务站点", "新建社区书屋").replace("standard: 计划标准", "standard: 问卷调查")
ALLOWED = f"{FLAT[:-1]}  # perfgen: allow flat-target 保持\n"
PROJECT = Project()


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    assert ROW in BASE
    return tmp_path / "甲.yaml"


def judgement_on(spec: Path) -> Judgement:
    try:
        return judged(PROJECT, read(spec))
    except ProblemsFound as problems:
        return Judgement([*problems.diagnostics])


def new_names(spec: Path, before: str, now: str) -> list[str]:
    spec.write_text(now, "utf-8")
    found, silenced = news(PROJECT, spec, before.encode(), judgement_on(spec))
    return [*(one.name for one in found), *(f"{one.finding.name}: {one.reason}" for one in silenced)]


def with_rows(*rows: str) -> str:
    return BASE.replace(ROW, "".join(rows))


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (BASE, with_rows(FLAT), ["flat-target"]),
        (with_rows(FLAT), with_rows(FLAT), []),
        (with_rows(FLAT), with_rows(VAGUE, FLAT), ["unknown-standard"]),
        (with_rows(FLAT), with_rows(FLAT, VAGUE), ["unknown-standard"]),
        (with_rows(VAGUE, FLAT), with_rows(FLAT, VAGUE), []),
        (with_rows(VAGUE), with_rows(VAGUE.replace("问卷调查", "经验判断")), ["unknown-standard"]),
        (with_rows(VAGUE), with_rows(VAGUE, VAGUE.replace("社区书屋", "农家书屋")), ["unknown-standard"]),
        (with_rows(ROW, ROW), with_rows(ROW, ROW), []),
        (with_rows(FLAT), with_rows(f"{FLAT[:-1]}  # perfgen: allow flat-target\n"), ["silence-without-reason"]),
        (with_rows(FLAT), with_rows(ALLOWED), ["flat-target: 保持"]),
        (with_rows(ALLOWED), with_rows(ALLOWED), []),
        (with_rows(ALLOWED), with_rows(ALLOWED, VAGUE), ["unknown-standard"]),
        (with_rows(ALLOWED), with_rows(FLAT), ["flat-target"]),
        (BASE, with_rows(ALLOWED), ["flat-target: 保持"]),
        (BASE.replace("fiscal_year: 2026", "fiscal_year: 一"), BASE.replace("fiscal_year: 2026", "fiscal_year: 二"), ["wrong-type"]),
        (BASE.replace("fiscal_year: 2026", "fiscal_year：2026"), BASE.replace("fiscal_year: 2026", "\nfiscal_year：2026"), []),
        (BASE.replace("fiscal_year: 2026", "fiscal_year：2026"), with_rows(FLAT), ["flat-target"]),
        (BASE, BASE.replace("fiscal_year: 2026", "fiscal_year：2026"), ["fullwidth-colon"]),
        ("", with_rows(FLAT), ["flat-target"]),
    ],
)  # fmt: skip
def test_news(spec: Path, before: str, now: str, expected: list[str]) -> None:
    assert "fiscal_year: 2026" in BASE
    assert new_names(spec, before, now) == expected


def test_that_row_is_what_is_at_fault(spec: Path) -> None:
    spec.write_text(BASE, "utf-8")
    assert judgement_on(spec) == ([], ())


SEED = next((ROOT / "specs" / "2021").glob("*.yaml")).read_text("utf-8").splitlines()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(st.sets(st.integers(0, len(SEED) - 1), max_size=8))
def test_comments_and_blank_lines_are_no_news(tmp_path: Path, places: set[int]) -> None:
    lines = [f"{'# 说明' if number % 2 else ''}\n{line}" if number in places else line for number, line in enumerate(SEED)]
    spec = tmp_path / "甲.yaml"
    spec.write_text("\n".join(lines) + "\n", "utf-8")
    judgement = judgement_on(spec)
    assert len(judgement.found) > 60
    assert news(PROJECT, spec, "\n".join(SEED).encode(), judgement) == ([], ())
