"""Whatever the pages show in the words of bash, the page of Windows commands has in those of cmd and PowerShell."""

from __future__ import annotations

import re

from conftest import ROOT

PAGE = (ROOT / "docs" / "how-to" / "windows-commands.md").read_text("utf-8")
SHOWN = re.compile(r"^```console\n.*?^```$", re.MULTILINE | re.DOTALL)
PARTS = re.compile(r"\s*(?:&&|\|)\s*")
OPERATORS = {"&&": "`甲 && 乙`", "'": "`'有 空格'`", "$PWD": "`$PWD`", ">>": "`sed -i …`、`echo … >> 文件`"}


PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def commands(page: str) -> list[str]:
    return [line[2:] for block in SHOWN.findall(page) for line in block.splitlines() if line.startswith("$ ")]


def test_every_program_and_operator_that_is_shown_has_its_row() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ")]
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 4 for row in rows)
    bash = "\n".join(re.split(r"(?<!\\)\|", row)[1] for row in rows)
    # What is typed as it stands in every shell, or is no program of the shell's.
    same = {"perfgen", "git", "python", "cd", "echo"}
    shown = [command for page in PAGES for command in commands(page.read_text("utf-8"))]
    assert len(shown) > 60
    for command in shown:
        for part in PARTS.split(re.sub(r"'[^']*'", "''", command)):
            words = [word for word in part.split() if not re.fullmatch(r"\w+=\S*", word)]
            program = words[0].removeprefix(".venv/bin/")
            assert program in same or re.search(rf"\b{re.escape(program)} ", bash), command
            assert words == part.split() or "`名字=值 perfgen …`" in bash, command
        for operator, row in OPERATORS.items():
            assert operator not in command or row in bash, command


def test_page_with_a_command_that_differs_leads_there() -> None:
    differs = re.compile(r"&&|\||'|^(?!perfgen|git|python|cat)\w+ ")
    texts = {page.name: page.read_text("utf-8") for page in PAGES}
    there = [name for name, text in texts.items() if any(differs.search(command) for command in commands(text))]
    assert len(there) >= 7
    assert [name for name in there if "windows-commands.md" not in texts[name]] == []
