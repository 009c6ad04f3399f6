"""`perfgen table`: many specs to one workbook."""

from __future__ import annotations

import time
from pathlib import Path, PurePath
from typing import Annotated

import typer

from perfgen.commands.progress import with_progress
from perfgen.commands.shared import Paths, WrongArguments, show
from perfgen.diagnostics import Diagnostic, exit_status
from perfgen.report.formats import Report


def table(
    paths: Paths = None,
    out: Annotated[
        Path | None, typer.Option(metavar="文件", help="写到哪个 .xlsx、.csv 或 .json 文件；不写则为 build/绩效目标汇总.xlsx。")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="已有同名的文件，不是 perfgen 生成的也换掉。")] = False,
) -> None:
    """把许多申报表汇总成一个 Excel 文件：概览、资金、全部指标、检查出的和放行了的问题，可以写审核意见。

    概览按部门、年度、规则计数，写明错误、警告、放行、待填各有多少；“问题”先列错误，再列警告和提示。各张都设好了打印。
    “指标”“问题”“放行”有“审核意见”一栏，填好保存，perfgen pull 汇总.xlsx 把意见写进申报表，成为那几行上方的注释。

    写法有错的不在汇总里，错处显示出来，也列在“问题”中；其他的照常。内容上的问题只列在“问题”中。金额单位为万元。
    指标值原样照录，并分成符号、数值、上限、单位，“万”“亿”乘进数值：≥5.4万平方米 是 ≥、54000、平方米，≥95% 是 ≥、95、%。
    .csv 是四个文件，名字后面加 -申报表、-指标、-问题、-放行；以 =、+、-、@ 等开头的文字前面加一个撇号，免得 Excel 当作公式。
    .json 不加，数字的每一位都在。这两种文件看不出是谁生成的，已有同名的就不写，除非加上 --force；它们没有概览和意见栏。

    例：perfgen table specs/2026 --out build/2026年汇总.xlsx
    """
    from perfgen.building import output
    from perfgen.building.build import one_by_one
    from perfgen.building.find_specs import find
    from perfgen.commands.narrowing import Narrowing
    from perfgen.commands.together import together
    from perfgen.display import visible
    from perfgen.project import here
    from perfgen.saving.temporary import clear_leftovers
    from perfgen.table import files
    from perfgen.table.tables import Tables

    started = time.perf_counter()
    project = here()
    out = out or project.out / "绩效目标汇总.xlsx"
    if out.suffix.lower() not in files.SUFFIXES:
        raise WrongArguments(f"选项 --out 的文件名要以 {'、'.join(files.SUFFIXES)} 结尾，这里写的是“{out}”")
    tables = Tables(project, for_reviewer=files.is_workbook(out))
    targets = files.targets(out, [sheet.name for sheet in tables.sheets])
    for target in targets:
        if reason := output.name_problem(PurePath(target.name)):
            raise WrongArguments(f"选项 --out 的{reason}")
    specs = find(paths or [project.specs], project)
    clear_leftovers({out.parent})
    found: list[Diagnostic] = []
    for diagnostics in with_progress(one_by_one(map(tables.add, specs)), len(specs), "汇总"):
        found += diagnostics
    tables.add_together(together(project, Narrowing(project, (), ()), paths or [project.specs], specs, tables.identities), specs)
    contents, warnings = files.contents(tables.sheets, out, tables.summary.blocks())
    written = [one for target, content in zip(targets, contents, strict=True) for one in output.write(target, content, force)]
    found += warnings + [one._replace(hint=f"{one.hint}，或者加上 --force") if one.name == output.NOT_OURS else one for one in written]
    show(found, Report.TEXT)
    good = tables.declarations.count
    waved = f"、放行 {tables.silenced.count} 处" if tables.silenced.count else ""
    counts = f"{good} 份申报表、{tables.indicators.count} 条指标、{tables.findings.count} 处问题{waved}"
    made = f"已写入 {'、'.join(visible(str(target)) for target in targets)}：{counts}"
    lost = f"{len(specs) - good} 份申报表没有汇总" if good < len(specs) else ""
    told = "；".join(filter(None, ("没有写成" if exit_status(written) else made, lost)))
    typer.echo(f"{told}（{time.perf_counter() - started:.1f}秒）", err=True)
    raise typer.Exit(exit_status(found))
