"""A spec is read as it is written, the same by the quick and the thorough path, and everything in it has a place."""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import Any

import pytest
from given import loaded
from hypothesis import example, given, settings
from hypothesis import strategies as st
from yaml_traps import TRAPS, encoded

from perfgen.data import Data
from perfgen.diagnostics import Position, ProblemsFound
from perfgen.spec import spec, thorough
from perfgen.spec.characters import FORBIDDEN
from perfgen.spec.spec import load, locate

SPEC = """\
# 部门整体支出绩效目标申报表
form: department-declaration
fiscal_year: 2021
department: 光谷现代服务业园建设服务中心
preparer: {name: 刘蒙蒙, phone: "87888012"}
funding:
  revenue:
    财政拨款: {budget: 429.00, history: {2019: 568.00, 2020: 438.00}}
    其他资金: {}
functions: |
  光谷现代服务业园建设服务中心（以下简称“现代园”），其职责是：
  　　负责园区内的服务工作。
annual_tasks:
  - 贯彻和执行上级的各项路线、方针、政策
  -
annual_goals:
- goal: >-
    强化党的核心地位，
    加强党建工作。
  heading:
  indicators:
    产出指标:
      质量指标:
        - {name: 党建评选, target: ≥12次, standard: 计划标准}
"""

AS_WRITTEN: list[tuple[str, Data]] = [
    *((text, None) for text in ("", "~", "null", "Null", "NULL")),
    *((text, int(text)) for text in ("0", "7", "-7", "2021", "999999999999999")),
    *((text, Decimal(text)) for text in ("0.5", "-0.00", "429.00", "0.000001", "999999999999999.999999")),
    *((text, text) for text in ("true", "no", "off", "Yes", "nULL", "012", "-0", "+1", "1_000", "1e5", "0x1F", "0o7")),
    *((text, text) for text in (".5", "5.", "1.0000001", "1000000000000000", "1:30", "12:30:45", "=", "<<")),
    *(
        (text, text)
        for text in ("2021-01-01", "2021-13-45", "9" * 5000, ".inf", "１２", "≥95%", "5%", "a#b", "甲: ".strip(" :"))
    ),
    ('"12"', "12"),
    ("'null'", "null"),
    ('""', ""),
    ("|\n  12\n", "12\n"),
    (">-\n  1.5\n", "1.5"),
    ("!!str 12", "12"),
    ("!!str", ""),
]


def everything(source: bytes) -> tuple[Any, ...]:
    """What load says about a source, types included."""
    try:
        return ("data", repr(loaded(source, "x")))
    except ProblemsFound as problems:
        return ("problems", *problems.diagnostics)


@pytest.mark.parametrize(("written", "data"), AS_WRITTEN)
def test_scalar_is_read_as_written(written: str, data: Data) -> None:
    (read,) = loaded(f"a: {written}\n".encode(), "x").values()  # type: ignore[union-attr]
    assert (type(read), read, str(read)) == (type(data), data, str(data))
    assert isinstance(data, str | None) or str(read) == written


def test_keys_are_text_as_written() -> None:
    keys = ["2019", "012", "yes", "null", "~", "1.50", "2021-01-01", "产出指标", "其中：甲"]
    assert list(loaded("".join(f"{key}: 1\n" for key in keys).encode(), "x")) == keys  # type: ignore[arg-type]


def test_whole_spec_is_read() -> None:
    assert loaded(SPEC.encode(), "x") == {
        "form": "department-declaration",
        "fiscal_year": 2021,
        "department": "光谷现代服务业园建设服务中心",
        "preparer": {"name": "刘蒙蒙", "phone": "87888012"},
        "funding": {
            "revenue": {
                "财政拨款": {
                    "budget": Decimal("429.00"),
                    "history": {"2019": Decimal("568.00"), "2020": Decimal("438.00")},
                },
                "其他资金": {},
            }
        },
        "functions": "光谷现代服务业园建设服务中心（以下简称“现代园”），其职责是：\n　　负责园区内的服务工作。\n",
        "annual_tasks": ["贯彻和执行上级的各项路线、方针、政策", None],
        "annual_goals": [
            {
                "goal": "强化党的核心地位，加强党建工作。",
                "heading": None,
                "indicators": {
                    "产出指标": {"质量指标": [{"name": "党建评选", "target": "≥12次", "standard": "计划标准"}]}
                },
            }
        ],
    }


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_a_leading_bom_change_nothing(end: str) -> None:
    source = b"\xef\xbb\xbf" + SPEC.replace("\n", end).encode()
    assert loaded(source, "x") == loaded(SPEC.encode(), "x")
    assert locate(source) == locate(SPEC.encode())


