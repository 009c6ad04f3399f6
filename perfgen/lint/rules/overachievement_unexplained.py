"""超出指标值很多，没有写原因。

超过三成，多半是目标定低了；要写明原因，下一年把目标定准。只多一个的不算。

不通过：

```yaml
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 20个, weight: 10, score: 10}
```

通过：

```yaml
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 20个, weight: 10, score: 10, reason: 上级追加了一批公园}
```

选项：

- far：超过指标值的百分之几才报

依据：财预〔2020〕10号，明显超出指标值的要说明原因。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import ACTUAL
from perfgen.declaration.scoring import share_reached
from perfgen.declaration.target import Value, parse
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (ACTUAL,)
OPTIONS = {"far": 130}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    far = Decimal(str(options["far"])) / 100
    for one in outline.indicators:
        reached = share_reached(one.value, parse(one.actual))
        if reached is None or reached <= far or one.reason or _is_next(one.value, parse(one.actual)):
            continue
        message = f"“{one.name}”指标值 {one.target}，完成 {one.actual}，是指标值的 {reached:.0%}，没有写原因"
        hint = "写明超出的原因" if one.has_reasons else "这张表没有写原因的栏，在自评报告里说明；下一年把指标值定准"
        yield Finding(one.actual.source, message, hint)


def _is_next(target: Value, actual: Value) -> bool:
    """Whether it is one more of what is counted, which makes a large share of few: 4 of 3."""
    return target.number is not None and actual.number is not None and actual.number - target.number == 1
