"""Two people's changes of one spec come together, values and comments, or not at all; git has the first word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from conftest import drawn, require_tool
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from random_specs import declaration, edit, layout

from perfgen.changes.diff import changes
from perfgen.changes.three_way import Winner, three_way
from perfgen.data import Data
from perfgen.diagnostics import ProblemsFound
from perfgen.manuscript.edit import edited
from perfgen.manuscript.merged import apart, merged
from perfgen.review.git import merged_text
from perfgen.spec.spec import Spec, load

SEEDS = st.integers(0, 2**32)
SIDES: tuple[Winner, ...] = ("ours", "theirs")
BASE = """\
form: a
row: {name: 甲, history: {2024: 1个, 2025: 2个}, target: ≥3个}
rows:
  - {name: 乙, target: 4}  # 乙注
  - {name: 丙, target: 5}
duties: >-
  第一行，
  第二行，
  第三行。
end: 1
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    require_tool("git")
    return tmp_path_factory.mktemp("merged")


def together(folder: Path, base: bytes, ours: bytes, theirs: bytes) -> tuple[bytes | None, bytes | None]:
    """What becomes of them, and what git makes of them."""
    paths = [folder / name for name in ("base", "ours", "theirs")]
    for path, content in zip(paths, (base, ours, theirs), strict=True):
        path.write_bytes(content)
    made = merged_text(*paths)
    by_git = None if made is None or made.conflicts else made.content
    return merged(*(load(content, "x") for content in (base, ours, theirs)), by_git), by_git


# --- one by one -------------------------------------------------------------------------------------------------------


def edits(text: str, *pairs: str) -> str:
    """The text with every other of `pairs` in the place of the one before."""
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


COMES_TOGETHER: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "two keys of one line": (("≥3个", "≥4个"), ("2025: 2个", "2025: 3个"), ("≥3个", "≥4个", "2025: 2个", "2025: 3个")),
    "neighbours in one line": (("2024: 1个", "2024: 7个"), ("2025: 2个", "2025: 3个"), ("2024: 1个", "2024: 7个", "2025: 2个", "2025: 3个")),
    "a key and a new one": (("≥3个", "≥4个"), ("≥3个}", "≥3个, unit: 个}"), ("≥3个", "≥4个, unit: 个")),
    "a key and one that went": (("≥3个", "≥4个"), ("2024: 1个, ", ""), ("≥3个", "≥4个", "2024: 1个, ", "")),
    "a value and the comment beside it": (("target: 4", "target: 6"), ("# 乙注", "# 乙的新注"), ("target: 4}  # 乙注", "target: 6}  # 乙的新注")),
    "a value and a new comment": (("target: 5}", "target: 6}"), ("丙, target: 5}", "丙, target: 5}  # 看"), ("target: 5}", "target: 6}  # 看")),
    "a value and quotes": (("name: 甲", 'name: "甲"'), ("≥3个", "≥4个"), ("name: 甲", 'name: "甲"', "≥3个", "≥4个")),
    "a value and a line broken": (("{name: 甲, ", "{name: 甲,\n  "), ("≥3个", "≥4个"), ("{name: 甲, ", "{name: 甲,\n  ", "≥3个", "≥4个")),
    "two rows in one place": (("target: 5}", "target: 5}\n  - {name: 丁, target: 6}  # 丁注"),
                              ("target: 5}", "target: 5}\n  - {name: 戊, target: 7}  # 戊注"),
                              ("target: 5}", "target: 5}\n  - {name: 戊, target: 7}  # 戊注\n  - {name: 丁, target: 6}  # 丁注")),
    "a row that moved and its value": (("  - {name: 乙, target: 4}  # 乙注\n", "", "target: 5}\n", "target: 5}\n  - {name: 乙, target: 4}  # 乙注\n"),
                                       ("target: 4", "target: 6"),
                                       ("  - {name: 乙, target: 4}  # 乙注\n", "", "target: 5}\n", "target: 5}\n  - {name: 乙, target: 6}  # 乙注\n")),
    "lines far apart": (("form: a", "form: a  # 注"), ("end: 1", "end: 2"), ("form: a", "form: a  # 注", "end: 1", "end: 2")),
    "two lines of one text": (("第一行", "首行"), ("第三行", "末行"), ("第一行", "首行", "第三行", "末行")),
    "the same": (("≥3个", "≥4个"), ("≥3个", "≥4个"), ("≥3个", "≥4个")),
}


@pytest.mark.parametrize("case", COMES_TOGETHER)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_both_changes_are_in(folder: Path, case: str, ends: str, mark: str) -> None:
    texts = [BASE, *(edits(BASE, *pairs) for pairs in COMES_TOGETHER[case])]
    base, one, other, expected = ((mark + text.replace("\n", ends)).encode() for text in texts)
    assert together(folder, base, one, other)[0] == expected
    swapped = together(folder, base, other, one)[0]
    assert swapped is not None and sorted(swapped.splitlines()) == sorted(expected.splitlines())


CONFLICTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "one value": (("≥3个", "≥4个"), ("≥3个", "≥5个")),
    "one comment": (("# 乙注", "# 一"), ("# 乙注", "# 二")),
    "two comments in one place": (("丙, target: 5}", "丙, target: 5}  # 一"), ("丙, target: 5}", "丙, target: 5}  # 二")),
    "gone and changed": (("  - {name: 乙, target: 4}  # 乙注\n", ""), ("target: 4", "target: 6")),
    "gone and another comment": (("  - {name: 乙, target: 4}  # 乙注\n", ""), ("# 乙注", "# 看")),
    "a key added twice": (("form: a\n", "form: a\nunit: 个\n"), ("end: 1\n", "end: 1\nunit: 次\n")),
    "a row moved to two places": (("  - {name: 乙, target: 4}  # 乙注\n", "", "row: {name: 甲", "others:\n  - {name: 乙, target: 4}\nrow: {name: 甲"),
                                  ("  - {name: 乙, target: 4}  # 乙注\n", "", "end: 1\n", "end: 1\nmore:\n  - {name: 乙, target: 4}\n")),
}


@pytest.mark.parametrize("case", CONFLICTS)
def test_what_is_in_conflict_is_left_alone(folder: Path, case: str) -> None:
    one, other = (edits(BASE, *pairs).encode() for pairs in CONFLICTS[case])
    assert together(folder, BASE.encode(), one, other)[0] is None
    assert together(folder, BASE.encode(), other, one)[0] is None


LEFT_TO_GIT = {"gone and another comment", "two comments in one place", "a key added twice", "a row moved to two places"}
APART = ("2024: 1个", "2024: 7个"), ("2025: 2个", "2025: 3个")


@pytest.mark.parametrize("case", CONFLICTS)
def test_what_is_not_in_conflict_is_in_both_texts_of_one_that_is(case: str) -> None:
    one, other = (edits(BASE, *pairs, *more).encode() for pairs, more in zip(CONFLICTS[case], APART, strict=True))
    found = apart(*(load(text, "x") for text in (BASE.encode(), one, other)))
    expected = tuple(edits(BASE, *pairs, *APART[0], *APART[1]).encode() for pairs in CONFLICTS[case])
    assert found == (None if case in LEFT_TO_GIT else expected)


# --- any specs --------------------------------------------------------------------------------------------------------


def changed(random: Random, base: Spec, name: str) -> Spec:
    """A person's version: some edits, and comments of theirs in it."""
    spec = edited(base, changes(base.data, edit(random, base.data, random.choice([1, 1, 2, 3]))))
    for number in range(random.choice([0, 0, 1, 2])):
        text = spec.source.decode()
        lines = re.split(r"(\r\n|\n)", text)
        at = 2 * random.randrange((len(lines) + 1) // 2)
        comment = f"# {name}{number}"
        end = "\r\n" if "\r\n" in text else "\n"
        lines[at] = random.choice([f"{lines[at]}  {comment}", comment + end + lines[at]])
        with suppress(ProblemsFound):
            commented = load("".join(lines).encode(), "x")
            spec = commented if commented.data == spec.data else spec
    return spec


def comments(source: bytes) -> Counter[str]:
    return Counter(re.findall(r"# [注我他]\d+", source.decode()))


def plain(data: Data) -> object:
    """Whatever the order of keys and items."""
    if isinstance(data, dict):
        return sorted((key, repr(plain(value))) for key, value in data.items())
    return sorted(repr(plain(value)) for value in data) if isinstance(data, list) else data


def versions(seed: int) -> Iterator[Spec]:
    random = Random(seed)
    base = load(layout(random, declaration(random)), "x")
    yield base
    try:
        yield from [changed(random, base, "我"), changed(random, base, "他")]
    except ProblemsFound:
        assume(False)


@pytest.mark.slow
@settings(max_examples=drawn(8, 100), deadline=None)
@given(SEEDS)
@example(100056)  # one has removed what the other has taken something out of
@example(16218)  # one has added an item, the other at the same place a key of the item above
def test_merged_is_what_both_have_done(folder: Path, seed: int) -> None:
    base, ours, theirs = versions(seed)
    wanted = three_way(base.data, ours.data, theirs.data)
    found, by_git = together(folder, base.source, ours.source, theirs.source)
    swapped, _ = together(folder, base.source, theirs.source, ours.source)
    assert (found is None) == (swapped is None)
    if found is None:
        assert wanted.conflicts or three_way(base.data, theirs.data, ours.data).conflicts or by_git is None
        for text, side in zip(apart(base, ours, theirs) or (), SIDES, strict=False):
            data = three_way(base.data, ours.data, theirs.data, choose=side).data
            assert plain(load(text, "x").data) == plain(data)
        return
    assert swapped is not None
    said = load(found, "x").data
    if not wanted.conflicts:
        assert plain(said) == plain(wanted.data) == plain(load(swapped, "x").data)
    before, one, other = (comments(spec.source) for spec in (base, ours, theirs))
    for source in (found, swapped):
        assert all(comments(source)[text] == 1 for text in (one + other) - before)
        assert not comments(source).keys() & ((before - one) | (before - other)).keys()


@pytest.mark.slow
@settings(max_examples=drawn(4, 40), deadline=None)
@given(SEEDS)
def test_where_one_side_did_nothing_the_other_stays_to_the_byte(folder: Path, seed: int) -> None:
    base, ours, _ = versions(seed)
    for one, other in ((ours, base), (base, ours), (ours, ours)):
        assert together(folder, base.source, one.source, other.source)[0] == ours.source
        assert merged(base, one, other, None) == ours.source
