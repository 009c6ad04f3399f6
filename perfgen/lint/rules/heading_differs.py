"""指标表上的目标与总体目标写得不一样。

总体目标里的每个目标在后面的指标表上照原文再印一次。两处不一致，审核的人不知道以哪一处为准。
标点和空格的差别不算。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点，加强站点与社区的联系。
    heading: 新建社区便民服务站点，加强站点于社区的联系。
    indicators:
      产出指标:
        数量指标:
          - {name: 新建便民服务站点个数, target: ≥10个, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点，加强站点与社区的联系。
    indicators:
      产出指标:
        数量指标:
          - {name: 新建便民服务站点个数, target: ≥10个, standard: 计划标准}
```

依据：财预〔2015〕88号，绩效目标审核的完整性、相关性要求。
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from perfgen.declaration.letters import letters
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import HEADING
from perfgen.diagnostics import Severity
from perfgen.display import FULL, shortened
from perfgen.lint.rule import Finding, Options
from perfgen.lint.wording import shared_start
from perfgen.pointers import last

SEVERITY = Severity.ERROR
NEEDS = (HEADING,)
_SHOWN = 3  # differences in one message
_MOST = 250_000  # pairs of characters that are compared; more would take seconds
_AROUND = 2  # characters shown on either side of a changed piece


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for goal in outline.goals:
        pieces = _differences(goal.text, goal.heading) if goal.heading != goal.text else []
        if pieces:
            said = "，".join(_said(before, after) for before, after in pieces[:_SHOWN])
            rest = f"，共 {len(pieces)} 处" if len(pieces) > _SHOWN else ""
            message = f"{goal.label}在指标表上与总体目标不一致：{said}{rest}"
            key = last(goal.text.source)
            hint = f"删去 {last(goal.heading.source)}，指标表就照印 {key}；要改文字就改 {key}"
            yield Finding(goal.heading.source, message, hint, part=pieces[0][1])


def _said(before: str, after: str) -> str:
    before, after = shortened(before, FULL), shortened(after, FULL)
    if not before:
        return f"多出“{after}”"
    if not after:
        return f"缺少“{before}”"
    return f"“{before}”成了“{after}”"


def _differences(text: str, heading: str) -> list[tuple[str, str]]:
    """The pieces of the two that differ, in order. A clause more or less stands alone, others with their neighbours."""
    pieces = []
    start = len(shared_start(text, heading))
    end = len(shared_start(text[start:][::-1], heading[start:][::-1]))
    middle, other = text[start : len(text) - end], heading[start : len(heading) - end]
    if len(middle) * len(other) > _MOST:
        return [(middle, other)]
    for _, i, i_end, j, j_end in SequenceMatcher(None, middle, other, autojunk=False).get_opcodes():
        before, after = middle[i:i_end], other[j:j_end]
        one, two = letters((before, after))
        if one == two:
            continue
        if (before and after) or len(before + after) <= 2 * _AROUND:
            before = text[max(start + i - _AROUND, 0) : start + i_end + _AROUND]
            after = heading[max(start + j - _AROUND, 0) : start + j_end + _AROUND]
        pieces.append((before, after))
    return pieces
