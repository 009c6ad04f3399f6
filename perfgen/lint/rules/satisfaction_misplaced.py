"""满意度没有放在满意度指标里。

满意度、认可度单列一类，放在社会效益或质量里会被算成别的指标，满意度一栏反而空着。指标值写成“部门职工认可度≥90%”的也算。

不通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动，方便居民办事。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 社区居民满意度, target: ≥90%, standard: 历史标准}
```

通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动，方便居民办事。
    indicators:
      效益指标:
        社会公众或服务对象满意度指标:
          - {name: 社区居民满意度, target: ≥90%, standard: 历史标准}
```

选项：

- measures：名称以它结尾的就是满意度指标，缺省 满意度、满意程度、满意率、认可度、认可率、好评率。

依据：财预〔2015〕88号，服务对象满意度指标。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATORS
from perfgen.diagnostics import Severity
from perfgen.lint.classification import home
from perfgen.lint.passages import either
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATORS,)
OPTIONS = {"measures": ["满意度", "满意程度", "满意率", "认可度", "认可率", "好评率"]}


@lru_cache(maxsize=8)
def _measured(measures: tuple[str, ...]) -> re.Pattern[str]:
    """A measure in a value, right before its number."""
    return re.compile(rf"{either(measures)}(?:为|达到?)?\s*(?:[≥>=＝]|不低于)*\s*[0-9]")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    measures = tuple(options["measures"])
    measured = _measured(measures)
    in_targets = measured.search(outline.targets)
    for indicator in outline.indicators:
        if indicator.is_satisfaction:
            continue
        found = indicator.name if indicator.bare_name.endswith(measures) else indicator.target
        if found is indicator.target and not (in_targets and measured.search(found)):
            continue
        place = home(outline, indicator, "满意度")
        if place:
            message = f"“{found}”衡量的是满意程度，却放在“{indicator.subcategory}”"
            yield Finding(found.source, message, f"移到“{place}”", found)
