"""导入一体化的一行里，必填的一栏是空的。

预算管理一体化按一张平表导入，一条指标一行：一级指标、二级指标、名称、计算符号、指标值都要有，定量的还要有计量单位。计算符号和
计量单位从指标值里取：“90%”前面没有 ≥、≤、=，这一行就不收。监控、自评的还要有完成值、分值、得分。

不通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务活动场次, target: 48场, standard: 计划标准}
          - {name: 便民服务惠及居民, target: ≥10000, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务活动场次, target: ≥48场, standard: 计划标准}
          - {name: 便民服务惠及居民, target: ≥10000人次, standard: 计划标准}
        质量指标:
          - {name: 便民服务制度, target: 健全, standard: 计划标准}
```

依据：预算管理一体化系统导入绩效指标时的必填项。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration import roles
from perfgen.declaration.goals import Indicator
from perfgen.declaration.measure import is_rate
from perfgen.declaration.outline import Outline
from perfgen.declaration.parted import columns
from perfgen.lint.rule import Finding, Options

NEEDS = (roles.INDICATOR,)
_OF_THE_OUTCOME = {roles.ACTUAL: "完成值", roles.WEIGHT: "分值", roles.SCORE: "得分"}
_LEVELS_OF_ITS_OWN = "在这一条里写明一级指标、二级指标，例如 产出指标、数量指标"
_NO_LEVELS = "这张表的指标不分级，导入一体化的要填在分一级、二级指标的表里，perfgen forms 列出有哪些"


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for one in outline.indicators:
        said = f"“{one.name}”" if one.name else "这条指标"
        place = one.name.source or one.path
        if not one.name.strip():
            yield Finding(place, "指标名称没有填", "写明衡量的是哪件事")
        if lacking := [word for word, given in (("一级指标", one.category), ("二级指标", one.subcategory)) if not given.strip()]:
            asked = roles.CATEGORY in one.record.roles.keys or roles.SUBCATEGORY in one.record.roles.keys
            yield Finding(place, f"{said}没有{'、'.join(lacking)}", _LEVELS_OF_ITS_OWN if asked else _NO_LEVELS)
        if not one.target.strip():
            yield Finding(one.target.source or place, f"{said}没有填指标值", "写明指标值，例如 ≥12次、健全")
        yield from _parts(one, said)
        yield from _outcome(one, said)


def _parts(one: Indicator, said: str) -> Iterator[Finding]:
    """Of a number what belongs before and behind it."""
    found, keys = columns(one.record), one.record.roles.keys
    if found is None:
        return
    own = roles.COMPARATOR in keys
    if not (one.sign if own else found.sign):
        verb, value = ("填", "") if own else ("写", one.target)
        how = f"越多越好的{verb} ≥{value}，越少越好的{verb} ≤{value}，正好是多少的{verb} ={value}"
        how = how if found.is_quantity else "这是定性的，填 定性"
        yield Finding(one.target.source, f"{said}的指标值“{one.target}”没有计算符号", how)
    if found.is_quantity and not found.unit:
        whole = f"{found.sign}{found.number}"
        example = f"{whole}%" if is_rate(one.name) else f"{whole}个；得分写 {whole}分"
        how = "填计量单位，例如 %、个" if roles.UNIT in keys else f"在数字后面写单位，例如 {example}"
        yield Finding(one.target.source, f"{said}的指标值“{one.target}”没有计量单位", how)


def _outcome(one: Indicator, said: str) -> Iterator[Finding]:
    """What forms have in which it is told what came of a target."""
    if roles.ACTUAL not in one.record.roles.keys:
        return
    asked = [role for role in _OF_THE_OUTCOME if role in one.record.roles.keys]
    lacking = [_OF_THE_OUTCOME[role] for role in asked if not _given(one, role)]
    if lacking:
        yield Finding(one.name.source or one.path, f"{said}没有填{'、'.join(lacking)}", "填上，导入一体化时都是必填项")


def _given(one: Indicator, role: str) -> bool:
    return bool({roles.ACTUAL: one.actual, roles.WEIGHT: one.weight, roles.SCORE: one.score}[role].strip())
