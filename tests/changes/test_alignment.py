"""Which item was which: a value that tells items apart counts for more than one that most of them share."""

from __future__ import annotations

from perfgen.changes.alignment import align


def test_values_that_items_share_make_no_two_of_them_one() -> None:
    common = {"target": "1次", "standard": "计划标准"}
    before = {"rows": {"a": [{"name": "甲乙丙", **common}]}}
    after = {"rows": {"b": [{"name": "丁戊己", **common}]}}
    assert align(before, after, {}) == {}


def test_item_goes_by_the_value_that_differs_most() -> None:
    before = {"rows": [{"standard": "计划标准", "name": name, "target": "1次"} for name in "甲乙丙"]}
    after = {"rows": [{"standard": "计划标准", "name": name, "target": "2次"} for name in "丙甲乙"]}
    assert align(before, after, {}) == {"/rows/0": "/rows/2", "/rows/1": "/rows/0", "/rows/2": "/rows/1"}
