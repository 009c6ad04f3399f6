"""把预算执行率、资金到位率当成产出或效益。

钱花没花出去、到没到账是资金的执行情况，另行计分；产出和效益要写钱花出去以后办成了什么。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 预算执行率, target: ≥95%, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 新建站点验收合格率, target: ≥98%, standard: 行业标准}
```

选项：

- measures：名称以它结尾的就是资金执行情况，缺省 预算执行率、预算完成率、预算支出率、资金到位率、资金执行率、资金支出率、
  预算执行进度、预算支出进度、资金支出进度。

依据：财预〔2020〕10号，预算执行率单独设定分值。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
OPTIONS = {
    "measures": (
        "预算执行率 预算完成率 预算支出率 资金到位率 资金执行率 资金支出率 预算执行进度 预算支出进度 资金支出进度".split()
    ),
}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for indicator in outline.ending(tuple(options["measures"])):
        if indicator.category.startswith(("产出", "效益")):
            message = f"“{indicator.name}”是资金的执行情况，不是{indicator.category.removesuffix('指标')}"
            yield Finding(indicator.name.source, message, "改写钱花出去以后办成了什么", indicator.name)
