"""绩效指标缺少产出指标或效益指标。

产出说明做了什么，效益说明带来了什么。只有其中一类，钱花得值不值无从判断。
按长期、年度分别看全部目标，不要求每个目标都有。满意度归满意度的规则看。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        数量指标:
          - {name: 新建便民服务站点个数, target: ≥10个, standard: 计划标准}
        质量指标:
          - {name: 新建站点一次验收合格率, target: ≥98%, standard: 行业标准}
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        数量指标:
          - {name: 新建便民服务站点个数, target: ≥10个, standard: 计划标准}
      效益指标:
        社会效益指标:
          - {name: 便民服务惠及居民人次, target: ≥10000人次, standard: 历史标准}
```

依据：财预〔2015〕88号，绩效指标包括产出指标、效益指标和满意度指标。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATORS
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.ERROR
NEEDS = (INDICATORS,)
_REQUIRED = ("产出", "效益")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for level in outline.levels:
        indicators = outline.indicators_of(level)
        if outline.indicators and not indicators:
            continue  # one-sided-goals says it
        offered = dict.fromkeys(category for category, _ in outline.offered(level))
        used = {indicator.category for indicator in indicators}
        missing = [one for one in offered if one not in used and any(word in one for word in _REQUIRED)]
        if missing:
            message = f"{level}绩效指标中没有{'和'.join(missing)}"
            yield Finding(outline.place(level), message, f"补写{'、'.join(missing)}")
