"""数字或字母是全角的。

全角的数字和字母是在中文输入法的全角状态下打出来的，印出来疏密不一，也不便检索和汇总。

不通过：

```yaml
annual_goals:
  - goal: 新建１０个社区便民服务站点。
```

通过：

```yaml
annual_goals:
  - goal: 新建10个社区便民服务站点。
```

依据：GB/T 15835—2011《出版物上数字用法》。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from perfgen.declaration.outline import Outline
from perfgen.diagnostics import Severity
from perfgen.lint.passages import passages
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.INFO

_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ](?:[０-９Ａ-Ｚａ-ｚ．％]*[０-９Ａ-Ｚａ-ｚ％])?")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for text, match in passages(outline, _FULL_WIDTH):
        yield Finding(text.source, f"“{match[0]}”是全角的", f"改为半角“{normalize('NFKC', match[0])}”", match[0])
