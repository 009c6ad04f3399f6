"""Which forms there are and where their files lie: a form is a schema and a template folder of one name.

A project may bring its own `schema/` and `templates/`; they win over the shipped ones, file by file.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from perfgen import on_disk
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.form import OFFICIAL

COMMON = "common"
SUFFIX = ".schema.json"
TEMPLATE = ".html.j2"
PROFILES = "templates/profiles"
_NAME = re.compile(r"(?=.{1,100}\Z)[a-z0-9]+(-[a-z0-9]+)*")  # no longer than what a file can be named


class Catalog:
    """The forms of the project in `folder`, and those that come with perfgen."""

    def __init__(self, folder: Path) -> None:
        package = Path(__file__).resolve().parent.parent
        shipped = package if (package / "schema").is_dir() else package.parent
        self.roots = [shipped] if folder.resolve() == shipped or on_disk.sandboxed() else [folder, shipped]

    def is_shipped(self, path: Path) -> bool:
        """Whether the file came with perfgen."""
        return path.is_relative_to(self.roots[-1])

    def shipped_schemas(self) -> list[Path]:
        return sorted((self.roots[-1] / "schema").glob(f"*{SUFFIX}"))

    def names(self) -> list[str]:
        """Every form that has a schema, by name."""
        found = {path.name.removesuffix(SUFFIX) for root in self.roots for path in (root / "schema").glob(f"*{SUFFIX}")}
        return sorted(found - {COMMON})

    def schema_file(self, form: str) -> Path:
        """Raises ProblemsFound where there is none."""
        relative = f"schema/{form}{SUFFIX}"
        return self._first(relative) if _NAME.fullmatch(form) else self._missing(relative)

    def template(self, form: str, layout: str) -> Path:
        """The file of a layout of the form. Raises ProblemsFound where there is none."""
        relative = f"templates/{form}/{layout}{TEMPLATE}"
        return self._first(relative) if _NAME.fullmatch(layout) else self._missing(relative)

    def layouts(self, form: str) -> list[str]:
        """The ways in which the form can be printed, the official one first."""
        folders = [root / "templates" / form for root in self.roots]
        found = {path.name.removesuffix(TEMPLATE) for folder in folders for path in folder.glob(f"*{TEMPLATE}")}
        return [OFFICIAL, *sorted(name for name in found - {OFFICIAL} if _NAME.fullmatch(name))]

    def template_file(self, form: str, name: str) -> Path:
        """A file beside the template, or else the one that all forms share: `base.docx`, `form.css`."""
        return self._first(f"templates/{form}/{name}", f"templates/{name}")

    def profiles(self) -> list[str]:
        """The names of the profiles that settings may choose: those of a project, and those that come with perfgen."""
        found = {path.stem for root in self.roots for path in (root / PROFILES).glob("*.toml")}
        return sorted(name for name in found if _NAME.fullmatch(name))

    def profile_file(self, name: str) -> Path:
        """Of one of the `profiles`."""
        return self._first(f"{PROFILES}/{name}.toml")

    def watched(self, form: str) -> list[str]:
        """Every file and folder that decides what a form is, those among them that may yet come to be."""
        if not _NAME.fullmatch(form):
            return []
        schemas = [f"schema/{name}{SUFFIX}" for name in (form, COMMON)]
        folders = [root / "templates" / form for root in self.roots]
        inside = [path for folder in folders for path in folder.rglob("*")]
        shared = [root / "templates" / name for root in self.roots for name in ("base.docx", "form.css")]
        return [str(path) for path in (*(root / one for root in self.roots for one in schemas), *folders, *inside, *shared)]

    def folders(self) -> list[Path]:
        """Where forms lie or may come to lie."""
        return [root / name for root in self.roots for name in ("schema", "templates")]

    def files(self) -> list[Path] | None:
        """Every file of every form; None where a folder is a link, since nobody knows how far that leads."""
        found = []
        for top in self.folders():
            for parent, folders, names in os.walk(top):
                if os.path.islink(parent) or any(os.path.islink(os.path.join(parent, folder)) for folder in folders):
                    return None
                found += [Path(parent, name) for name in names]
        return sorted(found)

    def _first(self, *relative: str) -> Path:
        for root in self.roots:
            for path in relative:
                if os.path.lexists(root / path):
                    on_disk.refuse_stray(root / path, root)
                    return root / path
        return self._missing(relative[0])

    def _missing(self, relative: str) -> Path:
        hint = f"可用的表：{'、'.join(self.names())}；自己的表放在项目的 schema/ 和 templates/ 下"
        raise ProblemsFound([Diagnostic("missing-form", f"找不到 {relative}", relative, None, hint, status=2)])
