"""得分与按完成情况算出来的不一样。

完成的得满分；没有完成的，按完成的比例得分；越小越好的指标反过来算。定性指标由人判断，不查；超过指标值三成以上的可以扣分，也不查。

不通过：

```yaml
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 6个, weight: 10, score: 9, reason: 选址晚了}
```

通过：

```yaml
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 6个, weight: 10, score: 5, reason: 选址晚了}
```

选项：

- tolerance：相差几分以内不报
- far：完成指标值的百分之几以上，可以扣分

依据：财预〔2020〕10号，定量指标得分的办法。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import ACTUAL, SCORE, WEIGHT
from perfgen.declaration.scoring import earned, number, plain, share_reached
from perfgen.declaration.target import parse
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (ACTUAL, SCORE, WEIGHT)
OPTIONS = {"tolerance": 0.5, "far": 130}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    tolerance, far = Decimal(str(options["tolerance"])), Decimal(str(options["far"])) / 100
    for one in outline.indicators:
        weight, score = number(one.weight), number(one.score)
        if weight is None or score is None or score > weight:  # score-over-weight says the latter
            continue
        target, actual = one.value, parse(one.actual)
        due, reached = earned(target, actual, weight), share_reached(target, actual)
        if due is None or reached is None or abs(score - due) <= tolerance or (reached > far and score < weight):
            continue
        said = f"指标值 {one.target}，完成 {one.actual}，{one.weight}分按比例应得{plain(round(due, 2))}分"
        yield Finding(one.score.source, f"“{one.name}”{said}，填的是 {one.score}", "核对得分，或写明另有打分办法")
