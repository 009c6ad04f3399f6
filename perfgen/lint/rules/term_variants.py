"""同一个说法在表里有两种写法。

只差前后两个字的顺序（产业集聚区、产业聚集区），或长词组里只差一个字（三条千亿级产业大道、三条千亿产业大道），
评审时会当成两件事。统一成一种写法。

不通过：

```yaml
long_term_goals:
  - goal: 建成覆盖全市的社区便民服务网络，打造服务业集聚区。
annual_goals:
  - goal: 新建社区便民服务站点，推进服务业聚集区建设。
```

通过：

```yaml
long_term_goals:
  - goal: 建成覆盖全市的社区便民服务网络，打造服务业集聚区。
annual_goals:
  - goal: 新建社区便民服务站点，推进服务业集聚区建设。
```

选项：

- min-length：只差一个字的词组至少要这么长，缺省 8。

依据：财预〔2015〕88号，绩效目标审核的完整性要求：填报规范。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from os.path import commonprefix

from perfgen.diagnostics import Severity
from perfgen.lint.outline import Outline
from perfgen.lint.rule import Finding, Options
from perfgen.text import Text

SEVERITY = Severity.WARNING
OPTIONS = {"min-length": 8}

_SIDE = 3  # so many characters on either side of a character that is only in one of the two
# A character that says something of its own: 新开工, 不符合, 第二期, 园区内
_TELLING = "一二三四五六七八九十百千万亿第两多几不未非无新老旧再各每全总分主副大小高低东西南北中上下左右前后内外年月日季时省市州区县镇乡村"
_TELLING += "的地得了着过和与及或等在对为将把被所从向于可应要能已也又并且按由经以好到给让使去来起出里间"
_OTHER = re.compile(r"[^㐀-䶿一-鿿\n]")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    texts = _texts(outline)
    runs = list(dict.fromkeys(_OTHER.sub("\n", "\n".join(texts)).split("\n")))
    for one, other in dict.fromkeys((*_swapped(runs), *_longer(runs, options["min-length"]))):
        with_one, with_other = ([text for text in texts if term in text] for term in (one, other))
        if len({text.source.replace("/heading", "/goal") for text in with_one + with_other}) == 1:
            continue  # a goal and its own heading
        # The rarer is the variant; of two equally rare, the one that comes later.
        if len(with_one) < len(with_other) or (len(with_one) == len(with_other) and one in with_other[-1]):
            one, other, with_other = other, one, with_one
        for text in with_other:
            yield Finding(text.source, f"“{other}”在别处写作“{one}”", "统一成一种写法", other)


def _texts(outline: Outline) -> list[Text]:
    """Where terms stand, in the order of the form."""
    goals = [text for goal in outline.goals for text in dict.fromkeys((goal.text, goal.heading))]
    return [*outline.duties, *outline.tasks, *goals, *(indicator.name for indicator in outline.indicators)]


def _swapped(runs: list[str]) -> Iterator[tuple[str, str]]:
    """Two terms of five characters of which two neighbours change places."""
    pairs = {run[start : start + 2] for run in runs for start in range(len(run) - 1)}
    text = "\n".join(runs)
    for pair in sorted(pair for pair in pairs if pair[0] < pair[1] and pair[::-1] in pairs):
        for before, after in (("(..)", "(.)"), ("(.)", "(..)")):
            there = [set(re.findall(f"{before}{word}{after}", text)) for word in (pair, pair[::-1])]
            for left, right in sorted(there[0] & there[1]):
                yield left + pair + right, left + pair[::-1] + right


def _longer(runs: list[str], min_length: int) -> Iterator[tuple[str, str]]:
    """A term of at least `min_length` characters, and the same with one character put in."""
    runs = [run for run in runs if len(run) >= min_length]
    shorter = {run[start : start + 2 * _SIDE]: run for run in runs for start in range(len(run) - 2 * _SIDE + 1)}
    for run in runs:
        for middle in range(_SIDE, len(run) - _SIDE):
            around = run[middle - _SIDE : middle] + run[middle + 1 : middle + 1 + _SIDE]
            if around in shorter and run[middle] not in _TELLING:
                other = shorter[around]
                join = other.index(around) + _SIDE
                left = commonprefix([run[:middle][::-1], other[:join][::-1]])[::-1]
                right = commonprefix([run[middle + 1 :], other[join:]])
                if len(left) + len(right) >= min_length:
                    yield left + right, left + run[middle] + right
