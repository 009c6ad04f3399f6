"""Edits of a model declaration that each put one defect into it, for every rule at least one.

An edit replaces a piece of text that occurs once; `……` in it stands for everything between. What a rule finds is on the
first line that the edit changes, unless `at` names a piece of the line where it is. `also` names the rules that a true
consequence of the same defect breaks.
"""

from __future__ import annotations

from typing import NamedTuple


class Injection(NamedTuple):
    rule: str
    old: str
    new: str
    at: str = ""
    also: tuple[str, ...] = ()


DEPARTMENT = [
    # money
    Injection("amount-jump", "2024: 790.00", "2024: 79.00", also=("revenue-expenditure-gap",)),
    Injection("revenue-expenditure-gap", "budget: 546.00", "budget: 545.00", at="  expenditure:"),
    Injection(
        "basic-expenditure-missing",
        "基本支出: {……\n    项目支出: {……}}",
        "基本支出: {}\n    项目支出: {budget: 875.00, history: {2024: 800.00, 2025: 838.00}}",
    ),
    Injection(
        "history-amount-missing",
        "财政拨款: {……308.00}}",
        """财政拨款: {budget: 875.00, history: {2025: 838.00}}
  expenditure:
    基本支出: {budget: 546.00, history: {2025: 530.00}}
    项目支出: {budget: 329.00, history: {2025: 308.00}}""",
        at="funding:",
    ),
    Injection("budget-missing", "revenue:……308.00}}", "revenue: {}\n  expenditure: {}", at="funding:"),
    # people
    Injection("invalid-phone", "027-87880000", "1387788000"),
    Injection("invalid-phone", "027-87880000", "00000000"),
    Injection("placeholder-name", "周文清", "张三"),
    # goals, tasks and what hangs on them
    Injection("goal-without-indicators", "annual_goals:\n", "annual_goals:\n  - goal: 按月向分馆配送图书。\n", at="按月向分馆配送图书。\n    ind"),
]
