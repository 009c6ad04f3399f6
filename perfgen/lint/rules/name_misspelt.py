"""本单位的名称写错了一个字。

表中别处写的单位名称，与部门名称或申明的简称相比，漏了、多了一个字，或者前后两个字颠倒。
机构简称（如“临湖市图书馆”）不算；差别在方位、序号、层级的是别的单位，也不算。

不通过：

```yaml
annual_goals:
  - goal: 扩大临湖市社区服中心的影响，开展便民服务活动。
```

通过：

```yaml
annual_goals:
  - goal: 扩大临湖市社区服务中心的影响，开展便民服务活动。
```

依据：财预〔2015〕88号，绩效目标审核的完整性要求：填报规范。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options
from perfgen.lint.wording import shared_start

SEVERITY = Severity.WARNING

_SAME = 4  # so many characters from the start of a name make it this name
_SHORTEST = 6
_ENDINGS = "园局院馆校所站处会厅委部办室队社团场店厂库街心"
# With these one says another body (第二中学, 东城, 总队, 中医院 for 中心医院) or more than the body.
_TELLING = "一二三四五六七八九十第东西南北中心上下内外新老总分支大小各省市州区县旗乡镇村和与及暨等的之"


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for name in outline.own_names:
        beginning = name[:_SAME]
        if len(name) < _SHORTEST or outline.whole.count(beginning) == outline.whole.count(name):
            continue
        for text in [text for text in outline.texts if beginning in text]:
            start = text.find(beginning)
            while start >= 0:
                written = text[start : start + len(name) + 1]
                right, wrong = ("", "") if written.startswith(name) else _misspelling(name, written)
                if wrong:
                    message = f"“{wrong}”与单位名称“{name}”的写法不同"
                    yield Finding(text.source, message, f"写作“{right}”", wrong)
                start = text.find(beginning, start + _SAME)


def _misspelling(name: str, written: str) -> tuple[str, str]:
    """How the name reads and how it is written, up to where a body may end; two empty strings where nothing is wrong."""
    same = len(shared_start(name, written))
    rest, found = name[same:], written[same:]
    if not rest or not found:
        return "", ""
    edits = [(1, 0, rest[0]), (0, 1, found[0])]  # how many characters left out, put in, and which
    if len(rest) > 1 and found[:2] == rest[1] + rest[0]:
        edits.append((2, 2, ""))
    for left_out, put_in, which in edits:
        resumed = shared_start(rest[left_out:], found[put_in:])
        ends = [place for place, sign in enumerate(resumed, 1) if sign in _ENDINGS]
        if ends and (not which or (which.isalnum() and which not in _TELLING)):
            return name[: same + left_out + ends[-1]], written[: same + put_in + ends[-1]]
    return "", ""
