"""Which forms there are and where their files lie: a form is a schema and a template folder of one name.

A project may bring its own `schema/` and `templates/` in the folder where perfgen runs; they win over the shipped ones,
file by file.
"""

from __future__ import annotations

import re
from pathlib import Path

from perfgen.diagnostics import Diagnostic, ProblemsFound

COMMON = "common"
SUFFIX = ".schema.json"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def roots() -> list[Path]:
    """The folders that hold `schema/` and `templates/`: the project's, then perfgen's own."""
    package = Path(__file__).resolve().parent.parent
    shipped = package if (package / "schema").is_dir() else package.parent
    return [shipped] if Path.cwd() == shipped else [Path(), shipped]


def names() -> list[str]:
    """Every form that has a schema, by name."""
    found = {path.name.removesuffix(SUFFIX) for root in roots() for path in (root / "schema").glob(f"*{SUFFIX}")}
    return sorted(found - {COMMON})


def schema_file(form: str) -> Path:
    """Raises ProblemsFound where there is none."""
    return _first(f"schema/{form}{SUFFIX}") if _NAME.fullmatch(form) else _missing(f"schema/{form}{SUFFIX}")


def template_folder(form: str) -> Path:
    """The folder with the form's `form.html.j2`. Raises ProblemsFound where there is none."""
    return _first(f"templates/{form}/form.html.j2").parent


def template_file(form: str, name: str) -> Path:
    """A file beside the template, or else the one that all forms share: `base.docx`, `form.css`."""
    return _first(f"templates/{form}/{name}", f"templates/{name}")


def _first(*relative: str) -> Path:
    for root in roots():
        for path in relative:
            if (root / path).is_file():
                return root / path
    return _missing(relative[0])


def _missing(relative: str) -> Path:
    hint = f"可用的表：{'、'.join(names())}；自己的表放在当前文件夹的 schema/ 和 templates/ 下"
    raise ProblemsFound([Diagnostic("missing-form", f"找不到 {relative}", relative, None, hint, status=2)])
