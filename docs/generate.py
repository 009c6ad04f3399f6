"""Makes the pages of `docs/` that say what the schemas and the command line say: `python docs/generate.py`."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from perfgen import cli
from perfgen.contract.bundle import bundled
from perfgen.contract.catalog import Catalog

ROOT = Path(__file__).parent.parent
INDENT = "&emsp;"

SPECS_TOP = """# 申报表的各项怎么填

由 `schema/` 生成（`python docs/generate.py`），不要手改。每种表一节：缩进即 YAML 的缩进，`-` 开头的是列表中的一项。
编辑器装了 YAML 插件时，鼠标停在键上显示的就是这里的说明。

一个键在 YAML 中写英文，表中印的是“名称”一栏；“财政拨款”“产出指标”这类键本身就是表中的文字，照写中文。
"""
COMMANDS_TOP = """# 命令

由 `perfgen --help` 生成（`python docs/generate.py`），不要手改。

退出状态：0 没有问题；1 申报表有问题；2 文件或参数不能用；3 磁盘、权限等环境问题；130 被中断。
"""


def pages() -> dict[str, str]:
    """The text of each generated page, by its name in `docs/`."""
    return {"spec-reference.md": spec_reference(), "cli-reference.md": cli_reference()}


def spec_reference() -> str:
    parts = [SPECS_TOP]
    catalog = Catalog(ROOT)
    for form in catalog.names():
        schema = bundled(form, catalog)
        rows = _Rows(schema["$defs"])
        parts += [f"\n## {schema['title']}\n", f"\n`form: {form}`　{schema['description']}\n"]
        parts += ["\n| 键 | 名称 | 必填 | 怎么填 | 例 |\n| --- | --- | --- | --- | --- |\n", *rows.of(schema, 0)]
    return "".join(parts)


class _Rows:
    """The rows of a form's table; what a `$def` consists of is shown where it occurs first."""

    def __init__(self, definitions: dict[str, Any]) -> None:
        self._definitions = definitions
        self._shown: dict[str, str] = {}

    def of(self, record: dict[str, Any], depth: int, dash: bool = False) -> Iterator[str]:
        """A row for each property of a record, and for what is below; `dash` before the first, if it is in a list."""
        open_keys = [("年份", value) for value in record.get("patternProperties", {}).values()]
        for key, schema in [*record.get("properties", {}).items(), *open_keys]:
            kind, whole = self._resolved(schema)
            seen = self._shown.get(kind, "")
            required = "是" if key in record.get("required", []) else ""
            described = whole.get("description", "") + (f"各项同 `{seen}`。" if seen else "")
            indent, mark = INDENT * (depth - dash), "- " if dash else ""
            yield _row(f"{indent}`{mark}{key}`", whole.get("title", ""), required, described, _example(whole))
            dash = False
            if not seen:
                if kind and self._children(whole):
                    self._shown[kind] = key
                yield from self._below(whole, depth + 1)

    def _below(self, schema: dict[str, Any], depth: int) -> Iterator[str]:
        if "items" not in schema:
            yield from self.of(schema, depth)
            return
        _, item = self._resolved(schema["items"])
        if self._children(item):
            yield from self.of(item, depth + 1, dash=True)
        else:
            row = f"{INDENT * depth}`-`", item.get("title", ""), "", item.get("description", ""), _example(item)
            yield _row(*row)

    def _resolved(self, schema: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """The name of the outermost `$def` and the schema with what it refers to put in."""
        kind = ""
        while "$ref" in schema:
            name = schema["$ref"].removeprefix("#/$defs/")
            kind = kind or name
            own = {key: value for key, value in schema.items() if key != "$ref"}
            schema = {**self._definitions[name], **own}
        return kind, schema

    @staticmethod
    def _children(schema: dict[str, Any]) -> bool:
        return bool({"properties", "patternProperties", "items"} & schema.keys())


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def _example(schema: dict[str, Any]) -> str:
    example = next(iter(schema.get("examples", [])), None)
    return "" if example is None else f"`{example if isinstance(example, str) else json.dumps(example, default=float)}`"


def cli_reference() -> str:
    parts = [COMMANDS_TOP]
    for command in ["", *cli.COMMANDS]:
        parts.append(f"\n## perfgen {command}".rstrip() + f"\n\n```\n{_help(command)}```\n")
    return "".join(parts)


def _help(command: str) -> str:
    """What `--help` prints on a terminal of 80 columns, without the frames."""
    terminal = {"COLUMNS": "80", "TERMINAL_WIDTH": "80", "NO_COLOR": "1", "_TYPER_FORCE_DISABLE_TERMINAL": "1"}
    result = subprocess.run(
        [sys.executable, "-m", "perfgen", *command.split(), "--help"],
        env={**os.environ, **terminal, "PYTHONIOENCODING": "utf-8"}, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    text = re.sub(r"^╭─ (\S+) ─*╮$", r"\n\1：", result.stdout, flags=re.MULTILINE)
    text = re.sub(r"^╰─*╯\n", "", text, flags=re.MULTILINE)
    lines = [line.removeprefix("│").removesuffix("│").rstrip().removeprefix(" ") for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


if __name__ == "__main__":
    for name, text in pages().items():
        (ROOT / "docs" / name).write_text(text, encoding="utf-8")
        print(f"docs/{name}")
