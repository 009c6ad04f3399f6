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
  布署工作=部署工作、工作布署=工作部署、竟争力=竞争力、宏扬=弘扬、渲泄=宣泄、追朔=追溯、浮燥=浮躁、枯躁=枯燥、渡假村=度假村、
  渡假区=度假区、通迅员=通讯员、通迅设备=通讯设备、复盖率=覆盖率、积效目标=绩效目标、积效评价=绩效评价。

依据：财预〔2015〕88号，绩效目标审核的完整性要求：填报规范。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.diagnostics import Severity
from perfgen.lint.passages import any_of, passages
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
OPTIONS = {
    "corrections": (
        "一如继往=一如既往 再接再励=再接再厉 因地治宜=因地制宜 按步就班=按部就班 迫不急待=迫不及待 布署工作=部署工作 "
        "工作布署=工作部署 竟争力=竞争力 宏扬=弘扬 渲泄=宣泄 追朔=追溯 浮燥=浮躁 枯躁=枯燥 渡假村=度假村 渡假区=度假区 "
        "通迅员=通讯员 通迅设备=通讯设备 复盖率=覆盖率 积效目标=绩效目标 积效评价=绩效评价"
    ).split(),
}

# 加强甲于乙之间的联系; but 加强有利于…, 促进用于…, 深化介于… are right. Compiled where it may stand, which is seldom.
_BETWEEN = (
    "(?:加强|密切|增进|增强|促进|深化|加深|推动|改善|协调)[一-鿿]{0,7}[^介处位居限基鉴由属在关对至等高低用便利善力优有别异同务]"
    "(于[一-鿿]{1,8}之间的?(?:联系|关系|沟通|合作|交流|互动|协作|配合|对接|联动))"
)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for text, match in passages(outline, re.compile(_BETWEEN)) if re.search("于.{1,8}之间", outline.whole) else ():
        yield Finding(text.source, f"“{match[1]}”的“于”应为“与”", f"写作“与{match[1][1:]}”", match[1])
    pairs = [correction.partition("=") for correction in options["corrections"]]
    corrections = {wrong: right for wrong, _, right in pairs if wrong}
    for text, _ in passages(outline, any_of(tuple(corrections))):
        for wrong, right in corrections.items():
            if wrong in text:
                yield Finding(text.source, f"“{wrong}”有错别字", f"写作“{right}”", wrong)
