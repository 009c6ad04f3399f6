"""汉字之间用了半角标点，别处用的是全角。

同一张表里全角、半角标点混用，印出来疏密不一。只看两个汉字之间的 , ; : ! ? 和括号；表中没有用过相应的全角标点的不查。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点,开展便民服务活动，方便居民办事。
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点，开展便民服务活动，方便居民办事。
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

SEVERITY = Severity.WARNING

_FULL_WIDTH = str.maketrans(",;:!?()", "，；：！？（）")
_HALF_WIDTH = r"[,;:!?()](?<=[一-鿿].)(?:(?=[一-鿿])|(?<=\))(?=[，。；、]))"
_PERHAPS = re.compile(r"[,;:!?()](?<=[^\s!-~].)(?=[^\s!-~])")  # wherever that may be, and soon compiled: Han is beyond ASCII


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for text, match in passages(outline, re.compile(_HALF_WIDTH)) if _PERHAPS.search(outline.whole) else ():
        full_width = match[0].translate(_FULL_WIDTH)
        if full_width in outline.whole:
            part = text[match.start() - 1 : match.end() + 1]
            yield Finding(text.source, f"“{part}”里的“{match[0]}”是半角，别处用全角", f"改为“{full_width}”", part)
