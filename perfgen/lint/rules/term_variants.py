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

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain, compress, count, groupby, islice, repeat
from operator import add, contains

from perfgen.declaration.outline import Outline
from perfgen.diagnostics import Severity
from perfgen.lint.pairs import pairs
from perfgen.lint.rule import Finding, Options
from perfgen.lint.wording import HAN_RUN

SEVERITY = Severity.WARNING
OPTIONS = {"min-length": 8}

_SHORTEST = 5  # characters of a term of which two may have changed places
_FEW = 6  # terms that are sooner found each for itself than all in one passage
_SIDE = 3  # so many characters on either side of a character that is only in one of the two
# A character that says something of its own: 新开工, 不符合, 第二期, 园区内
_TELLING = "一二三四五六七八九十百千万亿第两多几不未非无新老旧再各每全总分主副大小高低东西南北中上下左右前后内外年月日季时省市州区县镇乡村"
_TELLING += "的地得了着过和与及或等在对为将把被所从向于可应要能已也又并且按由经以好到给让使去来起出里间"


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    goals = [text for goal in outline.goals for text in dict.fromkeys((goal.text, goal.heading))]
    owners = {goal.heading.source: goal.text.source for goal in outline.goals}
    texts = [*outline.tasks, *goals, *(indicator.name for indicator in outline.indicators)]
    runs = dict.fromkeys([run for run in HAN_RUN.findall("\n".join(texts)) if len(run) >= _SHORTEST])
    # Each on a line of its own, with so much room at the ends that one may look to either side from anywhere.
    whole = "\n".join(["\n\n", *runs, "\n\n"])
    found = dict.fromkeys(variants(whole, max(options["min-length"], 2 * _SIDE)))
    numbers = _texts_with([*chain(*found)], texts)
    for terms in found:
        places = [numbers[term] for term in terms]
        sources = (texts[place].source for place in chain(*places))
        if len([*islice(groupby(owners.get(source, source) for source in sources), 2)]) == 1:
            continue  # a goal and its own heading
        # The rarer is the variant; of two equally rare, the one that comes later.
        variant = min((0, 1), key=lambda term: (len(places[term]), -places[term][0]))
        for place in places[variant]:
            message = f"“{terms[variant]}”在别处写作“{terms[1 - variant]}”"
            yield Finding(texts[place].source, message, "统一成一种写法", terms[variant])


def _places(text: str, known: set[int]) -> list[int]:
    """Where in a text one of the known pairs starts."""
    even, odd = (map(known.__contains__, numbers) for numbers in pairs(text))
    return [*compress(range(0, len(text), 2), even), *compress(range(1, len(text), 2), odd)]


def _standing(text: str, wanted: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """The wanted pieces that stand in a text, each time with the place, in one passage through the text, whatever is wanted.

    They are looked for by two characters of theirs; with each piece comes how many stand before these.
    """
    starts = {*pairs("".join([piece[before : before + 2] for piece, before in wanted.items()]))[0]}
    windows = {(before, len(piece) - before) for piece, before in wanted.items()}
    for place in sorted(_places(text, starts)):
        for before, behind in windows:
            piece = text[place - before : place + behind]
            if piece in wanted:
                yield piece, place - before


def _swapped(whole: str, known: set[int]) -> dict[tuple[str, str], int]:
    """Terms of five characters of which two neighbours may change places, with the term that would be; where the two are."""
    found: dict[tuple[str, str], int] = {}
    for place in sorted(len(whole) - 2 - turned for turned in _places(whole[::-1], known)):
        one, two = whole[place], whole[place + 1]
        for before in (2, 1) if one < two else ():
            term = whole[place - before : place - before + _SHORTEST]
            if "\n" not in term:
                found.setdefault((term, term[:before] + two + one + term[before + 2 :]), before)
    return found


def _put_in(whole: str, known: set[int]) -> dict[str, int]:
    """What stands on both sides of a character that may have been put in, and where the first such is."""
    found: dict[str, int] = {}
    around = [2 * half + start for start in (1, 2) for half in _places(whole[start - 1 :: 2], known)]
    for place in sorted(around):
        term = whole[place - _SIDE : place + 1 + _SIDE]
        if "\n" not in term and whole[place] not in _TELLING:
            found.setdefault(term[:_SIDE] + term[_SIDE + 1 :], place)
    return found


def variants(whole: str, min_length: int) -> Iterator[tuple[str, str]]:
    """Two terms of which two neighbours change places, then a term and the same with one character put in."""
    known = {*chain(*pairs(whole))}
    swapped, put_in = _swapped(whole, known), _put_in(whole, known)
    wanted = {other: before for (_, other), before in swapped.items()} | dict.fromkeys(put_in, _SIDE - 1)
    joins: dict[str, int] = {}
    for piece, place in _standing(whole, wanted):
        joins.setdefault(piece, place + _SIDE)
    yield from (terms for terms in swapped if terms[1] in joins)
    for sides, place in put_in.items():
        if sides in joins:
            before, behind = _alike(whole, place, joins[sides])
            if before + behind >= min_length:
                left, right = whole[place - before : place], whole[place + 1 : place + 1 + behind]
                yield left + right, left + whole[place] + right


def _alike(whole: str, place: int, join: int) -> tuple[int, int]:
    """How many characters before a character, and how many behind it, are on its line those round a place without it."""
    before = behind = 0
    while whole[place - 1 - before] == whole[join - 1 - before] != "\n":
        before += 1
    while whole[place + 1 + behind] == whole[join + behind] != "\n":
        behind += 1
    return before, behind


def _texts_with(terms: Sequence[str], texts: Sequence[str]) -> dict[str, list[int]]:
    """In which of the texts each term stands."""
    if len(terms) <= _FEW:
        return {term: [*compress(count(), map(contains, texts, repeat(term)))] for term in terms}
    found: dict[str, list[int]] = {term: [] for term in terms}
    by_start: dict[str, list[str]] = {}
    for term in found:
        by_start.setdefault(term[:_SHORTEST], []).append(term)
    whole = "\n".join(texts)
    ends = [*map(add, accumulate(map(len, texts)), count(1))]
    for start, place in _standing(whole, dict.fromkeys(by_start, 0)):
        number = bisect_right(ends, place)
        for term in by_start[start]:
            if found[term][-1:] != [number] and whole.startswith(term, place):
                found[term].append(number)
    return found
