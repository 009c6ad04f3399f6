"""问的是什么时间，答的是百分之几。

完成时间、工期写日期或天数；要写按期完成了多少，名称改成 按期完成率。

不通过：

```yaml
indicators:
  产出指标:
    时效指标:
      - {name: 公园完成时间, target: 100%, actual: 100%, weight: 90, score: 90}
```

通过：

```yaml
indicators:
  产出指标:
    时效指标:
      - {name: 公园完成时间, target: 2026年12月底前, actual: 2026年11月, weight: 50, score: 50}
      - {name: 公园按期完成率, target: ≥95%, actual: 96%, weight: 40, score: 40}
```

依据：财预〔2021〕101号，时效指标的取值要求。
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
_TIMES = ("完成时间", "完成时限", "办结时间", "办理时限", "时间", "时限", "期限", "工期", "周期")
_LESS_OF_IT = ("缩短", "压缩", "压减", "减少", "节省", "节约", "提前")  # 压缩办理时间 50%


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for one in outline.measured(ValueKind.PERCENT):
        if one.bare_name.endswith(_TIMES) and one.value.is_plain and not any(word in one.name for word in _LESS_OF_IT):
            message = f"“{one.name}”问的是时间，指标值写的是“{one.target}”"
            yield Finding(one.target.source, message, "写日期或天数，例如 12月底前；或者把名称改成 按期完成率")
