"""项目写的是新增，上年就有。

新增只能写一年。上年的表里已经有同名的项目，今年应写延续。

不通过：

```yaml
fiscal_year: 2025
---
continuity: 新增
```

通过：

```yaml
fiscal_year: 2025
---
continuity: 延续
```

选项：

- words：项目属性含有这些词的是新设的，缺省 新增、新设

依据：项目支出绩效目标申报表的填报说明：当年新设立的项目写新增，往年已有的写延续。经验。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.by_role import text_of
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import CHOICE, PROJECT
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (CHOICE,)
OPTIONS = {"words": ["新增", "新设"]}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    project = text_of(outline.declaration, PROJECT)
    for name in outline.declaration.roles.keys.get(CHOICE, ()) if outline.before and project else ():
        chosen = outline.declaration[name]
        if isinstance(chosen, str) and any(word in chosen for word in options["words"]):
            year = outline.before[0].fiscal_year
            yield Finding(chosen.source, f"写的是“{chosen}”，{year}年就有“{project}”", "改为延续")
