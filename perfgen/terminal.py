"""Typer in Chinese, for consoles of every encoding: help, usage errors, and output that cannot fail to be encoded."""

from __future__ import annotations

import re
import sys
from typing import Any, TextIO

from typer.core import TyperCommand, TyperGroup

_HELP = {
    "help": "显示这段说明。",
    "install_completion": "为当前的命令行安装自动补全。",
    "show_completion": "显示自动补全的脚本，供复制或改动。",
}
_ERRORS = [
    (r"No such option: (\S+)", r"没有选项 \1"),
    (r"\(Possible options: (.+)\)", r"（是不是 \1？）"),
    (r"No such command '(.+?)'\.?", r"没有命令“\1”"),
    (r"Did you mean (.+)\?", r"是不是 \1？"),
    (r"Missing command\.?", "缺少命令"),
    (r"Missing argument '(.+?)'\.?.*", r"缺少参数 \1"),
    (r"Missing option '(.+?)'\.?.*", r"缺少选项 \1"),
    (r"Option '(.+?)' requires an argument\.?", r"选项 \1 后面要写一个值"),
    (r"Option '(.+?)' does not take a value\.?", r"选项 \1 后面不写值"),
    (r"Got unexpected extra arguments? \((.+)\)", r"多余的参数：\1"),
    (r"Invalid value for (.+?): (.+)", r"\1 的值不对：\2"),
    (r"'(.+?)' is not one of (.+?)\.?$", r"“\1”不在可选的值 \2 之中"),
    (r"'?(.+?)'? is not a valid (?:integer|int)\.?", r"“\1”不是整数"),
    (r"(.+?) is not in the range x>=(\d+)\.?", r"\1 应不小于 \2"),
]


def usage_error(message: str) -> str:
    """What Typer says of wrong arguments, in Chinese; what is not known to be said is passed on as it is."""
    for pattern, chinese in _ERRORS:
        message = re.sub(pattern, chinese, message)
    return message


def accept_any_character(*streams: TextIO) -> None:
    """Let a console that cannot show a character show “?” in its place, instead of failing."""
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


class _Chinese:
    """Puts Typer's own words into Chinese when help is asked for."""

    def get_usage(self, ctx: Any) -> str:
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        usage = usage.replace("Usage: ", "用法：", 1).replace("[OPTIONS]", "[选项]").replace("[ARGS]", "[参数]")
        return usage.replace("COMMAND", "命令")

    def get_params(self, ctx: Any) -> Any:
        params = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            param.help = _HELP.get(param.name, getattr(param, "help", None))
        return params

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from typer import rich_utils

        rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
        rich_utils.OPTIONS_PANEL_TITLE = "选项"
        rich_utils.COMMANDS_PANEL_TITLE = "命令"
        rich_utils.DEFAULT_STRING = "[默认：{}]"
        rich_utils.REQUIRED_LONG_STRING = "[必填]"
        super().format_help(ctx, formatter)  # type: ignore[misc]


class Command(_Chinese, TyperCommand):
    pass


class Group(_Chinese, TyperGroup):
    pass


def is_terminal(stream: TextIO = sys.stderr) -> bool:
    return stream.isatty()
