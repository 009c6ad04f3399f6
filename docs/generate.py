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

from perfgen import __version__, cli
from perfgen.commands.terminal import STATUSES
from perfgen.contract.bundle import bundled
from perfgen.contract.catalog import Catalog
from perfgen.declaration.roles import LEVELS, OUTCOMES, PLANNED, ROLES
from perfgen.settings.checked import settings_schema

ROOT = Path(__file__).parent.parent
INDENT = "&emsp;"

SPECS_TOP = """# 申报表的各项怎么填

由 `schema/` 生成（`python docs/generate.py`），不要手改。每种表一节：缩进即 YAML 的缩进，`-` 开头的是列表中的一项。
编辑器装了 YAML 插件时，鼠标停在键上显示的就是这里的说明。

一个键在 YAML 中写英文，表中印的是“名称”一栏；“财政拨款”“产出指标”这类键本身就是表中的文字，照写中文。
"""
VOCABULARY_TOP = """# 怎么说明一种表的各项是什么

由 `python docs/generate.py` 生成，不要手改。写在 schema 里；例子见[增加一种表](how-to/add-a-form.md)。
规则、汇总、比较、转到下一年只看这些说明，不看键叫什么。没有说明的项照样能填、能印，只是没有与它有关的规则。

## x-role：是什么

写在一项里，或写在它引用的定义里；两处都写的，以这一项自己的为准。列表可以写在列表上，也可以写在 `items` 里。
能引用已经说明了的定义就引用（见下面“共用的定义”）：写在 `$ref` 旁边也认，但编辑器的提示会显示定义的名称，不是这一项的。

"""
VOCABULARY_LEVELS = """
转到下一年（`next-year`，`carry` 到下一年的表）时：

- 计划的（{planned}）成为往年的，当年的留空；属于几年的（见 x-level）不动。
- 结果（{outcomes}）不留；没有说明的数、名称里有“实际”“得分”“偏差”之类的文字，也不留。
- 别的都留着。

## x-level：哪一层

写在放目标、指标或资金的那一项里，里面的各项都算这一层：{levels}。不分层的表不写。

## x-year：哪一年

用在一年一栏的往年值上：`"x-role": "history", "x-year": -1` 是上年的，`-2` 是前年的。

## x-from：从哪里带来

`perfgen carry` 把一种表的值带进另一种：先找同一角色的，没有就找 `x-from` 写的角色。上年完成值取自别的表的实际完成值：
`"x-role": "history", "x-year": -1, "x-from": "actual"`；只有一种金额的申报表带进年初预算数：
`"x-role": "approved", "x-from": "amount"`。

## x-weights：分值一共多少

写在放各条指标的那一项里：`"x-weights": 90` 表示其中各条指标的分值加起来应是 90（另外10分是预算执行）；写在目标里的，是每个目标各自的。

## x-purpose、x-place、x-years：做什么用，哪里、哪年的

写在 schema 的最外层，都可以不写：`"x-purpose": "申报"`（或 监控、自评），`"x-place": "湖北鄂州"`，`"x-years": "2022年起"`。
`perfgen forms` 按它们分组，`perfgen forms 重庆`、`perfgen carry … --to 监控` 按它们和表名找。

## x-lines：执行进度线

写在 `month`（截至月份）那一项里：`"x-lines": {{"4": 25, "6": 40, "8": 60, "10": 80}}` 表示到4月底应执行全年预算的 25%，到6月底 40%。
没有到下一个月份的，按上一条线。

## x-value、x-bands、x-printed：算出来的、不印的

写公式的项由程序算出，不填；`x-bands` 是定性结果各得分值的百分之几；`"x-printed": false` 是只用来算、表上不印的。
写法见[增加一种表](how-to/add-a-form.md#能算出来的项)。

## x-categories：一级、二级指标

代替一层套一层的 `properties`：写成几对名称，先后就是表上的先后，第三个词是说明；`items` 是每条指标。

```json
"indicators": {{
  "x-role": "indicators",
  "x-level": "年度",
  "title": "年度绩效指标",
  "x-categories": [
    ["产出指标", "数量指标", "产出的多少，如 培训场次。"],
    ["产出指标", "质量指标"],
    ["满意度指标", "服务对象满意度指标"]
  ],
  "items": {{"$ref": "#/$defs/indicator"}}
}}
```

## 在共用的定义上加几栏

`common.schema.json` 里没有写 `"additionalProperties": false` 的定义，`$ref` 旁边可以另写 `properties`：

```json
"indicator": {{
  "$ref": "common.schema.json#/$defs/open_indicator",
  "properties": {{"weight": {{"$ref": "common.schema.json#/$defs/weight"}}}},
  "required": ["weight"],
  "unevaluatedProperties": false
}}
```

## 共用的定义

| 定义 | 名称 | x-role |
| --- | --- | --- |
"""
SETTINGS_TOP = """# perfgen.toml 里写什么

由 `perfgen/settings/checked.py` 生成（`python docs/generate.py`），不要手改。

一个项目一个 `perfgen.toml`，放在项目的最上层，和 `specs/` 并排；没有它，一切照“不写”一栏。已经有 `pyproject.toml` 的，也可以写在
那里的 `[tool.perfgen]` 下。在项目的哪个子文件夹里执行命令都一样：从当前文件夹往上找，最近的一个算数，找到 git 仓库的最上层为止。
`schema/`、`templates/`、`specs/` 和生成的文件都在它旁边；命令行里写的路径从当前文件夹算起，命令行里写了的，以命令行为准。

```toml
required-version = ">={version}"
specs = "申报表"
out = "成品"
formats = ["docx", "html"]
exclude = ["草稿", "申报表/2019"]
form = "department-declaration"

[rules]
flat-target = "off"
```

| 项 | 写什么 | 例 | 不写 |
| --- | --- | --- | --- |
"""
SETTINGS_REST = """
- `required-version` 写法同 pip：`>=0.2`、`==0.2.1`、`>=0.2,<0.3`。装的 perfgen 不合的，什么也不做，说明要装哪一版，退出状态是 3。
- `specs`、`out` 只能是项目里的文件夹，不能写 `..`，也不能是通到项目外面的链接；要放到别处，用命令行的 `--out`。
- `formats` 是 `perfgen build` 生成的几种文件；`--to` 写了的，以它为准。
- `exclude` 的写法同 `.gitignore`：`草稿` 是任何一层叫这个名字的文件或文件夹，带斜杠的从项目的最上层算起，`*`、`?` 不越过斜杠，
  `**` 越过；没有 `!`。`check`、`build`、`table`、`fmt`、`fill`、`diff` 在文件夹里找申报表时跳过它们，命令行里直接写明的不跳过（pre-commit 也是写明的）；
  与上年比较的规则照样看它们。
- `form` 写了以后，`perfgen new` 可以不写表名：`perfgen new 石桥街道办事处`；`perfgen fill` 里“新建”先选着它。
- `profile` 和 `[rules]` 见[审核规则](rules/index.md)、[按一体化的要求检查](how-to/excel.md)。

不认识的项、类型不对的值，都在它的行上报错，退出状态是 2。上层文件夹里的 `perfgen.toml` 是别人的、或者放在谁都能写的文件夹里的（如 `/tmp`），
不照它做，说明怎么办：见 [SECURITY.md](../SECURITY.md)。
"""
COMMANDS_TOP = """# 命令

由 `perfgen --help` 生成（`python docs/generate.py`），不要手改。

退出状态：{statuses}。

终端里，错误、警告、文件和 `^^^` 有颜色，申报表的一行按终端的宽度截断，前后用 … 表示；写进文件、传给别的程序时没有颜色。
设 `NO_COLOR=1` 不要颜色，设 `FORCE_COLOR=1` 总要。按 Tab 补全命令和选项：执行一次 `perfgen --install-completion bash`，
zsh、fish、powershell 也一样。命令写的 `specs/`、`build`、`docx` 都可以在 [perfgen.toml](settings-reference.md) 里换。
"""


