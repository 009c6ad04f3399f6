"""Comments that silence a rule: only with a reason, only at their line, and not without need."""

from __future__ import annotations

import pytest
from conftest import ROOT
from given import declared

from perfgen.declaration.outline import Outline
from perfgen.lint.check import judged
from perfgen.lint.rule import Rule, all_rules
from perfgen.lint.silence import silences
from perfgen.settings.settings import Settings
from perfgen.spec.spec import load

ROW = "          - {name: 新建便民服务站点个数, history: {2024: 8个, 2025: 9个}, target: ≥10个, standard: 计划标准}"
FLAT = ROW.replace("8个", "10个").replace("9个", "10个").replace("≥10个", "10个")
TITLE = "三年的数值一样，看不出努力的方向"
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
        (f"{FLAT}  # perfgen: allow {TITLE} 连续三年保持", [("flat-target: 连续三年保持", 0)]),
        (f"{FLAT}  # perfgen: allow “{TITLE}。”：连续三年保持", [("flat-target: 连续三年保持", 0)]),
        (f"{FLAT}  # perfgen: allow {TITLE.replace('，', ',')}（保持）", [("flat-target: （保持）", 0)]),
        (f"{FLAT}  # perfgen: allow {TITLE}", [("silence-without-reason", 0), ("flat-target", 0)]),
        (f"{FLAT}  # perfgen: allow 三年的数值 保持", [("unknown-rule", 0), ("flat-target", 0)]),
    ],
)
def test_silence(row: str, expected: list[tuple[str, int]]) -> None:
    assert names(row) == expected


@pytest.mark.parametrize("rule", all_rules().values(), ids=lambda rule: rule.name)
def test_every_title_stands_for_its_rule(rule: Rule) -> None:
    """And is told apart from every other."""
    marks = silences(load(f"a: 1  # perfgen: allow {rule.summary} 理由\n".encode(), "x"))
    assert marks.problems == []
    assert {(name, silence.reason) for (_, name), silence in marks.lines.items()} == {(rule.name, "理由")}


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("flat-tarket 保持", "是不是“flat-target”？"),
        ("Flat-target 保持", "是不是“flat-target”？"),
        ("三年的数值一样看不出努力方向 保持", f"是不是“{TITLE}”？"),
        (f"{TITLE}保持", f"是不是“{TITLE}”？"),
        ("领导批过", "用 perfgen rules 看所有规则的名字和说法"),
        ("甲" * 5000, "用 perfgen rules 看所有规则的名字和说法"),
    ],
)
def test_what_was_probably_meant_is_told(said: str, hint: str) -> None:
    (problem,) = silences(load(f"a: 1  # perfgen: allow {said}\n".encode(), "x")).problems
    assert (problem.name, problem.hint) == ("unknown-rule", hint)
    assert len(problem.message) < 100
