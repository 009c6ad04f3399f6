"""模板里的占位符或填写提示没有换掉。

`**`、×××、XXX、○○、下划线、某某、开头的 ★、单独的省略号、“（100字以内）”、“请根据实际情况……”
是模板让人替换的，留在表里就是没有填。
填报人和联系电话另有规则。

不通过：

```yaml
annual_goals:
  - goal: 新建**社区便民服务站点。
```

通过：

```yaml
annual_goals:
  - goal: 新建城东社区便民服务站点，开展“红色×社区”活动……
```

选项：

- phrases：模板里的提示语，出现即报，缺省为 请根据实际情况、请结合实际、此处填写、在此填写、请填写、请输入、（示例）。

依据：财预〔2015〕88号，绩效目标审核的完整性要求（填报内容完整、规范）。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.target import ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.passages import passages
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.ERROR
OPTIONS = {"phrases": ["请根据实际情况", "请结合实际", "此处填写", "在此填写", "请填写", "请输入", "（示例）"]}
_MARKS = (
    r"\*{2,}",
    r"[×✕╳]{2,}",
    r"(?<![A-Za-zＡ-Ｚａ-ｚ])[xXｘＸ]{2,}(?![A-Za-zＡ-Ｚａ-ｚ])",
    r"(?<![一二三四五六七八九○])○{2,}(?![一二三四五六七八九○])",  # not the zeros of 二○○八年
    r"[_＿]{2,}",
    r"某某",
    r"^★",
    r"^[\s.…]*(?:…|\.{3})[\s.…]*$",
    r"(?<=[:：])[\s.…]*…$",
    r"^年\s*月(?:\s*日)?$",
    r"[（(][^（()）0-9]{0,6}[0-9]+\s*字(?:以内|以下|左右|内)[)）]",
)
# In all of _MARKS, and fast to find.
_POSSIBLE = re.compile(r"[*×✕╳xXｘＸ○_＿★…某.年字](?:(?<![某.年字])|(?<=某)某|(?<=\.)\.\.|(?<=年)\s*月|(?<=字)[以左内])")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    phrases = options["phrases"]
    possible = {text for text, _ in passages(outline, _POSSIBLE)}
    if any(phrase in outline.whole for phrase in phrases):
        possible.update(outline.texts)
    if not possible:
        return
    residue = re.compile("|".join([*_MARKS, *map(re.escape, phrases)]), re.MULTILINE)
    elsewhere = {text.source for text in (*outline.people, *outline.phones)}
    blanks = {one.target.source: one.name for one in outline.indicators if one.value.kind is ValueKind.ABSENT}
    for text in [text for text in outline.texts if text in possible]:
        match = None if text.source in elsewhere else residue.search(text)
        if match and text.source in blanks:
            yield Finding(text.source, f"“{blanks[text.source]}”的指标值没有填", "写上指标值，例如 ≥90%、≥12次")
        elif match:
            yield Finding(text.source, f"还留着模板里的“{match[0].strip()}”", "换成本单位的实际内容", match[0].strip())
