"""长期目标没有年度目标去落实。

年度目标是长期目标在今年的一步。这里看长期（中期）目标和年度目标、年度指标有没有共同的词，再看长期目标的指标和年度目标有没有；
通用词和本单位的名称不算。

不通过：

```yaml
long_term_goals:
  - goal: 建成覆盖全市的社区便民服务网络。
  - goal: 完成步行街改造。
```

通过：

```yaml
long_term_goals:
  - goal: 建成覆盖全市的社区便民服务网络。
  - goal: 便民服务站点达到60个。
```

选项：

- also-generic：另外一些不算数的通用词，缺省没有。

依据：财预〔2015〕88号，年度绩效目标由中长期绩效目标分解。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import ANNUAL, SEVERAL_YEARS
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options
from perfgen.lint.wording import has_content, share, wording, words

SEVERITY = Severity.WARNING
OPTIONS: dict[str, list[str]] = {"also-generic": []}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    said = wording(outline, tuple(options["also-generic"]))
    if not has_content(said.levels.get(ANNUAL, "")):
        return
    for goal in outline.goals:
        own = said.goals[goal]
        if goal.level not in SEVERAL_YEARS or not has_content(own) or share(own, said.of_the_year):
            continue
        if not share(said.measures[goal], said.goals_of_the_year - words(outline.department)):
            hint = f"写一个落实它的年度目标，或者删去这个{goal.level}目标"
            yield Finding(goal.text.source, f"{goal.label}没有年度目标落实", hint)
