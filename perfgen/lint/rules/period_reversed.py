"""项目期的结束年份早于开始年份。

多半是两个年份写反了，或者抄错了一个。

不通过：

```yaml
period: {start: 2028, end: 2026}
```

通过：

```yaml
period: {start: 2026, end: 2028}
```

依据：项目支出绩效目标申报表，“项目期”栏。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import START
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options
from perfgen.pointers import last

SEVERITY = Severity.ERROR
NEEDS = (START,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    start, end = outline.period
    if start and end and int(end) < int(start):
        message = f"项目期的结束年份 {end} 早于开始年份 {start}"
        yield Finding(end.source, message, f"如果写反了，改为 {{{last(start.source)}: {end}, {last(end.source)}: {start}}}")
