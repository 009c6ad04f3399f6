"""做得好不好没有放在质量指标里。

合格率、达标率、准确率衡量产出的质量，放在数量或时效里会使质量一栏空着。“按时达标率”之类的不算。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        数量指标:
          - {name: 新建站点验收合格率, target: ≥98%, standard: 行业标准}
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 新建站点验收合格率, target: ≥98%, standard: 行业标准}
```

选项：

- measures：名称以它结尾的就是质量指标，缺省 合格率、达标率、优良率、优秀率、准确率、正确率、差错率、完好率。

依据：财预〔2015〕88号，产出指标中的质量指标。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATORS
from perfgen.diagnostics import Severity
from perfgen.lint.classification import Measure, misplaced
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATORS,)
OPTIONS = {"measures": ["合格率", "达标率", "优良率", "优秀率", "准确率", "正确率", "差错率", "完好率"]}

_QUALITY = Measure("做得好不好", "质量", ("数量", "时效"))
_TIMELY = ("及时", "按时", "按期", "如期", "准时")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    measured = outline.ending(tuple(options["measures"]))
    rest = [one for one in measured if not any(word in one.bare_name for word in _TIMELY)]
    yield from misplaced(outline, _QUALITY, rest)
