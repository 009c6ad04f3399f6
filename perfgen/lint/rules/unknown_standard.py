"""“绩效标准”一栏写的不是标准。

这一栏写指标值是按什么定的：计划标准、行业标准、历史标准、其他标准，或者某个标准、规范、办法的名称。
“问卷调查”“经验判断”是取得数据、作出判断的方法，不是标准。

不通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      效益指标:
        社会公众或服务对象满意度指标:
          - {name: 活动参与居民满意度, target: ≥91%, standard: 问卷调查}
```

通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      效益指标:
        社会公众或服务对象满意度指标:
          - {name: 活动参与居民满意度, target: ≥91%, standard: 历史标准}
          - {name: 社区服务质量评价, target: ≥90分, standard: 《社区服务指南》}
```

选项：

- allowed：含有这些词的是标准，缺省为 标准、规范、规程、规划、规定、办法、条例、细则、指南、要点、文件、合同、协议、
  批复、方案、《、〔、GB。
- methods：这些词是方法，缺省为 问卷、调查、判断、访谈、测评、评估、统计、抽样、回访、查阅、座谈。

依据：部门整体支出绩效目标申报表填报说明，“绩效标准”栏。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import STANDARD
from perfgen.declaration.target import parse
from perfgen.diagnostics import Severity
from perfgen.lint.passages import any_of
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (STANDARD,)
OPTIONS = {
    "allowed": "标准 规范 规程 规划 规定 办法 条例 细则 指南 要点 文件 合同 协议 批复 方案 《 〔 GB".split(),
    "methods": "问卷 调查 判断 访谈 测评 评估 统计 抽样 回访 查阅 座谈".split(),
}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    allowed = any_of(tuple(options["allowed"]))
    standards = {indicator.standard for indicator in outline.indicators}
    unknown = {standard for standard in standards if not allowed.search(standard) and not parse(standard).is_plain}
    for standard in [one.standard for one in outline.indicators if one.standard and one.standard in unknown]:
        is_method = any(word in standard for word in options["methods"])
        wrong = "是取数、判断的方法，不是标准" if is_method else "不是标准"
        yield Finding(standard.source, f"绩效标准“{standard}”{wrong}", "写 计划标准、行业标准、历史标准 或 其他标准")
