"""Reports: the excerpt points at what is meant, whatever the line is made of, and every format survives its reader."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from unicodedata import category

import pytest
from conftest import ROOT
from hypothesis import example, given
from hypothesis import strategies as st

from perfgen.diagnostics import Diagnostic, Position, Severity
from perfgen.display import visible, width
from perfgen.report.formats import Report, written
from perfgen.report.look import TerminalLook
from perfgen.report.text import _excerpt, concise, counted, text

GOLDEN = ROOT / "tests" / "data" / "report"
LONG = "到2028年，建成覆盖城乡的总分馆服务体系，让读者就近借阅图书，" * 6
# line of a file, and the places in it that are pointed at
EXCERPTS = {
    "ascii": ("budget: abc", [(9, 3)]),
    "han": ("    部门名称: 临湖市公共图书馆  # 全称", [(5, 4), (11, 8)]),
    "mixed": ("  - {name: A类“示范”①, target: ≥95%}", [(10, 8), (26, 4)]),
    "full-width space": ("　department: 图书馆", [(1, 1)]),
    "tab": ("\tname:\t甲", [(1, 1), (8, 1)]),
    "invisible": ("name: 甲\u200b乙\u202e丙\x1b[31m", [(8, 1), (10, 1)]),
    "combining": ("name: e\u0301te\u0301 图书馆", [(13, 3)]),
    "long, at its start": (f"goal: {LONG}", [(1, 4)]),
    "long, in the middle": (f"goal: {LONG}", [(100, 5)]),
    "long, at its end": (f"goal: {LONG}", [(len(LONG) + 5, 2)]),
    "long, all of it": (f"goal: {LONG}", [(7, len(LONG))]),
    "past the end": ("name:", [(6, 1), (40, 3)]),
    "empty line": ("", [(1, 1)]),
    "trailing space": ("name:   ", [(6, 1)]),
}


def diagnostic(file: str, position: Position | None = None, message: str = "不对", hint: str = "") -> Diagnostic:
    return Diagnostic("name", message, file, position, hint)


def steers(printed: str) -> bool:
    return any(category(character) in ("Cc", "Cf", "Zl", "Zp") for character in printed)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_excerpt_underlines_display_columns(here: Path, golden: Callable[[Path, str], None]) -> None:
    shown = []
    for name, (line, places) in EXCERPTS.items():
        Path("a.yaml").write_text(f"one\ntwo\n{line}\n", "utf-8")
        for column, length in places:
            report = text([diagnostic("a.yaml", Position(3, column, length), hint="改")])
            assert all(width(row) <= 110 for row in report.splitlines())
            shown.append(f"## {name}\n{report}")
    golden(GOLDEN / "excerpts.txt", "\n".join(shown))


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_excerpt_is_the_line_that_a_reader_of_yaml_counts(here: Path, ends: str, mark: str) -> None:
    Path("a.yaml").write_bytes(f"{mark}first{ends}second{ends}".encode())
    assert "1 | first\n  | ^^^^^\n" in text([diagnostic("a.yaml", Position(1, 1, 5))])
    assert "2 | second\n  |   ^^\n" in text([diagnostic("a.yaml", Position(2, 3, 2))])


@pytest.mark.parametrize("line", [0, 3, 99])
def test_line_that_the_file_does_not_have_is_no_excerpt(here: Path, line: int) -> None:
    Path("a.yaml").write_text("one\ntwo", "utf-8")
    assert text([diagnostic("a.yaml", Position(line, 1), hint="改")]) == (
        f"a.yaml:{line}:1: 错误 不对 [name]\n = 怎么改：改\n"
    )


@pytest.mark.parametrize("content", [None, b""])
def test_missing_or_empty_file_is_no_excerpt(here: Path, content: bytes | None) -> None:
    if content is not None:
        Path("a.yaml").write_bytes(content)
    assert text([diagnostic("a.yaml", Position(1, 1))]) == "a.yaml:1:1: 错误 不对 [name]\n"


def test_file_of_another_encoding_is_shown_as_far_as_it_can_be(here: Path) -> None:
    Path("a.yaml").write_bytes("name: 图书馆\n".encode("gbk"))
    assert "1 | name: " in text([diagnostic("a.yaml", Position(1, 7))])


@given(st.text(), st.integers(-1, 400), st.integers(0, 400))
@example("甲" * 51, 1, 50)  # what is underlined fills the line to its last column
def test_no_line_and_no_place_breaks_the_report(line: str, column: int, length: int) -> None:
    excerpt, indent, marked = _excerpt(line.replace("\n", ""), Position(1, column, length))
    assert 0 < indent + marked <= 100
    assert width(excerpt) <= 102  # and a sign at either end for what does not fit
    assert not steers(excerpt)


@given(st.text(), st.integers(-1, 400), st.integers(0, 400), st.integers(0, 200))
@example("甲乙" * 300, 300, 80, 60)
def test_excerpt_fits_the_terminal(line: str, column: int, length: int, columns: int) -> None:
    room = TerminalLook(columns).room(100, 7)
    excerpt, indent, marked = _excerpt(line.replace("\n", ""), Position(1, column, length), room)
    assert 0 < indent + marked <= room
    assert width(excerpt) <= room + 1


def test_block_fits_the_terminal_and_shows_the_place(here: Path) -> None:
    Path("a.yaml").write_text(f"goal: {'前' * 90}错了{'后' * 90}\n", "utf-8")
    for columns in (40, 60, 80, 120, 200):
        excerpt, marks = text([diagnostic("a.yaml", Position(1, 97, 2))], TerminalLook(columns)).splitlines()[2:4]
        assert width(excerpt) <= columns
        assert width(excerpt) > columns - 6
        start = marks.index("^")
        assert width(excerpt[: excerpt.index("错了")]) == start
        assert marks.count("^") == 4


def test_colours_are_all_that_colour_adds(here: Path) -> None:
    Path("a.yaml").write_text("goal: 甲\n", "utf-8")
    found = [diagnostic("a.yaml", Position(1, 7), "不\x1b[2J对", "改")._replace(severity=severity) for severity in Severity]
    coloured = text(found, TerminalLook(colour=True))
    assert re.sub(r"\x1b\[[0-9;]+m", "", coloured) == text(found)
    assert all(f"\x1b[1;{code}m{word}\x1b[0m" in coloured for code, word in ((31, "错误"), (33, "警告"), (36, "提示")))
    assert coloured.count("\x1b[1ma.yaml:1:7\x1b[0m") == 3


def test_reports_come_in_the_order_of_the_files(here: Path, golden: Callable[[Path, str], None]) -> None:
    found = [
        diagnostic("b.yaml", Position(2, 1)),
        diagnostic("a.yaml", Position(10, 1)),
        diagnostic("a.yaml", Position(9, 3), "第一行\n第二行", "50%, 完: 成"),
        diagnostic("a.yaml"),
        diagnostic("a.yaml", Position(9, 1))._replace(severity=Severity.WARNING),
        diagnostic("a:b,c.yaml", Position(1, 1))._replace(severity=Severity.INFO),
    ]
    formats = (Report.TEXT, Report.CONCISE, Report.JSON, Report.GITHUB)
    golden(GOLDEN / "formats.txt", "\n".join(f"## {report}\n{written(found, report)}" for report in formats))


def test_github_gets_errors_first_since_it_shows_only_ten(here: Path) -> None:
    warning = diagnostic("a.yaml", Position(1, 1))._replace(severity=Severity.WARNING)
    assert written([warning, diagnostic("b.yaml")], Report.GITHUB).startswith("::error file=b.yaml,title=name::")


@pytest.mark.parametrize("count", [9, 10, 11, 25])
def test_github_gets_no_more_of_a_kind_than_it_shows_and_is_told_how_many_there_are(here: Path, count: int) -> None:
    found = [diagnostic("::error::a.yaml", Position(line, 1)) for line in range(1, count + 1)]
    warning = diagnostic("b.yaml", Position(1, 1))._replace(severity=Severity.WARNING)
    lines = written([warning, *found], Report.GITHUB).splitlines()
    commands = [line for line in lines if line.lstrip().startswith("::")]
    errors = [line for line in commands if line.startswith("::error ")]
    logged = lines[len(commands) :]
    assert lines[: len(commands)] == [*errors, commands[-1]] and commands[-1].startswith("::warning file=b.yaml")
    left = count - 9 if count > 10 else 0
    assert len(errors) == min(count, 10) and len(logged) == left
    assert (f"::还有 {left} 处错误没有标在行上，" in errors[-1]) is bool(left)
    shown = [f":{line}:1:" for line in range(count - left + 1, count + 1)]
    assert all(mark in line for mark, line in zip(shown, logged, strict=True))


@pytest.mark.parametrize("report", [Report.TEXT, Report.CONCISE, Report.GITHUB])
def test_no_character_of_the_input_steers_the_terminal(here: Path, report: Report) -> None:
    nasty = "\x1b[2J\x07\r\u202e\u200b\x9b"
    Path(f"a{nasty}.yaml").write_text(f"name: {nasty}\n", "utf-8")
    printed = written([diagnostic(f"a{nasty}.yaml", Position(1, 1), f"“{nasty}”", nasty)], report)
    assert not steers(printed.replace("\n", ""))


def test_json_keeps_every_character() -> None:
    nasty = "\x1b[2J\u202e图书馆\U00020000"
    (found,) = json.loads(written([diagnostic(nasty, message=nasty)], Report.JSON))["diagnostics"]
    assert (found["file"], found["message"], found["line"]) == (nasty, nasty, None)


def test_nothing_found_is_an_empty_report_but_in_json() -> None:
    assert text([]) == concise([]) == written([], Report.GITHUB) == counted({}) == ""
    assert json.loads(written([], Report.JSON)) == {"schema_version": 1, "diagnostics": [], "silenced": []}


def test_findings_are_counted_by_severity() -> None:
    assert counted({Severity.WARNING: 1, Severity.ERROR: 2, Severity.INFO: 0}) == "2 处错误，1 处警告"


def test_invisible_characters_are_named() -> None:
    assert visible("甲\u200b乙\x07") == "甲<U+200B>乙<U+0007>"
