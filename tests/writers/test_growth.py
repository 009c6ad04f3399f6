"""A form of longer texts: at most as much more work as it is longer, and an end of it."""

from __future__ import annotations

from conftest import ROOT
from given import here
from steps import grows

from perfgen.building.laying import laid_out, write
from perfgen.spec.spec import load

SEED = next((ROOT / "specs" / "2021").glob("*.yaml"))


def test_a_long_row_below_a_heading_that_is_longer_than_a_page_comes_to_an_end() -> None:
    text = SEED.read_text("utf-8")
    goal = next(line.partition("goal: ")[2] for line in text.splitlines() if "goal: " in line)
    target = "单位的凝聚力和战斗力提升"

    def build(times: int) -> None:
        longer = load(text.replace(goal, goal * times).replace(target, target * times).encode(), "spec.yaml")
        assert len(write(here(), laid_out(here(), longer), "docx")) > 10_000

    build(1)
    assert grows(build, 200) < 2.3
