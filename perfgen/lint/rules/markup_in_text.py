"""文字里留有网页标记。

从网页系统里复制出来的文字常带 `<p>`、`&nbsp;` 等标记，会照原样印在表上。

不通过：

```yaml
annual_tasks:
  - <p>组织社区居民开展便民服务活动。</p>
```

通过：

```yaml
annual_tasks:
  - 组织社区居民开展便民服务活动。
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

SEVERITY = Severity.ERROR

_TAGS = "a b i u p s br hr ol ul li dl dt dd em td th tr div img pre sub sup span font strong table tbody thead h[1-6]"
_MARKUP = re.compile(
    rf"</?(?:{_TAGS.replace(' ', '|')})(?:\s[^<>\n]*)?/?>|&(?:nbsp|lt|gt|amp|quot|[lr]dquo|mdash|#[0-9]+);",
    re.IGNORECASE,
)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for text, match in passages(outline, _MARKUP):
        yield Finding(text.source, f"文字里有网页标记“{match[0]}”", "删去标记，只留文字", match[0])
