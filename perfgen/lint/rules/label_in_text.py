"""把表上的栏目名称写进了文字。

“目标1：”“数量指标：”等由申报表自己印出，写进文字里就会印两遍。

不通过：

```yaml
annual_goals:
  - goal: 年度目标1：新建社区便民服务站点。
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
```

依据：部门整体支出绩效目标申报表、项目支出绩效目标申报表的版式。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING

_DIGITS = "[0-9０-９一二三四五六七八九十]{0,2}"
_GOAL = re.compile(rf"(?:长期|中期|年度|总体|绩效)*目标\s*[(（]?{_DIGITS}[)）]?\s*[:：]")
_LINE = re.compile(rf"(?:年度)?(?:工作)?(?:主要)?(?:任务|职责)\s*{_DIGITS}\s*[:：]")
_ROW = re.compile(
    r"(?:(?:经济|社会|生态|环境|可持续|服务对象)?(?:产出|数量|质量|时效|成本|效益|影响|满意度)指标(?:名称)?|指标名称)"
    rf"\s*{_DIGITS}\s*[:：]"
)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    goals = [text for goal in outline.goals for text in dict.fromkeys((goal.text, goal.heading))]
    lines = (*outline.duties, *outline.tasks)
    names = [indicator.name for indicator in outline.indicators]
    for pattern, texts in ((_GOAL, goals), (_LINE, lines), (_ROW, names)):
        for text in texts:
            match = pattern.match(text)
            if match:
                yield Finding(text.source, f"“{match[0]}”由表格印出，不用写", f"删去“{match[0]}”", match[0])
