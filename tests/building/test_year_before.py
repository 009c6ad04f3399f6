"""Where what was said for the year before is found: in the folder of that year, by project or department, or as named."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from perfgen.building.checking import check_file
from perfgen.declaration.roles import DEPARTMENT, IMPLEMENTER, PROJECT
from perfgen.declaration.subject import subject
from perfgen.project import Project

EXAMPLE = (ROOT / "specs" / "examples" / "项目支出-示例.yaml").read_text("utf-8")
PLACE = Path("specs", "2026", "园林", "公园.yaml")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    save(PLACE, EXAMPLE)
    return tmp_path


def save(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def before(**changes: str) -> str:
    text = EXAMPLE.replace("fiscal_year: 2026", "fiscal_year: 2025")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


def found(*named: Path) -> list[str]:
    return [one.name for one in check_file(Project(year_before=named), PLACE)]


@pytest.mark.usefixtures("folder")
def test_project_is_found_in_the_folder_of_the_year_before_whatever_the_file_is_called() -> None:
    assert found() == []
    save(Path("specs", "2025", "去年", "口袋.yml"), before())
    assert found() == ["new-again"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "text",
    [
        before(城区口袋公园建设项目="城区行道树补植项目"),
        before(临湖市园林绿化中心="临湖市市政中心"),
        EXAMPLE.replace("fiscal_year: 2026", "fiscal_year: 2024"),
        "form: [",
    ],
    ids=["another project", "somebody else", "another year", "no spec"],
)
def test_what_is_not_of_the_project_and_the_year_is_not_taken(text: str) -> None:
    save(Path("specs", "2025", "公园.yaml"), text)
    assert found() == []


@pytest.mark.usefixtures("folder")
def test_folder_of_the_year_before_may_be_empty() -> None:
    Path("specs", "2025").mkdir()
    assert found() == []


@pytest.mark.usefixtures("folder")
def test_what_lies_in_no_folder_of_its_year_is_compared_with_nothing() -> None:
    save(Path("specs", "2025", "公园.yaml"), before())
    elsewhere = save(Path("specs", "草稿", "公园.yaml"), EXAMPLE)
    assert check_file(Project(), elsewhere) == []


@pytest.mark.usefixtures("folder")
def test_file_that_was_named_is_the_one_even_if_the_project_was_called_otherwise() -> None:
    named = save(Path("去年.yaml"), before(城区口袋公园建设项目="城区小微公园建设项目"))
    save(Path("specs", "2025", "公园.yaml"), "form: [")
    assert "new-again" in found(named)


@pytest.mark.usefixtures("folder")
def test_file_that_was_named_and_cannot_be_used_is_told() -> None:
    problems = check_file(Project(year_before=(save(Path("去年.yaml"), "form: ["),)), PLACE)
    assert {one.file for one in problems} == {"去年.yaml"}
    (missing,) = check_file(Project(year_before=(Path("没有.yaml"),)), PLACE)
    assert missing.message == "没有这个文件或文件夹"


def test_codes_beside_a_name_make_it_no_other() -> None:
    one = subject({PROJECT: "口袋公园建设", IMPLEMENTER: "临湖市园林绿化中心"})
    assert one.is_that_of(subject({PROJECT: "口袋公园 建设", IMPLEMENTER: "312001-临湖市园林绿化中心"}))
    assert one.is_that_of(subject({PROJECT: "口袋公园建设"}))
    assert not one.is_that_of(subject({PROJECT: "口袋公园建设", IMPLEMENTER: "临湖市市政中心"}))
    assert not one.is_that_of(subject({DEPARTMENT: "口袋公园建设"}))
    assert not subject({}).is_that_of(subject({}))
