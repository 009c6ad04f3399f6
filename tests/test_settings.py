"""perfgen.toml and [tool.perfgen]: what they set, where they are found, and that nothing unknown passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfgen.diagnostics import Diagnostic, ProblemsFound, Severity
from perfgen.lint.rule import all_rules
from perfgen.settings import Settings, load

RULES = all_rules()
FLAT, JUMP = RULES["flat-target"], RULES["amount-jump"]


def settings(folder: Path, text: str, name: str = "perfgen.toml") -> Settings:
    (folder / name).write_text(text, encoding="utf-8")
    return load(folder, RULES)


def problems(folder: Path, text: str) -> list[Diagnostic]:
    with pytest.raises(ProblemsFound) as error:
        settings(folder, text)
    return list(error.value.diagnostics)


def test_without_a_file_every_rule_is_as_it_comes(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    found = load(tmp_path, RULES)
    assert (found.severity(FLAT), found.options(JUMP)) == (FLAT.severity, JUMP.options)


def test_a_rule_is_turned_off_or_given_another_severity(tmp_path: Path) -> None:
    found = settings(tmp_path, '[rules]\nflat-target = "off"\namount-jump = "error"\n')
    assert found.severity(FLAT) is None
    assert found.severity(JUMP) is Severity.ERROR


def test_an_option_is_set_beside_the_others(tmp_path: Path) -> None:
    found = settings(tmp_path, '[rules.amount-jump]\ntimes = 20\nseverity = "info"\n')
    assert found.options(JUMP)["times"] == 20
    assert found.severity(JUMP) is Severity.INFO
    assert found.options(FLAT) == FLAT.options


def test_pyproject_holds_settings_too_and_folders_below_see_them(tmp_path: Path) -> None:
    below = tmp_path / "specs" / "2021"
    below.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.perfgen.rules]\nflat-target = "off"\n', encoding="utf-8")
    assert load(below, RULES).severity(FLAT) is None


def test_search_ends_at_the_root_of_the_repository(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    (tmp_path / "perfgen.toml").write_text('[rules]\nflat-target = "off"\n', encoding="utf-8")
    assert load(repository, RULES).severity(FLAT) is FLAT.severity


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[rules]\n# 注释\nflat-targt = "off"\n', 3, "没有“flat-targt”这条规则"),
        ('[rules]\nflat-target = "never"\n', 2, "“flat-target”应为 error、warning、info、off 之一，得到“never”"),
        ("[rules]\nflat-target = 3\n", 2, "“flat-target”应为 error、warning、info、off 之一"),
        ("[rules.amount-jump]\ntims = 3\n", 2, "规则“amount-jump”没有“tims”这个选项"),
        ('[rules.amount-jump]\ntimes = "3"\n', 2, "“times”应像缺省值那样写"),
        ("[rules.amount-jump]\ntimes = nan\n", 2, "“times”应像缺省值那样写"),
        ("[rules.amount-jump]\ntimes = -1\n", 2, "“times”应像缺省值那样写"),
        ('[rules.low-rate]\nendings = ["率", ""]\n', 2, "“endings”应像缺省值那样写"),
        ("[rule]\n", 1, "没有“rule”这项设置"),
        ("rules = 3\n", 1, "“rules”应为一组设置"),
        ("[rules]\nflat-target = off\n", 2, "不是有效的 TOML"),
    ],
)
def test_unknown_settings_are_errors_at_their_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    (found,) = problems(tmp_path, text)
    assert found.position is not None
    assert (found.position.line, found.message, found.status) == (line, said, 2)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("# 规则\n".encode("gbk"), "文件不是 UTF-8 编码，看起来是 GB18030（GBK）"),
        (b"rules = " + b"[" * 100_000, "不是有效的 TOML"),
        (b"[rules", "不是有效的 TOML"),
    ],
)
def test_file_that_cannot_be_read_is_one_problem(tmp_path: Path, source: bytes, said: str) -> None:
    (tmp_path / "perfgen.toml").write_bytes(source)
    with pytest.raises(ProblemsFound) as error:
        load(tmp_path, RULES)
    (found,) = error.value.diagnostics
    assert (found.file, found.message, found.status) == ("perfgen.toml", said, 2)


def test_what_is_no_table_is_wrong_only_where_it_is_of_perfgen(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert settings(tmp_path, "tool = 3\n", "pyproject.toml").severity(FLAT) is FLAT.severity
    with pytest.raises(ProblemsFound, match="“perfgen”应为一组设置"):
        settings(tmp_path, "[tool]\nperfgen = 3\n", "pyproject.toml")
