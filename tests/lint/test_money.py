"""Exact sums, jumps between years, and amounts that are not there."""

from __future__ import annotations

from rule_cases import surprises

ABSENT = ("budget-missing", "history-amount-missing", "revenue-expenditure-gap", "basic-expenditure-missing")


def funding(revenue: str, expenditure: str, mark: str = "") -> str:
    return f"funding:\n  revenue:\n    财政拨款: {revenue}\n  expenditure:{mark}\n    基本支出: {expenditure}\n"


def test_sums_are_exact() -> None:
    lines = """
funding:
  revenue:
    财政拨款: {budget: 0.10, history: {2024: 0.70, 2025: 100000000000.01}}
    其他资金: {budget: 0.20, history: {2024: 0.10, 2025: 0.01}}
  expenditure:
    基本支出: {budget: 0.30, history: {2024: 0.80, 2025: 100000000000.02}}
"""
    assert surprises(lines, "revenue-expenditure-gap") == []


def test_gap_of_any_year_is_found_and_may_be_tolerated() -> None:
    given = "{budget: 10, history: {2024: 10, 2025: 10.01}}", "{budget: 10, history: {2024: 10, 2025: 10.00}}"
    assert surprises(funding(*given, "  # expect: revenue-expenditure-gap"), "revenue-expenditure-gap") == []
    assert surprises(funding(*given), "revenue-expenditure-gap", options={"tolerance": 0.01}) == []


def test_year_given_on_one_side_only_is_a_gap() -> None:
    given = "{budget: 10, history: {2024: 10, 2025: 10}}", "{budget: 10, history: {2024: 10}}"
    assert surprises(funding(*given, "  # expect: revenue-expenditure-gap"), *ABSENT) == []


def test_nothing_given_is_said_once() -> None:
    assert surprises("funding:  # expect: budget-missing\n  revenue: {}\n  expenditure: {}", *ABSENT) == []
    funds = "funding:\n  medium_term: {财政拨款: 9}\n  annual: {}  # expect: budget-missing\n"
    assert surprises(f"{funds}period: {{start: 2026, end: 2027}}", *ABSENT) == []


def test_one_line_without_history_is_no_gap_in_the_history() -> None:
    lines = """
funding:  # expect: history-amount-missing
  revenue:
    财政拨款: {budget: 10, history: {2025: 9}}
    其他资金: {budget: 3}
  expenditure:
    基本支出: {budget: 13, history: {2025: 9}}
"""
    assert surprises(lines, "history-amount-missing") == []
    assert surprises(lines.replace("2025: 9", "2024: 8, 2025: 9"), "history-amount-missing") == [
        "- 1: history-amount-missing"
    ]


def test_zero_is_no_basic_expenditure() -> None:
    lines = """
funding:
  revenue:
    财政拨款: {budget: 10}
  expenditure:
    基本支出: {budget: 0.00}  # expect: basic-expenditure-missing
    项目支出: {budget: 10}
"""
    assert surprises(lines, "basic-expenditure-missing") == []


def test_the_odd_year_is_named_whichever_it_is() -> None:
    lines = """
funding:
  revenue:
    财政拨款: {budget: 3100.00, history: {2024: 300.00, 2025: 310.00}}  # expect: amount-jump
  expenditure:
    基本支出: {budget: 310.00, history: {2024: 300.00,
                                        2025: 29.00}}  # expect: amount-jump
"""
    assert surprises(lines, "amount-jump") == []


def test_steady_growth_new_lines_and_small_sums_are_no_jump() -> None:
    lines = """
funding:
  revenue:
    财政拨款: {budget: 990.00, history: {2024: 99.00, 2025: 330.00}}
    其他资金: {budget: 8.00, history: {2024: 0.50, 2025: 0.60}}
  expenditure:
    基本支出: {budget: 900.00}
    项目支出: {budget: 98.00, history: {2024: 0, 2025: 0.00}}
"""
    assert surprises(lines, "amount-jump") == []


def test_amounts_typed_in_yuan_are_reported_once() -> None:
    lines = """
funding:
  revenue:
    财政拨款: {budget: 3200000.00, history: {2024: 3000000, 2025: 3100000}}  # expect: amount-in-yuan
  expenditure:
    基本支出: {budget: 3200000.00, history: {2024: 3000000, 2025: 3100000}}
"""
    assert surprises(lines, "amount-in-yuan") == []
    assert surprises(lines, "amount-in-yuan", options={"highest": 5000000}) == ["- 3: amount-in-yuan"]


def test_annual_funds_are_compared_line_by_line_and_as_a_whole() -> None:
    period = "period: {start: 2026, end: 2028}\nfunding:\n"
    by_line = """  medium_term: {财政拨款: 100.00, 其他资金: 900.00}
  annual: {财政拨款: 100.01, 其他资金: 10.00}  # expect: annual-above-total
"""
    whole = """  medium_term: {财政拨款: 100.00}
  annual: {财政拨款: 60.00, 其他资金: 60.00}  # expect: annual-above-total
"""
    same = "  medium_term: {财政拨款: 100.00}\n  annual: {财政拨款: 100.0}\n"
    for funds in (by_line, whole, same):
        assert surprises(period + funds, "annual-above-total") == []
