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

import re
from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.diagnostics import Severity
from perfgen.lint.passages import passages
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING

_OPEN = re.compile("[，、；：,;:]$", re.MULTILINE)
_OF_GOAL_OR_INDICATOR = re.compile(r"/(?:goal|heading|name|target|standard|history/[0-9]+)$")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for text, match in passages(outline, _OPEN):
        if _OF_GOAL_OR_INDICATOR.search(text.source):
            part = text[max(0, match.end() - 6) :]
            yield Finding(text.source, f"“{part}”以“{match[0]}”结尾", "补全后面的文字，或改用句号", part)
