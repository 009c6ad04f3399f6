"""文字里的序号跳号或重号。

一段文字里自己写的（一）（二）或 1. 2. 应当连续。跳号常是删改后没有重排，也可能丢了一条。

不通过：

```yaml
functions:
  introduction: 主要职责是：（一）组织便民服务；（二）管理服务站点；（四）培训志愿者。
```

通过：

```yaml
functions:
  introduction: 主要职责是：（一）组织便民服务；（二）管理服务站点；（三）培训志愿者。
```

依据：财预〔2015〕88号，绩效目标审核的完整性要求：填报规范。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from perfgen.declaration.outline import Outline
from perfgen.diagnostics import Severity
from perfgen.lint.passages import passages
from perfgen.lint.rule import Finding, Options
from perfgen.text import Text

SEVERITY = Severity.WARNING

_CHINESE = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十".split()
_ANY = "|".join(sorted(_CHINESE, key=len, reverse=True))
_BEFORE = r"(?:(?<=[。；;：:\s])|^)"  # a number stands where an item may begin
_STYLES = {  # by the first number of a style; what begins with a letter is fast to find
    "一(?<=[（(]一)[）)]": rf"{_BEFORE}[（(]({_ANY})[）)]",
    "一、": rf"{_BEFORE}({_ANY})、(?![一二三四五六七八九十])",
    r"1(?<=[（(]1)[）)]": rf"{_BEFORE}[（(]([0-9]{{1,2}})[）)]",
    r"1(?<![0-9]1)[.．、](?![0-9])": rf"{_BEFORE}([0-9]{{1,2}})[.．、](?![0-9])",
}
_FIRST_AND_ANY = [(re.compile(first), re.compile(style, re.MULTILINE)) for first, style in _STYLES.items()]


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for first, style in _FIRST_AND_ANY:
        if first.search(outline.whole):
            for text, _ in passages(outline, style):
                yield from _gap(text, list(style.finditer(text)))


def _gap(text: Text, matches: list[re.Match[str]]) -> Iterator[Finding]:
    numbers = [_CHINESE.index(match[1]) + 1 if match[1] in _CHINESE else int(match[1]) for match in matches]
    if numbers[0] != 1:
        return
    for (before, previous), (number, match) in pairwise(zip(numbers, matches, strict=True)):
        if number not in (1, before + 1):
            yield Finding(text.source, f"“{previous[0]}”后面是“{match[0]}”", "检查是否少了一条，重新编号", match[0])
            return
