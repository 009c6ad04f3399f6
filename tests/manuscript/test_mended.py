"""Slips that are sure to be slips are mended as they were before they were made; nothing else is touched."""

from __future__ import annotations

import re

import pytest
from command import SPEC
from hypothesis import given, settings
from hypothesis import strategies as st

from perfgen.manuscript.mended import mended
from perfgen.project import Project

PROJECT = Project()
LINES = SPEC.splitlines()
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
SLIPS = {
    "full-width colon": lambda line: re.sub(r"^([ -]*[^\s#:]+): ?", r"\1：", line),
    "no space behind the colon": lambda line: re.sub(r"^([ -]*[a-z_]+): ", r"\1:", line),
    "no space behind the dash": lambda line: re.sub(r"^( *)- (?=[\w]+。)", r"\1-", line),
    "no space between dash and key": lambda line: re.sub(r"^( *)- (?=[a-z]+: )", r"\1-", line),
    "full-width dash": lambda line: re.sub(r"^( *)- (?=[a-z]+: |\{)", r"\1－ ", line),
    "long dash right before a key": lambda line: re.sub(r"^( *)- (?=[a-z]+: )", r"\1—", line),
    "spaces behind a dash": lambda line: re.sub(r"^( *)- (?=[a-z]+: )", r"\1-   ", line),
    "full-width colons in braces": lambda line: re.sub(r"(?<=[{ ])([a-z]+): ", r"\1：", line),
    "tab": lambda line: re.sub(r"^([ -]*[a-z_]+): (?=[^\s{|])", "\\1:\t", line),
    "full-width amount": lambda line: re.sub(r"(?<=budget: )[0-9.]+", lambda found: found[0].translate(WIDE), line),
    "full-width year": lambda line: re.sub(r"(?<=fiscal_year: )[0-9]+", lambda found: found[0].translate(WIDE), line),
}
REVENUE = "    财政拨款: {budget: 862.40, history: {2024: 790.00, 2025: 826.50}}"
PLACES = [(slip, row) for slip, make in SLIPS.items() for row, line in enumerate(LINES) if make(line) != line]


def put_right(text: str) -> str:
    content, changes = mended(PROJECT, text.encode(), "甲.yaml")
    assert bool(changes) is (content != text.encode())
    lines = text.removeprefix("\ufeff").splitlines()
    for change in changes:
        assert lines[change.line - 1] == change.before != change.after
    return content.decode()


def slipped(places: dict[int, str]) -> list[str]:
    return [SLIPS[places[row]](line) if row in places else line for row, line in enumerate(LINES)]


def test_there_are_places_for_every_slip() -> None:
    assert {slip for slip, _ in PLACES} == set(SLIPS)
    assert len(PLACES) > 50
    assert put_right(SPEC) == SPEC


@settings(max_examples=8)
@given(st.lists(st.sampled_from(PLACES), min_size=1, max_size=6))
def test_slips_are_mended_each_line_as_it_was_and_a_second_run_changes_nothing(places: list[tuple[str, int]]) -> None:
    before = slipped({row: slip for slip, row in places})
    after = put_right("\n".join(before) + "\n")
    assert after == SPEC
    assert put_right(after) == after


@settings(max_examples=8)
@given(
    st.lists(st.sampled_from(PLACES), min_size=1, max_size=4),
    st.integers(0, len(LINES) - 1),
    st.sampled_from(["  错：一行", "｛", '"', "- - ："]),
)
def test_beside_what_takes_a_person_no_line_becomes_another(places: list[tuple[str, int]], row: int, odd: str) -> None:
    before = slipped({row: slip for slip, row in places})
    before.insert(row, odd)
    good = [*LINES[:row], odd, *LINES[row:]]
    after = put_right("\n".join(before)).split("\n")
    assert all(line in (one, other) for line, one, other in zip(after, before, good, strict=True))
    assert put_right("\n".join(after)) == "\n".join(after)


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("ends", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_marks_and_comments_stay(slip: str, ends: str, mark: str) -> None:
    row = next(row for one, row in PLACES if one == slip)
    good = [f"{line}  # 说明：照旧" if number == row and not line.endswith(":") else line for number, line in enumerate(LINES)]
    before = list(good)
    before[row] = SLIPS[slip](good[row])
    assert put_right(mark + ends.join(before)) == mark + ends.join(good)


@pytest.mark.parametrize(
    "line",
    [
        "  说明：这是写给自己看的",  # no key of the form
        "    财政拨款: {budget: 八百, history: {2024: 790.00}}",
        "    财政拨款: {budget: ８６２万, history: {2024: 790.00}}",
        "    财政拨款: {budget: ８６２，４０, history: {2024: 790.00}}",
        "    －5: 8",
        "    — 财政拨款: {budget: 862.40}",
        "    -财政拨款: {budget: 862.40, history: {2024: 790.00, 2025: 826.50}}",
        "    -5: 8",
        "\t  budget:",
        "甲\t乙\t丙",
    ],
)
def test_what_is_doubtful_is_left_alone(line: str) -> None:
    text = SPEC.replace(REVENUE, line)
    assert line in text and put_right(text) == text


@pytest.mark.parametrize("text", ["-5%以内。", "－5%以内。", "— 新建10个分馆。", "——新建10个分馆。", "-5", "—goal", "− 5"])
def test_text_that_begins_with_a_dash_is_a_text(text: str) -> None:
    spec = SPEC.replace("  - 新建10个分馆。", f"  - {text}")
    assert text in spec and put_right(spec) == spec


def test_list_at_the_margin_is_mended_too() -> None:
    spec = SPEC.replace("annual_tasks:\n  - 新建10个分馆。\nlong_term_goals:\n  - goal", "annual_tasks:\n- 新建10个分馆。\nlong_term_goals:\n  - goal")
    assert put_right(spec.replace("\n- 新", "\n-新")) == spec != SPEC


def test_indent_of_tabs_is_two_spaces_each() -> None:
    tabs = "\n".join(re.sub("^(?:  )+", lambda found: "\t" * (len(found[0]) // 2), line) for line in LINES) + "\n"
    assert put_right(tabs) == SPEC


@pytest.mark.parametrize("source", [b"", b"\xff\xfe", b"\x00", "form：".encode(), b"{", b"a: &b [*b]", "：".encode() * 50])
def test_what_is_no_spec_stays_as_it_is(source: bytes) -> None:
    content, changes = mended(PROJECT, source, "甲.yaml")
    assert (content, changes) == (source, []) or source == "form：".encode()
