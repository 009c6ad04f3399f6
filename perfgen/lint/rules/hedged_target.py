"""指标值留了余地。

“力争”“争取达到”“左右”“约”“10余次”：做到做不到都说得过去，不能作为考核的依据。

不通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务活动场次, target: 力争48场, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务活动场次, target: ≥48场, standard: 计划标准}
```

选项：

- words：含有这些词的算，缺省为 力争、力求、争取达到、争取完成、争取实现、预计、预期、左右、上下、大约、大概、尽量、
  尽可能、原则上、基本达到。

依据：财预〔2015〕88号，绩效目标应指向明确、细化量化。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.diagnostics import Severity
from perfgen.lint.passages import any_of
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
OPTIONS = {
    "words": "力争 力求 争取达到 争取完成 争取实现 预计 预期 左右 上下 大约 大概 尽量 尽可能 原则上 基本达到".split(),
}
_ABOUT = re.compile(r"[约余多](?:(?<![节预签履集违契]约)(?<=约)(?=[0-9０-９])|(?<=[0-9０-９百千万][余多])(?=[万亿个家次人名户件场项]))")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    if not _ABOUT.search(outline.targets) and not any_of(tuple(options["words"])).search(outline.targets):
        return
    for indicator in outline.indicators:
        target = indicator.target
        about = _ABOUT.search(target)
        word = next((word for word in options["words"] if word in target), about[0] if about else "")
        if word:
            message = f"“{indicator.name}”的指标值“{target}”留了余地：{word}"
            yield Finding(target.source, message, "写明一定要做到的数，例如 ≥48场", word)
