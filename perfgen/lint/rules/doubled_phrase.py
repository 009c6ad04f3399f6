"""同一个词组连写了两遍。

多半是改稿时没有删净，如“发挥引领作用的引领作用”。三个字以上的词组紧接着重复才算，“一步一步”之类不算。

不通过：

```yaml
annual_goals:
  - goal: 发挥社区服务的引领作用的引领作用，新建便民服务站点。
```

通过：

```yaml
annual_goals:
  - goal: 发挥社区服务的引领作用，新建便民服务站点。
```

依据：财预〔2015〕88号，绩效目标审核的完整性要求：填报规范。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.diagnostics import Severity
from perfgen.lint.passages import passages
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING

_DOUBLED = re.compile(r"([一-鿿]{3,12})\1")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for text, match in passages(outline, _DOUBLED):
        yield Finding(text.source, f"“{match[1]}”连写了两遍", f"只留一个“{match[1]}”", match[0])
