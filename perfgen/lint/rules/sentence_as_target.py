"""指标值是一句话，不是值。

“深化企业服务，丰富活动形式”说的是要做的事，应写在目标里；指标值写做到什么程度：数，或者简短的状态。

不通过：

```yaml
annual_goals:
  - goal: 扩大便民服务的影响。
    indicators:
      效益指标:
        可持续影响指标:
          - {name: 便民服务制度, target: 深化服务内容，丰富活动形式，促进社区和谐, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 扩大便民服务的影响。
    indicators:
      效益指标:
        可持续影响指标:
          - {name: 便民服务制度, target: 健全, standard: 计划标准}
          - {name: 便民服务管理, target: 制度健全，执行到位, standard: 计划标准}
```

选项：

- longest：没有数的指标值最多几个字，缺省 20。
- verbs：以这些动词开头、后面还有六个字以上的算，缺省为 完善、加强、推进、促进、深化、开展、做好、落实、引进、推动、
  强化、发挥、丰富、组织、建立、打造、营造。

依据：财预〔2015〕88号，绩效目标应细化量化；财预〔2021〕101号，定性指标的取值要求。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.declaration.target import ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
OPTIONS = {
    "longest": 20,
    "verbs": "完善 加强 推进 促进 深化 开展 做好 落实 引进 推动 强化 发挥 丰富 组织 建立 打造 营造".split(),
}
_CLAUSES = re.compile("[，,；;。]")
_SHORTEST_CLAUSES = 15  # 制度健全，执行到位 is a state in two words, no sentence


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    verbs = tuple(options["verbs"])
    for indicator in outline.measured(ValueKind.WORDS):
        target = indicator.target
        clauses = len(target) >= _SHORTEST_CLAUSES and _CLAUSES.search(target)
        if clauses or len(target) > options["longest"] or (target.startswith(verbs) and len(target) >= 8):
            message = f"“{indicator.name}”的指标值是一句话：“{target}”"
            yield Finding(target.source, message, "写数和单位，或者简短的状态，例如 健全；要做的事写进目标")
