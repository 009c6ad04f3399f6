"""有错别字。

只查成语、固定词语里不会有第二种解释的错字，和“甲于乙之间的联系”（应为“与”）。词表可以增减。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点，加强居民于社区之间的联系。
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点，加强居民与社区之间的联系。
```

选项：

- corrections：错字和正字，缺省 一如继往=一如既往、再接再励=再接再厉、因地治宜=因地制宜、按步就班=按部就班、迫不急待=迫不及待、
  布署工作=部署工作、工作布署=工作部署、竟争力=竞争力、宏扬=弘扬、渲泄=宣泄、松驰=松弛、幅射=辐射、通迅=通讯、渡假=度假、
  复盖率=覆盖率、帐目=账目、浮燥=浮躁、枯躁=枯燥、追朔=追溯、精萃=精粹、积效=绩效。

依据：财预〔2015〕88号，绩效目标审核的完整性要求：填报规范。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.diagnostics import Severity
from perfgen.lint.outline import Outline
from perfgen.lint.passages import passages
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
OPTIONS = {
    "corrections": (
        "一如继往=一如既往 再接再励=再接再厉 因地治宜=因地制宜 按步就班=按部就班 迫不急待=迫不及待 布署工作=部署工作 "
        "工作布署=工作部署 竟争力=竞争力 宏扬=弘扬 渲泄=宣泄 松驰=松弛 幅射=辐射 通迅=通讯 渡假=度假 复盖率=覆盖率 "
        "帐目=账目 浮燥=浮躁 枯躁=枯燥 追朔=追溯 精萃=精粹 积效=绩效"
    ).split(),
}

_BETWEEN = re.compile("(?<![介处位居限基鉴由属])于([一-鿿]{1,8}之间的?(?:联系|关系|沟通|合作|交流|互动|协作|配合|对接|联动))")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for text, match in passages(outline, _BETWEEN):
        yield Finding(text.source, f"“{match[0]}”的“于”应为“与”", f"写作“与{match[1]}”", match[0])
    for correction in options["corrections"]:
        wrong, _, right = correction.partition("=")
        if wrong in outline.whole:
            for text in outline.texts:
                if wrong in text:
                    yield Finding(text.source, f"“{wrong}”有错别字", f"写作“{right}”", wrong)
