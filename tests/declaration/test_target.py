"""A 指标值 comes apart into its parts, whatever is written there; what is not understood stays words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from unicodedata import normalize

import pytest
from conftest import ROOT
from given import declared
from hypothesis import example, given
from hypothesis import strategies as st

from perfgen.declaration.outline import Outline
from perfgen.declaration.target import LATIN_UNITS, PREFIXES, SCALES, SIGNS, SUFFIXES, UNITS, Value, ValueKind, parse

GOLDEN = Path(__file__).with_name("target.txt")
SPECS = sorted((ROOT / "specs").glob("*/*.yaml"))


def parts(text: str) -> str:
    """kind | number and unit | before | after"""
    value = parse(text)
    amount = "" if value.number is None else f"{value.comparator}{value.number}"
    if value.upper is not None:
        amount += f"..{value.upper}"
    if value.scale != 1:
        amount += f" x{value.scale}"
    return " | ".join((value.kind, f"{amount} {value.unit}".strip(), value.before, value.after)).rstrip(" |")


def test_values_of_the_specs_parse_as_they_read(golden: Callable[[Path, str], None]) -> None:
    texts: dict[str, None] = {}
    for path in SPECS:
        source = path.read_bytes()
        declaration = declared(source, path.name)
        for indicator in Outline(declaration).indicators:
            texts |= dict.fromkeys([*indicator.history.values(), indicator.target])
    assert len(SPECS) >= 3
    assert len(texts) > 100
    golden(GOLDEN, "".join(f"{text} | {parts(text)}\n" for text in texts))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("≥９５％", "percent | ≥95 %"),
        (">= 95 %", "percent | ≥95 %"),
        ("95%及以上", "percent | ≥95 %"),
        ("不得低于1,200人次", "quantity | ≥1200 人次"),
        ("超13万元/年", "quantity | >13 x10000 元/年"),
        ("不超5%", "percent | ≤5 %"),
        ("未超过5%", "percent | 5 % | 未超过"),
        ("通过3个项目", "quantity | 3 个 | 通过 | 项目"),
        ("90%-95%", "percent | 90..95 %"),
        ("3个至5个", "quantity | 3..5 个"),
        ("3万～5万册", "quantity | 3..5 x10000 册"),
        ("±3%以内", "percent | ≤3 %"),
        ("-5%", "percent | -5 %"),
        ("2个百分点", "percent | 2 个百分点"),
        ("3次/年以上", "quantity | ≥3 次/年"),
        ("在2小时内响应", "quantity | ≤2 小时 | 在 | 响应"),
        ("5个内设机构", "quantity | 5 个 |  | 内设机构"),
        ("5.4万㎡", "quantity | 5.4 x10000 m2"),
        ("1000标箱", "quantity | 1000 |  | 标箱"),
        ("1:18", "quantity | 1 |  | :18"),
        ("PM2.5浓度≤35微克/立方米", "quantity | ≤35 微克/立方米 | PM2.5浓度"),
        ("65岁以上老人体检率≥90%", "percent | ≥90 % | 65岁以上老人体检率"),
        ("5G覆盖12个村", "quantity | 12 个 | 5G覆盖 | 村"),
        ("4A级景区", "words |  | 4A级景区"),
        ("全市前3名", "words |  | 全市前3名"),
        ("第一名", "words |  | 第一名"),
        ("目前3个", "quantity | 3 个 | 目前"),
        ("2025年实际值", "words |  | 2025年实际值"),
        ("2026年6月底前", "date |  | 2026年6月底前"),
        ("12月31日前完成", "date |  | 12月31日前完成"),
        ("每月10日前", "date |  | 每月10日前"),
        ("2026年第四季度", "date |  | 2026年第四季度"),
        ("2023.07-2024.01", "date |  | 2023.07-2024.01"),
        ("2026-06-30", "date |  | 2026-06-30"),
        ("年底前", "date |  | 年底前"),
        ("2026.5万元", "quantity | 2026.5 x10000 元"),
        ("15日内", "quantity | ≤15 日"),
        ("（2020年增设）", "absent"),
        ("____", "absent"),
        ("＿＿", "absent"),
        ("2025年新增指标", "absent"),
        ("/", "absent"),
        ("无", "absent"),
        ("无事故", "words |  | 无事故"),
        ("", "words"),
    ],
)
def test_value_comes_apart(text: str, expected: str) -> None:
    assert parts(text) == expected


DATES = {"年", "年度", "月", "季度"}  # 12月 is December
NUMBERS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(0, 10**9), st.integers(0, 4)
).filter(lambda number: not 1900 <= number < 2100)  # 2023.07 is July
WORDS = st.text("园区企业职工认真", max_size=5)


@st.composite
def written(draw: st.DrawFn) -> tuple[str, Value]:
    """A value, and one of the ways to write it."""
    number = draw(NUMBERS)
    upper = draw(st.none() | NUMBERS)
    how = draw(st.sampled_from(["plain", "sign", "word", "suffix"]))
    prefix = draw(st.sampled_from({"sign": sorted(SIGNS), "word": sorted(PREFIXES)}.get(how, [""])))
    suffix = draw(st.sampled_from(sorted(SUFFIXES))) if how == "suffix" else ""
    comparator = SIGNS.get(prefix) or PREFIXES.get(prefix) or SUFFIXES.get(suffix, "")
    percent = draw(st.booleans())
    scale = "" if percent else draw(st.sampled_from(sorted(SCALES)))
    unit = draw(st.sampled_from(["%", "‰", "个百分点"] if percent else ["", *sorted({*UNITS} - DATES), *LATIN_UNITS]))
    before = draw(WORDS)
    after = "" if suffix or not unit else draw(WORDS)
    digits = f"{number:,f}" if draw(st.booleans()) and number >= 1000 else f"{number:f}"
    between = f"{draw(st.sampled_from('-~—至'))}{upper:f}" if upper is not None else ""
    text = f"{before}{prefix}{draw(st.sampled_from(['', ' ']))}{digits}{between}{scale}{unit}{suffix}{after}"
    kind = ValueKind.PERCENT if percent else ValueKind.QUANTITY
    scales = Decimal(SCALES[scale])
    return text, Value(kind, comparator, number, upper, scales, normalize("NFKC", unit), before, after)


@given(written())
@example(("不少于5.4万平方米", Value(ValueKind.QUANTITY, "≥", Decimal("5.4"), None, Decimal(10000), "平方米")))
def test_value_written_from_parts_parses_back(case: tuple[str, Value]) -> None:
    text, expected = case
    assert parse(text)._replace(before=parse(text).before.strip()) == expected


# What values are made of, so that random texts are close to values, and any text at all.
TEXTS = st.text() | st.text("0123456789０9.,,%％≥≤><=万亿元个年月日底前内至-~ GOm第前以上不超过(){}/：½①㎡", max_size=30)


@given(TEXTS)
def test_any_text_parses_and_none_of_it_is_invented(text: str) -> None:
    value = parse(text)
    plain = normalize("NFKC", text)
    assert value.before in plain and value.after in plain
    assert value.is_number == (value.kind in (ValueKind.PERCENT, ValueKind.QUANTITY))


@given(TEXTS)
def test_width_of_characters_makes_no_difference(text: str) -> None:
    assert parse(normalize("NFKC", text)) == parse(text)


def test_amount_multiplies_the_scale_out() -> None:
    assert parse("≥5.4万平方米").amount == 54000
    assert parse("健全").amount is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("≥95%", "90%", True),
        ("1.5亿元", "15万元", True),
        ("3次", "3场", False),
        ("100%回应", "100%", False),
        ("增长率8%", "8%", False),
        ("健全", "健全", False),
        ("(2020年增设)", "3次", False),
    ],
)
def test_values_are_comparable_when_they_measure_alike(one: str, other: str, expected: bool) -> None:
    assert parse(one).comparable(parse(other)) is expected
