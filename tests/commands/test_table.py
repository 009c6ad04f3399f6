"""`perfgen table`: every cell of the workbook is what the declarations and the check say, and nothing is lost."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from command import OTHER_FORMS, SPEC, documents, new, run, write_specs
from conftest import ROOT

from perfgen import cli
from perfgen.declaration.target import parse
from perfgen.table import spec_mark

pytestmark = pytest.mark.slow

SPECS = [  # of the two first forms
    *(ROOT / "specs" / "2021").glob("*.yaml"),
    *(ROOT / "specs" / "examples" / f"{name}-示例.yaml" for name in ("部门整体支出", "项目支出")),
]
GOLDEN = ROOT / "tests" / "data" / "table"
LEVELS = {"long_term": "长期", "medium_term": "中期", "annual": "年度"}
BAD = "form: department-declaration\nfiscal_year: 二〇二六\n"
COMMAND = "=cmd|' /C calc'!A0"
FOR_REVIEW = ("申报单位或项目", "审核意见", spec_mark.HEADING)
Row = dict[str, Any]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The specs of the repository with some more made of the seed, in a folder of their own, and the workbook."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "specs", ignore=OTHER_FORMS, dst=folder / "specs")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "benchmarks")
        from many_specs import generate

        generate(folder / "specs" / "more", 4)
    result = run("table", cwd=folder)
    assert (result.returncode, result.stdout) == (0, "")
    return folder


def sheets(workbook: Path) -> dict[str, list[Row]]:
    """The rows of each sheet but the summary by their headings; empty cells, and what only a reviewer needs, are left out."""
    read = {}
    for page in openpyxl.load_workbook(workbook).worksheets[1:]:
        headings, *rows = page.iter_rows(values_only=True)
        assert len(set(headings)) == len(headings)
        read[page.title] = [
            {title: value for title, value in zip(headings, row, strict=True) if value is not None and title not in FOR_REVIEW}
            for row in rows
        ]
    return read


def specs(project: Path) -> Iterator[tuple[str, Row]]:
    """Path and content of each, all values as they were written."""
    for path in sorted((project / "specs").rglob("*.yaml")):
        yield path.relative_to(project).as_posix(), yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


def names(spec: Row) -> Row:
    titles = {"department": "部门名称", "project": "项目名称", "competent_department": "主管部门"}
    titles |= {"implementing_unit": "实施单位"}
    return {title: spec[key] for key, title in titles.items() if key in spec}


def amounts(spec: Row) -> dict[str, Decimal]:
    """The money of a spec by heading, with the sums."""
    found: dict[str, Decimal] = {}
    titles = {"revenue": "收入构成", "expenditure": "支出构成", "medium_term": "中期资金", "annual": "年度资金"}
    for key, lines in spec["funding"].items():
        for name, line in lines.items():
            given = {"": line} if isinstance(line, str) else {"·当年预算收支": line.get("budget")}
            past = {} if isinstance(line, str) else line.get("history", {})
            given |= {f"·{year}年": value for year, value in past.items()}
            for period, value in given.items():
                if value is not None:
                    total = f"{titles[key]}·合计{period}（万元）"
                    found[f"{titles[key]}·{name}{period}（万元）"] = Decimal(value)
                    found[total] = found.get(total, Decimal(0)) + Decimal(value)
    return found


def indicators(spec: Row) -> Iterator[tuple[Row, Row]]:
    """Each indicator with what its row says of its place."""
    for level, word in LEVELS.items():
        goals = spec.get(f"{level}_goals", [])
        beside: list[tuple[Row, Row]] = [({"层次": word}, {"indicators": spec.get(f"{level}_indicators", {})})]
        below = [({"层次": word, "目标序号": n, "目标": goal["goal"]}, goal) for n, goal in enumerate(goals, 1)]
        for place, holder in [*below, *beside]:
            for category, tree in holder.get("indicators", {}).items():
                for subcategory, items in tree.items():
                    for item in items:
                        yield {**place, "一级指标": category, "二级指标": subcategory}, item


def test_every_cell_of_the_declarations_is_what_the_spec_says(project: Path) -> None:
    found = sheets(project / "build" / "绩效目标汇总.xlsx")["申报表"]
    assert len(found) == len(SPECS) + 4
    for row, (path, spec) in zip(found, specs(project), strict=True):
        fields = {"fiscal_year": "年度", "unit_head": "单位负责人", "preparation_date": "填报日期"}
        fields |= {"competent_department_code": "主管部门代码", "continuity": "项目属性"}
        expected: Row = {**names(spec), **{title: spec[key] for key, title in fields.items() if key in spec}}
        expected["年度"] = int(expected["年度"])
        expected |= {"填报人": spec["preparer"]["name"], "文件": path}
        expected |= {"联系电话": phone} if (phone := spec["preparer"].get("phone")) else {}
        if period := spec.get("period"):
            expected |= {"开始年份": int(period["start"]), "结束年份": int(period["end"])}
        for level, word in LEVELS.items():
            if goals := spec.get(f"{level}_goals"):
                expected[f"{word}目标数"] = len(goals)
                expected[f"{word}指标数"] = sum(place["层次"] == word for place, _ in indicators(spec))
        money = {title: row.pop(title) for title in list(row) if title.endswith("（万元）")}
        assert {title: Decimal(str(value)) for title, value in money.items()} == amounts(spec)
        counts = [row.pop(f"{word}数") for word in ("错误", "警告", "提示")]
        assert all(isinstance(count, int) for count in counts)
        assert row.pop("表") in ("部门整体支出绩效目标申报表", "项目支出绩效目标申报表")
        assert row == expected


def test_every_cell_of_the_indicators_is_what_the_spec_says(project: Path) -> None:
    found = iter(sheets(project / "build" / "绩效目标汇总.xlsx")["指标"])
    count = 0
    for path, spec in specs(project):
        lines = (project / path).read_text("utf-8").splitlines()
        for place, item in indicators(spec):
            row, value = next(found), parse(item["target"])
            count += 1
            line = row.pop("行")
            assert item["name"] in lines[line - 1]
            expected = {**names(spec), "年度": int(spec["fiscal_year"]), **place, "指标名称": item["name"], "文件": path}
            expected |= {f"{year}年": past for year, past in item.get("history", {}).items()}
            expected |= {"指标值": item["target"]} | ({"绩效标准": item["standard"]} if "standard" in item else {})
            parsed = {"符号": value.comparator, "单位": value.unit}
            expected |= {title: text for title, text in parsed.items() if text}
            numbers = {"数值": value.number, "上限": value.upper}
            expected |= {title: float(n * value.scale) for title, n in numbers.items() if n is not None}
            assert row == expected
    assert count == 98 + 211  # of the specs that are here, and of four made from the seed
    assert next(found, None) is None


def test_findings_are_those_of_the_check(project: Path) -> None:
    read = sheets(project / "build" / "绩效目标汇总.xlsx")
    checked = json.loads(run("check", "--format", "json", cwd=project).stdout)["diagnostics"]
    words = {"error": "错误", "warning": "警告", "info": "提示"}
    expected = [
        {
            "文件": one["file"], "行": one["line"], "级别": words[one["severity"]], "规则": one["name"],
            "问题": one["message"], "怎么改": one["hint"],
        }
        for one in checked
    ]  # fmt: skip
    assert len(expected) > 150
    departments = {path: names(spec) for path, spec in specs(project)}
    worst_first = sorted(expected, key=lambda row: [*words.values()].index(row["级别"]))
    assert [{**departments[row["文件"]], **row} for row in worst_first] == read["问题"]
    for row in read["申报表"]:
        for word in words.values():
            assert row[f"{word}数"] == sum(one["文件"] == row["文件"] and one["级别"] == word for one in read["问题"])


def test_csv_and_json_say_the_same_as_the_workbook(project: Path) -> None:
    read = sheets(project / "build" / "绩效目标汇总.xlsx")
    assert run("table", "--out", "out/汇总.csv", cwd=project).returncode == 0
    assert run("table", "--out", "out/汇总.JSON", cwd=project).returncode == 0
    document = json.loads((project / "out" / "汇总.JSON").read_text("utf-8"))
    assert document["schema_version"] == 1
    assert [sheet["name"] for sheet in document["sheets"]] == list(read)
    for sheet in document["sheets"]:
        rows = [dict(zip(sheet["columns"], row, strict=True)) for row in sheet["rows"]]
        filled = [{title: value for title, value in row.items() if value is not None} for row in rows]
        assert filled == read[sheet["name"]]
        with (project / "out" / f"汇总-{sheet['name']}.csv").open(encoding="utf-8-sig", newline="") as file:
            as_csv = list(csv.reader(file))
        assert as_csv[0] == sheet["columns"]
        for texts, row in zip(as_csv[1:], sheet["rows"], strict=True):
            for text, value in zip(texts, row, strict=True):
                if isinstance(value, str):
                    assert text.removeprefix("'") == value  # which says text before =100%
                else:
                    assert (float(text) if text else None) == value


def test_csv_of_the_examples_is_golden(tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    shutil.copytree(ROOT / "specs" / "examples", tmp_path / "specs", ignore=OTHER_FORMS)
    write_specs(tmp_path, 1, lambda _: "=HYPERLINK(甲)馆")
    assert run("table", "--out", "汇总.csv", cwd=tmp_path).returncode == 0
    written = sorted(tmp_path.glob("*.csv"))
    assert [path.name for path in written] == ["汇总-指标.csv", "汇总-放行.csv", "汇总-申报表.csv", "汇总-问题.csv"]
    for path in written:
        golden(GOLDEN / path.name, path.read_text("utf-8-sig"))


def test_bad_spec_stops_no_other_and_is_among_the_findings(tmp_path: Path) -> None:
    write_specs(tmp_path, 3, new)
    (tmp_path / "specs" / "1" / "001.yaml").write_text(BAD, "utf-8")
    (tmp_path / "specs" / "1" / "gbk.yaml").write_bytes(SPEC.encode("gb18030"))
    result = run("table", cwd=tmp_path)
    assert result.returncode == 2
    assert "specs/1/001.yaml:2:14: 错误 “年度”" in result.stdout
    assert "gbk.yaml:" in result.stdout and "[not-utf8]" in result.stdout
    assert "2 份申报表、" in result.stderr and "；2 份申报表没有汇总（" in result.stderr
    read = sheets(tmp_path / "build" / "绩效目标汇总.xlsx")
    assert [row["部门名称"] for row in read["申报表"]] == ["新部门0", "新部门2"]
    bad = {row["文件"] for row in read["问题"] if "部门名称" not in row}
    assert bad == {"specs/1/001.yaml", "specs/1/gbk.yaml"}
    (tmp_path / "specs" / "1" / "gbk.yaml").unlink()
    assert run("table", cwd=tmp_path).returncode == 1


def test_value_that_the_form_does_not_print_is_a_problem_as_in_the_check(tmp_path: Path) -> None:
    write_specs(tmp_path, 1, new)
    path = tmp_path / "specs" / "0" / "000.yaml"
    path.write_text(SPEC.replace("history: {2024:", "history: {2023:", 1), "utf-8")
    assert path.read_text("utf-8") != SPEC
    result = run("table", cwd=tmp_path)
    assert result.returncode == 1
    assert "[unprinted-value]" in result.stdout


def test_values_that_look_like_formulas_stay_text_from_spec_to_cell(tmp_path: Path) -> None:
    write_specs(tmp_path, 1, lambda _: f'"{COMMAND}"')
    path = tmp_path / "specs" / "0" / "000.yaml"
    path.write_text(path.read_text("utf-8").replace("target: ≥", "target: =", 1), "utf-8")
    assert run("table", cwd=tmp_path).returncode == 0
    workbook = openpyxl.load_workbook(tmp_path / "build" / "绩效目标汇总.xlsx")
    assert workbook["申报表"]["A2"].value == COMMAND
    every = list(chain.from_iterable(chain.from_iterable(page.iter_rows() for page in workbook)))
    assert len(every) > 100
    assert [cell for cell in every if cell.data_type == "f" or cell.hyperlink] == []
    assert run("table", "--out", "x.csv", cwd=tmp_path).returncode == 0
    assert f"\n'{COMMAND}," in (tmp_path / "x-申报表.csv").read_text("utf-8")


@pytest.mark.parametrize("name", ["=1+1.yaml", "<r>&'\".yaml", "𠀀 é.yaml", "_x0041_.yaml"])
def test_odd_name_of_a_file_is_shown_as_it_is(tmp_path: Path, name: str) -> None:
    try:
        (tmp_path / name).write_text(SPEC, "utf-8")
    except OSError:
        pytest.skip("a system that has no such names")
    assert run("table", ".", "--out", "out/汇总.json", cwd=tmp_path).returncode == 0
    sheet = json.loads((tmp_path / "out" / "汇总.json").read_text("utf-8"))["sheets"][0]
    assert dict(zip(sheet["columns"], sheet["rows"][0], strict=True))["文件"] == name
    assert run("table", ".", cwd=tmp_path).returncode == 0
    value = sheets(tmp_path / "build" / "绩效目标汇总.xlsx")["申报表"][0]["文件"]
    assert openpyxl.utils.escape.unescape(value) == name


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "json"])
def test_name_that_is_no_text_breaks_nothing(tmp_path: Path, suffix: str) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b.yaml")).write_text(SPEC, "utf-8")
        (tmp_path / "\x07bad.yaml").write_text(BAD, "utf-8")
    except OSError:
        pytest.skip("a system whose names are text")
    result = run("table", ".", "--out", f"out/汇总.{suffix}", cwd=tmp_path)
    assert result.returncode == 1
    assert "1 份申报表、" in result.stderr
    assert "\x1b" not in result.stderr + result.stdout and "\x07" not in result.stderr + result.stdout
    for content in documents(tmp_path / "out").values():
        assert b"\x1b" not in content or suffix == "xlsx"


def test_bytes_are_the_same_wherever_and_whenever(project: Path) -> None:
    before = (project / "build" / "绩效目标汇总.xlsx").read_bytes()
    for environment in ({"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai"}, {"PYTHONHASHSEED": "2", "LC_ALL": "C"}):
        assert run("table", "--out", "again/x.xlsx", cwd=project, env=environment).returncode == 0
        assert (project / "again" / "x.xlsx").read_bytes() == before
    assert list((project / "again").iterdir()) == [project / "again" / "x.xlsx"]


def test_form_of_a_project_has_its_columns(tmp_path: Path) -> None:
    third = ROOT / "tests" / "cases" / "third-form"
    shutil.copytree(third, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.txt", "*.xml"))
    assert run("table", cwd=tmp_path).returncode == 0
    (row,) = sheets(tmp_path / "build" / "绩效目标汇总.xlsx")["申报表"]
    counts = {"错误数": 0, "警告数": 0, "提示数": 0}
    assert row == {"表": "培训计划申报表", "年度": 2026, **counts, "文件": "specs/spec.yaml"}


@pytest.mark.parametrize("out", ["汇总.xls", "汇总", "汇总.xlsx/", "build/.csv"])
def test_file_of_another_kind_is_refused_before_any_work(tmp_path: Path, out: str) -> None:
    write_specs(tmp_path, 1, new)
    result = run("table", "--out", out, cwd=tmp_path)
    if out.endswith("/"):  # as for every program, no more than a spelling of the file
        assert (result.returncode, (tmp_path / "汇总.xlsx").exists()) == (0, True)
        return
    assert result.returncode == 2
    assert f"要以 .xlsx、.csv、.json 结尾，这里写的是“{out}”" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["specs"]


def test_output_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    write_specs(tmp_path, 1, new)
    (tmp_path / "build" / "绩效目标汇总.xlsx").mkdir(parents=True)
    result = run("table", cwd=tmp_path)
    assert result.returncode == 3
    assert "写不进去：已有一个同名的文件夹" in result.stdout
    assert "已写入" not in result.stderr


def test_too_much_for_excel_is_said_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_specs(tmp_path, 1, new)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("perfgen.table.xlsx.MAX_COLUMNS", 3)
    assert cli.run(["table"]) == 2
    assert "列，Excel 一张工作表最多 3 列 [too-large-for-excel]" in capsys.readouterr().err
    assert not (tmp_path / "build").exists()


def test_same_declaration_twice_is_told_since_its_money_is_added_twice(tmp_path: Path) -> None:
    write_specs(tmp_path, 2, new)
    copy = tmp_path / "specs" / "0" / "000 - 副本.yaml"
    shutil.copy(tmp_path / "specs" / "0" / "000.yaml", copy)
    shutil.copy(copy, copy.with_suffix(".yaml.txt"))
    assert run("table", cwd=tmp_path).returncode == 0
    found = [row for row in sheets(tmp_path / "build" / "绩效目标汇总.xlsx")["问题"] if row["级别"] == "警告"][:2]
    assert [(row["规则"], row["文件"]) for row in found] == [
        ("declared-twice", "specs/0/000 - 副本.yaml"),
        ("not-named-yaml", "specs/0/000 - 副本.yaml.txt"),
    ]


def test_year_before_counts_as_in_the_check(tmp_path: Path) -> None:
    for year in (2025, 2026):
        path = tmp_path / "specs" / str(year) / "甲.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(SPEC.replace("fiscal_year: 2026", f"fiscal_year: {year}"), "utf-8")
    before, (line,) = tmp_path / "specs" / "2025" / "甲.yaml", [line for line in SPEC.splitlines(keepends=True) if "读者满意度" in line]
    before.write_text(before.read_text("utf-8").replace(line, line + line.replace("读者", "家长")), "utf-8")
    assert run("table", "specs/2026", cwd=tmp_path).returncode == 0
    checked = json.loads(run("check", "specs/2026", "--format", "json", cwd=tmp_path).stdout)["diagnostics"]
    read = sheets(tmp_path / "build" / "绩效目标汇总.xlsx")["问题"]
    assert sorted(row["规则"] for row in read) == sorted(one["name"] for one in checked)
    assert "indicator-dropped" in {one["name"] for one in checked}
