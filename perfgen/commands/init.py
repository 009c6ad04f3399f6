"""`perfgen init`: a repository for the specs of a place, and what is new in it after an upgrade."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfgen.commands.shared import WrongArguments, show
from perfgen.diagnostics import exit_status
from perfgen.report.formats import Report
from perfgen.starting.server import Server

if TYPE_CHECKING:
    from perfgen.commands.which_form import Described
    from perfgen.project import Project
    from perfgen.starting.renewal import Renewal
    from perfgen.starting.repository_files import Wanted

_PLACE = r"\w{1,30}"
_OFFICES = "[省市县区]"  # that people write or leave out: 湖北省武汉市, 湖北武汉
_SHOWN = 40  # lines of what is new in a file


def init(
    folder: Annotated[Path, typer.Argument(metavar="[文件夹]", help="写到哪里；不写则为当前文件夹。")] = Path(),
    place: Annotated[str, typer.Option(metavar="地区", help="哪里的，如 重庆、湖北武汉。")] = "",
    forms: Annotated[str, typer.Option(metavar="表名", help="用哪几种表，几种用逗号隔开；不写则为这个地区的。")] = "",
    server: Annotated[
        Server | None, typer.Option(metavar="服务器", help="放在哪里：github、gitlab；都不是的写 none。")
    ] = None,
) -> None:
    """建一个放申报表的仓库：范例、设置、编辑器和服务器的文件，给填表人的说明；已经有的文件不动。

    没有写明的，在终端里逐项问。升级以后再执行一次：没有人改过的换成新的，改过的不动，只说明有什么不同。

    例：perfgen init 申报表 --place 重庆 --server gitlab
    """
    from perfgen import __version__
    from perfgen.display import visible
    from perfgen.project import Project
    from perfgen.starting.remembered import NAME, NoRecord, Written, digest, remembered, text_of
    from perfgen.starting.renewal import Turn, carry_out, steps
    from perfgen.starting.repository_files import repository_files

    if folder.exists() and not folder.is_dir():
        raise WrongArguments(f"{folder} 不是文件夹，换一个名字")
    try:
        known = remembered(folder)
    except NoRecord as error:
        raise WrongArguments(
            f"{error} 不是 perfgen init 写的样子：从 git 取回原来的；没有的，删去它再运行，这时已有的文件一个也不动"
        ) from error
    if known and _numbers(known.version) > _numbers(__version__):
        raise WrongArguments(f"这个仓库是 perfgen {known.version} 写的，比这里的 {__version__} 新；先升级 perfgen")
    project = Project(folder)
    wanted = _wanted(project, place, forms, server, known.wanted if known else None)
    files = repository_files(project, wanted)
    found = steps(folder, files, known.offered if known else {})
    told = carry_out(folder, found)
    if exit_status(told) == 0:
        record = text_of(Written(__version__, wanted, {path: digest(new) for path, new in files.items()}))
        path = folder / NAME
        old = path.read_bytes() if known else b""
        noted = steps(folder, {NAME: record}, {NAME: digest(old)} if known else {})
        told += carry_out(folder, noted)
    show(told, Report.TEXT)
    if exit_status(told):
        raise typer.Exit(exit_status(told))
    for step in found:
        for line in _told(step, again=known is not None):
            typer.echo(visible(line))
    written = sum(step.turn in (Turn.NEW, Turn.RENEWED) for step in found)
    if not known:
        typer.echo(f"写了 {written} 个文件；接下来：把这个文件夹交给 git，按 {visible(str(folder / 'README.md'))} 新建第一份", err=True)
    else:
        typer.echo(f"改了 {written} 个文件" if written else "没有改动", err=True)


def _wanted(project: Project, place: str, forms: str, server: Server | None, known: Wanted | None) -> Wanted:
    """As the options say, else as it was asked for before, else as is answered on the terminal. Raises WrongArguments."""
    from perfgen.commands.which_form import described, listed, named
    from perfgen.starting.repository_files import Wanted

    place = place.strip() or (known.place if known else "") or _answer("地区（如 重庆、湖北武汉）", "--place 地区")
    if not re.fullmatch(_PLACE, place):
        raise WrongArguments(f"地区写名称，不超过 30 个字，没有标点：{place}")
    names = [one.strip() for one in re.split("[,，、]", forms) if one.strip()]
    if not names and known:
        names = list(known.forms)
    if not names:
        every = described(project)[0]
        its_own = [one.name for one in every if _is_of(one, place)]
        if _on_terminal():
            typer.echo("\n".join(listed(every)), err=True)
            names = re.split("[,，、]", _answer("用哪几种表，几种用逗号隔开", "--forms 表名", ",".join(its_own)))
        elif not its_own:
            raise WrongArguments(f"没有“{place}”的表，用 --forms 写明用哪几种；perfgen forms 列出全部")
        else:
            names = its_own
    if server is None:
        server = known.server if known else _server(_answer("服务器（github、gitlab、none）", "--server 服务器", "none"))
    return Wanted(place, tuple(dict.fromkeys(named(project, one.strip()) for one in names)), server)


def _server(answer: str) -> Server:
    try:
        return Server(answer.strip())
    except ValueError as error:
        raise WrongArguments(f"服务器写 github、gitlab 或 none，不是“{answer}”") from error


def _is_of(form: Described, place: str) -> bool:
    asked, own = re.sub(_OFFICES, "", place), re.sub(_OFFICES, "", form.place)
    return bool(own) and bool(asked) and (asked in own or own in asked)


def _on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _answer(question: str, option: str, default: str = "") -> str:
    if not _on_terminal():
        raise WrongArguments(f"要写明{question.partition('（')[0]}：{option}")
    return str(typer.prompt(question, default=default or None, err=True))


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall("[0-9]+", version)[:3]]


def _told(step: Renewal, again: bool) -> Iterator[str]:
    from perfgen.starting.renewal import Turn

    match step.turn:
        case Turn.NEW:
            yield f"写入 {step.path}"
        case Turn.RENEWED:
            yield f"更新 {step.path}，没有人改过："
            yield from _difference(step)
        case Turn.EDITED:
            yield f"没有动 {step.path}：{'有人改过' if again else '已经有了'}；perfgen 的与它不同："
            yield from _difference(step)
        case Turn.GONE:
            yield f"没有写 {step.path}：以前写过，有人删去了"
        case Turn.NO_MORE:
            yield f"没有动 {step.path}：不再用得着，不要就删去"


def _difference(step: Renewal) -> Iterator[str]:
    old, new = (text.decode("utf-8", "replace").splitlines() for text in (step.old, step.new))
    lines = list(difflib.unified_diff(old, new, lineterm="", n=1))[2:]
    yield from (f"  {line}".rstrip() for line in lines[:_SHOWN])
    if len(lines) > _SHOWN:
        yield f"  ……还有 {len(lines) - _SHOWN} 行"
