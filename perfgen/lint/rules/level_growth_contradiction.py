"""总量没有增加，增长率却是正的。

同一件事，一行写总量三年不变，另一行写每年增长 12.5%：两行总有一行错了。只比较相邻两年都写了总量、也写了增长率的，
总量带 ≥、≤ 的不比。

不通过：

```yaml
annual_goals:
  - goal: 扩大社区服务的规模。
    indicators:
      效益指标:
        经济效益指标:
          - {name: 社区服务收入额, history: {2024: 90万元, 2025: 90万元}, target: 90万元, standard: 计划标准}
          - {name: 社区服务收入增长率, history: {2024: 12.5%, 2025: 12.5%}, target: 12.5%, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 扩大社区服务的规模。
    indicators:
      效益指标:
        经济效益指标:
          - {name: 社区服务收入额, history: {2024: 80万元, 2025: 90万元}, target: 101.25万元, standard: 计划标准}
          - {name: 社区服务收入增长率, history: {2024: 12.5%, 2025: 12.5%}, target: 12.5%, standard: 计划标准}
```

依据：财预〔2015〕88号，绩效目标审核的适当性要求；同一份申报表内的数据应当一致。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.goals import Indicator
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import HISTORY
from perfgen.declaration.target import Value, ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options
from perfgen.text import Text

SEVERITY = Severity.ERROR
NEEDS = (HISTORY,)
_GROWTH = re.compile(
    r"(?:同比|比上年|较上年)?率?(?P<word>增长|增幅|增速|增加|上升|下降|降低|减少|降幅)(?:率|幅度|速度|比例)?$"
)
_LEVEL = re.compile(r"(?:总额|总量|总数|总值|总规模|金额|[额量数值])$")
_FALLING = ("下降", "降低", "减少", "降幅")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    growths: list[tuple[str, bool, Indicator]] = []
    for indicator in outline.measured(ValueKind.PERCENT):
        name = indicator.bare_name
        growth = _GROWTH.search(name)
        if growth and growth.start() >= 3:
            growths.append((_stem(name[: growth.start()]), growth["word"] in _FALLING, indicator))
    if not growths:
        return
    levels: dict[tuple[str, str], Indicator] = {}
    for indicator in outline.measured(ValueKind.QUANTITY):
        levels.setdefault((indicator.level, _stem(indicator.bare_name)), indicator)
    for stem, falls, indicator in growths:
        level = levels.get((indicator.level, stem))
        years = _contradicted(indicator, level, falls, outline.year) if level else []
        if level and years:
            yield _finding(indicator, level, falls, years, outline.year)


def _stem(name: str) -> str:
    """What is measured: 税收 of 税收总额."""
    return _LEVEL.sub("", name)


def _contradicted(growth: Indicator, level: Indicator, falls: bool, year: int) -> list[int]:
    """The years in which the level does not move the way that the growth says."""
    rates, levels = _series(growth, year), _series(level, year)
    found = []
    for when, rate in rates.items():
        last, now = levels.get(when - 1), levels.get(when)
        if rate.number is None or last is None or now is None or not last.comparable(now):
            continue
        if {last.comparator, now.comparator} <= {"", "="} and not rate.is_ceiling:
            before, after = last.number or 0, now.number or 0
            before, after = before * last.scale, after * now.scale
            stands_still = after >= before if falls else after <= before
            if rate.number > 0 and stands_still:
                found.append(when)
    return found


def _series(indicator: Indicator, year: int) -> dict[int, Value]:
    return {**indicator.past, year: indicator.value}


def _finding(growth: Indicator, level: Indicator, falls: bool, years: list[int], year: int) -> Finding:
    texts: dict[int, Text] = {**level.history, year: level.target}
    shown = sorted({*years, *(one - 1 for one in years)})
    values = "、".join(f"{one}年 {texts[one]}" for one in shown)
    moves = "减少" if falls else "增加"
    message = f"“{growth.name}”是“{growth.target}”，“{level.name}”却没有{moves}：{values}"
    return Finding(growth.target.source, message, "核对两行的数，改正其中一行")
