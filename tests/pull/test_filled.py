"""A blank that is filled in Word loses its `# 待填` comment; one that is not, and any other comment, stays."""

from __future__ import annotations

import pytest

from perfgen.pull.filled import filled
from perfgen.spec.spec import load

BEFORE = "a: {}  # 待填：budget（当年预算收支）\n# 待填：budget\nb: {}\nc: 1  # 甲\n"


@pytest.mark.parametrize(
    ("revised", "expected"),
    [
        (BEFORE.replace("a: {}", "a: {budget: 1}"), "a: {budget: 1}\n# 待填：budget\nb: {}\nc: 1  # 甲\n"),
        (BEFORE.replace("b: {}", "b: {budget: 1}"), BEFORE.replace("# 待填：budget\nb: {}", "b: {budget: 1}")),
        (BEFORE.replace("c: 1", "c: 2"), BEFORE.replace("c: 1", "c: 2")),
        (BEFORE.replace("a: {}", "a: {spent: 1}"), BEFORE.replace("a: {}", "a: {spent: 1}")),
        (BEFORE.replace("a: {}", "a: {budget: 1}").replace("\n", "\r\n"), "a: {budget: 1}\r\n# 待填：budget\r\nb: {}\r\nc: 1  # 甲\r\n"),
    ],
)
def test_only_the_comment_on_what_was_filled_goes(revised: str, expected: str) -> None:
    found = filled(load(BEFORE.encode(), "a.yaml"), load(revised.encode(), "a.yaml"))
    assert found.text == expected


def test_comment_beside_a_value_that_was_there_before_stays() -> None:
    spec = "a: {budget: 1}  # 待填：budget\nc: 1\n"
    revised = load(spec.replace("c: 1", "c: 2").encode(), "a.yaml")
    assert filled(load(spec.encode(), "a.yaml"), revised) is revised
