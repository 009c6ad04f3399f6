"""A place, its forms and a server in; the files of a repository that works out, by their paths in it.

What they say stands in `repository/` beside this module; `{place}` and the like are put in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from perfgen import __version__
from perfgen.contract.contract import Contract
from perfgen.project import Project
from perfgen.starting.examples import example, unlinked
from perfgen.starting.server import Server

_FOLDER = Path(__file__).parent / "repository"
_ALWAYS = {
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    ".pre-commit-config.yaml": "pre-commit.yaml",
    ".vscode/extensions.json": "extensions.json",
    ".vscode/settings.json": "settings.json",
    ".vscode/tasks.json": "tasks.json",
    "README.md": "README.md",
    "perfgen.toml": "perfgen.toml",
}
# The words of a line of `--format concise`; VS Code knows the English ones only, so each has its own matcher.
_SEVERITIES = {"错误": "error", "警告": "warning", "提示": "info"}


class Wanted(NamedTuple):
    """`place`: 重庆; `forms` by name."""

    place: str
    forms: tuple[str, ...]
    server: Server


_CI = {
    Server.GITHUB: {".github/workflows/perfgen.yml": "github.yml"},
    Server.GITLAB: {".gitlab-ci.yml": "gitlab.yml"},
    Server.NONE: {},
}
_SENT = {
    Server.GITHUB: "改好的文件提交上去，GitHub 再检查一遍：问题标在合并请求的行上，改了什么写在运行摘要里，Word 文件在这次运行的 `申报表` 里下载。",
    Server.GITLAB: "改好的文件提交上去，GitLab 再检查一遍：问题在合并请求的代码质量里，改了什么在 `perfgen diff` 里，Word 文件在 `perfgen-build` 里下载。",
    Server.NONE: "改好的文件交给管这个仓库的同事。",
}


def repository_files(project: Project, wanted: Wanted) -> dict[str, bytes]:
    """Raises ProblemsFound for a form that cannot be read."""
    contracts = [project.contract(form) for form in wanted.forms]
    words = {
        "place": wanted.place,
        "version": __version__,
        "forms": "\n".join(map(_row, contracts)),
        "title": contracts[0].title if contracts else "表名",
        "server": _SENT[wanted.server],
        "matchers": json.dumps(list(_matchers()), ensure_ascii=False, indent=2).replace("\n", "\n      "),
    }
    made = {path: _filled(name, words) for path, name in (_ALWAYS | _CI[wanted.server]).items()}
    made[".vscode/specs.schema.json"] = _json(_by_form(wanted.forms))
    for contract in contracts:
        made[f".vscode/{contract.form}.schema.json"] = _json(contract.document)
        if known := example(contract.form):
            made[f"specs/examples/{known.name}"] = unlinked(known.read_text("utf-8"))
    return {path: text.encode() for path, text in sorted(made.items())}


def _filled(name: str, words: dict[str, str]) -> str:
    text = (_FOLDER / name).read_text("utf-8")
    for word, value in words.items():  # no `format`, since most of these files have braces of their own
        text = text.replace(f"{{{word}}}", value)
    return text


def _row(contract: Contract) -> str:
    purpose, place, years = (str(contract.document.get(word, "")) for word in ("x-purpose", "x-place", "x-years"))
    known = example(contract.form)
    link = f"[范例](specs/examples/{known.name})" if known else ""
    return f"| {contract.title} `{contract.form}` | {purpose} | {'，'.join(filter(None, (place, years)))} | {link} |"


def _by_form(forms: Iterable[str]) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "申报表",
        "type": "object",
        "required": ["form"],
        "properties": {"form": {"title": "哪一种表", "enum": list(forms)}},
        "allOf": [
            {
                "if": {"required": ["form"], "properties": {"form": {"const": form}}},
                "then": {"$ref": f"{form}.schema.json"},
            }
            for form in forms
        ],
    }


def _matchers() -> Iterator[dict[str, Any]]:
    for word, severity in _SEVERITIES.items():
        yield {
            "owner": f"perfgen-{severity}",
            "source": "perfgen",
            "severity": severity,
            "fileLocation": ["relative", "${workspaceFolder}"],
            "pattern": {
                "regexp": rf"^(.+?):(\d+):(\d+): {word} (.*) \[([a-z0-9-]+)\]$",
                "file": 1,
                "line": 2,
                "column": 3,
                "message": 4,
                "code": 5,
            },
        }


def _json(document: Any) -> str:
    return json.dumps(document, default=float, ensure_ascii=False, indent=2) + "\n"