def pages() -> dict[str, str]:
    """The text of each generated page, by its name in `docs/`."""
    return {
        "spec-reference.md": spec_reference(),
        "cli-reference.md": cli_reference(),
        "form-vocabulary.md": form_vocabulary(),
        "settings-reference.md": settings_reference(),
    }


def spec_reference() -> str:
    parts = [SPECS_TOP]
    catalog = Catalog(ROOT)
    for form in catalog.names():
        schema = bundled(form, catalog)
        rows = _Rows(schema["$defs"])
        parts += [f"\n## {schema['title']}\n", f"\n`form: {form}` {schema['description']}\n"]
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


def form_vocabulary() -> str:
    common = json.loads((ROOT / "schema" / "common.schema.json").read_bytes())
    roles = [_row(f"`{role}`", said) for role, said in ROLES.items()]
    defined = [
        _row(f"`{name}`", schema["title"], f"`{schema['x-role']}`" if "x-role" in schema else "")
        for name, schema in common["$defs"].items()
    ]
    words = {"levels": [level for level in LEVELS if level], "planned": PLANNED, "outcomes": OUTCOMES}
    rest = VOCABULARY_LEVELS.format(**{word: "、".join(f"`{one}`" for one in known) for word, known in words.items()})
    return "".join([VOCABULARY_TOP, _row("x-role", "是什么"), _row("---", "---"), *roles, rest, *defined])


_UNSAID = {
    "specs": "`specs`",
    "out": "`build`",
    "formats": "`docx`",
    "required-version": "哪一版都行",
    "exclude": "都看",
    "form": "表名要写明",
    "profile": "没有",
    "rules": "每条规则照它的级别",
}


def settings_reference() -> str:
    known = settings_schema(Catalog(ROOT), None)["properties"]
    rows = []
    for name, schema in known.items():
        example = schema.get("examples", [""])[0]
        typed = f"`{name} = {json.dumps(example, ensure_ascii=False)}`" if example else "`[rules]`"
        rows.append(_row(f"`{name}`", schema.get("description", "规则的级别和选项"), typed, _UNSAID[name]))
    return "".join([SETTINGS_TOP.replace("{version}", __version__), *rows, SETTINGS_REST])


def cli_reference() -> str:
    parts = [COMMANDS_TOP.replace("{statuses}", STATUSES)]
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
