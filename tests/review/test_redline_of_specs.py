"""Redlines of random specs: the longest of the tests, in a file of its own so that another core can run it."""

from __future__ import annotations

import pytest
from conftest import drawn
from review.spec_pairs import random_pairs
from review.test_redline import assert_both_forms

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("number", range(drawn(20, 60)))
def test_redlines_of_random_specs_hold_both_forms(number: int) -> None:
    for old, new in random_pairs(number):
        assert_both_forms(old, new)
