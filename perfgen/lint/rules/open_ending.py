"""目标或指标以逗号、顿号、分号或冒号结尾。

这几个标点后面应当还有话。可能是后面的文字丢了，也可能该用句号。年度工作任务逐条列举，以分号结尾不算。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点，开展便民服务活动；
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点，开展便民服务活动。
```

依据：财预〔2015〕88号，绩效目标审核的完整性要求：内容完整。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.diagnostics import Severity
from perfgen.lint.outline import Outline
from perfgen.lint.rule import Finding, Options
from perfgen.text import Text

SEVERITY = Severity.WARNING

_OPEN = ("，", "、", "；", "：", ",", ";", ":")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for text in _texts(outline):
        if text.endswith(_OPEN):
            part = text[-8:]
            yield Finding(text.source, f"“{part}”以“{text[-1]}”结尾", "补全后面的文字，或改用句号", part)


def _texts(outline: Outline) -> Iterator[Text]:
    for goal in outline.goals:
        yield goal.text
        if goal.heading is not goal.text:
            yield goal.heading
    for indicator in outline.indicators:
        yield from (indicator.name, indicator.target, indicator.standard, *indicator.history.values())
