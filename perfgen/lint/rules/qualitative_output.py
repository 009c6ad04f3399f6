"""数量、成本、时效指标的指标值没有数字。

产出的多少、花费和期限都能计量，要写数：≥12次、≤57万元、12月底前。“及时”“按月”“不超预算”“全覆盖”这样可以对照的话不算。

不通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务活动场次, target: 较多, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务活动场次, target: ≥48场, standard: 计划标准}
          - {name: 社区走访, target: 每月两次, standard: 计划标准}
        时效指标:
          - {name: 活动信息公开及时性, target: 及时, standard: 计划标准}
```

选项：

- accepted：含有这些词的不算，缺省为 及时、按时、按期、按月、按季、按年、按进度、准时、如期、即时、实时、每年、每月、
  每季、每周、每日、每天、当日、当天、当月、当年、全年、全天、长期、时限、时间内、期限、工期、计划内、不超、以内、
  预算内、控制在、不突破、不增加、节约、全部、全覆盖、不发生、无、开工、竣工、完工、封顶、验收、投用、交付、通车。

依据：财预〔2021〕101号，数量、成本、时效指标的取值要求。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.measure import is_spelled_out
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.declaration.target import ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
OPTIONS = {
    "accepted": (
        "及时 按时 按期 按月 按季 按年 按进度 准时 如期 即时 实时 每年 每月 每季 每周 每日 每天 当日 当天 当月 当年 "
        "全年 全天 长期 时限 时间内 期限 工期 计划内 不超 以内 预算内 控制在 不突破 不增加 节约 全部 全覆盖 不发生 "
        "开工 竣工 完工 封顶 验收 投用 交付 通车 无"
    ).split(),
}
_HINTS = {
    "数量": "写数和单位，例如 ≥12次",
    "时效": "写期限或比率，例如 12月底前、≥95%",
    "成本": "写金额，例如 ≤57万元",
}
_UNCOUNTED = ("社会成本", "环境成本")  # burdens on others, mostly told in words
_DIGIT = re.compile("[0-9０-９]")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for indicator in outline.measured(ValueKind.WORDS):
        kind = next((word for word in _HINTS if word in indicator.subcategory), "")
        target = indicator.target
        if not kind or not target:
            continue
        if any(word in indicator.subcategory for word in _UNCOUNTED) or _DIGIT.search(target):
            continue
        if not is_spelled_out(target) and not any(word in target for word in options["accepted"]):
            message = f"{kind}指标“{indicator.name}”的指标值“{target}”没有数字"
            yield Finding(target.source, message, _HINTS[kind])
