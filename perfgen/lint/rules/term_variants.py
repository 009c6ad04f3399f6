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
from itertools import chain
from operator import add

from perfgen.diagnostics import Severity
from perfgen.lint.outline import Outline
from perfgen.lint.rule import Finding, Options
from perfgen.lint.wording import content_words, level_words, shared_start

SEVERITY = Severity.WARNING
OPTIONS = {"min-length": 8}

_SIDE = 3  # so many characters on either side of a character that is only in one of the two
# A character that says something of its own: 新开工, 不符合, 第二期, 园区内
_TELLING = "一二三四五六七八九十百千万亿第两多几不未非无新老旧再各每全总分主副大小高低东西南北中上下左右前后内外年月日季时省市州区县镇乡村"
_TELLING += "的地得了着过和与及或等在对为将把被所从向于可应要能已也又并且按由经以好到给让使去来起出里间"
_OTHER = re.compile(r"[^㐀-䶿一-鿿\n]")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    goals = [text for goal in outline.goals for text in dict.fromkeys((goal.text, goal.heading))]
    texts = [*outline.tasks, *goals, *(indicator.name for indicator in outline.indicators)]
    runs = list(dict.fromkeys(_OTHER.sub("\n", "\n".join(texts)).split("\n")))
    for terms in dict.fromkeys((*_swapped(outline, runs), *_longer(runs, options["min-length"]))):
        places = [[place for place, text in enumerate(texts) if term in text] for term in terms]
        if len({texts[place].source.replace("/heading", "/goal") for place in chain(*places)}) == 1:
            continue  # a goal and its own heading
        # The rarer is the variant; of two equally rare, the one that comes later.
        variant = min((0, 1), key=lambda term: (len(places[term]), -places[term][0]))
        for place in places[variant]:
            message = f"“{terms[variant]}”在别处写作“{terms[1 - variant]}”"
            yield Finding(texts[place].source, message, "统一成一种写法", terms[variant])


def _swapped(outline: Outline, runs: list[str]) -> Iterator[tuple[str, str]]:
    """Two terms of five characters of which two neighbours change places."""
    ignored = outline.own_names
    levels = (level_words(outline, level, ignored) for level in outline.levels)
    words = set[str]().union(*(content_words(task, ignored) for task in outline.tasks), *levels)
    text = "\n".join(runs)
    for word in sorted(word for word in words if word[::-1] in words and word < word[::-1]):
        for left, right in sorted(_neighbours(text, word) & _neighbours(text, word[::-1])):
            yield left + word + right, left + word[::-1] + right


def _neighbours(text: str, word: str) -> set[tuple[str, str]]:
    """What stands left and right of a word, three characters together."""
    found = set()
    start = text.find(word)
    while start >= 0:
        for before, after in ((2, 1), (1, 2)):
            left, right = text[max(0, start - before) : start], text[start + 2 : start + 2 + after]
            if len(left + right) == before + after and "\n" not in left + right:
                found.add((left, right))
        start = text.find(word, start + 1)
    return found


def _longer(runs: list[str], min_length: int) -> Iterator[tuple[str, str]]:
    """A term of at least `min_length` characters, and the same with one character put in."""
    runs = [run for run in runs if len(run) >= min_length]
    shorter: set[str] = set()
    longer: list[tuple[str, int, str]] = []
    sides = {run: [run[start : start + _SIDE] for start in range(len(run) - _SIDE + 1)] for run in runs}
    for run in runs:
        shorter.update(map(add, sides[run], sides[run][_SIDE:]))
    for run in runs:
        pairs = list(map(add, sides[run], sides[run][_SIDE + 1 :]))
        if not shorter.isdisjoint(pairs):
            longer += [(run, middle, pair) for middle, pair in enumerate(pairs, _SIDE) if pair in shorter]
    for run, middle, around in longer:
        if around in shorter and run[middle] not in _TELLING:
            shorter.remove(around)
            other = next(run for run in runs if around in run)
            join = other.index(around) + _SIDE
            left = shared_start(run[:middle][::-1], other[:join][::-1])[::-1]
            right = shared_start(run[middle + 1 :], other[join:])
            if len(left) + len(right) >= min_length:
                yield left + right, left + run[middle] + right
