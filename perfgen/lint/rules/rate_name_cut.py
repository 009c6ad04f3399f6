"""指标名称像是缺了“率”字。

指标值是百分比，名称却停在“办结”“完成”“合格”上，例如“社会公众投诉件办结”。多半是从旧表复制时被截断了。

不通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        质量指标:
          - {name: 居民投诉件办结, target: 100%, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        质量指标:
          - {name: 居民投诉件办结率, target: 100%, standard: 计划标准}
```

选项：

- words：名称以这些词结尾的算，缺省为 办结、完成、合格、达标、覆盖、知晓、及时、到位、通过、满意、优良、执行、落实、
  参与、发放、使用、更新、回应、响应、处理、整改、验收、订阅、兑现。

依据：财预〔2015〕88号，绩效指标应指向明确。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
OPTIONS = {
    "words": (
        "办结 完成 合格 达标 覆盖 知晓 及时 到位 通过 满意 优良 执行 落实 参与 发放 使用 更新 回应 响应 处理 整改 "
        "验收 订阅 兑现"
    ).split(),
}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for indicator in outline.ending(tuple(options["words"])):
        name = indicator.bare_name
        if indicator.value.unit == "%" and not indicator.value.before:
            right = f"{name}{'度' if name.endswith('满意') else '率'}"
            message = f"“{indicator.name}”的指标值是“{indicator.target}”，名称像是缺了“{right[-1]}”字"
            yield Finding(indicator.name.source, message, f"写成“{right}”")
