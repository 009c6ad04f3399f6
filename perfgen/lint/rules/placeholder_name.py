"""填报人或负责人不像真实的姓名。

张三、某某、测试、XXX 之类是样表里的名字，要换成真实的姓名，审核时才找得到人。

不通过：

```yaml
preparer: {name: 张三, phone: 027-87880000}
```

通过：

```yaml
preparer: {name: 程立秋, phone: 027-87880000}
```

选项：

- names：算作占位的名字，与填的完全相同才算，缺省为 张三、李四、王五、赵六、测试、填报人、经办人、
  负责人、联系人、姓名、无、待定。

依据：申报表“填报人”“单位负责人”栏，填写真实姓名。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import PERSON
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (PERSON,)
OPTIONS = {
    "names": ["张三", "李四", "王五", "赵六", "测试", "填报人", "经办人", "负责人", "联系人", "姓名", "无", "待定"],
}
_BLANKED = re.compile(r"\*|[×○]|某|[xX]{2,}|^[-—/.…?？]+$|^\W*$")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for person in outline.people:
        if person and (person.strip() in options["names"] or _BLANKED.search(person)):
            yield Finding(person.source, f"“{person}”不像真实的姓名", "写真实的姓名")
