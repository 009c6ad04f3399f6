"""A pull request of 14 changed specs in a folder of 300, as a reviewer sees it: the two errors that it brought stand first."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from conftest import ROOT
from repository import Repository
from workbook_text import as_text

from perfgen import cli

GOLDEN = ROOT / "tests" / "data" / "pull-request"
CITIES = [f"{where}{what}" for where, what in product("东南西北中", "江河湖山川海")]
PHONE = re.compile(r"[0-9]{8}")


def write_specs(repository: Repository) -> list[str]:
    """Three hundred good specs: ten forms of thirty cities, each by its path."""
    examples = {path.stem: path.read_text("utf-8") for path in sorted((ROOT / "specs" / "examples").glob("*.yaml"))}
    of_a_city = {name: text for name, text in examples.items() if "临湖" in text}
    return [
        repository.write(f"specs/2026/{city}/{name.removesuffix('-示例')}.yaml", text.replace("临湖", city))
        .relative_to(repository.folder)
        .as_posix()
        for city in CITIES
        for name, text in of_a_city.items()
    ]


def edit(repository: Repository, path: str, old: str, new: str) -> None:
    text = (repository.folder / path).read_text("utf-8")
    assert old in text, path
    repository.write(path, text.replace(old, new, 1))


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """On main two specs have long been at fault; the request changes 14, brings two errors, three warnings, and mends one."""
    repository = Repository(tmp_path / "仓库", monkeypatch)
    repository.write(".gitignore", ".perfgen_cache\n")
    every = write_specs(repository)
    assert len(every) == 300
    departments = [path for path in every if path.endswith("/部门整体支出.yaml")]
    for path in departments[:6]:  # of which the request leaves one alone
        edit(repository, path, "≥95%, standard: 计划标准", "≥95%, standard: 问卷调查")
    repository.commit()
    repository.git("switch", "--quiet", "--create", "修改")
    for path in departments[1:13]:
        edit(repository, path, "fiscal_year: 2026", "# 按局长办公会的意见修改\nfiscal_year: 2026")
    for path in departments[13:15]:
        edit(repository, path, "≥10个", "≥12个")
    edit(repository, departments[1], "standard: 问卷调查", "standard: 计划标准")
    edit(repository, departments[4], "≥95%, standard: 行业标准", "≥95%, standard: ≥95%")
    edit(repository, departments[11], "fiscal_year: 2026", "fiscal_year：2026")
    for path in departments[7:10]:
        edit(repository, path, "≥95%, standard: 计划标准", "≥95%, standard: 抽样检查")
    repository.commit()
    return repository


def answered(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """As in a transcript of tests/cli."""
    status = cli.run(arguments)
    told = capsys.readouterr()
    lines = [f"$ perfgen {' '.join(arguments)}", *told.out.splitlines(), *(f"2> {line}" for line in told.err.splitlines())]
    return "".join(f"{line}\n" for line in [*lines, *([f"=> {status}"] if status else [])])


def test_reviewer_sees_the_worst_that_is_new_first(
    repository: Repository, capsys: pytest.CaptureFixture[str], golden: Callable[[Path, str], None]
) -> None:
    commands = [
        ["check", "--since", "main", "--new", "--statistics"],
        ["check", "--since", "main", "--format", "concise"],
        ["check", "--new"],
    ]
    golden(GOLDEN / "terminal.txt", "\n".join(answered(command, capsys) for command in commands))


def test_comment_and_pages_of_the_request_begin_with_the_two_errors(
    repository: Repository, capsys: pytest.CaptureFixture[str], golden: Callable[[Path, str], None]
) -> None:
    assert cli.run(["diff", "main...HEAD", "--format", "markdown"]) == 1
    comment = capsys.readouterr().out
    golden(GOLDEN / "comment.md", comment)
    assert cli.run(["diff", "main...HEAD", "--format", "html", "--out", "pages"]) == 1
    pages = {path.relative_to("pages").as_posix(): path.read_text("utf-8") for path in Path("pages").rglob("*.html")}
    assert len(pages) == 8  # of five specs no more than a comment is another, one cannot be read
    golden(GOLDEN / "index.html", unsealed(pages["index.html"]))
    golden(GOLDEN / "东川.html", unsealed(pages["2026/东川/部门整体支出.html"]))
    for told in (comment, pages["index.html"]):
        severities = re.findall(r"^(?:- \*\*|<li><b class=.*?>)(错误|警告)", told, re.MULTILINE)
        assert severities == ["错误", "错误", "警告", "警告", "警告"]


def test_reviewer_opens_the_workbook(
    repository: Repository, capsys: pytest.CaptureFixture[str], golden: Callable[[Path, str], None]
) -> None:
    told = answered(["table", "--out", "审核.xlsx"], capsys)
    golden(GOLDEN / "workbook.txt", re.sub(r"（[0-9.]+秒）", "", told) + "\n" + as_text(Path("审核.xlsx"), 50, 12, 24))


def unsealed(page: str) -> str:
    text, seal, _ = page.partition("<!-- perfgen sha256")
    assert seal
    return text
