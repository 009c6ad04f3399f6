"""计算符号自成一栏，有数的指标却没有填。

没有 ≥、≤、=，不知道是多了好还是少了好，自评时也算不出得分。

不通过：

```yaml
annual_goal: 保障农村公路通畅，丰富群众文化生活。
indicators:
  - {name: 农村公路养护里程, weight: 60, unit: 公里, comparator: =, target: 125}
  - {name: 文艺活动场次, weight: 40, unit: 场次, target: 20}
```

通过：

```yaml
annual_goal: 保障农村公路通畅，丰富群众文化生活。
indicators:
  - {name: 农村公路养护里程, weight: 60, unit: 公里, comparator: =, target: 125}
  - {name: 文艺活动场次, weight: 20, unit: 场次, comparator: ≥, target: 20}
  - {name: 管护制度, weight: 20, target: 健全}
```

依据：预算管理一体化系统“计算符号”为必填项。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import COMPARATOR
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (COMPARATOR,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for one in outline.indicators:
        if COMPARATOR in one.record.roles.keys and not one.sign and one.value.is_plain and not one.value.comparator:
            message = f"“{one.name}”的指标值“{one.target}”没有填计算符号"
            yield Finding(one.target.source, message, "越多越好的填 ≥，越少越好的填 ≤，正好是多少的填 =")
