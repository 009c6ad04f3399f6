"""Labels as people type them in, one spelling of each out: without spaces, colons, full width and units."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from unicodedata import normalize

TEN_THOUSAND_YUAN = {
    "元": Decimal("0.0001"),
    "百元": Decimal("0.01"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "百万元": Decimal(100),
    "千万元": Decimal(1000),
    "亿元": Decimal(10_000),
}  # what one of each is in 万元
# Such a class takes longer to compile than a hundred words: where single characters count, `is_han` is asked instead.
HAN = r"[㐀-䶿一-鿿\U00020000-\U000323af]"

_IGNORED = re.compile(r"[\s:*★☆]+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_NUMBER = re.compile(r"\(?[0-9一二三四五六七八九十]{1,2}(?:[.、]|\)[.、]?)")
_SUFFIX = "指标"
_UNIT = re.compile(r"(?:单位:?|\()(?:单位:?)?(?:人民币)?((?:百|千|万|百万|千万|亿)?元)(?=(.?))")
_GAP = re.compile(r"[ \t]+")
_CLOSE = frozenset("，。；：、！？（）“”《》…")


def is_han(character: str) -> bool:
    """Whether the character is one of HAN."""
    return "㐀" <= character <= "䶿" or "一" <= character <= "鿿" or "\U00020000" <= character <= "\U000323af"


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """The label without what typists vary: `部 门名称：` is 部门名称, `长期目标１` is 长期目标1."""
    return _IGNORED.sub("", normalize("NFKC", text))


def without_brackets(text: str) -> str:
    """A normal label without what stands in brackets: 年度目标1(80分)."""
    return _BRACKETS.sub("", text)


def unnumbered(text: str) -> str:
    """The normal label without a number in front."""
    return _NUMBER.sub("", normal(text))


@lru_cache(maxsize=8192)
def core(text: str) -> str:
    """The normal label without a number in front, brackets and 指标 at its end; "" where that is all of it."""
    return without_brackets(unnumbered(text)).removesuffix(_SUFFIX)


def money_unit(text: str) -> str:
    """The unit of money that a label or a line states, such as 单位：元 or （万元）; "" where it states none."""
    for match in _UNIT.finditer(re.sub(r"\s", "", normalize("NFKC", text))):
        behind = match[2]
        if not (behind == "/" or (behind.isascii() and behind.isalnum()) or "㐀" <= behind <= "鿿"):  # 元/吨, 元旦
            return match[1]
    return ""


def is_broken(text: str) -> bool:
    """Whether spaces stand in a label where its lines were wrapped; 填 报 人 is spaced for its looks."""
    words = text.split()
    torn = any(is_han(one[-1]) and is_han(other[0]) for one, other in pairwise(words))
    return torn and any(all(map(is_han, four)) for word in words for four in zip(word, word[1:], word[2:], word[3:], strict=False))


def mended(text: str) -> str:
    """The text without the spaces that wrapped lines have left between Han characters and their punctuation."""
    return _GAP.sub(_kept, text)


def _kept(gap: re.Match[str]) -> str:
    """What is left of spaces."""
    before, behind = gap.string[gap.start() - 1 : gap.start()], gap.string[gap.end() : gap.end() + 1]
    torn = (is_han(before) and (is_han(behind) or behind in _CLOSE)) or (before in _CLOSE and is_han(behind))
    return "" if torn else gap[0]
