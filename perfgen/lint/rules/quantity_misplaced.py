"""做了多少没有放在数量指标里。

次数、个数、场次衡量做了多少；“…个数完成率”“…任务完成率”说的也是做了多少，不是做得好不好，不能当质量指标。
差错、投诉、获奖一类的个数反映质量，不算；指标值为 0 或用 ≤ 的也不算。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 新建便民服务站点个数完成率, target: 100%, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        数量指标:
          - {name: 新建便民服务站点个数, target: ≥10个, standard: 计划标准}
```

选项：

- counts：名称以它结尾的就是数量指标，缺省 次数、个数、场次、场数、人数、人次、户数、家数、件数、项数、篇数、份数、册数、台数、套数、面积。
- tasks：名称含有它并以“完成率”结尾的就是数量指标，缺省 新增、新建、新开、引进、任务、计划、工作量、投资额。
- signs-of-quality：名称含有它的不算，缺省 差错、事故、投诉、返工、不合格、合格、达标、违规、违纪、故障、缺陷、失误、问题、整改、逾期、获奖、
  奖项、优秀、优质、示范、通过、质量、及时、按期、按时、每、频。

依据：财预〔2015〕88号，产出指标中的数量指标、质量指标。
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
    "counts": "次数 个数 场次 场数 人数 人次 户数 家数 件数 项数 篇数 份数 册数 台数 套数 面积".split(),
    "tasks": "新增 新建 新开 引进 任务 计划 工作量 投资额".split(),
    "signs-of-quality": (
        "差错 事故 投诉 返工 不合格 合格 达标 违规 违纪 故障 缺陷 失误 问题 整改 逾期 获奖 奖项 优秀 优质 示范 通过 质量 "
        "及时 按期 按时 每 频"
    ).split(),
}

_QUANTITY = Measure("做了多少", "数量", ("质量", "时效"))


@lru_cache(maxsize=8)
def _pattern(counts: tuple[str, ...], tasks: tuple[str, ...], signs: tuple[str, ...]) -> re.Pattern[str]:
    count, task, sign = map(either, (counts, tasks, signs))
    return re.compile(rf"(?!.*{sign}).*(?:{count}|{count}.{{0,2}}完成率|{task}.*完成率)$")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    pattern = _pattern(*(tuple(options[key]) for key in OPTIONS))
    counted = outline.ending((*options["counts"], "完成率"))
    wanted = [one for one in counted if one.value.number != 0 and not one.value.is_ceiling]
    yield from misplaced(outline, _QUANTITY, [one for one in wanted if pattern.match(one.bare_name)])
