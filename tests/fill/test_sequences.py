"""Whatever a person types and does to rows, in whatever order: the file stays sound, each edit is that edit, all is undone."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from command import SPEC
from conftest import ROOT, drawn
from filling import scalars, shown, type_in, wished
from given import here
from hypothesis import given, settings
from hypothesis import strategies as st

from perfgen.changes.tree import Tree, items
from perfgen.fill.live_spec import LiveSpec
from perfgen.fill.rows import NotPossible, Rows
from perfgen.pointers import above, value_at
from perfgen.spec.spec import Spec

TEXTS = ["", "甲", "12", "862.40万元", "100%", "# {a: b}", "甲\n乙", "—", "null", "'x", "≥90%", "- a", "____", "甲：乙, 丙", "a: b"]
SEED = (ROOT / "specs" / "2021" / "光谷现代服务业园建设服务中心.yaml").read_text("utf-8")
EXAMPLE = (ROOT / "specs" / "examples" / "项目支出-示例.yaml").read_text("utf-8")


class Step(NamedTuple):
    """`which` and `whither` choose among the cells, rows and lists that there are at the time."""

    kind: str
    which: int
    whither: int
    text: str


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(["type"] * 6 + ["add", "add-to", "duplicate", "delete", "up", "down", "move"]),
        st.integers(0, 999),
        st.integers(0, 99),
        st.sampled_from(TEXTS),
    ),
    min_size=2,
    max_size=8,
)


def made(spec: Spec, step: Step) -> Spec:
    if step.kind == "type":
        at = cell(spec, step)
        typed = type_in(spec, {at: step.text})
        assert typed.refused or typed.spec is spec or only_this_changed(spec, typed.spec, at)
        return typed.spec
    rows = list(items(spec.data))
    item = rows[step.which % len(rows)]
    lists = Rows(Tree(spec.data, ""), here().contract_of(spec).root).lists(item)
    target = lists[step.whither % len(lists)].pointer
    more: dict[str, dict[str, Any]] = {
        "add": {"item": item, "count": 1 + step.whither % 3},
        "add-to": {"target": target},
        "move": {"item": item, "target": target},
    }
    return wished(spec, step.kind, **more.get(step.kind, {"item": item})).spec


def cell(spec: Spec, step: Step) -> str:
    known = [at for at in scalars(spec.data) if at not in ("/form", "/fiscal_year")]
    at = known[step.which % len(known)]
    years = f"{at.rpartition('/')[0]}/history/{2019 + step.whither % 3}"
    return years if at.endswith(("/target", "/budget")) and step.whither % 2 else at


def only_this_changed(before: Spec, after: Spec, at: str) -> bool:
    """Of the data and of the lines: those from where the value begins to where the next does, or where it would be."""
    old, new = scalars(before.data), scalars(after.data)
    assert {one: value for one, value in old.items() if one != at} == {one: value for one, value in new.items() if one != at}
    start, end = changed_lines(before, after)
    if at in old:
        here_ = before.places[at]
        later = [place.line for one, place in before.places.items() if (place.line, place.column) > (here_.line, here_.column)]
        first = before.places[f"{above(at)}#"] if is_alone(before, at) else here_  # what is left of a group is {}
        assert first.line - 1 <= start and end <= max(min(later, default=10_000) - 1, here_.line)
    else:
        assert end - start <= 1
    return True


def is_alone(spec: Spec, at: str) -> bool:
    group = value_at(spec.data, above(at))
    return isinstance(group, dict) and len(group) == 1 and f"{above(at)}#" in spec.places


def changed_lines(before: Spec, after: Spec) -> tuple[int, int]:
    """From which to which line of the one text the other differs, counted from 0."""
    old, new = before.text.splitlines(), after.text.splitlines()
    same = min(len(old), len(new))
    head = next((number for number in range(same) if old[number] != new[number]), same)
    tail = next((number for number in range(same - head) if old[-1 - number] != new[-1 - number]), same - head)
    return head, len(old) - tail


def go(live: LiveSpec, steps: list[Step]) -> Iterator[bytes]:
    for step in steps:
        try:
            live.change("a", live.version, lambda spec, step=step: made(spec, step))  # type: ignore[misc]
        except NotPossible:
            continue
        yield live.path.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(("source", "share"), [(SPEC, 8), (EXAMPLE, 1), (SEED, 1)], ids=["small", "example", "seed"])
def test_any_sequence_is_sound_and_is_undone(source: str, share: int) -> None:
    @settings(max_examples=share * drawn(5, 20))
    @given(STEPS)
    def run(steps: list[Step]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "spec.yaml")
            path.write_text(source, "utf-8")
            live = LiveSpec(path)
            versions = [source.encode()]
            for content in go(live, steps):
                assert live.spec().source == content
                if content != versions[-1]:
                    versions.append(content)
            assert shown(live.spec()) == shown(LiveSpec(live.path).spec())
            for expected in versions[-2::-1]:
                live.undo("a")
                assert live.path.read_bytes() == expected
            for expected in versions[1:]:
                live.redo("a")
                assert live.path.read_bytes() == expected
            assert live.can("a") == (len(versions) > 1, False)

    run()
