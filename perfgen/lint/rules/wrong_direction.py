"""比较符号的方向反了。

成本要控制，写 ≤；满意度、合格率越高越好，写 ≥；事故、投诉越少越好，写 ≤。方向反了，做得越差得分越高。

不通过：

```yaml
annual_goals:
  - goal: 维护社区安全。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 安全事故发生数, target: ≥2起, standard: 计划标准}
        社会公众或服务对象满意度指标:
          - {name: 社区居民满意度, target: ≤90%, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 维护社区安全。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 安全事故发生数, target: ≤2起, standard: 计划标准}
          - {name: 居民投诉受理件数, target: ≥200件, standard: 计划标准}
        社会公众或服务对象满意度指标:
          - {name: 社区居民满意度, target: ≥90%, standard: 计划标准}
```

选项：

- more-is-better：名称以这些词结尾的写 ≥，缺省为 满意度、满意率、合格率、达标率、完成率、覆盖率、知晓率、及时率、
  优良率、优秀率、参与率、通过率、成活率、办结率、就业率、到位率、准确率、运行率、响应率、增长率。
- less-is-better：这些事的数、率写 ≤，缺省为 事故、投诉、差错、误差、故障、违规、违纪、违法、逾期、超标、死亡、伤亡、
  失业、流失、辍学、上访、火灾、闲置、损耗、返工。
- may-grow：名称含有这些词的成本和事件数不看，缺省为 补助、补贴、标准、节约、节省、降低、下降、减少、压减、受理、
  处理、办理、查处、调解、救治、检查、排查、化解、处置。

依据：财预〔2021〕101号，成本指标、满意度指标的取值要求。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from perfgen.declaration.goals import Indicator
from perfgen.declaration.measure import without_remark
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.declaration.target import ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.passages import either
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
OPTIONS = {
    "more-is-better": (
        "满意度 满意率 合格率 达标率 完成率 覆盖率 知晓率 及时率 优良率 优秀率 参与率 通过率 成活率 办结率 就业率 "
        "到位率 准确率 运行率 响应率 增长率"
    ).split(),
    "less-is-better": (
        "事故 投诉 差错 误差 故障 违规 违纪 违法 逾期 超标 死亡 伤亡 失业 流失 辍学 上访 火灾 闲置 损耗 返工"
    ).split(),
    "may-grow": (
        "补助 补贴 标准 节约 节省 降低 下降 减少 压减 受理 处理 办理 查处 调解 救治 检查 排查 化解 处置"
    ).split(),
}
_COUNT = "(?:事件)?(?:发生)?(?:率|数|[起次件人例宗]数|数量|量|面积)?$"


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    events = _events(tuple(options["less-is-better"]))
    for indicator in outline.indicators:
        value = indicator.value
        if value.is_floor:
            is_cost = _is_cost(indicator)
            is_bad = is_cost or events.search(indicator.bare_name)
            if is_bad and not any(word in indicator.name for word in options["may-grow"]):
                yield _finding(indicator, "是成本" if is_cost else "越少越好", value.comparator, "≤")
        elif value.is_ceiling and _ends(indicator.name, options["more-is-better"]):
            yield _finding(indicator, "越高越好", value.comparator, "≥")


@lru_cache(maxsize=8)
def _events(words: tuple[str, ...]) -> re.Pattern[str]:
    """An event counted, or its rate: 安全事故发生数, 投诉率."""
    return re.compile(f"(?<![零无未不非]){either(words)}{_COUNT}")


def _finding(indicator: Indicator, nature: str, wrong: str, right: str) -> Finding:
    target = indicator.target
    hint = f"写成 {target.replace(wrong, right)}" if wrong in target else f"改用 {right}"
    return Finding(target.source, f"“{indicator.name}”{nature}，指标值却是“{target}”", hint)


def _is_cost(indicator: Indicator) -> bool:
    is_cost = "成本" in indicator.subcategory or indicator.category.startswith("成本")
    return is_cost and indicator.value.kind is ValueKind.QUANTITY and "元" in indicator.value.unit


def _ends(name: str, endings: list[str]) -> bool:
    name = without_remark(name)
    return any(name.endswith(word) and name[-len(word) - 1 : -len(word)] not in ("不", "未", "非") for word in endings)
