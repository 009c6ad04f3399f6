"""申报的年度不在项目期内。

项目还没有开始，或者已经结束，这一年就没有年度目标可言。多半是从往年的表改来时漏改了一处。

不通过：

```yaml
fiscal_year: 2029
period: {start: 2026, end: 2028}
```

通过：

```yaml
fiscal_year: 2027
period: {start: 2026, end: 2028}
```

依据：项目支出绩效目标申报表，“年度”“项目期”栏。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import START
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.ERROR
NEEDS = (START,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    start, end = outline.period
    if not (start and end and outline.year) or int(start) > int(end):  # period-reversed says the latter
        return
    if not int(start) <= outline.year <= int(end):
        message = f"年度 {outline.year} 不在项目期 {start}—{end}年内"
        yield Finding(outline.fiscal_year.source, message, "改正年度，或改正项目期")
