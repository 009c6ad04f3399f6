"""Each trap of YAML is named at its place, in Chinese, with what to type instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from yaml_traps import ONE_OF_EACH, TRAPS, encoded

from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.spec import quick, spec, syntax_errors, walk
from perfgen.spec.plain import MAX_BYTES, MAX_DEPTH, MAX_NODES

GOLDEN = Path(__file__).with_name("yaml_traps.txt")


@cache
def found(source: str | bytes) -> tuple[Diagnostic, ...]:
    try:
        spec.load(encoded(source), "表.yaml")
    except ProblemsFound as problems:
        return problems.diagnostics
    return ()


def place(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.position.line}:{diagnostic.position.column}" if diagnostic.position else "-"


@pytest.mark.parametrize(("source", "expected"), TRAPS)
def test_trap_is_named_at_its_place(source: str | bytes, expected: list[str]) -> None:
    assert [f"{place(diagnostic)} {diagnostic.name}" for diagnostic in found(source)] == expected


def test_what_is_wrong_and_what_to_type_read_well(golden: Callable[[Path, str], None]) -> None:
    blocks = []
    for source, expected in TRAPS:
        if expected:
            excerpt = repr(encoded(source).decode("utf-8", "backslashreplace")[:60])
            lines = [f"{place(one)} {one.name}: {one.message}\n    {one.hint}" for one in found(source)]
            blocks.append("\n".join([excerpt, *lines]) + "\n")
    assert len(blocks) > 90
    golden(GOLDEN, "\n".join(blocks))


def test_mistakes_of_many_kinds_are_found_in_one_go() -> None:
    assert [f"{place(one)} {one.name}" for one in found(ONE_OF_EACH)] == [
        "2:11 fullwidth-colon",
        "3:21 fullwidth-comma",
        "5:5 forbidden-character",
        "7:3 missing-space",
        "9:11 yaml-anchor",
        "13:34 unquoted-value",
        "15:33 unquoted-value",
        "16:11 fullwidth-colon",
        "18:23 text-after-quote",
        "19:23 colon-in-value",
        "20:13 tab-character",
        "21:1 duplicate-key",
        "22:1 many-documents",
    ]


def test_messages_are_chinese_and_printable_on_a_gbk_console() -> None:
    for source, _ in TRAPS:
        for one in found(source):
            said = one.message + one.hint
            assert re.search(r"[\u4e00-\u9fff]{2}", one.message), one
            assert one.hint, one
            assert said.replace("\u3000", "").isprintable(), one
            assert not re.search(r"expected|found|scanning|parsing|None|Token|<block", said), one
            said.encode("gbk")


def test_unusable_files_ask_for_status_2_and_all_else_for_1() -> None:
    unusable = {"empty-file", "not-utf8", "too-large"}
    statuses = {(one.name, one.status) for source, _ in TRAPS for one in found(source)}
    assert len(statuses) > 25
    assert all(status == (2 if name in unusable else 1) for name, status in statuses)


def test_every_problem_names_the_file_as_given() -> None:
    assert {one.file for source, _ in TRAPS for one in found(source)} == {"表.yaml"}


def test_duplicate_key_is_reported_with_both_lines() -> None:
    (problem,) = found("form: x\npreparer:\n  name: 甲\n  phone: 1\n  name: 乙\n")
    assert problem.message == "第 3 行已有“name”，同一层不能写两次"
    assert problem.position == (5, 3, 4)


def test_gbk_file_is_told_how_to_become_utf8() -> None:
    (problem,) = found("name: 张三".encode("gbk"))
    assert "GB18030" in problem.message
    assert "记事本" in problem.hint and "VS Code" in problem.hint


def test_no_more_than_100_problems_are_reported() -> None:
    assert len(found("a: 1\n" * 300)) == 100
    assert len(found("a: \x00b\x00\n" * 300)) == 100


def test_no_more_is_read_than_the_limits() -> None:
    assert (MAX_BYTES, MAX_NODES, MAX_DEPTH) == (5_000_000, 50_000, 64)
    assert [one.name for one in found(b"a: " + b"x" * 5_000_000)] == ["too-large"]
    assert [one.name for one in found("a: " + "[" * 65 + "]" * 65)] == ["too-deep"]


def test_too_many_nodes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (quick, walk):
        monkeypatch.setattr(module, "MAX_NODES", 20)
    assert not found("a: [" + "x," * 17 + "]")
    assert [one.name for one in found("a: [" + "x," * 18 + "]")] == ["too-large"]


def test_unknown_words_of_the_parser_are_not_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syntax_errors, "_FINDERS", ())
    (problem,) = found("a: [1, 2\n")  # not a trap, whose answer is remembered
    assert (problem.name, place(problem)) == ("yaml-syntax", "2:1")
    assert problem.message == "这里不符合 YAML 的写法；再往下还没有检查"
