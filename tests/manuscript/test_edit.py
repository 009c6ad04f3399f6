"""An edit of the data is that edit of the file, and nothing else in the file is touched."""

from __future__ import annotations

import copy
import difflib
import re
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from conftest import ROOT, drawn
from given import loaded
from hypothesis import given, settings
from hypothesis import strategies as st
from random_specs import declaration, edit, layout, places, text

from perfgen.changes.change import ItemRemoved, ValueChanged
from perfgen.changes.diff import changes
from perfgen.diagnostics import ProblemsFound
from perfgen.manuscript.edit import edited
from perfgen.manuscript.manuscript import Manuscript
from perfgen.spec.spec import load

EXAMPLE = ROOT / "specs" / "examples" / "部门整体支出-示例.yaml"
SEEDS = st.integers(0, 2**32)


def edit_to(source: str, edits: Callable[[Any], object]) -> str:
    """The source with its data edited."""
    before = loaded(source.encode(), "x")
    after = copy.deepcopy(before)
    edits(after)
    return edited(load(source.encode(), "x"), changes(before, after)).source.decode()


def difference(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """The lines that are gone, and those that are new."""
    old, new = before.decode().splitlines(), after.decode().splitlines()
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    parts = [(old[a:b], new[c:d]) for tag, a, b, c, d in blocks if tag != "equal"]
    return [line for part, _ in parts for line in part], [line for _, part in parts for line in part]


# --- any data in any layout -------------------------------------------------------------------------------------------


@pytest.mark.slow
@settings(max_examples=drawn(30, 100), deadline=None)
@given(SEEDS, st.sampled_from([1, 1, 2, 5, 20]))
def test_the_text_edited_says_what_it_should(seed: int, count: int) -> None:
    random = Random(seed)
    data = declaration(random)
    source = layout(random, data)
    after = edit(random, data, count)
    result = edited(load(source, "x"), changes(loaded(source, "x"), after)).source
    assert loaded(result, "x") == after
    assert result.startswith("\ufeff".encode()) == source.startswith("\ufeff".encode())
    if b"\r\n" in source:
        assert not re.search(rb"(?<!\r)\n", result)


@given(SEEDS)
def test_no_changes_leave_every_byte(seed: int) -> None:
    random = Random(seed)
    source = layout(random, declaration(random))
    assert edited(spec := load(source, "x"), []) is spec


def small(random: Random, data: Any, kind: str) -> tuple[Any, str]:
    """The data with one edit, and the pointer of the value changed or of the list."""
    after = copy.deepcopy(data)
    least = {"change": 0, "add": 1, "shift": 2, "remove": 2}[kind]
    fit = [
        steps
        for steps, value in places(after)
        if (isinstance(value, list) and len(value) >= least if least else not isinstance(value, dict | list))
    ]
    if not fit:
        return after, ""
    steps = random.choice(fit)
    owner: Any = after
    for step in steps[:-1]:
        owner = owner[step]
    found = owner[steps[-1]]
    if kind == "change":
        owner[steps[-1]] = text(random)
    elif kind == "add":
        found.insert(
            random.randint(0, len(found)), {"name": text(random)} if isinstance(found[0], dict) else text(random)
        )
    else:
        gone = found.pop(random.randrange(len(found)))
        if kind == "shift":
            found.insert(random.randint(0, len(found)), gone)
    return after, "".join(f"/{step}" for step in steps)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["change", "add", "shift", "remove"])
@settings(max_examples=drawn(15, 30), deadline=None)
@given(seed=SEEDS)
def test_only_the_lines_of_the_edit_are_touched_and_no_comment_is_lost(kind: str, seed: int) -> None:
    random = Random(seed)
    data = declaration(random)
    source = layout(random, data)
    after, pointer = small(random, loaded(source, "x"), kind)
    found = changes(data, after)
    result = edited(load(source, "x"), found).source
    gone, new = difference(source, result)
    manuscript = Manuscript(source.decode().removeprefix("\ufeff"))
    lost = comments(source) - comments(result)
    assert comments(result) <= comments(source)
    if kind == "change" and not all(isinstance(change, ValueChanged) for change in found):
        return  # an item of one text, and that text is another: it is another item
    if kind != "remove":
        assert not lost
    if not found:
        assert gone == new == []
    elif kind == "change":
        header = manuscript.nodes[pointer].style in ("|", ">")  # of the block, where the breaks at its end are others
        assert len(new) == 1 or (header and len(new) == 2)
    elif manuscript.nodes[pointer].is_block:
        if kind == "add":
            assert gone == []
        elif kind == "shift":
            assert Counter(filter(str.strip, gone)) == Counter(filter(str.strip, new))
        else:
            entries = [manuscript.entries[change.path] for change in found if isinstance(change, ItemRemoved)]
            assert new == []
            assert lost <= comments("".join(manuscript.text[entry.lead : entry.end] for entry in entries).encode())


