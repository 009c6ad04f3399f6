"""两个标点连在一起。

句末只用一个标点，如“。。”“；。”“，、”，多半是改稿时留下的。省略号、引号和括号不算。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点，，开展便民服务活动。
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点，开展便民服务活动。
```

依据：GB/T 15834—2011《标点符号用法》。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.diagnostics import Severity
from perfgen.lint.passages import passages
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.INFO

_DOUBLED = re.compile("[，、；：。](?:[，、；：]|(?<!。)。|(?<=。)(?<!。。)。(?!。))")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for text, match in passages(outline, _DOUBLED):
        yield Finding(text.source, f"“{match[0]}”两个标点连在一起", "只留一个标点", match[0])