def test_ordinary_spec_takes_the_quick_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(spec, "_read_thoroughly")
    for source in (SPEC, SPEC.replace("\n", "\r\n"), "\ufeff" + SPEC, 'a: "\\n\\u4e2d"\n', "a: 好吗?\n"):
        assert loaded(source.encode(), "x")


def test_64_levels_are_read_and_65_refused() -> None:
    def nested(levels: int) -> bytes:
        return ("a: " + "[" * (levels - 1) + "]" * (levels - 1)).encode()

    assert loaded(nested(64), "x")
    with pytest.raises(ProblemsFound, match="64 层"):
        loaded(nested(65), "x")


# --- places -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pointer", "line", "column", "excerpt"),
    [
        ("", 2, 1, "form"),
        ("/form#", 2, 1, "form"),
        ("/form", 2, 7, "department-declaration"),
        ("/preparer", 5, 12, "name"),
        ("/preparer/phone", 5, 30, '"87888012"'),
        ("/funding", 7, 3, "revenue"),
        ("/funding/revenue/财政拨款#", 8, 5, "财政拨款"),
        ("/funding/revenue/财政拨款/history/2019#", 8, 38, "2019"),
        ("/funding/revenue/财政拨款/history/2019", 8, 44, "568.00"),
        ("/funding/revenue/其他资金", 9, 11, "{"),
        ("/functions", 10, 12, "|"),
        ("/annual_tasks", 14, 3, "-"),
        ("/annual_tasks/0", 14, 5, "贯彻和执行上级的各项路线、方针、政策"),
        ("/annual_goals", 17, 1, "-"),
        ("/annual_goals/0", 17, 3, "goal"),
        ("/annual_goals/0/goal", 17, 9, ">-"),
        ("/annual_goals/0/indicators/产出指标/质量指标/0/target", 24, 32, "≥12次"),
    ],
)
def test_everything_has_a_place(pointer: str, line: int, column: int, excerpt: str) -> None:
    assert locate(SPEC.encode())[pointer] == (line, column, len(excerpt))
    assert SPEC.splitlines()[line - 1][column - 1 :].startswith(excerpt)


def test_places_are_complete() -> None:
    def pointers(data: Data, at: str = "") -> set[str]:
        if isinstance(data, list):
            return {at}.union(*(pointers(inner, f"{at}/{index}") for index, inner in enumerate(data)))
        if isinstance(data, dict):
            return {at}.union(*(pointers(inner, f"{at}/{key}") | {f"{at}/{key}#"} for key, inner in data.items()))
        return {at}

    expected = pointers(loaded(SPEC.encode(), "x"))
    assert len(expected) > 50
    assert set(locate(SPEC.encode())) == expected


def test_empty_value_stands_right_after_its_colon() -> None:
    places = locate("a:\n\n# 注释\nb:   # 注释\nc: {d: , e}\nf:\n".encode())
    assert [places[pointer] for pointer in ("/a", "/b", "/c/d", "/f")] == [(1, 3, 1), (4, 3, 1), (5, 7, 1), (6, 3, 1)]
    assert places["/c/e"].line == 5
    assert [locate(SPEC.encode())[pointer] for pointer in ("/annual_tasks/1", "/annual_goals/0/heading")] == [
        (15, 4, 1),
        (20, 11, 1),
    ]


def test_text_of_several_lines_is_as_long_as_its_first() -> None:
    places = locate('a: 甲乙\n  丙\nb: "丁\n  戊"\n'.encode())
    assert (places["/a"], places["/b"]) == ((1, 4, 2), (3, 4, 2))


@pytest.mark.parametrize("pointer", ["a", "#", "/", "/b", "/a/2", "/a/01", "/a/-1", "/a/0#", "/a/0/c/", "/a/0/c/d"])
def test_what_is_not_there_has_no_place(pointer: str) -> None:
    places = locate(b"a:\n  - c: 1\n  - 2\n")
    assert pointer not in places
    assert places.get(pointer) is None
    assert list(places) == ["", "/a#", "/a", "/a/0", "/a/0/c#", "/a/0/c", "/a/1"]


def test_slash_and_tilde_in_a_key_are_escaped_in_its_pointer() -> None:
    assert locate(b"a/b~c: 1\n")["/a~1b~0c#"] == Position(1, 1, 5)


# --- by the quick and by the thorough path -----------------------------------------------------------------------------

