"""同一个进度节点两年各写了一次。

上年已经“开工”，今年的指标值还是“开工”：一个项目只能开工一次。写今年要做到的那一步。

不通过：

```yaml
annual_goals:
  - goal: 建设社区服务综合楼。
    indicators:
      产出指标:
        时效指标:
          - {name: 综合楼建设进度, history: {2024: 立项, 2025: 开工}, target: 开工, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 建设社区服务综合楼。
    indicators:
      产出指标:
        时效指标:
          - {name: 综合楼建设进度, history: {2024: 立项, 2025: 开工}, target: 主体封顶, standard: 计划标准}
```

选项：

- stages：只会有一次的节点，缺省为 立项、签约、开工、动工、奠基、启动、封顶、竣工、完工、建成、验收、交付、通车、
  投产、投用、启用、开业、挂牌。

依据：财预〔2015〕88号，绩效目标审核的适当性要求。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import HISTORY
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (HISTORY,)
OPTIONS = {
    "stages": "立项 签约 开工 动工 奠基 启动 封顶 竣工 完工 建成 验收 交付 通车 投产 投用 启用 开业 挂牌".split(),
}
_LONGEST = 4  # 全面开工, 主体封顶: a stage and nothing else


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    stages = tuple(options["stages"])
    for indicator in outline.continued:
        target = indicator.target
        if len(target) > _LONGEST or not target.endswith(stages):
            continue
        year = next((year for year, text in indicator.history.items() if text == target), 0)
        if year:
            message = f"“{indicator.name}”{year}年已是“{target}”，指标值又是“{target}”"
            yield Finding(target.source, message, "写今年要做到的节点，例如 主体封顶、竣工验收")
