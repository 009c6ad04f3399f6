"""Writes docs/licences.md: what perfgen needs, and under which licence each is. Run `python release/licences.py`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import fetched
from locked import ROOT

PAGE = ROOT / "docs" / "licences.md"
_HEAD = """# 所用软件的许可

perfgen 自己用 [MIT 许可](../LICENSE)。它要用到下面这些软件，许可照各自的说明原样列出；随软件附有全文的，在
安装好的 `*.dist-info` 文件夹里，Windows 的压缩包里也有。版本见 `.ci/requirements.txt`；每个发布的版本附有 CycloneDX 格式的清单（`perfgen-*.cdx.json`）。

| 软件 | 许可 | 做什么 |
| --- | --- | --- |
"""
_PYTHON = "| Python | PSF-2.0 | 运行的环境；Windows 的压缩包里带着 python.org 发布的一份 |\n"


def page(wheels: Iterable[Path]) -> str:
    """`wheels`: those of everything that perfgen needs on Windows, where it needs most."""
    rows = []
    for about in map(fetched.metadata, wheels):
        summary = " ".join(about["Summary"].split()).replace("|", "\\|")
        rows.append(f"| {about['Name']} | {fetched.licence(about)[0]} | {summary} |\n")
    return _HEAD + "".join(sorted(rows, key=str.lower)) + _PYTHON


def main() -> None:
    with TemporaryDirectory() as temporary:
        PAGE.write_text(page(fetched.fetch(Path(temporary))), "utf-8")


if __name__ == "__main__":
    main()
