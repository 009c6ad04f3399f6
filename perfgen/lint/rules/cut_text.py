"""文字像是没写完就断了。

行高固定的旧表会截断长的单元格，导出时后面的字就丢了，如“部门职工认可度≥”“不发生群体性事”。

不通过：

```yaml
annual_goals:
  - goal: 维护社区安全稳定，开展便民服务活动。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 社区安全稳定, target: 不发生社会群体性事, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 维护社区安全稳定，开展便民服务活动。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 社区安全稳定, target: 不发生社会群体性事件, standard: 计划标准}
```

选项：

- endings：只在断开时才出现的结尾，缺省 上访事、信访事、群体性事、突发事、安全事、责任事、伤亡事、恶性事、舆情事、到位总、投资总、产值总、
  进出口总、贡献总、销售总。“办实事”“汇总”等完整的词不在其中。

依据：财预〔2015〕88号，绩效目标审核的完整性要求：内容完整。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from perfgen.diagnostics import Severity
from perfgen.lint.outline import Outline
from perfgen.lint.passages import passages
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
OPTIONS = {
    "endings": (
        "上访事 信访事 群体性事 突发事 安全事 责任事 伤亡事 恶性事 舆情事 到位总 投资总 产值总 进出口总 贡献总 销售总".split()
    ),
}

_HANGING = "[≥≤≧≦＞＜>＝=<]|不少于|不低于|不超过|不高于|以及|(?<!目)的|(?<![参给赋授])与"


@lru_cache(maxsize=8)
def _cut(endings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf".{{0,8}}(?:{'|'.join([*map(re.escape, endings), _HANGING])})$", re.MULTILINE)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for text, match in passages(outline, _cut(tuple(options["endings"]))):
        yield Finding(text.source, f"“{match[0]}”像是没写完", "把后面缺的字补上", match[0])
