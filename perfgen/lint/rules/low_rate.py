"""完成率、合格率这样的指标值定得很低。

自己安排的事，一半都不准备做完、做好，多半是名称没有写清楚，或者数字写错了。往年更低、今年提高的不算，带 ≤ 的也不算。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 示范站点创建完成率, target: 10%, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 示范站点占全部站点的比例, target: 10%, standard: 计划标准}
```

选项：

- lowest：低于多少（%）算，缺省 50。
- endings：看名称以这些词结尾的指标，缺省为 完成率、合格率、达标率、及时率、办结率、到位率、兑现率、准确率、发放率。

依据：财预〔2015〕88号，绩效目标审核的适当性要求。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.INFO
NEEDS = (INDICATOR,)
OPTIONS = {
    "lowest": 50,
    "endings": "完成率 合格率 达标率 及时率 办结率 到位率 兑现率 准确率 发放率".split(),
}
_NEGATIONS = "不未非"


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for indicator in outline.ending(tuple(options["endings"])):
        value, name = indicator.value, indicator.bare_name
        if value.unit != "%" or value.number is None or value.is_ceiling:
            continue
        if value.number >= options["lowest"] or any(one in name for one in _NEGATIONS):
            continue
        if not any(past.number is not None and past.number < value.number for past in indicator.past.values()):
            message = f"“{indicator.name}”的指标值只有“{indicator.target}”"
            yield Finding(indicator.target.source, message, "核对数字；说的是占比的，把名称写成“占……的比例”")
