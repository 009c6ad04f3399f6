"""括号或引号只有前一半。

多半是单元格行高固定，后面的文字没有导出来；也可能是漏打了后一半。全角、半角括号配对的不算。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点（含流动服务车，开展便民服务活动。
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点（含流动服务车），开展便民服务活动。
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

SEVERITY = Severity.WARNING

_PAIRS = {"（(": "）)", "“": "”", "《": "》", "【": "】", "「": "」", "〔": "〕"}
# One behind which there is no closing one of its kind, or first another opening one.
_OPEN = re.compile(
    f"[{''.join(_PAIRS)}](?:"
    + "|".join(f"(?<=[{opening}])[^{opening}{closing}\\n]*+(?![{closing}])" for opening, closing in _PAIRS.items())
    + ")"
)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for text, _ in passages(outline, _OPEN):
        for opening, closing in _PAIRS.items():
            start = _unclosed(text, opening, closing)
            if start >= 0:
                part = text[start : start + 8]
                end = closing[opening.index(part[0])]
                cure = "把半角的 \" 改成“””" if end == "”" and '"' in text[start:] else f"补上“{end}”，检查文字是否完整"
                yield Finding(text.source, f"“{part}”的“{part[0]}”没有“{end}”", cure, part)


def _unclosed(text: str, opening: str, closing: str) -> int:
    """Where the first bracket stands that is not closed, -1 where there is none."""
    waiting: list[int] = []
    for sign in re.finditer(f"[{opening}{closing}]", text):
        if sign[0] in opening:
            waiting.append(sign.start())
        elif waiting:
            waiting.pop()
    return waiting[0] if waiting else -1
