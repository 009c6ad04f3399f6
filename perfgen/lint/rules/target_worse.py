"""指标值比往年还差。

指标值低于上年，或者低于最近一年的实际值（上年填的是“≥2次”这样的要求时，看前年）。带 ≤ 的越小越好，反过来看。
取整留出的一点差距不算：数量不到一成或只差一个的，百分比不到 1 个百分点的；但与更早一年的数分毫不差的算。
任务本来就减少的，在这一行写明放行的理由。

不通过：

```yaml
annual_goals:
  - goal: 开展安全生产培训。
    indicators:
      产出指标:
        数量指标:
          - {name: 安全生产培训次数, history: {2024: 4次, 2025: 6次}, target: ≥2次, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 开展安全生产培训。
    indicators:
      产出指标:
        数量指标:
          - {name: 安全生产培训次数, history: {2024: 4次, 2025: 6次}, target: ≥6次, standard: 计划标准}
        时效指标:
          - {name: 培训通知平均发出天数, history: {2024: 9天, 2025: 7天}, target: ≤5天, standard: 计划标准}
```

选项：

- slack：数量比往年差百分之几以内不算，缺省 10。
- either-way：名称含有这些词、指标值又不带 ≥ 或 ≤ 的，不知道大好还是小好，不判断。缺省为 成本、支出、费用、经费、
  投诉、事故、差错、误差、故障、逾期、违规、违纪、违法、案、死亡、伤亡、失业、流失、辍学、上访、信访、舆情、火灾、耗、
  排放、浓度、污染、天数、时间、时长、时限、周期、下降、降低、减少、压减、债、空置、闲置、患病、发病、贫困、超标、
  结余、结转、排名、名次。

依据：财预〔2015〕88号，绩效目标审核的适当性要求。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfgen.declaration.goals import Indicator
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import HISTORY
from perfgen.declaration.target import Value, ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (HISTORY,)
OPTIONS = {
    "slack": 10,
    "either-way": (
        "成本 支出 费用 经费 投诉 事故 差错 误差 故障 逾期 违规 违纪 违法 案 死亡 伤亡 失业 流失 辍学 上访 信访 舆情 "
        "火灾 耗 排放 浓度 污染 天数 时间 时长 时限 周期 下降 降低 减少 压减 债 空置 闲置 患病 发病 贫困 超标 结余 "
        "结转 排名 名次"
    ).split(),
}
_NONE = Decimal(0)
_TELLING = 3  # so many digits are the same by copying, not by chance


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    slack = Decimal(str(options["slack"])) / 100
    for indicator in outline.continued:
        now, past = indicator.value, indicator.like_target
        if not past:
            continue
        actual = [year for year, value in past.items() if _is_open(value)]
        for year in dict.fromkeys([max(past), *actual[-1:]]):
            gap = _gap(now, past[year])
            if gap <= 0:
                continue
            copied = _copied(indicator, year)
            if copied or _counts(gap, past[year], slack):
                if not _is_open(now) or not any(word in indicator.name for word in options["either-way"]):
                    yield _finding(indicator, year, copied)
                break


def _is_open(value: Value) -> bool:
    """Whether it is a plain number, neither a floor nor a ceiling."""
    return value.comparator in ("", "=")


def _gap(now: Value, past: Value) -> Decimal:
    """How much worse it is, in its unit; 0 or less where it is not."""
    asked, had = now.amount, past.amount
    if asked is None or had is None or now.upper or past.upper:
        return _NONE
    return asked - had if now.is_ceiling else had - asked


def _counts(gap: Decimal, past: Value, slack: Decimal) -> bool:
    """Whether it is worse by more than a round figure would be."""
    return gap >= 1 if past.kind is ValueKind.PERCENT else gap != 1 and gap >= slack * abs(past.amount or _NONE)


def _copied(indicator: Indicator, year: int) -> int:
    """The year before `year` that has the very target, which is no round figure; 0 where there is none."""
    number = indicator.value.number
    if number is None or len(number.normalize().as_tuple().digits) < _TELLING:
        return 0
    return next((one for one, text in indicator.history.items() if text == indicator.target and one < year), 0)


def _finding(indicator: Indicator, year: int, copied: int) -> Finding:
    how = "高于" if indicator.value.is_ceiling else "低于"
    message = f"“{indicator.name}”的指标值“{indicator.target}”{how}{year}年的“{indicator.history[year]}”"
    if copied:
        message += f"，与{copied}年的分毫不差"
    return Finding(indicator.target.source, message, f"改为不{how}往年，或写明理由")
