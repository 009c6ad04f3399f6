"""年度目标不落实任何一项年度工作任务。

目标要从任务中来。这里看年度目标、它的指标和各项任务有没有共同的词；“落实、加强、工作”等通用词和本单位的名称不算。

不通过：

```yaml
annual_tasks:
  - 组织社区居民开展便民服务活动。
annual_goals:
  - goal: 新建社区便民服务站点，开展便民服务活动。
  - goal: 抓好疫情防控。
```

通过：

```yaml
annual_tasks:
  - 组织社区居民开展便民服务活动。
  - 落实疫情防控措施。
annual_goals:
  - goal: 新建社区便民服务站点，开展便民服务活动。
  - goal: 抓好疫情防控。
```

选项：

- also-generic：另外一些不算数的通用词，缺省没有。

依据：财预〔2015〕88号，绩效目标审核的相关性要求：目标与部门职能、工作任务相符。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import ANNUAL, GOAL, TASK
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options
from perfgen.lint.wording import has_content, share, wording, words

SEVERITY = Severity.WARNING
NEEDS = (TASK, GOAL)
OPTIONS: dict[str, list[str]] = {"also-generic": []}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    said = wording(outline, tuple(options["also-generic"]))
    asked = "\n".join(said.tasks)
    if not has_content(asked):
        return
    known = words(asked)
    for goal in outline.goals_of(ANNUAL):
        own = said.goals[goal]
        if has_content(own) and not share(own, known) and not share(said.measures[goal], known):
            message = f"{goal.label}不落实任何一项工作任务"
            yield Finding(goal.text.source, message, "在年度工作任务里补写相应的任务，或者删去这个目标")
