"""两个汉字之间有空格。

多半是从换行的单元格里复制来的。填报人等姓名里的空格不算。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点，开展便民服 务活动。
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点，开展便民服务活动。
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

SEVERITY = Severity.INFO

_SPACES = " \u3000\u00a0"
# One or two between two Han characters. Each class of these takes as long to compile as a hundred words.
_SPACE = re.compile(r"[ \u3000\u00a0](?<=[一-鿿].)[ \u3000\u00a0]?(?=[一-鿿])")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    if not any(space in outline.whole for space in _SPACES):
        return
    people = {name.source for name in outline.people}
    for text, match in passages(outline, _SPACE):
        if text.source not in people:
            part = text[match.start() - 1 : match.end() + 1]
            yield Finding(text.source, f"“{part}”中间有空格", f"写成“{part[0]}{part[-1]}”，一段文字写在一行里", part)
