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
        ("[rule]\n", 1, "没有“rule”这项设置"),
    ],
)
def test_unknown_settings_are_errors_at_their_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    (found,) = problems(tmp_path, text)
    assert found.position is not None
    assert (found.position.line, found.message, found.status) == (line, said, 2)


def test_toml_that_cannot_be_read_is_one_problem(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, "[rules]\nflat-target = off\n")
    assert found.message == "不是有效的 TOML"
