"""指标值里写了指标名称。

“部门职工认可度≥90%”里的“部门职工认可度”才是指标的名称，指标值只写“≥90%”。名称与指标值各说各的，
考核时不知道以哪个为准。

不通过：

```yaml
annual_goals:
  - goal: 扩大便民服务的影响。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 便民服务工作开展情况, target: 居民知晓率≥80%, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 扩大便民服务的影响。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 居民知晓率, target: ≥80%, standard: 计划标准}
          - {name: 居民诉求回应情况, target: 居民诉求100%回应, standard: 计划标准}
```

依据：财预〔2021〕101号，绩效指标名称和指标值的要求。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.measure import is_rate
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.declaration.target import ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
_TELLING = 5  # characters, so many of which in the order of the name are no chance


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for indicator in outline.indicators:
        target, name, value = indicator.target, indicator.name, indicator.value
        words = value.before.rstrip("达到为是应:：") if value.before and value.is_number else ""
        is_said = target.startswith(name) or (value.kind is ValueKind.WORDS and _is_said_again(name, target))
        if is_said and len(name) >= 4:
            message = f"指标值“{target}”重复了指标名称"
            yield Finding(target.source, message, "指标值只写数和单位", name)
        elif words and is_rate(words):
            message = f"“{name}”的指标值里另有一个指标：“{words}”"
            yield Finding(target.source, message, f"名称写成“{words}”，指标值只写数和单位", words)


def _is_said_again(name: str, target: str) -> bool:
    """Whether words are the name with one left out: 控制在预算成本内, 控制在预算内."""
    if len(target) < _TELLING or len(target) * 5 < len(name) * 3:
        return False
    rest = iter(name)
    return all(letter in rest for letter in target)
