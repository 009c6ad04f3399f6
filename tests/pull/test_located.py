"""What a row of a workbook was about is found in the spec of today by what it says, not by where it stood; or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgen.pull.located import Located, located
from perfgen.spec.spec import load
from perfgen.table.spec_mark import SpecMark, mark_of, read_mark

BEFORE = """
year: 2026
tasks: [甲事, 乙事, 甲事]
goals:
  - goal: 一
    rows:
      - {name: 数, target: 5}
      - {name: 率, target: 95}
  - goal: 二
    rows:
      - {name: 率, target: 95}
"""
LAST, FIRST = "/goals/1/rows/0", "/goals/0/rows/1"


def mark(pointer: str, source: str = BEFORE) -> SpecMark:
    names = {"/goals/0": "goal", "/goals/1": "goal", "/goals/0/rows/0": "name", FIRST: "name", LAST: "name"}
    return mark_of("a.yaml", load(source.encode(), "").data, pointer, names)


@pytest.mark.parametrize(
    ("pointer", "old", "new", "expected"),
    [
        ("/year", "2026", "2026", Located("/year", True)),
        ("/year", "2026", "2027", Located("/year", False)),
        ("/year", "year: 2026", "other: 2026", None),
        ("", "2026", "2027", Located("", False)),
        (f"{FIRST}/target", "数", "数", Located(f"{FIRST}/target", True)),
        (FIRST, "数", "数字", Located(FIRST, True)),  # another row has changed
        (FIRST, "率, target: 95", "率, target: 96", Located(FIRST, False)),  # the first of the two
        (FIRST, "      - {name: 数, target: 5}\n", "", Located("/goals/0/rows/0", True)),
        (FIRST, "      - {name: 率, target: 95}\n", "", None),  # that of another goal is not this one
        ("/goals/0/rows/0/target", "数, target: 5", "数", Located("/goals/0/rows/0", False)),
        ("/goals/0/rows/0", "数", "数量", None),
        (LAST, "  - goal: 一\n", "  - goal: 零\n    rows: []\n  - goal: 一\n", Located("/goals/2/rows/0", True)),
        ("/goals/1/goal", "  - goal: 二", "  - goal: 三", None),
        (LAST, "goal: 二", "goal: 三", Located(LAST, False)),  # its goal has been put otherwise
        (LAST, "goal: 二\n    rows:\n      - {name: 率, target: 95}", "goal: 三\n    rows: []", None),
        ("/tasks/1", "甲事, 乙事", "丙事, 甲事, 乙事", Located("/tasks/2", True)),
        ("/tasks/0", "甲事, 乙事", "丙事, 甲事, 乙事", None),  # one of two alike
        ("/tasks/0", "[甲事", "[丙事", Located("/tasks/2", True)),
    ],
)
def test_what_a_mark_is_about(pointer: str, old: str, new: str, expected: Located | None) -> None:
    assert old in BEFORE
    assert located(load(BEFORE.replace(old, new, 1).encode(), ""), mark(pointer)) == expected


@pytest.mark.parametrize("pointer", ["", "/year", "/tasks", "/tasks/1", "/goals", "/goals/0", "/goals/1/goal", FIRST, f"{LAST}/target"])
def test_in_a_spec_that_has_not_changed_it_stays(pointer: str) -> None:
    assert located(load(BEFORE.encode(), ""), mark(pointer)) == Located(pointer, True)


TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXT, TEXT, TEXT, st.integers(0), st.dictionaries(TEXT, TEXT), st.integers(0), st.integers(0))
def test_mark_is_read_as_it_was_written(spec: str, item: str, rest: str, line: int, said: dict[str, str], around: int, check: int) -> None:
    written = SpecMark(spec, item, rest, line, said, "", around, check)
    assert read_mark(written.text()) == written


@pytest.mark.parametrize(
    "text",
    [
        "", "甲", "[", "{}", "1", "[]", "[" * 10_000, '["","","",0,{},"",0]', '["","","",0,{"a":1},"",0,0]', '[1,"","",0,{},"",0,0]',
        '["","","",true,{},"",0,0]',
    ],
)  # fmt: skip
def test_anything_else_is_no_mark(text: str) -> None:
    assert read_mark(text) is None
