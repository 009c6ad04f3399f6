"""逐条列出的内容自己写了序号。

职责、任务和目标的序号由程序编排，自己再写一遍，表上就会印出两个序号。

不通过：

```yaml
annual_tasks:
  - （一）组织社区居民开展便民服务活动。
```

通过：

```yaml
annual_tasks:
  - 组织社区居民开展便民服务活动。
```

依据：部门整体支出绩效目标申报表的版式：任务编（一）（二），职责编 1. 2.。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING

# Not a number: 1.5亿元, 一、二级公路, 3、4号楼
_NUMBER = re.compile(
    r"[（(](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]|[0-9]{1,2}[.．、](?![0-9])|[①-⑳]"
    r"|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])|第[一二三四五六七八九十]{1,2}[，、：]"
)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    goals = [text for goal in outline.goals for text in dict.fromkeys((goal.text, goal.heading))]
    for text in (*outline.duties, *outline.tasks, *goals):
        match = _NUMBER.match(text)
        if match:
            yield Finding(text.source, f"“{match[0]}”是序号，程序会编排", f"删去“{match[0]}”", match[0])
