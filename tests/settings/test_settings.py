"""perfgen.toml and [tool.perfgen]: what they set, where they are found, and that nothing unknown passes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT

from perfgen.contract.catalog import Catalog
from perfgen.diagnostics import Diagnostic, Position, ProblemsFound, Severity
from perfgen.lint.rule import all_rules
from perfgen.settings.settings import Settings, load, profile
from perfgen.settings.settings_file import nearest

RULES = all_rules()
FLAT, JUMP = RULES["flat-target"], RULES["amount-jump"]


def settings(folder: Path, text: str, name: str = "perfgen.toml") -> Settings:
    (folder / name).write_text(text, encoding="utf-8")
    return in_force(folder)


def in_force(folder: Path) -> Settings:
    return load(nearest(folder, Path()), all_rules, Catalog(folder))


def problems(folder: Path, text: str) -> list[Diagnostic]:
    with pytest.raises(ProblemsFound) as error:
        settings(folder, text)
    return list(error.value.diagnostics)


def test_without_a_file_every_rule_is_as_it_comes(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    found = in_force(tmp_path)
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
    assert in_force(below).severity(FLAT) is None


def test_search_ends_at_the_root_of_the_repository(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    (tmp_path / "perfgen.toml").write_text('[rules]\nflat-target = "off"\n', encoding="utf-8")
    assert in_force(repository).severity(FLAT) is FLAT.severity


SEVERITY = "“{}”只能写 error、warning、info、off，这里写的是“{}”"


@pytest.mark.parametrize(
    ("text", "place", "said", "hint"),
    [
        (
            '[rules]\n# flat-targt\nflat-targt = "off"\n',
            (3, 1),
            "rules 里没有“flat-targt”这一项",
            "是不是 flat-target？",
        ),
        ("[rules]\nxyz = 3\n", (2, 1), "rules 里没有“xyz”这一项", "用 perfgen rules 看所有规则的名字"),
        ('[rules]\nflat-target = "of"\n', (2, 15), SEVERITY.format("flat-target", "of"), 'flat-target = "off"'),
        ("[rules]\nflat-target = 3\n", (2, 15), SEVERITY.format("flat-target", 3), "从 error、warning、info、off"),
        ('[rules]\nlow-rate = {severity = "x"}\n', (2, 24), SEVERITY.format("severity", "x"), "从 error、warning"),
        ("[rules.amount-jump]\ntims = 3\n", (2, 1), "amount-jump 里没有“tims”这一项", "是不是 times？"),
        ('[rules.amount-jump]\ntimes = "3"\n', (2, 9), "“times”要写数字，这里写的是“3”", "不加引号：times = 3"),
        ("[rules.amount-jump]\ntimes = nan\n", (2, 9), "“times”要写数字，这里写的是“nan”", "例如 times = 10"),
        ("[rules.amount-jump]\ntimes = true\n", (2, 9), "“times”要写数字，这里写的是“true”", "例如 times = 10"),
        ("rules.amount-jump.times = 2026-01-31\n", (1, 27), "“times”要写数字，这里写的是“2026-01-31”", "times = 10"),
        ("[rules.amount-jump]\ntimes = -1\n", (2, 9), "“times”不能小于 0，这里写的是“-1”", "例如 times = 10"),
        ('[rules.low-rate]\nendings = ["率", ""]\n', (2, 17), "“endings”没有填", "删去"),
        ('[rules.low-rate]\nendings = [\n  "率", # 率\n  3\n]\n', (4, 3), "“endings”要写文字，这里写的是“3”", '"3"'),
        ("[rule]\n", (1, 2), "设置里没有“rule”这一项", "是不是 rules？"),
        ("rules = 3\n", (1, 9), "“rules”要写成几个“键 = 值”，这里写的是“3”", "用 perfgen rules 看所有规则的名字"),
        ("[rules]\nflat-target = off\n", (2, 15), "不是有效的 TOML", "字符串要加引号"),
    ],
)
def test_unknown_settings_are_errors_at_their_place(
    tmp_path: Path, text: str, place: tuple[int, int], said: str, hint: str
) -> None:
    (found,) = problems(tmp_path, text)
    assert found.position is not None
    assert (found.position.line, found.position.column, found.message) == (*place, said)
    assert (found.name, found.status) == ("unknown-setting", 2)
    assert hint in found.hint


def test_every_mistake_is_told_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = '[rules]\nlow-rate = "Error"\nflat-targt = 3\n[rules.amount-jump]\ntimes = ""\nseverity = 1\n'
    assert [one.position and one.position.line for one in problems(tmp_path, text)] == [2, 3, 5, 6]


def test_mistake_in_pyproject_is_told_at_its_line(tmp_path: Path) -> None:
    text = '[tool.ruff]\nrules = 3\n[tool.perfgen.rules]\n"flat-target" = "never"\n'
    with pytest.raises(ProblemsFound) as error:
        settings(tmp_path, text, "pyproject.toml")
    (found,) = error.value.diagnostics
    assert (found.file, found.position) == ("pyproject.toml", Position(4, 17, 7))


def test_options_are_handed_on_as_the_file_has_them(tmp_path: Path) -> None:
    found = settings(tmp_path, "[rules]\namount-jump = {times = 2.5}\nlow-rate = {endings = []}\n")
    assert found.options(JUMP)["times"] == 2.5
    assert found.options(RULES["low-rate"])["endings"] == []


def test_every_rule_takes_its_own_defaults(tmp_path: Path) -> None:
    text = "".join(
        f"[rules.{name}]\nseverity = '{rule.severity or 'off'}'\n"
        + "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in rule.options.items())
        for name, rule in RULES.items()
    )
    found = settings(tmp_path, text)
    assert all(found.options(rule).items() >= rule.options.items() for rule in RULES.values())
    assert len(RULES) > 50


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
        in_force(tmp_path)
    (found,) = error.value.diagnostics
    assert (found.file, found.message, found.status) == ("perfgen.toml", said, 2)


def test_file_that_is_too_large_is_told(tmp_path: Path) -> None:
    (tmp_path / "perfgen.toml").write_bytes(b"#" * 1_000_000)
    in_force(tmp_path)
    (tmp_path / "perfgen.toml").write_bytes(b"#" * 1_000_001)
    with pytest.raises(ProblemsFound, match="文件超过 1000 KB"):
        in_force(tmp_path)


@pytest.mark.parametrize("name", ["perfgen.toml", "pyproject.toml"])
def test_file_that_is_a_link_out_of_its_folder_is_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("[http]\nTOKEN: a\n", "utf-8")
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / name).symlink_to("../secret")
    with pytest.raises(ProblemsFound, match="这是链接") as problems:
        in_force(tmp_path / "project")
    assert "TOKEN" not in str(problems.value)


def test_what_is_no_table_is_wrong_only_where_it_is_of_perfgen(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert settings(tmp_path, "tool = 3\n", "pyproject.toml").severity(FLAT) is FLAT.severity
    with pytest.raises(ProblemsFound, match="“设置”要写成几个“键 = 值”"):
        settings(tmp_path, "[tool]\nperfgen = 3\n", "pyproject.toml")


OWN = "templates/profiles/own.toml"


def own_profile(folder: Path, text: str, name: str = OWN) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_rules_of_a_profile_are_off_until_it_is_chosen(tmp_path: Path) -> None:
    rule = RULES["module-value"]
    assert settings(tmp_path, "").severity(rule) is None
    assert settings(tmp_path, "[rules.module-value]\nyears = 1\n").severity(rule) is None
    assert settings(tmp_path, 'profile = "module"\n').severity(rule) is Severity.ERROR
    assert settings(tmp_path, "[rules]\nmodule-value = 'info'\n").severity(rule) is Severity.INFO
    assert settings(tmp_path, '[tool.perfgen]\nprofile = "module"\n', "pyproject.toml")


def test_settings_of_the_project_win_over_those_of_its_profile(tmp_path: Path) -> None:
    own_profile(
        tmp_path,
        'title = "本省"\n[rules]\nlow-rate = "off"\nflat-target = "error"\n[rules.amount-jump]\ntimes = 3\nseverity = "error"\n',
    )
    found = settings(tmp_path, 'profile = "own"\n[rules]\nflat-target = "info"\n[rules.amount-jump]\ntimes = 5\n')
    assert found.severity(RULES["low-rate"]) is None
    assert found.severity(FLAT) is Severity.INFO
    assert (found.severity(JUMP), found.options(JUMP)["times"]) == (Severity.ERROR, 5)


def test_profile_of_the_project_wins_over_the_shipped_one(tmp_path: Path) -> None:
    own_profile(tmp_path, 'title = "本省"\n[rules]\nmodule-value = "warning"\n', "templates/profiles/module.toml")
    found = settings(tmp_path, 'profile = "module"\n')
    assert found.severity(RULES["module-value"]) is Severity.WARNING
    assert found.severity(RULES["module-category"]) is None


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ('"modul"', "“modul”", '改成 profile = "module"'),
        ('"xyz"', "“xyz”", "写一套设置的名字"),
        ("3", "“3”", "写一套设置的名字"),
        ('["module"]', "这里写的是一个列表（1 条）", '改成 profile = "module"'),
        ('"../../secret"', "“../../secret”", "写一套设置的名字"),
    ],
)
def test_unknown_profile_is_told_with_those_that_there_are(tmp_path: Path, text: str, said: str, hint: str) -> None:
    own_profile(tmp_path, 'title = "本省"\n')
    (found,) = problems(tmp_path, f"# 一体化\nprofile = {text}\n")
    assert (found.name, found.file, found.status) == ("unknown-setting", "perfgen.toml", 2)
    assert found.position is not None
    assert (found.position.line, found.position.column) == (2, 11)
    assert "只能写 module、module-hubei、own，" in found.message
    assert said in found.message
    assert hint in found.hint


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('title = "甲"\n[rules]\nmodule-valu = "error"\n', 3, "rules 里没有“module-valu”这一项"),
        ('title = "甲"\n[rules.module-value]\nyears = "2"\n', 3, "“years”要写数字"),
        ('title = "甲"\nprofile = "module"\n', 2, "一套设置里没有“profile”这一项"),
        ('[rules]\nflat-target = "off"\n', 1, "一套设置缺少“title”"),
        ("title = 甲\n", 1, "不是有效的 TOML"),
    ],
)
def test_mistake_in_a_profile_is_told_at_its_line_there(tmp_path: Path, text: str, line: int, said: str) -> None:
    path = own_profile(tmp_path, text)
    (found,) = problems(tmp_path, 'profile = "own"\n')
    assert (found.name, found.file, found.status) == ("unknown-setting", str(path), 2)
    assert found.position is not None
    assert found.position.line == line
    assert said in found.message


def test_profile_that_is_a_link_out_of_the_project_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text("TOKEN = 1\n", "utf-8")
    folder = tmp_path / "project"
    own_profile(folder, "")
    (folder / OWN).unlink()
    (folder / OWN).symlink_to("../../../secret.toml")
    with pytest.raises(ProblemsFound, match="链接") as found:
        settings(folder, 'profile = "own"\n')
    assert "TOKEN" not in str(found.value)


def test_shipped_profiles_are_sound_and_switch_on_every_rule_that_is_off() -> None:
    catalog = Catalog(ROOT)
    assert len(catalog.profiles()) >= 2
    for name in catalog.profiles():
        title, said = profile(name, RULES, catalog)
        assert title
        assert {rule.name for rule in RULES.values() if rule.severity is None} <= said.keys()
