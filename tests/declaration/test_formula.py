"""Formulas and what they are given, out comes what the form prints: exact, or blank."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgen.declaration.amount import share
from perfgen.declaration.formula import MAX_DEPTH, MAX_LENGTH, FormulaError, parsed
from perfgen.declaration.reckoning import printed, result

GIVEN = {
    "budget": ["100"],
    "spent": ["93.15"],
    "none": [""],
    "blank": ["____"],
    "zero": ["0"],
    "ten": ["10"],
    "third": ["0.1"],
    "target": ["≥5.4万平方米"],
    "执行数": ["12.50"],
    "lines/*/budget": ["100", "", "20.5"],
    "lines/*/some": ["1", "____"],
    "/top/*": ["1", "2"],
    "lines/拨款/budget": ["7"],
}

RESULTS = [
    ("1 + 2 * 3", "7"),
    ("(1 + 2) × 3", "9"),
    ("（1 + 2）× 3", "9"),
    ("10 - 2 - 3", "5"),
    ("-ten + 1", "-9"),
    ("ten*10", "100"),
    ("ten / 4", "2.5"),
    ("third + 0.2", "0.3"),
    ("ten × 100000000000000000000", "1000000000000000000000"),
    ("执行数 × 2", "25"),
    ("lines/拨款/budget / 2", "3.5"),
    ("round(spent ÷ budget × 100, 2)", "93.15"),
    ("round(spent / budget, 2)", "0.93"),
    ("round(0.125, 2)", "0.13"),
    ("round(0 - 0.125, 2)", "-0.13"),
    ("round(2 ÷ 3, 0)", "1"),
    ("share(spent, budget)", "93.15%"),
    ("share(ten, budget)", "10%"),
    ("share(1, 3)", "33.33%"),
    ("share(1, 200)", "0.50%"),
    ("share(1, zero)", ""),
    ("share(none, budget)", ""),
    ("round(1 ÷ zero, 2)", ""),
    ("none + 1", ""),
    ("blank + 1", ""),
    ("sum(lines/*/budget)", "120.5"),
    ("sum(lines/*/some)", ""),
    ("sum(none, ten)", "10"),
    ("sum(none)", ""),
    ("sum(/top/*，1)", "4"),
    ("min(lines/*/budget)", "20.5"),
    ("max(lines/*/budget, 500)", "500"),
    ("min(none, 100)", ""),
    ("number(target)", "54000"),
    ("number(none)", ""),
    ("number(ten) + 1", "11"),
]


@pytest.mark.parametrize(("formula", "expected"), RESULTS)
def test_formula_has_its_result(formula: str, expected: str) -> None:
    assert printed(result(parsed(formula), lambda one: GIVEN[str(one)], {})) == expected


MISTAKES = [
    ("", "公式没有写完"),
    ("1 +", "公式没有写完"),
    ("1 2", "公式从“2”起看不懂"),
    ("(1", "公式少了右括号"),
    ("1)", "公式从“)”起看不懂"),
    ("a = 1", "公式从“= 1”起看不懂"),
    ("__import__(1)", "公式里没有“__import__”这个函数"),
    ("sum()", "公式从“)”起看不懂"),
    ("share(1)", "share 里要写 2 个值，这里有 1 个"),
    ("score(a)", "score 里要写 3 至 4 个值，这里有 1 个"),
    ("round(a, b)", "round 的小数位数要写 0 至 6"),
    ("round(a, 7)", "round 的小数位数要写 0 至 6"),
    ("sum(≥)", "符号 ≥、≤ 只能作 score 的第四个值"),
    ("a ÷ b", "可能除不尽，没有说明取几位小数"),
    ("score(a, b, c)", "可能除不尽，没有说明取几位小数"),
    ("1 ÷ 3", "可能除不尽，没有说明取几位小数"),
    ("(" * (MAX_DEPTH + 1) + "1" + ")" * (MAX_DEPTH + 1), f"公式套得太深，超过 {MAX_DEPTH} 层"),
    ("-" * (MAX_DEPTH + 1) + "1", f"公式套得太深，超过 {MAX_DEPTH} 层"),
    ("1" * (MAX_LENGTH + 1), f"公式超过 {MAX_LENGTH} 个字"),
]


@pytest.mark.parametrize(("formula", "message"), MISTAKES)
def test_what_is_no_formula_is_told(formula: str, message: str) -> None:
    with pytest.raises(FormulaError) as raised:
        parsed(formula)
    assert str(raised.value) == message
    assert raised.value.hint


@given(st.text("a1 +-*/×÷(),*.sum≤", max_size=30))
def test_whatever_is_written_is_a_formula_or_told(text: str) -> None:
    try:
        printed(result(parsed(text), lambda one: ["3"], {}))
    except FormulaError as error:
        assert error.hint


NUMBERS = st.decimals(0, 10**9, places=2).map(lambda one: format(one, "f"))


@given(NUMBERS, NUMBERS, NUMBERS)
def test_results_are_exact(a: str, b: str, c: str) -> None:
    found = printed(result(parsed("(a + b) × c - a / 8"), lambda one: [{"a": a, "b": b, "c": c}[str(one)]], {}))
    assert Fraction(found) == (Fraction(a) + Fraction(b)) * Fraction(c) - Fraction(a) / 8
    assert "E" not in found


@given(NUMBERS, NUMBERS)
def test_share_is_printed_as_everywhere(part: str, whole: str) -> None:
    found = printed(result(parsed("share(a, b)"), lambda one: [{"a": part, "b": whole}[str(one)]], {}))
    assert found == share(Decimal(part), Decimal(whole))


def test_what_grows_without_end_is_blank() -> None:
    many = "×".join("a" * 1 for _ in range(100))
    assert printed(result(parsed(many), lambda one: ["9" * 30], {})) == ""


def test_percent_is_of_any_size() -> None:
    assert share(Fraction(10**30) + Fraction(1, 800), Fraction(1)) == f"{10**32}.13%"
