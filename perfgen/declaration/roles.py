"""The words of `x-role` and its like in a form's schema: what a part of it means, whatever its key is called.

Who judges, sums up, compares or turns the year asks for these, so that a form of one's own is understood without Python.
A shared definition carries its role; what a property says itself wins over what its `$ref` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from perfgen.declaration.annotations import PRINTED_WORD
from perfgen.declaration.applied import applied, items

if TYPE_CHECKING:
    from perfgen.declaration.formula import Formula  # which most forms have no use for

Schema = Mapping[str, Any]

GOAL: Final = "goal"
WORDING: Final = "wording"
HEADING: Final = "heading"
RESULT: Final = "result"
INDICATORS: Final = "indicators"
INDICATOR: Final = "indicator"
CATEGORY: Final = "category"
SUBCATEGORY: Final = "subcategory"
NAME: Final = "name"
ID: Final = "id"
TARGET: Final = "target"
COMPARATOR: Final = "comparator"
UNIT: Final = "unit"
HISTORY: Final = "history"
ACTUAL: Final = "actual"
STANDARD: Final = "standard"
WEIGHT: Final = "weight"
SCORE: Final = "score"
REASON: Final = "reason"
FUNDING: Final = "funding"
REVENUE: Final = "revenue"
EXPENDITURE: Final = "expenditure"
FUNDING_LINE: Final = "funding-line"
AMOUNT: Final = "amount"
TOTAL: Final = "total"
APPROVED: Final = "approved"
ADJUSTED: Final = "adjusted"
SPENT: Final = "spent"
YEAR: Final = "year"
MONTH: Final = "month"
PERIOD: Final = "period"
START: Final = "start"
END: Final = "end"
DEPARTMENT: Final = "department"
SUPERVISOR: Final = "supervisor"
IMPLEMENTER: Final = "implementer"
PROJECT: Final = "project"
TASK: Final = "task"
DUTY: Final = "duty"
PERSON: Final = "person"
PHONE: Final = "phone"
CHOICE: Final = "choice"
PROSE: Final = "prose"

# Every role, with what it says in the words of authors of forms. `python docs/generate.py` makes a page of it.
ROLES: Final[Mapping[str, str]] = {
    GOAL: "绩效目标：一组值，或者就是一段文字",
    WORDING: "目标的文字，写在目标那一组值里",
    HEADING: "指标表上方另印的目标文字",
    RESULT: "目标的实际完成情况",
    INDICATORS: "各条指标：先分一级、二级指标的一组值，或者就是清单",
    INDICATOR: "一条指标",
    CATEGORY: "一级指标，写在每条指标里的才用；写成键的不用",
    SUBCATEGORY: "二级指标，同上",
    NAME: "指标名称（三级指标）",
    ID: "一条指标的编号，名称改了也认得出是哪一条",
    TARGET: "指标值",
    COMPARATOR: "指标值前面的符号，自成一栏的才用",
    UNIT: "指标值的计量单位，自成一栏的才用",
    HISTORY: "往年的值或金额，以年份为键；一年一栏的，用 x-year 说明哪一年",
    ACTUAL: "实际完成值",
    STANDARD: "绩效标准",
    WEIGHT: "分值、权重",
    SCORE: "得分",
    REASON: "偏差原因、改进措施",
    FUNDING: "资金：其中各行相加就是合计",
    REVENUE: "收入，与支出应当相等",
    EXPENDITURE: "支出",
    FUNDING_LINE: "一行资金，里面有几个金额",
    AMOUNT: "金额，不分哪一种",
    APPROVED: "预算数、年初预算数",
    ADJUSTED: "调整后的预算数、全年预算数",
    SPENT: "执行数",
    YEAR: "年度",
    MONTH: "截至月份：执行数是从1月到这个月的",
    TOTAL: "合计，由人填的才用：应当等于同一组里其余各项之和",
    PERIOD: "项目期",
    START: "开始年份",
    END: "结束年份",
    DEPARTMENT: "填报的部门、单位",
    SUPERVISOR: "主管部门",
    IMPLEMENTER: "实施单位",
    PROJECT: "项目名称",
    TASK: "工作任务",
    DUTY: "职责",
    PERSON: "填报人、负责人",
    PHONE: "电话",
    CHOICE: "从几项里选定的，每年照旧，如 新增、延续",
    PROSE: "一段或几段文字",
}
SIDES: Final = (REVENUE, EXPENDITURE)
GROUPS_OF_MONEY: Final = (FUNDING, *SIDES)
AMOUNTS: Final = (AMOUNT, APPROVED, ADJUSTED, SPENT)
YEARS: Final = (YEAR, START, END)
# What becomes of a value at the turn of the year: what was planned becomes history and is left open, unless it is planned
# for several years; what came of it is left out; what any other role has stays.
PLANNED: Final = (TARGET, AMOUNT, APPROVED, ADJUSTED)
OUTCOMES: Final = (ACTUAL, SPENT, RESULT, SCORE, REASON)
NAMES: Final = (DEPARTMENT, SUPERVISOR, IMPLEMENTER, PROJECT)  # whose declaration it is

ANNUAL: Final = "年度"
SEVERAL_YEARS: Final = ("长期", "中期", "实施期")  # the levels that go on for more than a year
LEVELS: Final = (*SEVERAL_YEARS, ANNUAL, "")  # of goals and indicators, "" where a form does not tell them apart

ROLE_WORD, LEVEL_WORD, YEAR_WORD, FROM_WORD, WEIGHTS_WORD = "x-role", "x-level", "x-year", "x-from", "x-weights"
LINES_WORD: Final = "x-lines"


class Roles(NamedTuple):
    """What a group of values is: its own role, the level and the side of the money that it stands on, "" where none is said.

    `keys` are, by role, the keys in it that have one; `years` those of a certain year, counted from the year of the form.
    `weights` is what the weights of all indicators beside it add up to, where the form says so. `formulas` are for the
    keys that are computed, `unprinted` the keys that no form shows. `lines` are the percentages of the budget that should
    be spent by the end of a month.
    """

    own: str
    level: str
    side: str
    keys: Mapping[str, tuple[str, ...]]
    years: Mapping[str, int]
    weights: Decimal | None = None
    formulas: Mapping[str, Formula] = {}
    unprinted: tuple[str, ...] = ()
    lines: Mapping[int, Decimal] = {}


NO_ROLES: Final = Roles("", "", "", {}, {})


def role_of(schema: Any, definitions: Schema) -> str:
    """What a property says it is; a list is what its items are, unless it says so itself."""
    parts = applied(schema, definitions)
    if said := _said(parts, ROLE_WORD):
        return said
    _, item = items(schema, definitions)
    return _said(applied(item, definitions), ROLE_WORD) if item is not None else ""


def level_of(schema: Any, definitions: Schema) -> str:
    return _said(applied(schema, definitions), LEVEL_WORD)


def year_of(schema: Any, definitions: Schema) -> int | None:
    """The year of the value, counted from that of the form: -1 is last year."""
    found = (part[YEAR_WORD] for part in applied(schema, definitions) if YEAR_WORD in part)
    return next((int(year) for year in found), None)


def weights_of(schema: Any, definitions: Schema) -> Decimal | None:
    """What the weights of the indicators below add up to: 90, where 10 are for the execution of the budget."""
    said = _said(applied(schema, definitions), WEIGHTS_WORD)
    return Decimal(said) if said else None


def lines_of(schema: Any, definitions: Schema) -> dict[int, Decimal]:
    """Which percentage of the budget should be spent by the end of which month."""
    said: Schema = next((part[LINES_WORD] for part in applied(schema, definitions) if LINES_WORD in part), {})
    return {int(month): Decimal(str(share)) for month, share in said.items()}


def is_printed(schema: Any, definitions: Schema) -> bool:
    return next((part[PRINTED_WORD] for part in applied(schema, definitions) if PRINTED_WORD in part), True) is not False


def origin_of(schema: Any, definitions: Schema) -> str:
    """The role that the value may come from in another form, where that has none of its own: a 往年值 from an 实际完成值."""
    return _said(applied(schema, definitions), FROM_WORD)


def _said(parts: Iterable[Schema], word: str) -> str:
    return next((str(part[word]) for part in parts if word in part), "")
