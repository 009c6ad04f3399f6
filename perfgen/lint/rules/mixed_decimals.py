"""百分比的小数位数不一致。

别处写“100%”，这里写“12.50%”，末尾的零没有意义，也让人以为是从别的表里抄来的。只看末尾是零的小数。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 新建站点一次验收合格率, target: ≥98%, standard: 行业标准}
          - {name: 站点设施完好率, target: ≥97.50%, standard: 行业标准}
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 新建站点一次验收合格率, target: ≥98%, standard: 行业标准}
          - {name: 站点设施完好率, target: ≥97.5%, standard: 行业标准}
```

依据：申报表的数据格式应当一致。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfgen.diagnostics import Severity
from perfgen.lint.measure import values_of
from perfgen.lint.outline import Indicator, Outline
from perfgen.lint.rule import Finding, Options
from perfgen.text import Text

SEVERITY = Severity.INFO


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for level in outline.levels:
        percents = [(one, _percents(one)) for one in outline.indicators_of(level)]
        if len({_places(number) for _, given in percents for number in given.values()}) < 2:
            continue
        for indicator, given in percents:
            padded = next((text for text, number in given.items() if _places(number) and str(number).endswith("0")), None)
            if padded is not None:
                message = f"“{indicator.name}”写成“{padded}”，与别处的小数位数不一致"
                yield Finding(padded.source, message, "去掉小数末尾的零")


def _percents(indicator: Indicator) -> dict[Text, Decimal]:
    return {text: value.number for text, value in values_of(indicator) if value.unit == "%" and value.number is not None}


def _places(number: Decimal) -> int:
    return -int(number.as_tuple().exponent)
