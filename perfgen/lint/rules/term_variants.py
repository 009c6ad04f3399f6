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
from itertools import chain, compress, count

from perfgen.declaration.outline import Outline
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options
from perfgen.lint.wording import shared_start

SEVERITY = Severity.WARNING
OPTIONS = {"min-length": 8}

_SHORTEST = 5  # characters of a term of which two may have changed places
_SIDE = 3  # so many characters on either side of a character that is only in one of the two
# A character that says something of its own: 新开工, 不符合, 第二期, 园区内
_TELLING = "一二三四五六七八九十百千万亿第两多几不未非无新老旧再各每全总分主副大小高低东西南北中上下左右前后内外年月日季时省市州区县镇乡村"
_TELLING += "的地得了着过和与及或等在对为将把被所从向于可应要能已也又并且按由经以好到给让使去来起出里间"
_RUN = re.compile(f"[㐀-䶿一-鿿]{{{_SHORTEST},}}")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    goals = [text for goal in outline.goals for text in dict.fromkeys((goal.text, goal.heading))]
    owners = {goal.heading.source: goal.text.source for goal in outline.goals}
    texts = [*outline.tasks, *goals, *(indicator.name for indicator in outline.indicators)]
    runs = dict.fromkeys(_RUN.findall("\n".join(texts)))
    # Each on a line of its own, with so much room at the ends that one may look to either side from anywhere.
    whole = "\n".join(["\n\n", *runs, "\n\n"])
    pairs = {*chain(*_pairs(whole))}
    for terms in dict.fromkeys((*_swapped(whole, pairs), *_longer(whole, pairs, max(options["min-length"], 2 * _SIDE)))):
        places = [[place for place, text in enumerate(texts) if term in text] for term in terms]
        if len({owners.get(texts[place].source, texts[place].source) for place in chain(*places)}) == 1:
            continue  # a goal and its own heading
        # The rarer is the variant; of two equally rare, the one that comes later.
        variant = min((0, 1), key=lambda term: (len(places[term]), -places[term][0]))
        for place in places[variant]:
            message = f"“{terms[variant]}”在别处写作“{terms[1 - variant]}”"
            yield Finding(texts[place].source, message, "统一成一种写法", terms[variant])


def _pairs(text: str) -> list[memoryview]:
    """Each character and the next as one number, those at even places, then those at odd ones.

    Whether a number is in a set is told much sooner than whether a piece of text is.
    """
    units = text.encode("utf-16-le")
    return [memoryview(units[start : (len(units) - start) // 4 * 4 + start]).cast("I") for start in (0, 2)]


def _places(text: str, pairs: set[int]) -> list[int]:
    """Where in a text one of the pairs starts."""
    even, odd = (map(pairs.__contains__, numbers) for numbers in _pairs(text))
    return [*compress(count(0, 2), even), *compress(count(1, 2), odd)]


def _swapped(whole: str, pairs: set[int]) -> Iterator[tuple[str, str]]:
    """Two terms of five characters of which two neighbours change places."""
    for place in sorted(len(whole) - 2 - turned for turned in _places(whole[::-1], pairs)):
        one, two = whole[place], whole[place + 1]
        if one < two and whole[place - 1] + two + one + whole[place + 2] in whole:
            for before, after in ((2, 1), (1, 2)):
                term = whole[place - before : place + 2 + after]
                other = term[:before] + two + one + term[-after:]
                if "\n" not in term and other in whole:
                    yield term, other


def _longer(whole: str, pairs: set[int], min_length: int) -> Iterator[tuple[str, str]]:
    """A term of at least `min_length` characters, and the same with one character put in."""
    found: set[str] = set()
    around = [2 * half + start for start in (1, 2) for half in _places(whole[start - 1 :: 2], pairs)]
    for place in sorted(around):
        term = whole[place - _SIDE : place + 1 + _SIDE]
        sides = term[:_SIDE] + term[_SIDE + 1 :]
        if "\n" not in term and whole[place] not in _TELLING and sides not in found and sides in whole:
            found.add(sides)
            join = whole.index(sides) + _SIDE
            left = shared_start(_before(whole, place), _before(whole, join))[::-1]
            right = shared_start(_behind(whole, place + 1), _behind(whole, join))
            if len(left) + len(right) >= min_length:
                yield left + right, left + whole[place] + right


def _before(whole: str, place: int) -> str:
    """The rest of the line, backwards."""
    return whole[whole.rindex("\n", 0, place) + 1 : place][::-1]


def _behind(whole: str, place: int) -> str:
    return whole[place : whole.index("\n", place)]
