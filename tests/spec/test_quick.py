"""What the quick path reads is what the thorough path reads, in the same places; and it reads nearly all specs."""

from __future__ import annotations

from random import Random

import pytest
from conftest import ROOT
from hypothesis import example, given, settings
from hypothesis import strategies as st
from random_specs import declaration, layout

from perfgen.spec import quick, thorough

SPECS = sorted([*(ROOT / "specs").rglob("*.yaml"), *(ROOT / "tests" / "data").rglob("*.yaml")])
LINES = [path.read_text("utf-8").splitlines() for path in SPECS]

# What means something to YAML, what people take for it, and what they type in its stead.
SIGNS = [*":-#,{}[]'\"|>?&*!%@`~\\：，｛　<=09a甲 \n\t", "- ", ": ", ":\n", " #", "  # ", "\n  ", "\n\n", "''", '""', "{}", "[]", "|\n    "]
SIGNS += ["- - ", " >-\n    ", "|-\n  ", "null", "\n---\n", "---\n", "...\n", "\n#x\n", "\\n", "\\u4e2d", "<<: ", "\n=======\n", "-甲", "name:甲"]
SIGNS += ["name：甲", "2019:", "10:30", "://a", "甲:乙", "甲: 乙", ", a: 1", "[甲, 乙]", "\r\n", " ?", "3#楼", "012", "1.50", "'a': ", '"a": ']
SIGNS += ["\n# 注释\n", "\n- 甲\n", "\n  - k: v\n", "\nk:\n", "\n-\n", "\n文字\n"]


def agrees(source: bytes) -> bool:
    """Whether the quick path reads the source; it must not say anything that the thorough one does not."""
    reading = quick.read(source)
    if reading:
        other = thorough.read(source)
        assert not other.problems
        assert repr(reading.data) == repr(other.data)
        assert dict(reading.places()) == other.places
    return reading is not None


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """Some lines of a spec, with a few edits, mostly beside the signs of YAML."""
    lines = draw(st.sampled_from(LINES))
    first = draw(st.integers(0, len(lines) - 1))
    lines = lines[first : first + draw(st.integers(1, 10))]
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    text = "\n".join(line[margin:] for line in lines)
    text = f"k:\n{text}" if text.startswith("-") else text
    for _ in range(draw(st.integers(1, 4))):
        beside = [at for at, character in enumerate(text) if character in ":-#,{}[]'\"|>\n "] or [0]
        at = draw(st.sampled_from(beside) | st.integers(0, len(text))) + draw(st.integers(0, 1))
        text = text[:at] + draw(st.just("") | st.sampled_from(SIGNS)) + text[at + draw(st.integers(0, 2)) :]
    return text + draw(st.sampled_from(["", "\n"]))


@settings(max_examples=300)
@given(spoilt())
@example("k:\n[甲, 乙]\n")  # the value of a key, but not on its line
@example("k: [甲, ")
@example("k: [甲 乙}: 1]\n")
@example("k: |\n  甲")  # no break at its end
@example("k: {甲: 1,\n--- 2}\n")
@example("k:\n- 甲\n 乙: 1\n")
@example('k: "\\ud83d\\ude00"\n')
def test_spoilt_spec_is_read_as_the_thorough_path_reads_it(text: str) -> None:
    agrees(text.encode())


@pytest.mark.slow
@given(st.integers(0, 1_000_000))
def test_spec_of_any_style_is_read_as_the_thorough_path_reads_it(seed: int) -> None:
    random = Random(seed)
    agrees(layout(random, declaration(random)))


@pytest.mark.slow
def test_every_spec_here_is_quick_but_the_one_whose_marks_are_mistakes() -> None:
    assert len(SPECS) > 30
    assert [path.name for path in SPECS if not agrees(path.read_bytes())] == ["twelve-mistakes.yaml"]


QUICK = [
    *("k: 甲  # 注\n", "k:  # 注\n", "k: # 注\n", "k: '甲' # 注\n", "# 注\n\n k: 甲\n", "---\nk: 3#楼\n", "k: 见http://a.cn/?b=1#c\n"),
    *("k:\n- a: 1\n  b: [甲, {c: }]\n-\n- '乙'\n", "k: {a: 1,\n  b: 2\n}\n", '{"k": [\n  1\n]}', "k: |-\n  甲\n\n   乙\nl: 1\n"),
    *("k: >\n  甲\n  乙\n\n  丙\n", "k: 甲:乙\n", "k: -5\n", "k: --\n", "'2019': ''''\n", "k: " + "[" * 63 + "]" * 63),
]
OTHERS = [
    *("k: 甲\n  乙\n", "k: 10:30\n", "k: 甲 # 注\n", "- 甲\n", "k: - 甲\n", "k: name：甲\n", "k: {a: 1, }\n", "k: [甲: 乙]\n", "k: [1]]\n"),
    *("k: |\n  甲", "k: >\n  甲\n   乙\n", "k: |2\n   甲\n", "k:\t甲\n", "k: &甲\n", "k: 1\nk: 2\n", "甲\n", "", 'k: "\\e"\n', "12: 1\n"),
    *("k:\n  - - 甲\n", "k: 1\n  l: 2\n", "k: ｛甲｝\n", "...\n", "k: 甲 ?\n", "k: !!str 1\n", "k: " + "[" * 64 + "]" * 64),
]


@pytest.mark.parametrize("written", QUICK)
def test_what_is_ordinary_is_quick(written: str) -> None:
    assert agrees(written.encode())


@pytest.mark.parametrize("written", OTHERS)
def test_what_is_not_is_left_to_the_thorough_path(written: str) -> None:
    assert not agrees(written.encode())
