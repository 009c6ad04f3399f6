"""A 指标值 as it is written in, its parts out: comparator, number, unit. `≥5.4万平方米` is at least 54,000 平方米.

Nothing is guessed: what holds no number is words (`健全`), and words round a number are kept (`增长率8%`). Of several
numbers the one with a sign is the value (`65岁以上老人体检率≥90%`), then the first that has a unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final, NamedTuple
from unicodedata import normalize


class ValueKind(StrEnum):
    PERCENT = "percent"
    QUANTITY = "quantity"
    DATE = "date"  # 2026年6月底前, 2023.07-2024.01,年底前
    WORDS = "words"  # 健全, 全市第一, 前三名
    ABSENT = "absent"  # (2020年增设), 无: there was no such indicator yet; ____: not filled in yet


class Value(NamedTuple):
    """`number` and `upper` (of a range) are as written; `scale` is what 万 or 亿 before the unit multiplies them by."""

    kind: ValueKind
    comparator: str = ""  # ≥ ≤ > < = or "" where none is written
    number: Decimal | None = None
    upper: Decimal | None = None
    scale: Decimal = Decimal(1)
    unit: str = ""
    before: str = ""  # words before the comparator: 增长率, 力争2027年GDP
    after: str = ""  # words behind the unit: 回应

    @property
    def amount(self) -> Decimal | None:
        """The number in its unit, 万 and 亿 multiplied out."""
        return None if self.number is None else self.number * self.scale

    @property
    def is_number(self) -> bool:
        return self.number is not None

    @property
    def is_plain(self) -> bool:
        """Whether it is a number without words round it: 12, ≥95%, 5.4万平方米."""
        return self.is_number and not self.before and not self.after

    @property
    def is_floor(self) -> bool:
        """Whether its sign says that more is better."""
        return self.comparator in ("≥", ">")

    @property
    def is_ceiling(self) -> bool:
        """Whether its sign says that less is better."""
        return self.comparator in ("≤", "<")

    def comparable(self, other: Value) -> bool:
        """Whether two values measure alike, so that one may be more than the other."""
        if self.number is None or other.number is None:
            return False
        return (self.kind, self.unit, self.before, self.after) == (other.kind, other.unit, other.before, other.after)


SIGNS = {
    ">=": "≥", "=>": "≥", "≥": "≥", "≧": "≥", "⩾": "≥", "<=": "≤", "=<": "≤", "≤": "≤", "≦": "≤", "⩽": "≤",
    ">": ">", "<": "<", "=": "=",
}  # fmt: skip
PREFIXES = {
    "不少于": "≥", "不低于": "≥", "不小于": "≥", "不得少于": "≥", "不得低于": "≥", "大于等于": "≥", "大于或等于": "≥",
    "至少": "≥", "不超过": "≤", "不超": "≤", "不高于": "≤", "不大于": "≤", "不多于": "≤", "不得超过": "≤",
    "不得高于": "≤", "小于等于": "≤", "小于或等于": "≤", "至多": "≤",
    "大于": ">", "高于": ">", "超过": ">", "超": ">", "过": ">", "小于": "<", "低于": "<", "少于": "<", "等于": "=",
}  # fmt: skip
SUFFIXES = {"及以上": "≥", "以上": "≥", "及以下": "≤", "以下": "≤", "以内": "≤", "之内": "≤", "内": "≤"}
SCALES = {"": 1, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
UNITS = (
    "人民币元 美元 欧元 元 平方米 平方公里 平方千米 立方米 公里 千米 米 厘米 毫米 公顷 亩 吨 千克 公斤 克 毫克 "
    "微克 升 毫升 千瓦时 度 千瓦 人次 人天 人 名 户 户次 家 家次 个 项 项次 件 次 场 场次 期 批 批次 份 篇 本 册 "
    "部 套 台 台次 辆 栋 座 处 条 块 株 棵 只 头 枚 张 幅 组 队 天 日 工作日 个工作日 小时 分钟 秒 周 个月 月 季 "
    "季度 年 年度 学期 岁 分 分贝 级 星 位 起 例 宗 单 门 堂 节 课时 学时 点 类 种 款 屏 片 间 床 所 站 支 班 届 "
    "轮 遍 车 车次 趟 票 笔 盒 袋 瓶 箱 包 桶 字 页 词 倍 成 村 生 卷 盘 根 艘 架 列"
).split()
LATIN_UNITS = "m m2 m3 km km2 cm mm kg g mg t L ml mL kW kWh MW °C dB GB TB mg/L mg/m3 μg/m3".split()


def _any(words: Iterable[str]) -> str:
    """The longest that stands there; those of one character are a class, which is compiled and matched in less time."""
    whole = sorted(filter(None, words), key=len, reverse=True)
    single = re.escape("".join([word for word in whole if len(word) == 1]))
    return "|".join([*(re.escape(word) for word in whole if len(word) > 1), *([f"[{single}]"] if single else ())])


_NUMBER = r"(?>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)"
_PERCENT = "%|‰|个?百分点"
_COMPARATOR = rf"{_any(SIGNS)}|(?<![不未没通经赶超])(?:{_any(PREFIXES)})"
_LATIN = rf"(?:{_any(LATIN_UNITS)})(?![A-Za-z])"
_UNIT = rf"(?:{_any(UNITS)}|{_LATIN})"
COMPARATOR: Final = re.compile(_COMPARATOR)
_MARK = rf"(?!{_LATIN})[A-Z]"  # 5G, 4A级: no number of anything
_FOUND = (
    rf"(?P<comparator>{_COMPARATOR})?\s*[±+]?(?<![A-Za-z0-9.\-])(?P<number>-?{_NUMBER})(?(comparator)|(?!{_MARK}))"
    rf"(?:(?=.*[-~—–至])(?:{_PERCENT}|(?:{_any(SCALES)})?{_UNIT}?)\s*(?:-|~|—|–|至)\s*(?P<upper>{_NUMBER}))?\s*"
    rf"(?:(?P<percent>{_PERCENT})|(?P<scale>{_any(SCALES)})?(?P<unit>{_UNIT}(?:/{_UNIT})?)?)"
)
_SUFFIX = re.compile(rf"(?:{_any(SUFFIXES.keys() - {'内'})}|内(?=$|[完办送回响到,(]))")
_MONTH, _MONTHDAY = "(?:1[0-2]|0?[1-9])", "(?:[12][0-9]|3[01]|0?[1-9])"
_DAY = (
    r"(?<![0-9.,])(?:(?:[0-9]{4}[-~—至])?[0-9]{4}年(?:(?:[0-9]{1,2}[-~—至])?[0-9]{1,2}月)?(?:[0-9]{1,2}日)?"
    r"|(?:[0-9]{1,2}[-~—至])?[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{1,2}日(?=之?前|以前)"
    rf"|(?:19|20)[0-9]{{2}}(?:-{_MONTH}-{_MONTHDAY}|/{_MONTH}/{_MONTHDAY}|\.{_MONTH}\.{_MONTHDAY}|[-./](?:0[1-9]|1[0-2]))"
    r"(?![0-9%万亿]))"
)
_PART = "(?:底|末|初|中|内|[上中下]旬|[上下]半年|第?[一二三四1-4]季度)"
_PERIOD = "[每当本次全]?(?:年度?|月)|每?季度|[上下]半年|第?[一二三四1-4]季度"
_SPAN = rf"(?:(?:[每当次]年|[每当次]月)?(?:{_DAY}|{_PERIOD}){_PART}*)"
_DIGIT = re.compile("[0-9]")
_SCALES = {word: Decimal(times) for word, times in SCALES.items()}
_OF_DATES = re.compile("[年月日季./-]")  # in all that _DAY and _DATE_ONLY find
_DATE_ONLY = (
    rf"(?:在|于|到|截至)?{_SPAN}(?:[-~—至到]{_SPAN})?(?:之?前|以前|止)?"
    r"(?:全部)?(?:完成|建成|开工|竣工|验收|投用|投产|启用|交付|通车|开业|开馆|上线)*"
)
_ABSENT = re.compile(r"\(?(?:[0-9]{4}年度?)?(?:增设|新增|新设|设立)(?:指标|项目)?\)?|[-—/]+|_+|暂?无|无此项")
_RANKING = re.compile(r"第$|(?<![目之以年月日])前$")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """When a value is first parsed: these take longest of all, and who needs the units or the signs parses none."""
    return re.compile(pattern)


@lru_cache(maxsize=512)
def parse(text: str) -> Value:
    """The parts of a 指标值. Full-width digits and signs read as their usual forms; nothing is ever an error."""
    written = normalize("NFKC", text).strip()
    if _ABSENT.fullmatch(written):
        return Value(ValueKind.ABSENT)
    masked = written
    if _OF_DATES.search(written):
        if _compiled(_DATE_ONLY).fullmatch(written):
            return Value(ValueKind.DATE, before=written)
        masked = _compiled(_DAY).sub(lambda match: "年" * len(match[0]), written)  # 2027年 is no quantity
    matches = list(_compiled(_FOUND).finditer(masked)) if _DIGIT.search(masked) else []
    match = max(matches, key=_weight) if len(matches) > 1 else matches[0] if matches else None
    before = written[: match.start()] if match else written
    if match is None or (before and _RANKING.search(before)):
        return Value(ValueKind.WORDS, before=written)
    sign, number, upper, percent, scale, unit = match.groups()
    after = written[match.end() :]
    comparator = SIGNS.get(sign) or PREFIXES.get(sign, "")
    suffix = _SUFFIX.match(after) if after and not comparator else None
    if suffix:
        comparator, after = SUFFIXES[suffix[0]], after[suffix.end() :]
    kind = ValueKind.PERCENT if percent else ValueKind.QUANTITY
    times = _SCALES[scale or ""]
    return Value(kind, comparator, _decimal(number), _decimal(upper), times, percent or unit or "", before, after)


def _weight(match: re.Match[str]) -> int:
    """How likely the number is the value, among others in the text."""
    if match["comparator"]:
        return 3
    if match["percent"] or match["unit"]:
        return 2 if _SUFFIX.match(match.string, match.end()) else 1
    return 0


def _decimal(digits: str | None) -> Decimal | None:
    return Decimal(digits.replace(",", "")) if digits else None
