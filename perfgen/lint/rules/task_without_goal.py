"""年度工作任务没有年度目标或指标去落实。

每项任务都要落到某个年度目标。这里看任务和年度目标、年度指标有没有共同的词；“落实、加强、工作”等通用词和本单位的名称不算。
“完成上级交办的其他工作”这样的兜底任务不查。

不通过：

```yaml
annual_tasks:
  - 组织社区居民开展便民服务活动。
  - 培训网格员。
```

通过：

```yaml
annual_tasks:
  - 组织社区居民开展便民服务活动。
  - 新建社区便民服务站点。
```

选项：

- also-generic：另外一些不算数的通用词，缺省没有。

依据：财预〔2015〕88号，绩效目标审核的相关性要求：目标与部门职能、工作任务相符。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import ANNUAL, TASK
from perfgen.diagnostics import Severity
from perfgen.display import shortened
from perfgen.lint.rule import Finding, Options
from perfgen.lint.wording import has_content, share, wording

SEVERITY = Severity.WARNING
NEEDS = (TASK,)
OPTIONS: dict[str, list[str]] = {"also-generic": []}

_CATCH_ALL = re.compile("其[他它](?:各项|各类|有关|相关)?(?:工作|任务|事项|事务)*[。；]?$")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    said = wording(outline, tuple(options["also-generic"]))
    if not has_content(said.levels.get(ANNUAL, "")):
        return
    for number, (task, asked) in enumerate(zip(outline.tasks, said.tasks, strict=True), 1):
        if has_content(asked) and not share(asked, said.of_the_year) and not _CATCH_ALL.search(task):
            start = shortened(task, 14)
            message = f"第{number}项工作任务“{start}”没有年度目标或指标落实"
            yield Finding(task.source, message, "写一个落实这项任务的年度目标或指标，或者删去这项任务")
