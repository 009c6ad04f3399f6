"""`perfgen diff`: what changed, in the terms of the form."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfgen.commands import terminal
from perfgen.commands.shared import WrongArguments, show
from perfgen.diagnostics import Diagnostic, Judgement, exit_status
from perfgen.report.formats import Report

if TYPE_CHECKING:
    from perfgen.commands.diff_documents import Draw
    from perfgen.project import Project
    from perfgen.review.reviewed import Reviewed, Sides
    from perfgen.review.versions import Pair


class Format(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"
    DOCX = "docx"


def diff(
    context: typer.Context,
    sides: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[旧 [新]] [-- 路径...]",
            help="两份申报表、两个文件夹或两个 git 版本（也可写 旧..新）；只写一个版本，与现在的文件比；不写，与上次提交比。",
        ),
    ] = None,
    format_: Annotated[
        Format,
        typer.Option("--format", metavar="格式", help="text、markdown、json、html 或 docx；不写则为 text。"),
    ] = Format.TEXT,
    out: Annotated[Path | None, typer.Option(metavar="文件夹", help="html、docx 生成到哪里；不写则为 build/diff。")] = None,
    author: Annotated[str, typer.Option(metavar="姓名", help="docx 中修订的作者；不写则为 perfgen。")] = "perfgen",
    day: Annotated[
        str, typer.Option("--date", metavar="日期", help="docx 中修订的日期，如 2026-03-01；不写则为今天。")
    ] = "",
) -> None:
    """逐处说明改了什么：用表里的话，不用 YAML 的；docx 是带修订痕迹的正式表。
    html 每份一页，标出改动，清单点得到每一处；两个文件夹或版本还有总览 index.html。
    html 和 markdown 先列这次改出来的问题，错误在前。

    例：perfgen diff main..HEAD -- specs/2021
    """
    from perfgen.commands.diff_documents import DiffDocuments
    from perfgen.commands.progress import with_progress
    from perfgen.defect import diagnostics_of
    from perfgen.project import here
    from perfgen.review import reviewed as review
    from perfgen.review.versions import pairs

    project = here()
    out = out or project.out / "diff"
    draw = _drawing(project, format_, author, day)
    named, below = sides or [], context.meta[terminal.BEHIND_DASHES]
    compared = pairs(named[: len(named) - len(below)], below, project)
    two_files = len(named) == 2 and all(map(os.path.isfile, named))
    documents = DiffDocuments(compared, out, format_, draw, format_ is Format.HTML and not two_files) if draw else None
    judge = _judging(project) if format_ in (Format.MARKDOWN, Format.HTML) else lambda *_: review.NOTHING_FOUND
    found: list[Diagnostic] = []
    told: list[review.Reviewed] = []
    for number, pair in enumerate(with_progress(iter(compared), len(compared), "比较")):
        brought = None
        try:
            laid = review.laid_out(project, pair)
            brought = judge(pair, laid)
            one = review.reviewed(pair, laid, brought)
            if documents:
                found += documents.write(number, laid, one)
        except Exception as error:
            problems = diagnostics_of(error, pair.relative.as_posix())
            found += problems
            brought = brought or judge(pair, None)
            one = review.reviewed(pair, None, brought if exit_status(brought.found) else brought._replace(found=problems))
        told.append(one)
    if documents:
        found += documents.end(told)
    show(found, Report.TEXT, err=True)
    if documents:
        typer.echo("；".join(filter(None, (documents.said(), review.counted(told) or "没有改动"))), err=True)
    else:
        _tell(told, format_)
    raise typer.Exit(exit_status(found))


def _tell(told: Sequence[Reviewed], format_: Format) -> None:
    from perfgen.review import markdown, plain, records

    if format_ is Format.JSON:
        typer.echo(terminal.json_for(sys.stdout, records.as_json(told)), nl=False)
    elif format_ is Format.MARKDOWN:
        typer.echo(markdown.markdown(told), nl=False)
    elif text := plain.text(told):
        typer.echo(text, nl=False)
    else:
        typer.echo("没有改动", err=True)


def _judging(project: Project) -> Callable[[Pair, Sides | None], Judgement]:
    """Raises ProblemsFound for settings at fault: by these nothing can be judged."""
    from perfgen.review.news import brought

    _ = project.settings
    return lambda pair, sides: brought(project, pair, sides)


def _drawing(project: Project, format_: Format, author: str, day: str) -> Draw | None:
    """What draws the sides of a spec as one document, where the format asks for that. Raises WrongArguments."""
    moment = _moment(day)
    if format_ is Format.DOCX:
        from perfgen.review.redline import redline

        def with_revisions(sides: Sides, told: Reviewed, _: str) -> bytes | None:
            if not (sides.old and sides.new and told.differences):
                return None
            return redline(project, sides.old, sides.new, author, moment)

        return with_revisions
    if format_ is Format.HTML:
        from perfgen.review.marked import page

        return lambda sides, told, index: page(project, sides, told, index)
    return None


def _moment(day: str) -> datetime:
    """Midnight of the day; without one that of SOURCE_DATE_EPOCH, or else of today."""
    from perfgen.writers.properties import asked_moment

    if day:
        try:
            chosen = date.fromisoformat(day)
        except ValueError:
            raise WrongArguments(f"选项 --date 要写成 2026-03-01 这样的日期，这里写的是“{day}”") from None
    else:
        asked = asked_moment()
        chosen = date.today() if asked is None else datetime.fromtimestamp(asked, UTC).date()
    return datetime(chosen.year, chosen.month, chosen.day, tzinfo=UTC)
