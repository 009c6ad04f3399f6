"""Whatever a person types as a text, nothing of it is missing from the document without a word; nothing else is there.

A text of the marks that mean something to YAML, of Chinese ones, of words, and over several lines, is typed without
quotes where a goal, an item and a name within braces stand. Then either something is said, or the document has it.
"""

from __future__ import annotations

import re

import pytest
from conftest import ROOT
from given import laid_out, written
from hypothesis import example, given
from hypothesis import strategies as st

from perfgen.diagnostics import ProblemsFound

EXAMPLE = (ROOT / "specs" / "examples" / "部门整体支出-示例.yaml").read_text("utf-8")
MODEL = re.sub(r"(?s)\n\n  - goal: .*?(?=\n\n\S|\Z)", "\n", EXAMPLE)  # the first goal of each list is enough
PLACES = {
    "goal": "新建10个分馆并按月配送图书，把总分馆服务体系延伸到全部街道。",
    "item": "负责图书的采购、编目、典藏和借阅服务。",
    "name": "图书编目合格率",
    "department": "临湖市公共图书馆服务中心\npreparer",
}
MARKS = "#:：,，、;；\"'“”‘’{}[]｛｝［］【】（）()-－—*&!|>%@`?=~<.。·…/\\+"
WORDS = ["新建", "分馆", "target", "name", "2024", "1,862.40", "12", "null", "G209", "WiFi"]

pieces = st.one_of(st.sampled_from(WORDS), st.sampled_from(MARKS), st.sampled_from([" ", "  ", ": ", " #", "\n"]))
typed = st.lists(pieces, min_size=1, max_size=9).map("".join)

_ESCAPE = re.compile(r"\\(.)")


def visible(text: str) -> str:
    return "".join(text.split())


def said_or_printed(place: str, text: str) -> None:
    old = PLACES[place].partition("\n")
    row = next(line for line in MODEL.splitlines() if old[0] in line)
    indent = " " * (len(row) - len(row.lstrip()) + 6)
    lines = f"\n{indent}".join(line.strip() for line in text.split("\n"))
    source = MODEL.replace(PLACES[place], lines + old[1] + old[2], 1)
    try:
        laid = laid_out(source.encode())
    except ProblemsFound:
        return
    printed = visible(_ESCAPE.sub(lambda found: {"n": " "}.get(found[1], found[1]), written(laid, "txt").decode()))
    assert visible(meant(text)) in printed


def meant(text: str) -> str:
    """What is typed by a person who knows what quotes are for, and where a comment stands: two spaces off, or alone."""
    bare = text.strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'" and bare[0] not in bare[1:-1]:
        return bare[1:-1]
    first, *rest = (line.partition("  #")[0].strip() for line in text.split("\n"))
    lines = ["" if re.match(r"#[# ]|#$", first) else first, *(line for line in rest if not line.startswith("#"))]
    return " ".join(lines)


@pytest.mark.parametrize("place", PLACES)
@given(text=typed)
@example(text="完成G209 #K12至K30段路面中修")
@example(text="开展 #临湖共读# 活动")
@example(text='"文字"#（含分馆）')
@example(text="新建。\n分馆。")
@example(text="新建，\n分馆")
@example(text="甲，target：≥10")
@example(text="1,862.40")
@example(text="甲 }")
@example(text="#新建\n分馆")
def test_what_is_typed_is_printed_or_told(place: str, text: str) -> None:
    said_or_printed(place, text)


def test_the_model_is_sound_and_has_the_places() -> None:
    assert written(laid_out(MODEL.encode()), "txt")
    assert all(MODEL.count(text) == 1 for text in PLACES.values())
