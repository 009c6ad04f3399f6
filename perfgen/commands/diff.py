"""`perfgen diff`: what changed, in the terms of the form."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfgen.commands import terminal
from perfgen.commands.shared import WrongArguments, show
from perfgen.diagnostics import Diagnostic, exit_status
from perfgen.report.formats import Report

if TYPE_CHECKING:
    from perfgen.building.laying import Laid
    from perfgen.project import Project
    from perfgen.review.reviewed import Reviewed
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
    out: Annotated[Path, typer.Option(metavar="文件夹", help="html、docx 生成到哪里；不写则为 build/diff。")] = Path(
        "build/diff"
    ),
    author: Annotated[str, typer.Option(metavar="姓名", help="docx 中修订的作者；不写则为 perfgen。")] = "perfgen",
    day: Annotated[
        str, typer.Option("--date", metavar="日期", help="docx 中修订的日期，如 2026-03-01；不写则为今天。")
    ] = "",
) -> None:
    """逐处说明改了什么：用表里的话，不用 YAML 的；docx 是带修订痕迹的正式表。

    例：perfgen diff main..HEAD -- specs/2021
    """
    from perfgen.building import output
    from perfgen.defect import diagnostics_of
    from perfgen.display import visible
    from perfgen.project import Project
    from perfgen.review import reviewed as review
    from perfgen.review.versions import pairs
    from perfgen.saving.temporary import clear_leftovers

    project = Project()
    draw = _documents(project, format_, author, day)
    named, below = sides or [], context.meta[terminal.BEHIND_DASHES]
    compared = pairs(named[: len(named) - len(below)], below)
    targets = _targets(compared, format_, out) if draw else [out] * len(compared)
    if draw:
        clear_leftovers(target.parent for target in targets)
    found: list[Diagnostic] = []
    told: list[review.Reviewed] = []
    written = 0
    for pair, target in zip(compared, targets, strict=True):
        try:
            laid = review.laid_out(project, pair)
            one = review.reviewed(pair, laid)
            if draw and laid.old and laid.new and one.differences:
                problems = output.write(target, draw(laid.old, laid.new, one))
                written += not exit_status(problems)
                found += problems
            told.append(one)
        except Exception as error:
            found += diagnostics_of(error, pair.relative.as_posix())
            told.append(review.reviewed(pair, None))
    show(found, Report.TEXT, err=True)
    if draw:
        made = f"已生成 {written} 份文件，在 {visible(str(out))} 下" if written else ""
        typer.echo("；".join(filter(None, (made, review.counted(told) or "没有改动"))), err=True)
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


def _documents(project: Project, format_: Format, author: str, day: str) -> Callable[[Laid, Laid, Reviewed], bytes] | None:
    """What draws the two sides of a spec as one document, where the format asks for that. Raises WrongArguments."""
    moment = _moment(day)
    if format_ is Format.DOCX:
        from perfgen.review.redline import redline

        return lambda old, new, _: redline(project, old, new, author, moment)
    if format_ is Format.HTML:
        from perfgen.review.marked import marked

        return lambda old, new, told: marked(project, old, new, told).encode()
    return None


def _targets(compared: Sequence[Pair], format_: Format, out: Path) -> list[Path]:
    """Where the document of each pair goes. Raises ProblemsFound where there is no way to name it."""
    from perfgen.building.find_specs import SpecFile
    from perfgen.building.planning import plan

    labels = [next(version.label for version in (pair.new, pair.old) if version) for pair in compared]
    specs = [SpecFile(Path(label), pair.relative) for label, pair in zip(labels, compared, strict=True)]
    return [job.targets[format_] for job in plan(specs, out, [format_])]


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
