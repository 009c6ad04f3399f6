"""同一个数写了两个大于、小于的意思。

“≥≥90%”“≥90%以上”“不少于≥5次”：符号和“以上”“不少于”只写一个。

不通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        时效指标:
          - {name: 便民服务活动按期开展率, target: ≥95%以上, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        时效指标:
          - {name: 便民服务活动按期开展率, target: ≥95%, standard: 计划标准}
```

依据：财预〔2015〕88号，绩效目标应指向明确；预算管理一体化系统“计算符号”只填一个。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.declaration.target import PREFIXES, SIGNS, SUFFIXES
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
_BEFORE = (*SIGNS, *(word for word in PREFIXES if len(word) > 1))
_AFTER = tuple(word for word in SUFFIXES if len(word) > 1)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for _, text, value in outline.values:
        if not value.comparator:
            continue
        if value.before.endswith(_BEFORE) or value.after.startswith(_AFTER):
            hint = f"只写一个，例如 {value.comparator}{value.number}{value.unit}"
            yield Finding(text.source, f"“{text}”里有两个比较的写法", hint)
