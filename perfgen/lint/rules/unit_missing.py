"""数量没有写单位。

“12”是 12 次、12 人还是12万元，看表的人不知道，自评时也无从核对。百分比、得分、排名、指数不用单位，
名称后面用括号写了单位的也不算。

不通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务活动场次, target: ≥48, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务活动场次, target: ≥48场, standard: 计划标准}
          - {name: 便民服务惠及居民（人次）, target: ≥10000, standard: 计划标准}
```

选项：

- unitless：名称含有这些词的不用单位，缺省为 分数、得分、评分、打分、指数、系数、排名、名次、等级、星级、编号、密度、
  比值。

依据：财预〔2015〕88号，绩效目标应细化量化；预算管理一体化系统“计量单位”为必填项。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.measure import is_rate, names_its_unit, without_remark
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.declaration.target import Value, ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
OPTIONS = {
    "unitless": "分数 得分 评分 打分 指数 系数 排名 名次 等级 星级 编号 密度 比值".split(),
}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for indicator, text, value in outline.values_of(ValueKind.QUANTITY):
        if not value.unit and _is_bare(value) and not _needs_none(indicator.name, options["unitless"]):
            hint = "写明是万元、万人次还是别的" if value.scale > 1 else f"在数字后面写单位，例如 {text}次、{text}个"
            yield Finding(text.source, f"“{indicator.name}”的值“{text}”没有单位", hint)


def _is_bare(value: Value) -> bool:
    if not value.is_plain or value.number is None:
        return False
    is_year = 1990 <= value.number <= 2099 and value.scale == 1 and not value.comparator
    return not is_year


def _needs_none(name: str, unitless: list[str]) -> bool:
    is_ratio = is_rate(name) or without_remark(name).endswith("率")
    return is_ratio or names_its_unit(name) or any(word in name for word in unitless)
