"""同一级里有两个目标的文字相同。

同一个目标列了两次，指标表也就分成两张，考核时会重复计算。标点和空格的差别不算。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
  - goal: 新建社区便民服务站点；
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
  - goal: 开展社区便民服务活动。
```

依据：财预〔2015〕88号，绩效目标审核的完整性要求。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.goals import Goal
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import GOAL
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.ERROR
NEEDS = (GOAL,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    seen: dict[tuple[str, str], Goal] = {}
    for goal in outline.goals:
        first = seen.setdefault((goal.level, outline.letters[goal]), goal)
        if first is not goal:
            message = f"{goal.label}与{first.label}的文字相同"
            yield Finding(goal.text.source, message, "合并为一个目标，或写清两个目标的不同")