FRAGMENTS = (
    *"a b 张三 name target 2019 ： : ， , - ? \" ' { } [ ] | > # & * ! % @ ` = ~ null 12 1.50 012 \\ ｛ // ''".split(),
    *(" ", "  ", "\n", "\n  ", "\n    ", ": ", ", ", "- ", "? ", " #", "\n- ", "\n---\n", "\n...\n", "\\\n", "\n%"),
    *("|-\n  ", ">\n ", "|2\n   ", ">9", "&x ", "*x", "!!str ", "!!int ", "<<: ", "\\n", "\\x0b", "\\ud800", "\\u4e2d"),
    *(
        "\t",
        "\u3000",
        "\xa0",
        "\r\n",
        "\r",
        "\x85",
        "\u2028",
        "\ufeff",
        "\u200b",
        "\x0b",
        "\n<<<<<<< a\n",
        "\n=======\n",
    ),
    *(
        "k: 1\n",
        "k: {a: 1, b: 2}\n",
        "k:\n  - x\n  - y\n",
        "k: |\n  文字\n  二\n",
        "name：",
        "target:",
        "%YAML 1.2\n---\n",
    ),
)
yaml_like = st.builds(
    lambda before, parts, after: before + "".join(parts) + after,
    st.sampled_from(["", "k: ", "k: {", "k: [", "k:\n  ", "k:\n  - "]),
    st.lists(st.sampled_from(FRAGMENTS), max_size=14),
    st.sampled_from(["", "}", "]", "\nz: 1\n"]),
)


def agree(source: bytes) -> bool:
    """That both paths say the same; whether the source has data."""
    answer = everything(source)
    reading = thorough.read(source)
    assert (answer[0] == "problems") == bool(reading.problems)
    assert reading.problems or answer == ("data", repr(reading.data))
    # Places are asked for where the YAML is sound.
    if not reading.problems:
        assert dict(load(source, "").places) == dict(locate(source)) == reading.places
    return not reading.problems


@pytest.mark.slow
def test_traps_are_the_same_by_both_paths() -> None:
    sources = [encoded(source) for source, _ in TRAPS] + [f"a: {written}\n".encode() for written, _ in AS_WRITTEN]
    fine = sum(agree(source) for source in sources)
    assert fine > 50 and len(sources) - fine > 90


@settings(max_examples=250)
@given(yaml_like)
@example("k: [a ?]")
@example("k: |#\n  a\n")
@example('k: {"?": "\\ue000"}')
@example("k: {a#}")
@example('k: {"a#": 1, a: 2}')
@example("k: 1\t\n")
@example('k:\n  - |-\n  *"}')
def test_random_text_is_the_same_by_both_paths(text: str) -> None:
    agree(text.encode())


SCRAPS = ["a", "b", "键", "'", '"', ": ", ":\n", "\n", "  ", "- ", "{", "}", "[", "]", ", ", "|\n", "|", ">-\n", "~", "null", "1"]
SCRAPS += ["1.50", "# x", "a#", "\\n", "甲乙", "''", '""', "''''", "'|'", " "]


@pytest.mark.slow
@settings(max_examples=600)
@given(st.lists(st.sampled_from(SCRAPS), max_size=18).map("".join))
@example("[a: ]")
@example("# x:\n~}: ")
@example("# x:\n~# x: ")
@example("\n  null")
@example("'''' # x")
def test_places_are_found_wherever_a_value_stands(scraps: str) -> None:
    source = f"k: {scraps}".encode()
    reading = thorough.read(source)
    if not reading.problems:
        assert dict(load(source, "").places) == reading.places


@given(st.text(max_size=30) | yaml_like)
def test_whatever_the_text_problems_have_a_place_in_it(text: str) -> None:
    source = text.encode("utf-8", "replace")
    lines = source.decode().removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kind, *found = everything(source)
    for problem in found if kind == "problems" else []:
        assert problem.status == 2 or 1 <= problem.position.line <= len(lines)
        assert problem.status == 2 or 1 <= problem.position.column <= len(lines[problem.position.line - 1]) + 1
        assert not FORBIDDEN.search((problem.message + problem.hint).replace("\u200d", ""))


@given(st.binary(max_size=40) | st.text(max_size=20).map(lambda text: text.encode("gb18030", "replace")))
def test_whatever_the_bytes_there_is_data_or_problems(source: bytes) -> None:
    kind, *found = everything(source)
    assert kind == "data" or found


def test_quick_path_leaves_every_forbidden_character_to_the_thorough_one() -> None:
    characters = "".join(map(chr, range(sys.maxunicode + 1)))
    forbidden = FORBIDDEN.findall(characters)
    assert len(forbidden) > 100_000
    assert not any(character.isprintable() for character in forbidden)
