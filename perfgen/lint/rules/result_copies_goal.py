"""实际完成情况照抄了目标。

照抄看不出做到了多少，加一个“了”“已”字也一样。写做到的数，没有做到的写明差多少。

不通过：

```yaml
annual_goals:
  - goal: 建成12个口袋公园并向居民开放。
    result: 建成12个口袋公园并向居民开放。
```

通过：

```yaml
annual_goals:
  - goal: 建成12个口袋公园并向居民开放。
    result: 建成12个口袋公园，11个已向居民开放。
```

依据：经验。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.by_role import text_of
from perfgen.declaration.letters import letters
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import RESULT
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

_DONE = re.compile("已经?|了")
SEVERITY = Severity.WARNING
NEEDS = (RESULT,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for goal in outline.goals:
        result = text_of(goal.record, RESULT)
        if result and len(set(letters([_DONE.sub("", text) for text in (goal.text, result)]))) == 1:
            yield Finding(result.source, f"{goal.label}的完成情况照抄了目标", "写实际做到了什么、做到多少")
