"""Comments that silence a rule: only with a reason, only at their line, and not without need."""

from __future__ import annotations

import pytest
from conftest import ROOT
from given import declared

from perfgen.declaration.outline import Outline
from perfgen.lint.check import judged
from perfgen.settings.settings import Settings
from perfgen.spec.spec import load

ROW = "          - {name: 新建便民服务站点个数, history: {2024: 8个, 2025: 9个}, target: ≥10个, standard: 计划标准}"
FLAT = ROW.replace("8个", "10个").replace("9个", "10个").replace("≥10个", "10个")
SILENT = "# perfgen: allow flat-target 连续三年保持"


def names(row: str) -> list[tuple[str, int]]:
    """What is found in the base with that row, as (name, line counted from the row)."""
    text = (ROOT / "tests" / "data" / "rule-base.yaml").read_text("utf-8")
    assert ROW in text
    source = text.replace(ROW, row).encode()
    first = text[: text.index(ROW)].count("\n") + 1
    found, silenced = judged(Outline(declared(source, "spec.yaml")), load(source, "spec.yaml"), Settings())
    waved_through = [(f"{one.finding.name}: {one.reason}", one.finding.position) for one in silenced]
    every = [*waved_through, *((one.name, one.position) for one in found)]
    return [(name, position.line - first) for name, position in every if position]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (FLAT, [("flat-target", 0)]),
        (f"{FLAT}  {SILENT}", [("flat-target: 连续三年保持", 0)]),
        (f"          {SILENT}\n{FLAT}", [("flat-target: 连续三年保持", 1)]),
        (f"          {SILENT}\n\n{FLAT}", [("flat-target", 2), ("unused-silence", 0)]),
        (f"{FLAT}  # perfgen: allow flat-target", [("silence-without-reason", 0), ("flat-target", 0)]),
        (f"{FLAT}  # perfgen: allow flat-tarket 保持", [("unknown-rule", 0), ("flat-target", 0)]),
        (f"{ROW}  {SILENT}", [("unused-silence", 0)]),
        (f"{FLAT}  # perfgen: allow amount-jump 换了口径", [("flat-target", 0), ("unused-silence", 0)]),
    ],
)
def test_silence(row: str, expected: list[tuple[str, int]]) -> None:
    assert names(row) == expected
