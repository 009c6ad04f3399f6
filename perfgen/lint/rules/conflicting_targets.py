"""同名的指标，年度的指标值超过了长期的。

今年就要做到的比长期目标还高，长期的指标值等于没有定。名称相同、单位相同的才比；≤ 的只比百分比，因为金额和数量会逐年累计。

不通过：

```yaml
long_term_goals:
  - goal: 建成覆盖全市的社区便民服务网络。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 便民服务覆盖社区比例, target: ≥90%, standard: 计划标准}
annual_goals:
  - goal: 新建社区便民服务站点，覆盖更多社区。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 便民服务覆盖社区比例, target: ≥95%, standard: 计划标准}
```

通过：

```yaml
long_term_goals:
  - goal: 建成覆盖全市的社区便民服务网络。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 便民服务覆盖社区比例, target: ≥90%, standard: 计划标准}
annual_goals:
  - goal: 新建社区便民服务站点，覆盖更多社区。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 便民服务覆盖社区比例, target: ≥75%, standard: 计划标准}
```

依据：财预〔2015〕88号，年度绩效目标由中长期绩效目标分解。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import ANNUAL, INDICATOR, SEVERAL_YEARS
from perfgen.declaration.target import Value, ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    longer = {outline.letters[one]: one for one in outline.indicators if one.level in SEVERAL_YEARS}
    if not longer:
        return
    for indicator in outline.indicators_of(ANNUAL):
        later = longer.get(outline.letters[indicator])
        if later and _beyond(indicator.value, later.value):
            message = f"年度的“{indicator.name}”是 {indicator.target}，超过了{later.level}的 {later.target}"
            yield Finding(indicator.target.source, message, f"提高{later.level}的指标值，或核对年度的")


def _beyond(annual: Value, later: Value) -> bool:
    """Whether a year asks for more than the years to come do."""
    if not annual.comparable(later) or annual.comparator != later.comparator:
        return False
    assert annual.amount is not None and later.amount is not None
    if annual.is_ceiling:
        return annual.kind is ValueKind.PERCENT and annual.amount < later.amount
    return annual.amount > later.amount
