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
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from random_specs import declaration, edit, layout, places, text

from perfgen.change import ItemRemoved, ValueChanged
from perfgen.diff import changes
from perfgen.edit import edited
from perfgen.spec import load
from perfgen.yaml_nodes import Manuscript

EXAMPLE = next(iter(sorted((ROOT / "specs" / "examples").glob("*.yaml"))))
SEEDS = st.integers(0, 2**32)


def edit_to(source: str, edits: Callable[[Any], object]) -> str:
    """The source with its data edited."""
    before = load(source.encode(), "x")
    after = copy.deepcopy(before)
    edits(after)
    return edited(source.encode(), changes(before, after)).decode()


def difference(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """The lines that are gone, and those that are new."""
    old, new = before.decode().splitlines(), after.decode().splitlines()
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    parts = [(old[a:b], new[c:d]) for tag, a, b, c, d in blocks if tag != "equal"]
    return [line for part, _ in parts for line in part], [line for _, part in parts for line in part]


# --- any data in any layout -------------------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(SEEDS, st.sampled_from([1, 1, 2, 5, 20]))
def test_the_text_edited_says_what_it_should(seed: int, count: int) -> None:
    random = Random(seed)
    data = declaration(random)
    source = layout(random, data)
    after = edit(random, data, count)
    result = edited(source, changes(load(source, "x"), after))
    assert load(result, "x") == after
    assert result.startswith("\ufeff".encode()) == source.startswith("\ufeff".encode())
    if b"\r\n" in source:
        assert not re.search(rb"(?<!\r)\n", result)


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_no_changes_leave_every_byte(seed: int) -> None:
    random = Random(seed)
    source = layout(random, declaration(random))
    assert edited(source, []) == source


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
        found.insert(random.randint(0, len(found)), {"name": text(random)} if isinstance(found[0], dict) else text(random))
    else:
        gone = found.pop(random.randrange(len(found)))
        if kind == "shift":
            found.insert(random.randint(0, len(found)), gone)
    return after, "".join(f"/{step}" for step in steps)


@pytest.mark.parametrize("kind", ["change", "add", "shift", "remove"])
@settings(max_examples=80, deadline=None)
@given(seed=SEEDS)
def test_only_the_lines_of_the_edit_are_touched_and_no_comment_is_lost(kind: str, seed: int) -> None:
    random = Random(seed)
    data = declaration(random)
    source = layout(random, data)
    after, pointer = small(random, load(source, "x"), kind)
    found = changes(data, after)
    result = edited(source, found)
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
