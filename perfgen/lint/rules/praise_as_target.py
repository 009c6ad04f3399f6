"""把别人的表扬、批评当作指标值。

表扬不表扬不由本单位决定，得没得到也没有统一的记录，年底核对不了。写成自己能做到、能查证的数。

不通过：

```yaml
annual_goals:
  - goal: 改善社区环境。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 社区环境整治成效, target: 受到市级部门表扬, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 改善社区环境。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 社区环境抽查合格率, target: ≥95%, standard: 行业标准}
```

选项：

- words：含有这些词的算，缺省为 表扬、批评、好评、赞誉、称赞、肯定、认可。

依据：财预〔2015〕88号，绩效目标应细化量化、可衡量。
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
OPTIONS = {"words": "表扬 批评 好评 赞誉 称赞 肯定 认可".split()}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    if not any(word in outline.targets for word in options["words"]):
        return
    for indicator in outline.measured(ValueKind.WORDS):
        target = indicator.target
        if not indicator.is_satisfaction and "认可度" not in target:
            word = next((word for word in options["words"] if word in target), "")
            if word:
                message = f"“{indicator.name}”的指标值“{target}”由别人决定，无法查证"
                yield Finding(target.source, message, "写能查证的数，例如 抽查合格率 ≥95%、被投诉件数 0件", word)