def comments(source: bytes) -> Counter[str]:
    return Counter(re.findall(r"# (注\d+)", source.decode()))


# --- one by one -------------------------------------------------------------------------------------------------------

GOALS = """\
# 目标
goals:
  # 第一个
  - goal: 甲  # 旁注
    rows: [{name: 子, target: 1}]

  # 第二个
  - goal: 乙
    # 指标
    rows:
      - {name: 丑, target: 2}  # 丑注
      # 寅注
      - {name: 寅, target: 3}

  # 与哪一个都不相干

  - goal: 丙
    rows:
      - name: 卯  # 卯注
        target: 4
end: 1
"""

CASES: list[tuple[str, str, Callable[[Any], object], str]] = [
    ("plain stays plain", "a: 甲  # 注\n", lambda d: d.update(a="乙"), "a: 乙  # 注\n"),
    ("plain gets quotes", "a: 甲  # 注\n", lambda d: d.update(a="乙: 丙"), 'a: "乙: 丙"  # 注\n'),
    ("text that is a number", "a: 甲\n", lambda d: d.update(a="2026"), 'a: "2026"\n'),
    ("number", 'a: "2026"\n', lambda d: d.update(a=2027), "a: 2027\n"),
    ("single quotes", "a: '甲'\n", lambda d: d.update(a="it's"), "a: 'it''s'\n"),
    ("double quotes", 'a: "甲"\n', lambda d: d.update(a='"乙"\\'), 'a: "\\"乙\\"\\\\"\n'),
    ("comma in brackets", "a: {b: 甲, c: 1}\n", lambda d: d["a"].update(b="甲, 乙"), 'a: {b: "甲, 乙", c: 1}\n'),
    ("block", "a: |\n    甲\n    乙\nb: 1\n", lambda d: d.update(a="甲\n丙\n"), "a: |\n    甲\n    丙\nb: 1\n"),
    ("block, folded", "a: >-\n  甲一\n  乙二\n", lambda d: d.update(a="甲一乙三"), "a: >-\n  甲一\n  乙三\n"),
    ("several lines", "a: 甲一\n   乙二\n", lambda d: d.update(a="甲一乙三"), "a: 甲一\n   乙三\n"),
    ("text to block", "a: 甲  # 注\nb: 1\n", lambda d: d.update(a="甲\n乙"), "a: |-  # 注\n  甲\n  乙\nb: 1\n"),
    ("block to text", "a: |  # 注\n  甲\nb: 1\n", lambda d: d.update(a=None), "a: null  # 注\nb: 1\n"),
    ("empty", "a:  # 注\nb:\n", lambda d: d.update(a="甲", b=1), "a: 甲  # 注\nb: 1\n"),
    ("emptied", "a: 甲  # 注\n", lambda d: d.update(a=None), "a:  # 注\n"),
    ("text before a comment close by", "a: 1 # 注\nb: 1 # 注\n", lambda d: d.update(a="≥1", b=2), "a: ≥1  # 注\nb: 2 # 注\n"),
    ("empty in brackets", "a: {b, c: }\n", lambda d: d["a"].update(b=1, c=2), "a: {b: 1, c: 2 }\n"),
    ("mapping in brackets grows", "a: {b: 1}\n", lambda d: d["a"].update(c=2), "a: {b: 1, c: 2}\n"),
    ("the first goes", "a: { b: 1, c: 2 }\n", lambda d: d["a"].pop("b"), "a: { c: 2 }\n"),
    ("the last goes", "a: {b: 1, c: 2,}\n", lambda d: d["a"].pop("c"), "a: {b: 1,}\n"),
    ("all go", "a: {b: 1}  # 注\n", lambda d: d["a"].clear(), "a: {}  # 注\n"),
    ("no longer empty", "a: {}  # 注\n", lambda d: d["a"].update(b=1), "a: {b: 1}  # 注\n"),
    ("list no longer empty", "a: []\n", lambda d: d["a"].append("甲"), "a:\n  - 甲\n"),
    (
        "comments in brackets",
        "a: [\n  # 甲注\n  甲,  # 甲旁\n  乙  # 乙旁\n]\n",
        lambda d: d["a"].insert(2, d["a"].pop(0)),
        "a: [\n  乙,  # 乙旁\n  # 甲注\n  甲  # 甲旁\n]\n",
    ),
    ("CRLF", "a:\r\n  - 甲\r\nb: 1\r\n", lambda d: d["a"].append("乙"), "a:\r\n  - 甲\r\n  - 乙\r\nb: 1\r\n"),
    ("BOM", "\ufeffa: 1\nb: 2\n", lambda d: d.pop("a"), "\ufeffb: 2\n"),
    ("no break at the end", "a:\n  - 甲", lambda d: d["a"].append("乙"), "a:\n  - 甲\n  - 乙"),
    ("block at the end", "a: |\n  甲", lambda d: d.update(b=1), "a: |-\n  甲\nb: 1"),
    ("indented as before", "a:\n- 甲\nb: 1\n", lambda d: d["a"].append("乙"), "a:\n- 甲\n- 乙\nb: 1\n"),
    ("first key of an item", "- a".join(["x:\n", ": 1\n  b: 2\n"]), lambda d: d["x"][0].pop("a"), "x:\n- b: 2\n"),
    (
        "comment after the dash",
        "x:\n  - a: 1\n    # 注\n    b: 2\n",
        lambda d: d["x"][0].pop("a"),
        "x:\n  -\n    # 注\n    b: 2\n",
    ),
    (
        "an item goes with its comments",
        GOALS,
        lambda d: d["goals"].pop(1),
        GOALS[: GOALS.index("\n  # 第二")] + GOALS[GOALS.index("\n  # 与") :],
    ),
    (
        "the first goes",
        GOALS,
        lambda d: d["goals"].pop(0),
        GOALS[: GOALS.index("  # 第一")] + GOALS[GOALS.index("  # 第二") :],
    ),
    (
        "an item goes to other brackets, its comments above them",
        GOALS,
        lambda d: d["goals"][0]["rows"].append(d["goals"][1]["rows"].pop(1)),
        GOALS.replace("      # 寅注\n      - {name: 寅, target: 3}\n", "").replace(
            "    rows: [{name: 子, target: 1}]",
            "    # 寅注\n    rows: [{name: 子, target: 1}, {name: 寅, target: 3}]",
        ),
    ),
    (
        "an item goes to a list that is further in",
        GOALS,
        lambda d: d["goals"][2]["rows"].insert(0, d["goals"][0]["rows"].pop(0)),
        GOALS.replace("[{name: 子, target: 1}]", "[]").replace(
            "      - name: 卯", "      - {name: 子, target: 1}\n      - name: 卯"
        ),
    ),
    (
        "like its neighbours",
        GOALS,
        lambda d: (d["goals"][1]["rows"].append({"name": "辰", "target": 5}), d["goals"].append({"goal": "丁"})),
        GOALS.replace("寅, target: 3}\n", "寅, target: 3}\n      - {name: 辰, target: 5}\n").replace(
            "end", "\n  - goal: 丁\nend"
        ),
    ),
]


@pytest.mark.parametrize(("source", "edits", "result"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_edited_as_a_person_would(source: str, edits: Callable[[Any], object], result: str) -> None:
    assert edit_to(source, edits) == result


def test_an_item_moves_as_it_is_written() -> None:
    source = EXAMPLE.read_text("utf-8")
    comment, row = (
        "          # 越小越好的指标用 ≤\n",
        next(line for line in source.splitlines(True) if "平均天数" in line),
    )

    def move(data: Any) -> None:
        goals = data["annual_goals"]
        goals[2]["indicators"]["效益指标"] = {
            "经济效益指标": [goals[0]["indicators"]["产出指标"]["时效指标"].pop()],
            **goals[2]["indicators"]["效益指标"],
        }

    before, after = source.split("        社会效益指标:\n          - {name: 持证读者平台")
    expected = f"{before.replace(comment + row, '')}        经济效益指标:\n{comment}{row}"
    assert edit_to(source, move) == f"{expected}        社会效益指标:\n          - {{name: 持证读者平台{after}"


def test_a_character_that_no_spec_may_have_is_refused() -> None:
    with pytest.raises(ProblemsFound, match="零宽空格"):
        edit_to("a: 甲\n", lambda data: data.update(a="甲\u200b乙"))
