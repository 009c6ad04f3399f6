"""百分比超过 100%。

合格率、覆盖率、满意度最高是 100%。增长率、完成率这些可以超过 100% 的不算，带 ≤ 的也不算。

不通过：

```yaml
annual_goals:
  - goal: 更新站点设备。
    indicators:
      产出指标:
        质量指标:
          - {name: 大型设备更新验收合格率, target: 292%, standard: 行业标准}
```

通过：

```yaml
annual_goals:
  - goal: 更新站点设备。
    indicators:
      产出指标:
        质量指标:
          - {name: 大型设备更新验收合格率, target: ≥92%, standard: 行业标准}
          - {name: 站点服务收入增长率, target: ≥110%, standard: 计划标准}
```

选项：

- may-exceed：名称或指标值含有这些词的可以超过 100%，缺省为 增长、增幅、增速、增加、提高、提升、完成、达成、达到、
  超额、同比、比上年、较上年、负债率、周转率、利润率、收益率、回报率、产出比、保值增值、普及率、入学率、负荷、倍。

依据：财预〔2015〕88号，绩效目标审核的可行性要求。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.declaration.target import ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
OPTIONS = {
    "may-exceed": (
        "增长 增幅 增速 增加 提高 提升 完成 达成 达到 超额 同比 比上年 较上年 负债率 周转率 利润率 收益率 回报率 "
        "产出比 保值增值 普及率 入学率 负荷 倍"
    ).split(),
}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for indicator, text, value in outline.values_of(ValueKind.PERCENT):
        if value.number is None or (value.number <= 100 and not (value.upper and value.upper > 100)):
            continue
        if value.unit == "%" and not value.is_ceiling:
            context = f"{indicator.name}{text}"
            if not any(word in context for word in options["may-exceed"]):
                yield Finding(text.source, f"“{indicator.name}”的值“{text}”超过了 100%", "核对数字，最高写 100%")
