"""知晓率没有放在社会效益指标里。

有多少人知道，是工作在社会上产生的影响，属于社会效益，不是产出的数量、质量，也不是满意度。

不通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动，宣传服务项目。
    indicators:
      产出指标:
        质量指标:
          - {name: 便民服务项目知晓率, target: ≥80%, standard: 历史标准}
```

通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动，宣传服务项目。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 便民服务项目知晓率, target: ≥80%, standard: 历史标准}
```

选项：

- measures：名称以它结尾的就是知晓率指标，缺省 知晓率、知晓度、知晓程度、知名度。

依据：财预〔2015〕88号，效益指标中的社会效益指标。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATORS
from perfgen.diagnostics import Severity
from perfgen.lint.classification import Measure, misplaced
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATORS,)
OPTIONS = {"measures": ["知晓率", "知晓度", "知晓程度", "知名度"]}

_AWARENESS = Measure(
    "有多少人知道", "社会效益", ("数量", "质量", "时效", "成本", "经济效益", "生态效益", "环境效益", "满意度")
)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    yield from misplaced(outline, _AWARENESS, outline.ending(tuple(options["measures"])))
