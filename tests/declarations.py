"""Declarations drawn at random from a form's schema, for property tests: data as a spec gives it, valid by the schema.

Texts are of one line and begin and end with something to see, but are otherwise of all kinds. What a form cannot show
twice the same way is not drawn: a value that is only a dash, a paragraph that reads like the next number of its list.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from conftest import ROOT
from hypothesis import strategies as st

from perfgen.contract.bundle import bundled
from perfgen.contract.catalog import Catalog
from perfgen.form import Form

YEAR = 2026
WORDS = "园区 企业 党建 分馆 图书 读者 培训 满意度 合格率 知晓率 次数 完成 产出 数量指标 合计 目标 年度目标 标准 一级 三条 第二".split()
VALUES = ["≥95%", "100%", "12次", "≤10天", "健全", "63.17亿元", "(2024年增设)", "=100%", "0.9亿美元", "-5分"]
_JOINTS = ["", "", "，", "、", "：", "；", "（", "）", "“", "”", " A", "2", "1.5", "&", "<", ">", "%", "/", "‰", "𠮷"]


def declarations(form: str) -> st.SearchStrategy[dict[str, Any]]:
    """Data of the form that its schema accepts, for the fiscal year YEAR."""
    document = bundled(form, Catalog(ROOT))
    return _drawn(document, document.get("$defs", {})).map(lambda data: {**data, "fiscal_year": YEAR})


@st.composite
def texts(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
    joints = draw(st.lists(st.sampled_from(_JOINTS), min_size=len(parts), max_size=len(parts)))
    return "".join(f"{joint}{word}" for joint, word in zip(joints, parts, strict=True)).strip()


def _drawn(part: Mapping[str, Any], definitions: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    name = part.get("$ref", "").removeprefix("#/$defs/")
    if name:
        named = _named(name)
        return _drawn(definitions[name], definitions) if named is None else named
    if "const" in part:
        return st.just(part["const"])
    if "enum" in part:
        return st.sampled_from(part["enum"])
    if "items" in part:
        return st.lists(_drawn(part["items"], definitions), min_size=part.get("minItems", 0), max_size=3)
    properties = {key: _drawn(value, definitions) for key, value in part.get("properties", {}).items()}
    required = {key: properties[key] for key in part.get("required", ())}
    if properties:
        whole = st.fixed_dictionaries(required, optional={key: properties[key] for key in properties.keys() - required})
        return whole.filter(lambda data: len(data) >= part.get("minProperties", 0))
    if "patternProperties" in part:
        (value,) = part["patternProperties"].values()
        years = {str(YEAR - 2): _drawn(value, definitions), str(YEAR - 1): _drawn(value, definitions)}
        return st.fixed_dictionaries({}, optional=years)
    return texts()


def _named(name: str) -> st.SearchStrategy[Any] | None:
    """What is drawn for a definition that all forms share."""
    if name == "prose":
        return st.lists(texts().filter(lambda line: not line[0].isdigit()), min_size=1, max_size=3).map("\n".join)
    if name == "value":
        return st.one_of(st.sampled_from([*VALUES, 8, -5, Decimal("12.50")]), texts())
    if name in ("amount", "approved", "adjusted", "spent"):
        return st.one_of(st.integers(0, 10**6), st.integers(1, 10**7).map(lambda cents: Decimal(cents) / 100))
    if name in ("year", "start_year", "end_year"):
        return st.integers(2000, 2099)
    if name == "id":
        return st.integers(1, 999)
    if name == "phone":
        return st.sampled_from(["027-87880000", 87888012, "0712-8888888转3", 13800000000])
    return None


def printed_part(data: Any, form: Form) -> Any:
    """What of the data the form shows: without values that it has no place for, mappings that hold none, and headings
    that say what the goal says."""
    sources = {text.source for text in form.texts()} | {"/form"}

    def part(data: Any, path: str) -> Any:
        if isinstance(data, list):
            return [part(value, f"{path}/{index}") for index, value in enumerate(data)]
        if not isinstance(data, dict):
            return data if path in sources else None
        found = {key: part(value, f"{path}/{key}") for key, value in data.items()}
        if "heading" in found and found["heading"] == found.get("goal"):
            del found["heading"]
        return without_empty(found)

    return part(data, "")


def without_empty(data: Any) -> Any:
    """The data without mappings and values that hold nothing."""
    if isinstance(data, list):
        return [without_empty(value) for value in data]
    if isinstance(data, dict):
        return {key: kept for key, value in data.items() if (kept := without_empty(value)) not in (None, {})}
    return data
