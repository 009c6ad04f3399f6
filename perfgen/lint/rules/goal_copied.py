"""年度目标照抄了长期目标或中期目标。

年度目标是长期目标在今年的一步，要写今年做什么、做到什么程度。只有一年的项目不查。

不通过：

```yaml
annual_goals:
  - goal: 建成覆盖全市的社区便民服务网络。
```

通过：

```yaml
annual_goals:
  - goal: 新建10个社区便民服务站点，覆盖城东片区。
```

依据：财预〔2015〕88号，绩效目标分为中长期绩效目标和年度绩效目标。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import ANNUAL, SEVERAL_YEARS
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    start, end = outline.period
    if start and start == end:
        return
    longer = {outline.letters[goal]: goal for goal in reversed(outline.goals) if goal.level in SEVERAL_YEARS}
    for goal in outline.goals_of(ANNUAL):
        copied = longer.get(outline.letters[goal])
        if copied:
            message = f"{goal.label}与{copied.label}的文字相同"
            yield Finding(goal.text.source, message, "写今年这一步：做什么、做多少、做到什么程度")
