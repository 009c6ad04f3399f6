"""快慢和进度没有放在时效指标里。

名称说的是及时、按期、进度，衡量的就是完成得快不快，放在数量或质量里会使时效一栏空着。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 便民服务站点建设进度, target: 开工, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        时效指标:
          - {name: 便民服务站点建设进度, target: 6月底前开工, standard: 计划标准}
```

选项：

- words：名称含有它并以“率”结尾的就是时效指标，缺省 及时、按期、按时、准时、如期、限时。
- endings：名称以它结尾的就是时效指标，缺省 进度、时效、及时性、及时度、完成时间、完成时限、办理时限、建设工期。

依据：财预〔2015〕88号，产出指标中的时效指标。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATORS
from perfgen.diagnostics import Severity
from perfgen.lint.classification import Measure, misplaced
from perfgen.lint.passages import either
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATORS,)
OPTIONS = {
    "words": ["及时", "按期", "按时", "准时", "如期", "限时"],
    "endings": ["进度", "时效", "及时性", "及时度", "完成时间", "完成时限", "办理时限", "建设工期"],
}

_TIMELINESS = Measure("快慢", "时效", ("数量", "质量", "成本", "经济效益", "社会效益", "生态效益", "环境效益"))
_OF_ANOTHER_KIND = "(?<!合格)(?<!达标)(?<!满意)(?<!知晓)(?<!准确)(?<!覆盖)(?<!规范)"


@lru_cache(maxsize=8)
def _pattern(words: tuple[str, ...], endings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"{either(words)}(?!限).{{0,6}}{_OF_ANOTHER_KIND}率$|(?<!执行)(?<!支出){either(endings)}$")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    pattern = _pattern(tuple(options["words"]), tuple(options["endings"]))
    timed = outline.ending(("率", *options["endings"]))
    yield from misplaced(outline, _TIMELINESS, [one for one in timed if pattern.search(one.bare_name)])
