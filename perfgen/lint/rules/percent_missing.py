"""比率没有写百分号。

名称是某某率、满意度、比例的，“95”和“0.95”都要写成 95%，否则系统按 95 倍或 0.95% 计算完成情况。
每万人、每万台多少的比率不用百分号，不查。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 新建站点一次验收合格率, target: ≥98, standard: 行业标准}
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 新建站点一次验收合格率, target: ≥98%, standard: 行业标准}
          - {name: 新建站点地块容积率, target: ≤2.5, standard: 行业标准}
```

依据：财预〔2015〕88号，绩效目标应细化量化；预算管理一体化系统“计量单位”为必填项。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.measure import is_rate, names_its_unit
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.declaration.target import ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
_PER_MANY = re.compile("[百千万](?:人口?|名|户|台|辆|车|车公里|吨|元|件)")  # 万台特种设备死亡率


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for indicator, text, value in outline.values_of(ValueKind.QUANTITY):
        if value.unit or value.number is None or not value.is_plain:
            continue
        if _needs_percent(indicator.name):
            is_fraction = 0 < value.number < 1
            number = f"{value.number * 100 if is_fraction else value.number:f}"
            hint = f"写成 {value.comparator}{_short(number)}%"
            if value.number == 1:  # as a spreadsheet shows all of it
                hint = f"写成 {value.comparator}100%；确实是百分之一的，写成 {value.comparator}1%"
            yield Finding(text.source, f"“{indicator.name}”的值“{text}”没有写百分号", hint)


def _needs_percent(name: str) -> bool:
    return is_rate(name) and not names_its_unit(name) and not _PER_MANY.search(name)


def _short(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number
