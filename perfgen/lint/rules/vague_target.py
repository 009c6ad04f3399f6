"""指标值是无法判断的套话。

“有效提升”“进一步加强”“逐步提高”“效果明显”没有说提到多少，年底怎么写都算完成；“高中低”是评判的档次，没有说要达到哪一档。写成数，或者写可以判断的状态，
例如 健全、零事故。指标值里有数的不算。

不通过：

```yaml
annual_goals:
  - goal: 扩大便民服务的影响。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 便民服务知晓程度, target: 进一步提高, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 扩大便民服务的影响。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 便民服务知晓率, target: ≥80%, standard: 计划标准}
```

选项：

- words：含有这些词的算，缺省为 进一步、逐步、不断、有效提升、有效提高、有效改善、有效促进、有效增强、有所提升、
  有所提高、有所改善、显著提升、显著提高、显著改善、明显提升、明显提高、明显改善、大幅提升、大幅提高、稳步提升、
  稳步提高、持续提升、持续提高、持续改善、效果明显、效果显著、成效明显、成效显著、较好、较高、较多、一定程度、
  高中低、优良中差、好中差。

依据：财预〔2015〕88号，绩效目标应指向明确、细化量化；财预〔2021〕101号，定性指标应可以判断。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.declaration.target import ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
OPTIONS = {
    "words": (
        "进一步 逐步 不断 有效提升 有效提高 有效改善 有效促进 有效增强 有所提升 有所提高 有所改善 显著提升 显著提高 "
        "显著改善 明显提升 明显提高 明显改善 大幅提升 大幅提高 稳步提升 稳步提高 持续提升 持续提高 持续改善 效果明显 "
        "效果显著 成效明显 成效显著 较好 较高 较多 一定程度 高中低 优良中差 好中差"
    ).split(),
}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    if not any(word in outline.targets for word in options["words"]):
        return
    for indicator in outline.measured(ValueKind.WORDS):
        target = indicator.target
        word = next((word for word in options["words"] if word in target), "")
        if word:
            message = f"“{indicator.name}”的指标值“{target}”无法判断是否完成"
            yield Finding(target.source, message, "写成数和单位，或者可以判断的状态，例如 健全", word)
