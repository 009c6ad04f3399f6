"""A 指标值 in three columns says what it said in one; what three columns cannot hold is not parted."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfgen.declaration.parted import Parted, columns, parted
from perfgen.declaration.record import Record
from perfgen.declaration.roles import COMPARATOR, INDICATOR, TARGET, UNIT, Roles
from perfgen.declaration.target import LATIN_UNITS, PREFIXES, SCALES, SIGNS, SUFFIXES, UNITS, ValueKind, parse
from perfgen.text import Text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("≥5.4万平方米", ("≥", "5.4", "万平方米")),
        ("≥95%", ("≥", "95", "%")),
        ("90%", ("", "90", "%")),
        ("12", ("", "12", "")),
        ("12.50%", ("", "12.50", "%")),
        ("-5%", ("", "-5", "%")),
        (">= 1,200 人次", ("≥", "1200", "人次")),
        ("≥９５．５％", ("≥", "95.5", "%")),
        ("≤１，２００元/人天", ("≤", "1200", "元/人天")),
        ("=100%", ("=", "100", "%")),
        ("＞3个", (">", "3", "个")),
        ("<0.8‰", ("<", "0.8", "‰")),
        ("不少于48场", ("≥", "48", "场")),
        ("48场以上", ("≥", "48", "场")),
        ("15日内", ("≤", "15", "日")),
        ("≥2个百分点", ("≥", "2", "个百分点")),
        ("≥5.4万㎡", ("≥", "5.4", "万㎡")),
        ("5万", ("", "5", "万")),
        ("健全", ("定性", "健全", "")),
        ("健全。 ", ("定性", "健全。 ", "")),
        ("全市前3名", ("定性", "全市前3名", "")),
        ("4A级景区", ("定性", "4A级景区", "")),
        ("2026年6月底前", ("定性", "2026年6月底前", "")),
        ("2026-06-30", ("定性", "2026-06-30", "")),
    ],
)
def test_value_is_parted(text: str, expected: tuple[str, str, str]) -> None:
    assert parted(text) == Parted(*expected)


@pytest.mark.parametrize(
    "text",
    [
        "3-5天", "90%至95%", "±3%", "增长率8%", "100%回应", "5个内设机构", "1000标箱", "1:18", "10²人", "①",
        "≥90%，且不低于上年", "≥≥5个", "部门职工认可度≥", "≥", "力争2027年GDP过1000亿元", "无", "____", "/", "-",
        "(2020年增设)", "", " ",
    ],
)  # fmt: skip
def test_value_that_would_lose_a_part_is_not_parted(text: str) -> None:
    assert parted(text) is None


WRITTEN = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "", "增长", "±", "+", *SIGNS, *PREFIXES]),
        st.sampled_from(["", " "]),
        st.from_regex(r"-?[0-9０-９]{1,4}(?:[,，][0-9]{3}){0,2}(?:[.．][0-9]{1,3})?(?:[-~至][0-9]{1,3})?", fullmatch=True),
        st.sampled_from([*SCALES]),
        st.sampled_from(["", "%", "％", "‰", "个百分点", "㎡", *UNITS, *LATIN_UNITS]),
        st.sampled_from(["", "", "", "/年", "回应", *SUFFIXES]),
    ),
)
# What values are made of, so that random texts are close to values, and any text at all.
ANY = WRITTEN | st.text() | st.text("0123456789０9.,,%％≥≤><=万亿元个年月日底前内至-~± GOm第以上不超过(){}/：½①²㎡", max_size=20)


@given(ANY)
@example("≥5.4万平方米")
@example("不少于1,200.50万元")
def test_what_is_parted_says_the_same_in_one(text: str) -> None:
    found = parted(text)
    if found is None:
        return
    value = parse(text)
    if found.is_quantity:
        assert found.sign in ("", "≥", "≤", "=", ">", "<")
        assert re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", found.number)
        assert parse("".join(found)) == value
    else:
        assert value.kind in (ValueKind.WORDS, ValueKind.DATE)
        assert found == ("定性", text, "")


@given(WRITTEN)
def test_a_plain_number_is_parted(text: str) -> None:
    value = parse(text)
    if value.is_plain and value.upper is None and "±" not in text:
        assert parted(text) is not None


OWN_SIGN = {COMPARATOR: ("sign",), TARGET: ("target",), UNIT: ("unit",)}
OWN_UNIT = {TARGET: ("target",), UNIT: ("unit",)}


@pytest.mark.parametrize(
    ("keys", "sign", "target", "unit", "expected"),
    [
        (OWN_SIGN, "≥", "1000", "标箱", ("≥", "1000", "标箱")),
        (OWN_SIGN, "＝", "12.50", "个", ("=", "12.50", "个")),
        (OWN_SIGN, "≥", "5", "", ("≥", "5", "")),
        (OWN_SIGN, "", "5", "个", ("", "5", "个")),
        (OWN_SIGN, "定性", "健全", "", ("定性", "健全", "")),
        (OWN_SIGN, "定性", "95", "", ("定性", "95", "")),
        (OWN_SIGN, "", "健全", "", ("定性", "健全", "")),
        (OWN_SIGN, "", "≥95%", "", None),
        (OWN_SIGN, "≥", "≥90", "%", None),
        (OWN_SIGN, "≥", "90%", "%", None),
        (OWN_SIGN, "≥", "1,000", "个", None),
        (OWN_SIGN, "≥", "5万", "平方米", None),
        (OWN_SIGN, "≥", "健全", "", None),
        (OWN_SIGN, "≥", "3-5", "天", None),
        (OWN_SIGN, "定性", "", "", None),
        (OWN_SIGN, "", "无", "", None),
        (OWN_SIGN, "", "", "个", None),
        (OWN_UNIT, "", "≥5", "个", ("≥", "5", "个")),
        (OWN_UNIT, "", "≥90%", "%", ("≥", "90", "%")),
        (OWN_UNIT, "", "≥90%", "", ("≥", "90", "%")),
        (OWN_UNIT, "", "≤5.4万", "平方米", ("≤", "5.4", "万平方米")),
        (OWN_UNIT, "", "健全", "", ("定性", "健全", "")),
        (OWN_UNIT, "", "≥90%", "个", None),
    ],
)
def test_columns_of_a_form_stay_what_they_are(
    keys: dict[str, tuple[str, ...]], sign: str, target: str, unit: str, expected: tuple[str, str, str] | None
) -> None:
    given = {"sign": sign, "target": target, "unit": unit}
    record = Record({key: Text(value) for key, value in given.items()}, "", Roles(INDICATOR, "", "", keys, {}), None)
    assert columns(record) == (Parted(*expected) if expected else None)
