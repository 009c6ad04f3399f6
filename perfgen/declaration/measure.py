"""What the name of an indicator says about its value: that it is a percentage, or which unit it has."""

from __future__ import annotations

import re

from perfgen.declaration.target import UNITS, parse

_RATES = ("率", "满意度", "认可度", "比例", "占比", "比重", "百分比")
_OTHER_RATES = ("频率", "汇率", "功率", "速率", "倍率", "效率", "容积率", "周转率", "分辨率")
_REMARK = re.compile(r"\s*[(（]([^()（）]*)[)）]$")
_LETTERS = re.compile("[A-Za-z]{2,}")
_SPELLED_OUT = re.compile(rf"[零一二两三四五六七八九十百千]+(?:{'|'.join(UNITS)})|零|全覆盖|全部")
_AS_MANY_AS_SHOULD = re.compile("(?=应(.)尽(.))")  # with Han characters: a class of all these takes long to compile
# A name that ends so says what is measured: 培训次数, 验收合格率, 改善程度.
_MEASURE = re.compile(
    r"(?:[率数度额值次比性]|(?<!质)量|比例|占比|比重|面积|里程|金额|成本|费用|支出|收入|时间|时长|时限|年限|期限|周期|情况|水平|"
    r"等级|得分|效果|结果|规模)$"
)


def without_remark(name: str) -> str:
    """`培训人次（万人次）` is 培训人次."""
    return _REMARK.sub("", name) if name.endswith((")", "）")) else name


def is_rate(name: str) -> bool:
    """Whether the value must be a percentage."""
    name = without_remark(name)
    return name.endswith(_RATES) and not name.endswith(_OTHER_RATES)


def names_a_measure(name: str) -> bool:
    return bool(_MEASURE.search(without_remark(name)))


def names_its_unit(name: str) -> bool:
    """Whether the unit stands behind the name, in brackets, `道路里程（公里）`, or the index that has none, `（PQI）`."""
    remark = _REMARK.search(name)
    return remark is not None and (_LETTERS.fullmatch(remark[1]) is not None or parse(f"1{remark[1]}").unit != "")


def is_spelled_out(text: str) -> bool:
    """Whether words say how many: 三次, 零事故, 全覆盖, 应保尽保."""
    if _SPELLED_OUT.search(text):
        return True
    return any("一" <= one <= "鿿" and "一" <= other <= "鿿" for one, other in _AS_MANY_AS_SHOULD.findall(text))
