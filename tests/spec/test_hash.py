"""A # that ends a value for YAML: told at its place, with a cure that holds what was typed; a comment stays a comment."""

from __future__ import annotations

import pytest
from given import loaded

from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.spec.spec import load

SWALLOWED = [
    ("goal: 完成G209 #K12至K30段路面中修\n", {"goal": "完成G209 #K12至K30段路面中修"}),
    ("a:\n  - goal: 开展 #临湖共读# 活动\n", {"a": [{"goal": "开展 #临湖共读# 活动"}]}),
    ("p: {name: 周文清, phone: 027-87880000 #8001}\n", {"p": {"name": "周文清", "phone": "027-87880000 #8001"}}),
    ('d: "文字"#（含分馆）\n', {"d": "文字#（含分馆）"}),
    ("t: #3号楼\n", {"t": "#3号楼"}),
    ("k:\n  - 甲 # 乙\n", {"k": ["甲 # 乙"]}),
    (f"goal: {'很长的目标' * 20} #末尾\n", {"goal": f"{'很长的目标' * 20} #末尾"}),
]
COMMENTS = ["a: 甲  # 乙\n", "a: 12 # 年\n", "a: {b: 甲} # 乙\n", "a: # 乙\n  b: 甲\n", '"a": "甲" # 乙\n', "a: 甲 # perfgen: allow flat-target 理由\n"]


def told(source: str) -> Diagnostic:
    with pytest.raises(ProblemsFound) as problems:
        load(source.encode(), "x")
    (found,) = problems.value.diagnostics
    return found


@pytest.mark.parametrize(("source", "data"), SWALLOWED)
def test_cure_pasted_as_it_is_holds_what_was_typed(source: str, data: object) -> None:
    found = told(source)
    assert found.name == "hash-in-value" and found.position
    line = source.splitlines()[found.position.line - 1]
    assert line[found.position.column - 1] == "#"
    cure = found.hint.removeprefix("它是文字，就把整个值放进引号：").partition("；它是注释")[0]
    mended = source.replace(line.strip(), cure)
    assert loaded(mended.encode()) == data


@pytest.mark.parametrize("source", COMMENTS)
def test_comment_stays_a_comment(source: str) -> None:
    assert loaded(source.encode())
