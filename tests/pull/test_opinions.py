"""Opinions typed into the workbook of `perfgen table` come back as comments at the lines that they are about, and once.

What a reviewer does to the workbook meanwhile, and a clerk to the specs, does not lead them astray; what is lost is told.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import EXAMPLES

from perfgen import cli
from perfgen.table.spec_mark import HEADING, OPINION

BOOK = Path("审核.xlsx")
FINDING = "standard: 问卷调查"  # which a rule warns of
Capture = pytest.CaptureFixture[str]


pytestmark = pytest.mark.slow
NAMES = ("000", "001", "002")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three specs that have a warning each, and the workbook of them."""
    folder = tmp_path_factory.mktemp("made")
    good = next(path for path in EXAMPLES if path.stem == "部门整体支出-示例").read_text("utf-8")
    for name in NAMES:
        path = folder / "specs" / name[-1] / f"{name}.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(good.replace("临湖", f"临湖{name}").replace("standard: 计划标准", FINDING, 1), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert cli.run(["table", "--out", str(BOOK)]) == 0
    return folder


@pytest.fixture
def specs(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """The same in a folder of one's own; the specs by name."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return {name: Path("specs", name[-1], f"{name}.yaml") for name in NAMES}


def edit(path: Path, old: str, new: str, count: int = 1) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), "utf-8")


def column(page: Any, title: str) -> int:
    return next(cell.column for cell in page[1] if cell.value == title)


def rows_of(page: Any, **wanted: str) -> Iterator[int]:
    """The numbers of the rows that have these texts in them, by heading."""
    for row in range(2, page.max_row + 1):
        if all(value in str(page.cell(row, column(page, title)).value) for title, value in wanted.items()):
            yield row


def typed(text: str, sheet: str = "问题", **wanted: str) -> Callable[[Any], None]:
    """Type an opinion in the first such row."""

    def change(book: Any) -> None:
        page = book[sheet]
        page.cell(next(rows_of(page, **wanted)), column(page, OPINION)).value = text

    return change


def changed(*changes: Callable[[Any], None], book: Path = BOOK) -> None:
    read = openpyxl.load_workbook(book)
    for change in changes:
        change(read)
    read.save(book)


def comments(path: Path) -> list[tuple[str, str]]:
    """The opinions in a spec, each with the line below it."""
    lines = path.read_text("utf-8").splitlines()
    return [(line.strip(), below.strip()) for line, below in pairwise(lines) if OPINION in line]


def pulled(capsys: Capture, status: int = 0, *more: str) -> str:
    capsys.readouterr()
    assert cli.run(["pull", str(BOOK), *more]) == status
    said = capsys.readouterr()
    return said.out + said.err


def test_opinions_stand_above_their_lines_in_every_spec(specs: dict[str, Path], capsys: Capture) -> None:
    before = {name: path.read_text("utf-8") for name, path in specs.items()}
    changed(
        typed("写计划标准", 文件="000"), typed("第一行\n # 第二行", 文件="002"),
        typed("再核对", sheet="指标", 文件="002", 指标名称="新建分馆个数"),
    )  # fmt: skip
    told = pulled(capsys)
    (note, line), = comments(specs["000"])
    assert note == "# 审核意见：写计划标准" and FINDING in line
    assert [note for note, _ in comments(specs["002"])] == ["# 审核意见：第一行 ＃ 第二行", "# 审核意见：再核对"]
    assert "新建分馆个数" in comments(specs["002"])[1][1]
    assert told.splitlines()[-1] == "3 条审核意见写进了申报表"
    for name, path in specs.items():
        kept = [line for line in path.read_text("utf-8").splitlines() if OPINION not in line]
        assert kept == before[name].splitlines()
    for line in told.splitlines()[:-1]:
        file, number, _ = line.split(":", 2)
        assert line.endswith(Path(file).read_text("utf-8").splitlines()[int(number) - 1].strip())


def test_pulled_twice_they_stand_there_once(specs: dict[str, Path], capsys: Capture) -> None:
    changed(typed("甲", 文件="000"), typed("乙", 文件="001"))
    pulled(capsys)
    after = [path.read_bytes() for path in specs.values()]
    assert pulled(capsys) == "2 条原来就有\n"
    assert [path.read_bytes() for path in specs.values()] == after


def test_reworded_opinion_does_not_take_away_the_earlier_one_which_is_told(specs: dict[str, Path], capsys: Capture) -> None:
    changed(typed("甲", 文件="000"), typed("丙", 文件="001"))
    pulled(capsys)
    changed(typed("乙", 文件="000"))
    told = pulled(capsys)
    assert [note for note, _ in comments(specs["000"])] == ["# 审核意见：甲", "# 审核意见：乙"]
    assert told.count("[earlier-opinion]") == 1
    assert "“问题”第 2 行的意见所在的那一处，原来还有一条“甲”" in told
    assert pulled(capsys) == "2 条原来就有\n"


def test_opinions_of_two_rows_about_one_place_are_not_told_to_be_earlier(specs: dict[str, Path], capsys: Capture) -> None:
    changed(typed("甲", 文件="000"))
    pulled(capsys)
    changed(typed("另一条", sheet="指标", 文件="000", 指标名称="全市分馆总数"))
    told = pulled(capsys)
    assert len(comments(specs["000"])) == 2 and "earlier-opinion" not in told


def test_nothing_typed_is_nothing_done(specs: dict[str, Path], capsys: Capture) -> None:
    assert pulled(capsys) == "没有填写审核意见\n"


def test_check_writes_nothing(specs: dict[str, Path], capsys: Capture) -> None:
    changed(typed("甲", 文件="000"))
    before = specs["000"].read_bytes()
    assert "1 条审核意见要写进申报表" in pulled(capsys, 1, "--check")
    assert specs["000"].read_bytes() == before


def reordered(book: Any) -> None:
    """The rows of both sheets upside down, as a sort leaves them; half of them hidden, as by a filter; the sheets renamed, a
    title above, a column in front."""
    for name in ("问题", "指标"):
        page = book[name]
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), 2):
            for place, value in enumerate(row, 1):
                page.cell(number, place).value = value
            page.row_dimensions[number].hidden = number % 2 == 0
        page.insert_rows(1, 2)
        page.insert_cols(2)
        page.title = f"我的{name}"


def test_rows_are_known_wherever_they_have_gone(specs: dict[str, Path], capsys: Capture) -> None:
    changed(*(typed(f"意见{name}", 文件=name) for name in specs), typed("再核对", sheet="指标", 文件="001", 指标名称="新建"), reordered)
    pulled(capsys)
    for name, path in specs.items():
        assert (f"# 审核意见：意见{name}", True) in [(note, FINDING in line) for note, line in comments(path)]
    assert sum(len(comments(path)) for path in specs.values()) == 4


def test_what_a_clerk_has_moved_or_changed_is_found(specs: dict[str, Path], capsys: Capture) -> None:
    changed(typed("再核对", sheet="指标", 文件="000", 指标名称="新建分馆个数"), typed("写计划标准", 文件="001"))
    edit(specs["000"], "≥10个", "≥12个")
    edit(specs["001"], "fiscal_year:", "# 说明\n\nfiscal_year:")
    told = pulled(capsys)
    assert "“指标”第 " in told and "说的“新建分馆个数”后来改过，意见写在现在的这一处 [changed-since-opinion]" in told
    assert "新建分馆个数" in comments(specs["000"])[0][1]
    assert FINDING in comments(specs["001"])[0][1]


def test_what_is_gone_is_told_with_its_row(specs: dict[str, Path], capsys: Capture) -> None:
    changed(typed("再核对", sheet="指标", 文件="000", 指标名称="新建分馆个数"), typed("甲", 文件="001"), typed("乙", 文件="002"))
    edit(specs["000"], "新建分馆个数", "别的")
    specs["001"].unlink()
    specs["002"].write_text("form: [\n", "utf-8")
    before = specs["000"].read_bytes()
    told = pulled(capsys, 1)
    assert "的意见“再核对”没有写入：“新建分馆个数”改了或删了，找不到是哪一处 [opinion-not-placed]" in told
    assert "“问题”第 3 行的意见“甲”没有写入：那份申报表已经不在了（1/001.yaml）" in told
    assert "“问题”第 4 行的意见“乙”没有写入：申报表的写法有错，读不了" in told
    assert told.splitlines()[-1] == "3 条没有写入"
    assert specs["000"].read_bytes() == before


def copied(book: Any) -> None:
    page = book["问题"]
    for cell in page[2]:
        page.cell(10, cell.column).value = cell.value
        page.cell(11, cell.column).value = cell.value
        page.cell(12, cell.column).value = cell.value
    page.cell(11, column(page, "问题")).value = "我发现的问题"
    for number, text in ((10, "抄来的"), (11, "自己的"), (13, "新加的")):
        page.cell(number, column(page, OPINION)).value = text


def test_copied_and_added_rows_are_told(specs: dict[str, Path], capsys: Capture) -> None:
    changed(typed("甲", 文件="000"), copied)
    told = pulled(capsys, 1)
    assert "“问题”第 10 行的意见“抄来的”没有写入：这一行是抄来的，同一行已有意见“甲”" in told
    assert "“问题”第 11 行的意见“自己的”没有写入：这一行的字与行标对不上" in told
    assert "“问题”第 13 行的意见“新加的”没有写入：这一行没有行标" in told
    assert "第 12 行" not in told
    assert [note for note, _ in comments(specs["000"])] == ["# 审核意见：甲"]


def test_columns_sorted_apart_from_their_marks_lead_nobody_astray(specs: dict[str, Path], capsys: Capture) -> None:
    def sorted_apart(book: Any) -> None:
        page = book["问题"]
        marks = [page.cell(row, column(page, HEADING)) for row in (2, 3, 4)]
        values = [cell.value for cell in marks]
        for cell, value in zip(marks, [*values[1:], values[0]], strict=True):
            cell.value = value

    changed(*(typed(name, 文件=name) for name in specs), sorted_apart)
    assert pulled(capsys, 1).splitlines()[-1] == "3 条没有写入"
    assert not any(comments(path) for path in specs.values())


@pytest.mark.parametrize(
    ("lost", "said"), [(HEADING, "这一行没有行标"), (OPINION, "“问题”里没有“审核意见”这一栏，里面的意见没有写入")]
)
def test_lost_column_is_told(specs: dict[str, Path], capsys: Capture, lost: str, said: str) -> None:
    changed(typed("甲", 文件="000"), lambda book: book["问题"].delete_cols(column(book["问题"], lost)))
    assert said in pulled(capsys, 1)


def test_merged_cells_and_comments_are_told(specs: dict[str, Path], capsys: Capture) -> None:
    def merged(book: Any) -> None:
        page = book["问题"]
        place = column(page, OPINION)
        page.merge_cells(start_row=2, end_row=4, start_column=place, end_column=place)
        page.cell(3, 1).comment = openpyxl.comments.Comment("同意", "张三")

    changed(typed("甲", 文件="000"), merged)
    told = pulled(capsys)
    assert "“问题”第 2 行的意见所在的格合并到了第 4 行，只写在第 2 行说的那一处 [merged-opinion]" in told
    assert "“问题”第 3 行的批注：张三：同意 [comment]" in told
    assert [len(comments(path)) for path in specs.values()] == [1, 0, 0]


def test_opinion_on_what_could_not_be_read_stands_on_top(specs: dict[str, Path], capsys: Capture) -> None:
    edit(specs["001"], "fiscal_year: ", "fiscal_year：")
    assert cli.run(["table", "--out", str(BOOK)]) == 1
    changed(typed("改正后重报", 文件="001"))
    broken = specs["001"].read_text("utf-8")
    line = next(number for number, line in enumerate(broken.splitlines(), 1) if "：2026" in line)
    pulled(capsys)
    assert f"# 审核意见：第 {line} 行：改正后重报\n" in specs["001"].read_text("utf-8")
    assert specs["001"].read_text("utf-8").replace(f"# 审核意见：第 {line} 行：改正后重报\n", "") == broken
    assert pulled(capsys) == "1 条原来就有\n"


def test_file_that_is_too_large_stays_as_it_is(specs: dict[str, Path], capsys: Capture) -> None:
    changed(typed("甲", 文件="000"))
    specs["000"].write_text("# 甲\n" * 1_000_000, "utf-8")
    assert "申报表读不了：文件超过 " in pulled(capsys, 1)
    assert specs["000"].read_text("utf-8") == "# 甲\n" * 1_000_000


def test_silenced_rule_stays_silenced(specs: dict[str, Path], capsys: Capture) -> None:
    path = specs["000"]
    line = next(line for line in path.read_text("utf-8").splitlines() if FINDING in line)
    margin = line[: len(line) - len(line.lstrip())]
    edit(path, line, f"{margin}# perfgen: allow unknown-standard 局长同意\n{line}")
    assert cli.run(["table", "--out", str(BOOK)]) == 0
    changed(typed("理由不充分", sheet="放行", 理由="局长同意"))
    pulled(capsys)
    assert comments(path) == [("# 审核意见：理由不充分", "# perfgen: allow unknown-standard 局长同意")]
    assert cli.run(["check", str(path), "--format", "concise"]) == 0
    assert "unknown-standard" not in capsys.readouterr().out


@pytest.mark.parametrize("spec", ["../outside.yaml", "/etc/passwd", "0/000.yaml/../../../outside.yaml"])
def test_no_mark_leads_out_of_the_specs(specs: dict[str, Path], capsys: Capture, spec: str) -> None:
    outside = Path("outside.yaml")
    outside.write_bytes(specs["000"].read_bytes())

    def misled(book: Any) -> None:
        page = book["问题"]
        cell = page.cell(2, column(page, HEADING))
        cell.value = cell.value.replace("0/000.yaml", spec)

    changed(typed("甲", 文件="000"), misled)
    assert "那份申报表已经不在了" in pulled(capsys, 1)
    assert outside.read_bytes() == specs["000"].read_bytes()


def test_specs_elsewhere_are_named(specs: dict[str, Path], capsys: Capture) -> None:
    changed(typed("甲", 文件="000"))
    Path("specs").rename("别处")
    assert "没有这个文件或文件夹" in pulled(capsys, 2)
    pulled(capsys, 0, "别处")
    assert len(comments(Path("别处", "0", "000.yaml"))) == 1


@pytest.mark.office
@pytest.mark.parametrize("route", [["xlsx"], ["xls"]], ids="-".join)
def test_saved_by_libreoffice_they_come_back(
    specs: dict[str, Path], capsys: Capture, resaved: Callable[[Sequence[Path], Sequence[str]], list[Path]], route: list[str]
) -> None:
    changed(typed("甲", 文件="000"), typed("乙", sheet="指标", 文件="002", 指标名称="新建"), reordered)
    (saved,) = resaved([BOOK], route)
    assert cli.run(["pull", str(saved)]) == 0, capsys.readouterr()
    assert [len(comments(path)) for path in specs.values()] == [1, 0, 1]
