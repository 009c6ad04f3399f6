"""目标或指标以逗号、顿号、分号或冒号结尾。

这几个标点后面应当还有话。可能是后面的文字丢了，也可能该用句号。年度工作任务逐条列举，以分号结尾不算；
各条目标都以分号结尾、只有最后一条是句号的，也不算。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点，开展便民服务活动；
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点，开展便民服务活动。
```

依据：财预〔2015〕88号，绩效目标审核的完整性要求：内容完整。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.diagnostics import Severity
from perfgen.lint.passages import passages
from perfgen.lint.rule import Finding, Options
from perfgen.pointers import above

SEVERITY = Severity.WARNING

_SEMICOLONS = ("；", ";")
_OPEN = re.compile("[，、；：,;:]$", re.MULTILINE)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    enumerated = _enumerated(outline)
    found = [(text, match) for text, match in passages(outline, _OPEN) if text.source not in enumerated]
    judged = _of_goals_and_indicators(outline, [text.source for text, _ in found])
    for text, match in found:
        if text.source in judged:
            part = text[max(0, match.end() - 6) :]
            yield Finding(text.source, f"“{part}”以“{match[0]}”结尾", "补全后面的文字，或改用句号", part)


def _enumerated(outline: Outline) -> set[str]:
    """The goals that are one enumeration, each with a semicolon, the last with a full stop: 目标1：……；目标2：……。"""
    listed = (outline.goals_of(level) for level in outline.levels)
    return {
        goal.text.source
        for goals in listed
        if len(goals) > 1 and all(goal.text.endswith(_SEMICOLONS) == (goal is not goals[-1]) for goal in goals)
        for goal in goals
    }


def _of_goals_and_indicators(outline: Outline, places: list[str]) -> set[str]:
    """Of the places those of a goal's texts, of the name, the standard and the values of an indicator."""
    around = {above(place) for place in places}
    around |= {above(place) for place in around}  # a value of an earlier year stands in the history
    texts = [text for goal in outline.goals for text in (goal.text, goal.heading)]
    for one in [one for one in outline.indicators if one.path in around] if places else ():
        texts += (one.name, one.target, one.standard, *one.history.values())
    return {text.source for text in texts}.intersection(places)
