"""目标的指标没有一条说到目标里的事。

指标要能衡量它所在的目标。这里看目标和它的各条指标有没有共同的词；“落实、加强、工作”等通用词和本单位的名称不算。

不通过：

```yaml
annual_goals:
  - goal: 提升辖区绿化水平。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务活动场次, target: ≥48场, standard: 历史标准}
        质量指标:
          - {name: 新建站点验收合格率, target: ≥98%, standard: 行业标准}
        时效指标:
          - {name: 便民服务活动按期开展率, target: ≥95%, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点，开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务活动场次, target: ≥48场, standard: 历史标准}
        质量指标:
          - {name: 新建站点验收合格率, target: ≥98%, standard: 行业标准}
        时效指标:
          - {name: 便民服务活动按期开展率, target: ≥95%, standard: 计划标准}
```

选项：

- min-indicators：指标少于这个数的目标不查，缺省 3。
- also-generic：另外一些不算数的通用词，缺省没有。

依据：财预〔2015〕88号，绩效目标审核的相关性要求：指标与目标密切相关。
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import GOAL, INDICATOR
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options
from perfgen.lint.wording import has_content, share, wording, words

SEVERITY = Severity.WARNING
NEEDS = (GOAL, INDICATOR)
OPTIONS: dict[str, Any] = {"min-indicators": 3, "also-generic": []}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    said = wording(outline, tuple(options["also-generic"]))
    for goal in outline.goals:
        own = said.goals[goal]
        if len(outline.below[goal]) < options["min-indicators"] or not has_content(own):
            continue
        if not share(said.measures[goal], words(own)):
            message = f"{goal.label}的{len(outline.below[goal])}条指标没有一条说到目标里的事"
            yield Finding(goal.text.source, message, "换成能衡量这个目标的指标，或把指标移到所属的目标下")
