"""指标值、往年值或完成值填不进一体化的一栏。

预算管理一体化里计算符号、指标值、计量单位各占一栏，定量指标的指标值、往年值、完成值只收一个数。范围“3-5天”、数字前后另有文字的
“满意度≥90%”分不进这几栏；往年值和完成值只有一栏，不能带 ≥、≤，单位要与指标值一样，不然换了单位也看不出。

不通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务活动场次, target: ≥48场, history: {2024: ≥40场, 2025: 44场次}, standard: 计划标准}
        时效指标:
          - {name: 居民报修响应时间, target: 3-5天, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务活动场次, target: ≥48场, history: {2024: 40场, 2025: 44场}, standard: 计划标准}
        时效指标:
          - {name: 居民报修响应时间, target: ≤5天, standard: 计划标准}
```

选项：

- years：导入表里有几年的往年值，缺省为 2；没有往年值一栏的写 0

依据：预算管理一体化系统导入绩效指标时，定量指标的值须为数字。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.by_role import recent
from perfgen.declaration.goals import Indicator
from perfgen.declaration.outline import Outline
from perfgen.declaration.parted import Parted, columns, parted
from perfgen.declaration.roles import COMPARATOR, INDICATOR
from perfgen.declaration.target import Value, ValueKind, parse
from perfgen.lint.rule import Finding, Options
from perfgen.text import Text

NEEDS = (INDICATOR,)
OPTIONS = {"years": 2}
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for one in outline.indicators:
        found = columns(one.record)
        if found is None and one.target.strip():
            message = f"“{one.name}”的指标值“{one.target}”分不成计算符号、数字、计量单位三栏"
            yield Finding(one.target.source, message, _how(one))
        if one.value.is_number if found is None else found.is_quantity:
            for year in recent(one.history, outline.year, options["years"]):
                yield from _not_bare(one, f"{year}年的值", one.history[year], found, "；那一年没有的，删去这一年")
            yield from _not_bare(one, "完成值", one.actual, found, "")


def _not_bare(one: Indicator, what: str, text: Text, target: Parted | None, rest: str) -> Iterator[Finding]:
    """What is not a number alone, in the unit of the target; of a target that is no such number itself any unit will do."""
    if not text or _NUMBER.fullmatch(text):
        return
    found = parted(text)
    is_number = found is not None and found.sign == ""
    if not (found and is_number and (target is None or found.unit == target.unit)):
        unit = target.unit if target else one.value.unit
        wrong = f"与指标值的单位“{unit}”不一样" if is_number else "不是一个数"
        hint = f"只写数字，单位与指标值一样，例如 {_in_unit_of(one.value, parse(text))}{unit}{rest}"
        yield Finding(text.source, f"“{one.name}”{what}“{text}”{wrong}", hint)


def _in_unit_of(target: Value, past: Value) -> str:
    """The number as it would be in the unit of the target; any number where it does not measure the same."""
    if past.amount is None or past.number is None or past.unit != target.unit:
        return "12"
    return f"{past.number if past.scale == target.scale else (past.amount / target.scale).normalize():f}"


def _how(one: Indicator) -> str:
    """What to write instead."""
    value = one.value
    if COMPARATOR in one.record.roles.keys:
        return "只写一个数，例如 1000，符号和单位各填在自己的一栏；定性的在计算符号一栏填 定性"
    if value.kind is ValueKind.ABSENT:
        return "写明指标值；没有这项指标的，删去这一条"
    if value.kind in (ValueKind.WORDS, ValueKind.DATE):
        return "符号后面写数字和单位，例如 ≥90%；定性的只写文字，例如 健全"
    if value.upper is not None or "±" in one.target:
        return "只写一个数，例如 ≤5天；写不成的改用文字，例如 按期完成"
    if not value.before and not value.unit and value.after:
        return f"换成常用的单位，例如 {value.comparator or '≥'}{value.number:f}个；“{value.after}”写进指标名称"
    return "只写符号、一个数和单位，例如 ≥90%；其余的文字写进指标名称"
