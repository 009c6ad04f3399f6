"""Typer in Chinese, on consoles of every encoding: help, usage errors, and output that cannot fail to be encoded."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, TextIO

from typer import TyperException
from typer.core import TyperCommand, TyperGroup

from perfgen.report.look import TerminalLook

BEHIND_DASHES = "perfgen.behind_dashes"  # in the `meta` of a command's context

STATUSES = "0 没有问题；1 申报表有问题；2 文件或参数不能用；3 磁盘、权限等环境问题；130 被中断"
# What Typer says of wrong arguments; the first pattern that fits. What it guesses is far off: it is told without.
_UNKNOWN = [
    (r"No such option: (\S+)(?: \(Possible options: .+\))?", "没有选项 {}"),
    (r"No such command '(.+?)'\..*", "没有命令“{}”"),
]
_ERRORS = [
    (r"Option '(.+)' requires an argument\.?", r"选项 \1 后面要写一个值"),
    (r"Option '(.+)' does not take a value\.?", r"选项 \1 后面不写值"),
    (r"Missing argument '(.+)'\.", r"缺少参数：\1"),
    (r"Got unexpected extra arguments? ?\(s\) \((.+)\)", r"多余的参数：\1"),
    (r"Invalid value for '(.+?)': '(.*)' is not one of (.+)\.", r"选项 \1 没有“\2”这个值，可以写 \3"),
    (r"Invalid value for '(.+?)': '.*' is not a valid int.*", r"选项 \1 后面要写整数"),
    (r"Invalid value for '(.+?)': .+ is not in the range x>=(.+?)\.", r"选项 \1 应不小于 \2"),
    (r"Invalid value for '(.+?)': .+ is not in the range (.+?)<=x<=(.+?)\.", r"选项 \1 应在 \2 到 \3 之间"),
]


def usage_error(error: TyperException, commands: Iterable[str]) -> str:
    """What Typer says of wrong arguments, in Chinese; what it was not known to say is passed on as it is."""
    message = error.format_message()
    for pattern, chinese in _UNKNOWN:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            context = getattr(error, "ctx", None)
            params = context.command.get_params(context) if context else ()
            known = [name for param in params for name in param.opts if name.startswith("--")]
            return chinese.format(found[1]) + _guess(found[1], known if found[1].startswith("-") else [*commands])
    for pattern, chinese in _ERRORS:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return found.expand(chinese).replace("'", "").replace(", ", "、")
    return f"参数不对：{message}"


def _guess(word: str, known: list[str]) -> str:
    from perfgen.contract.nearest import nearest

    meant = nearest(word, known)
    return f"，是不是 {meant}？" if meant else ""


def look(stream: TextIO) -> TerminalLook:
    """How wide and in which colours a person sees what is written there: on a terminal alone, unless colours are forced."""
    on_terminal = stream.isatty()
    columns = int(given) if (given := os.environ.get("COLUMNS", "")).isdecimal() and len(given) < 5 else 0
    if on_terminal and not columns:
        with suppress(OSError, ValueError):
            columns = os.get_terminal_size(stream.fileno()).columns
    return TerminalLook(columns if on_terminal else 0, _coloured(on_terminal))


def _coloured(on_terminal: bool) -> bool:
    """As https://no-color.org and https://force-color.org have it."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return on_terminal and os.environ.get("TERM") != "dumb"


def accept_any_character(*streams: TextIO) -> None:
    """Let a console that cannot show a character show “?” in its place, instead of failing."""
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def json_for(stream: TextIO, text: str) -> str:
    """JSON that stays JSON in whatever encoding the stream has."""
    if stream.encoding.lower().startswith("utf"):
        return text
    import json

    return "".join(character if character.isascii() else json.dumps(character)[1:-1] for character in text)


class _Chinese:
    """Help in Chinese, plain enough for every console, two columns wide.

    Mixed into the classes of Typer, which have what is asked of `self` here; mypy looks at this class alone.
    """

    def get_usage(self, ctx: Any) -> str:
        # Here and below: mypy knows of no class of Typer that this is mixed into.
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        usage = usage.replace("Usage: ", "用法：", 1).replace("[OPTIONS]", "[选项]").replace("[ARGS]", "[参数]")
        return usage.replace("COMMAND", "命令")

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from perfgen.display import width

        sections: dict[str, list[tuple[str, str]]] = {"参数": [], "选项": [], "命令": []}
        for param in self.get_params(ctx):  # type: ignore[attr-defined]  # as above
            name = param.metavar or ""
            if param.param_type_name == "option":
                name = f"{'、'.join(sorted(param.opts, key=len, reverse=True))} {name}".rstrip()
            help_ = "显示这段说明。" if param.name == "help" else param.help
            sections["参数" if param.param_type_name == "argument" else "选项"].append((name, help_))
        for name, command in getattr(self, "commands", {}).items():
            if not command.hidden:
                sections["命令"].append((name, command.help.partition("\n")[0]))
        column = max(width(name) for rows in sections.values() for name, _ in rows) + 2
        formatter.write(f"{self.get_usage(ctx)}\n\n{self.help}\n")  # type: ignore[attr-defined]  # as above
        for title, rows in sections.items():
            lines = [f"  {name}{' ' * (column - width(name))}{help_}\n" for name, help_ in rows]
            formatter.write("".join([f"\n{title}：\n", *lines]) if lines else "")
        formatter.write(f"\n退出状态：{STATUSES}。\n")


class Command(_Chinese, TyperCommand):
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Note which arguments stand behind `--`: click only makes sure that they are no options, and forgets."""
        ctx.meta[BEHIND_DASHES] = args[args.index("--") + 1 :] if "--" in args else []
        return super().parse_args(ctx, args)


class CommandGroup(_Chinese, TyperGroup):
    pass
