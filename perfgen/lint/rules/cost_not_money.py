"""成本指标的计量单位不是钱。

差旅费、补助标准写“470人/天”，看不出是多少钱：单位应是 元/人天。

不通过：

```yaml
annual_indicators:
  产出指标:
    成本指标:
      - {name: 检查差旅费, target: ≤470人/天}
```

通过：

```yaml
annual_indicators:
  产出指标:
    成本指标:
      - {name: 检查差旅费, target: ≤470元/人天}
      - {name: 公用经费压减率, target: ≥5%}
```

依据：财预〔2021〕101号，成本指标的取值要求。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.declaration.target import ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
_OF_MONEY = re.compile(r"(?:费用?|经费|造价|单价|支出|(?:补助|补贴|资助|奖励|收费|投资|差旅|培训)标准|(?<!时间)(?<!人力)(?<!用工)成本)$")
_OF_OTHERS = ("社会成本", "环境成本")  # burdens that are counted in days, cases, decibels


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for one in outline.measured(ValueKind.QUANTITY):
        if "成本" not in one.subcategory or any(word in one.subcategory for word in _OF_OTHERS):
            continue
        unit = f"{one.value.unit}{one.value.after}"
        if _OF_MONEY.search(one.bare_name) and unit and "元" not in unit:
            message = f"成本指标“{one.name}”的单位是“{unit}”，不是钱"
            yield Finding(one.target.source, message, "写金额的单位，例如 元/人天、万元")
