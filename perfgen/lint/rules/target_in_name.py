"""指标名称里写了指标值。

“党员学习达标率100%”“新建水泥路1条”：名称只写衡量什么，数写在“指标值”一栏，否则改了一处忘了另一处。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 新建站点验收合格率达到100%, target: 100%, standard: 行业标准}
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 新建站点验收合格率, target: 100%, standard: 行业标准}
          - {name: 营收增长10%以上的企业户数, target: ≥20户, standard: 计划标准}
```

依据：财预〔2021〕101号，绩效指标名称的要求。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
_DIGITS = r"[0-9０-９]+(?:[.．][0-9０-９]+)?"
_UNITS = "条|个|次|场次?|项|家|户|人次?|名|公里|km|平方米|亩|台|辆|套|座|处|件|份|期|批次?|万?元"
_VALUE = re.compile(
    rf"(?<=[一-鿿])(?<![第前每年月周日季]){_DIGITS}\s*(?:{_UNITS})$|"
    rf"(?:达到?)?{_DIGITS}\s*[%％](?:以[上下内])?$|(?:[≥≤><=＞＜＝]|不[少低]于|不超过)\s*{_DIGITS}\S{{0,4}}$"
)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for indicator in outline.indicators if re.search("[0-9０-９]", outline.names) else ():
        value = _VALUE.search(indicator.name)
        if value:
            message = f"指标名称“{indicator.name}”里写了指标值“{value[0]}”"
            yield Finding(indicator.name.source, message, "从名称里删去，写在“指标值”一栏", value[0])
