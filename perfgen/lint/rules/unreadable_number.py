"""数字写错了，读不成一个数。

数字里混进了字母（9O%）、写了两个百分号、写成“100百分比”、小数点或千位的逗号放错了地方、
全角数字和半角数字混在一个数里、两个数连在一起而没有写明关系、区间前大后小：看表的人只能猜，系统不认。

不通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        质量指标:
          - {name: 便民服务活动完成率, target: ≥100百分比, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        质量指标:
          - {name: 便民服务活动完成率, target: =100%, standard: 计划标准}
```

依据：财预〔2015〕88号，绩效目标应细化量化。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.declaration.target import Value, ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.ERROR
NEEDS = (INDICATOR,)
_REASONS = {
    "letter": "数字里有字母",
    "percent": "百分号写了两次",
    "word": "百分比的写法是 %",
    "point": "小数点多了一个",
    "comma": "逗号不在千位上",
    "width": "全角数字和半角数字混在一起",
    "gap": "两个数连在一起",
}
_WRONG = re.compile(
    r"(?=[0-9０-９.%％])(?:"  # fails fast elsewhere
    r"(?P<letter>(?<![A-Za-z0-9])[0-9.]+[OＯ](?![A-Za-z])[0-9]*)|(?P<percent>[%％]\s*[%％])|(?P<word>[0-9]\s*百分[比数])"
    r"|(?P<point>(?<![A-Za-z0-9.])(?!(?:19|20)[0-9]{2}\.)[0-9]+\.+[0-9]*\.[0-9]*)"
    r"|(?P<comma>(?<![0-9,])[0-9]+,(?![0-9]{3}(?![0-9]))[0-9]+)|(?P<width>[0-9][０-９]|[０-９][0-9])"
    r"|(?P<gap>[0-9%％] +[0-9]|[%％][0-9]))"
)
# In all of them, and fast to find.
_POSSIBLE = re.compile(r"[OＯ,０-９ .%％百](?:(?<![.%％百])|(?<=\.)[0-9]*\.|(?<=[%％])(?:[^\S\n]|[0-9%％])|(?<=百)分)")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    none_wrong = not _POSSIBLE.search("\n".join([text for _, text, _ in outline.values]))
    for _, text, value in outline.values:
        if (none_wrong and value.upper is None) or value.kind in (ValueKind.DATE, ValueKind.ABSENT):
            continue
        wrong = None if none_wrong else _WRONG.search(text)
        if wrong:
            message = f"“{text}”读不成一个数：{_REASONS[wrong.lastgroup or '']}"
            yield Finding(text.source, message, "改成例如 ≥90%、≥1,200人次", wrong[0])
        elif _is_reversed(value):
            hint = f"写成 {value.upper}-{value.number}{value.unit}"
            yield Finding(text.source, f"“{text}”是区间，却前大后小", hint)


def _is_reversed(value: Value) -> bool:
    return value.number is not None and value.upper is not None and value.upper < value.number and value.is_plain
