"""指标名称是一句话，不是衡量的尺度。

“保障部门工作正常开展，提高办公环境质量”是目标。指标名称要说衡量什么：某某次数、某某率、某某满意度。
名称含逗号而不以“率”“数”“程度”这样的词结尾的算；动词开头的长句，指标值又不是数的，也算。

不通过：

```yaml
annual_goals:
  - goal: 扩大便民服务的影响。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 积极为居民解决困难，推进社区和谐, target: ≥90%, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 扩大便民服务的影响。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 居民诉求回应率, target: ≥90%, standard: 计划标准}
          - {name: 服务期内，居民对环境改善的满意程度, target: ≥85%, standard: 计划标准}
```

选项：

- longest：动词开头的名称最多几个字，缺省 9。
- verbs：动词，缺省为 持续、积极、通过、配合、完善、维护、保障、做好、加强、推进、推动、促进、深化、落实、强化、优化、
  吸纳、引导、发挥、协助、支持、营造、提升、提高。

依据：财预〔2015〕88号，绩效指标应细化量化、可衡量；财预〔2021〕101号，绩效指标名称的要求。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.measure import names_a_measure
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
OPTIONS = {
    "longest": 9,
    "verbs": (
        "持续 积极 通过 配合 完善 维护 保障 做好 加强 推进 推动 促进 深化 落实 强化 优化 吸纳 引导 发挥 协助 支持 "
        "营造 提升 提高"
    ).split(),
}
_CLAUSE_MARK = re.compile("[，,；;。]")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    verbs = tuple(options["verbs"])
    for indicator in outline.indicators:
        name = indicator.bare_name
        is_action = len(name) > options["longest"] and name.startswith(verbs) and not indicator.value.is_number
        if (is_action or _CLAUSE_MARK.search(name)) and not names_a_measure(name):
            message = f"指标名称是一句话：“{indicator.name}”"
            hint = "写衡量的尺度，例如 某某次数、某某率；要做的事写进目标"
            yield Finding(indicator.name.source, message, hint)
