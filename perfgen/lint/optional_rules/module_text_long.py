"""文字比一体化的一栏长。

预算管理一体化的各栏按字节计长，一个汉字算 2 个，超过的导入不了。

不通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {name: 街道和社区联合举办的各类便民服务活动的场次, target: ≥48场, standard: 计划标准}
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

- max-name：指标名称最多几个字节，缺省为 30
- max-value：指标值、往年值、完成值，缺省为 60
- max-unit：计量单位，缺省为 200
- max-goal：绩效目标，缺省为 2000
- max-remark：绩效标准、偏差原因、备注等各项说明，缺省为 2000
- years：导入表里有几年的往年值，缺省为 2；没有往年值一栏的写 0

依据：预算管理一体化系统各栏的长度。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration import roles
from perfgen.declaration.by_role import recent, texts
from perfgen.declaration.goals import Indicator
from perfgen.declaration.outline import Outline
from perfgen.declaration.parted import columns
from perfgen.display import quoted
from perfgen.lint.rule import Finding, Options
from perfgen.text import Text

NEEDS = (roles.INDICATOR,)
OPTIONS = {"max-name": 30, "max-value": 60, "max-unit": 200, "max-goal": 2000, "max-remark": 2000, "years": 2}
_MEASURED = (roles.NAME, roles.TARGET, roles.COMPARATOR, roles.UNIT, roles.HISTORY, roles.ACTUAL)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for what, option, place, text in _cells(outline, options["years"]):
        limit = int(options[option])
        if 2 * len(text) > limit and (size := sum(1 if letter.isascii() else 2 for letter in text)) > limit:
            message = f"{what}{quoted(text)}有 {size} 个字节，超过 {limit} 个"
            yield Finding(place.source, message, f"缩短到 {limit // 2} 个汉字以内")


def _cells(outline: Outline, years: float) -> Iterator[tuple[str, str, Text, str]]:
    """What goes into a column: what it is, in words; its option; the text where it stands; what of it goes there."""
    for goal in outline.goals:
        for text in {goal.text.source: goal.text, goal.heading.source: goal.heading}.values():
            yield "绩效目标", "max-goal", text, text
    for one in outline.indicators:
        found = columns(one.record)
        yield "指标名称", "max-name", one.name, one.name
        yield "指标值", "max-value", one.target, found.number if found else one.target
        yield "计量单位", "max-unit", one.target, found.unit if found else ""
        for past in recent(one.history, outline.year, years):
            yield "往年值", "max-value", one.history[past], one.history[past]
        yield "完成值", "max-value", one.actual, one.actual
        measured = _measured(one)
        for node in [node for key, node in one.record.items() if key not in measured]:
            for text in texts(node):
                yield "说明", "max-remark", text, text


def _measured(one: Indicator) -> set[str]:
    """The keys of what has a length of its own."""
    return {key for role in _MEASURED for key in one.record.roles.keys.get(role, ())}
