"""联系电话打不通。

号码的位数不对，或者是 12345678、00000000 这样的占位。固定电话七八位，可带区号和分机；手机十一位；
短号、400 电话和几个号码并列都可以。

不通过：

```yaml
preparer: {name: 程立秋, phone: 1387788000}
```

通过：

```yaml
preparer: {name: 程立秋, phone: 027-87880000转8012}
```

依据：申报表“联系电话”栏，填写能联系到填报人的号码。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import PHONE
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (PHONE,)
_EXTENSION = re.compile(r"转分机|分机|转|ext\.?|#", re.IGNORECASE)
_NUMBER = (
    r"(?:(?:\+?86[\s-]*)?1[3-9](?:[\s-]*[0-9]){9}"
    r"|(?:0[0-9]{2,3}[\s-]*)?[2-9](?:[\s-]*[0-9]){6,7}"
    r"|[48]00(?:[\s-]*[0-9]){7}"
    r"|(?:\+|00)[1-9](?:[\s-]*[0-9]){6,13}"
    r"|[0-9]{3,6})"
    r"(?:\s*[#-]\s*[0-9]{1,6})?"
)
_NUMBERS = re.compile(rf"{_NUMBER}(?:[\s/、,;.]+{_NUMBER})*")
_PLACEHOLDER = re.compile(
    r"(?:0[0-9]{2,3})?(?:([0-579])\1{6,}|12345678?|87654321)|1234567890?|1[3-9][0-9](?:0{8}|12345678)|13800138000"
)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    hint = "写七八位的固定电话（可带区号、分机）或十一位的手机号码"
    for phone in filter(None, outline.phones):
        written = normalize("NFKC", phone)
        if _PLACEHOLDER.fullmatch(re.sub(r"[^0-9]", "", written)):
            yield Finding(phone.source, f"联系电话“{phone}”像是占位的号码", hint)
        elif not _NUMBERS.fullmatch(_without_words(_EXTENSION.sub("#", written)).strip()):
            yield Finding(phone.source, f"联系电话“{phone}”的位数不对", hint)


def _without_words(written: str) -> str:
    """A blank for what says whose number it is or where it stands, and nothing about the number."""
    return "".join([" " if "一" <= one <= "鿿" or one in "()[]:" else one for one in written])
