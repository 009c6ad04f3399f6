"""A project: the folder that has specs, settings and forms of its own, and what has been read of these.

Whoever asks for a contract has the form's files looked at; the rest goes with it, of the same moment.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from perfgen import on_disk
from perfgen.contract.catalog import Catalog
from perfgen.contract.changed_files import UntilChanged
from perfgen.diagnostics import ProblemsFound
from perfgen.form import OFFICIAL

# What validates, lays out, writes and reads back is imported when it is asked for: not every command does all of it.
if TYPE_CHECKING:
    from perfgen.contract.contract import Contract
    from perfgen.extraction.labels import Labels
    from perfgen.layout.template import Layout
    from perfgen.lint.rule import Rule
    from perfgen.settings.said import Said
    from perfgen.settings.settings import Settings
    from perfgen.settings.settings_file import SettingsFile
    from perfgen.spec.spec import Spec
    from perfgen.writers.package import Base

SPECS = "specs"  # the folder whose structure documents keep, if the settings name no other
OUT = "build"


def here(year_before: tuple[Path, ...] = ()) -> Project:
    """The project in which the current folder lies: the nearest folder upward with settings, or else the current one.

    Raises ProblemsFound where there are settings that cannot be used.
    """
    from perfgen.settings.settings_file import nearest

    current = Path.cwd()
    found = nearest(current, Path())
    folder = Path() if found is None else Path(os.path.relpath(found.path.parent, current))
    project = Project(folder, year_before)
    project._settings_file = found
    _ = project.said
    return project


class Project:
    """The project in a folder; paths in messages begin with `folder`, as it is given.

    What it gives of a form raises ProblemsFound where there is no such form, or where its files are at fault.
    """

    def __init__(self, folder: Path = Path(), year_before: tuple[Path, ...] = ()) -> None:
        """`year_before`: files and folders that a person named as those of the year before."""
        self.folder = folder
        self.year_before = year_before
        self._absolute = Path(os.path.abspath(folder))
        self._catalog = Catalog(folder)
        self._known = UntilChanged(self._catalog)

    def __reduce__(self) -> tuple[type[Project], tuple[Path, tuple[Path, ...]]]:
        """Another process reads its files anew."""
        return Project, (self.folder, self.year_before)

    @cached_property
    def _settings_file(self) -> SettingsFile | None:
        from perfgen.settings.settings_file import nearest

        return nearest(self._absolute, self.folder)

    @cached_property
    def said(self) -> Said:
        """What the settings say beside the rules. Raises ProblemsFound."""
        from perfgen.settings.said import said

        def rules() -> Mapping[str, Rule]:
            from perfgen.lint.rule import all_rules

            return all_rules()

        return said(self._settings_file, rules, self._catalog)

    @property
    def specs(self) -> Path:
        """The folder of the specs."""
        return self.folder / (self.said.specs or SPECS)

    @cached_property
    def out(self) -> Path:
        """The folder of the documents. Raises ProblemsFound where the settings lead out of the project by a link."""
        if self.said.out:
            on_disk.refuse_stray(self.folder / self.said.out, self.folder)
        return self.folder / (self.said.out or OUT)

    @cached_property
    def settings(self) -> Settings:
        """Raises ProblemsFound."""
        from perfgen.lint.rule import all_rules
        from perfgen.settings import settings

        return settings.load(self._settings_file, all_rules, self._catalog)

    def profiles(self) -> dict[str, str]:
        """The titles of the profiles that settings may choose, by name. Raises ProblemsFound."""
        from perfgen.lint.rule import all_rules
        from perfgen.settings import settings

        return {name: settings.profile(name, all_rules(), self._catalog)[0] for name in self._catalog.profiles()}

    def form_files(self) -> list[Path] | None:
        """Every file of every form; None where they are not all known."""
        return self._catalog.files()

    def form_folders(self) -> list[Path]:
        """Where forms lie or may come to lie."""
        return self._catalog.folders()

    def settings_files(self) -> list[Path]:
        """Every file that may have the settings in force."""
        from perfgen.settings.settings_file import files

        return list(files(self._absolute))

    def forms(self) -> list[str]:
        """The names of all forms."""
        return self._catalog.names()

    def schema_file(self, form: str) -> Path:
        return self._catalog.schema_file(form)

    def schema_from(self, folder: Path, form: str) -> str:
        """How a spec in the folder names the schema of its form for editors; "" where that is not in the project."""
        own = Path(os.path.abspath(self.schema_file(form)))
        return Path(os.path.relpath(own, folder)).as_posix() if own.is_relative_to(self._absolute) else ""

    def contract(self, form: str) -> Contract:
        from perfgen.contract.contract import contract

        self._known.look(form)
        return self._known.of(form, "contract", lambda: contract(form, self._catalog))

    def contract_of(self, spec: Spec) -> Contract:
        """Of the form that a spec names."""
        form = spec.data.get("form")
        if isinstance(form, str):
            try:
                return self.contract(form)
            except ProblemsFound as problems:
                if problems.diagnostics[0].name != "missing-form":
                    raise
        from perfgen.contract.contract import unknown_form

        raise ProblemsFound([unknown_form(spec, {name: self.contract(name).title for name in self.forms()})])

    def layouts(self, form: str) -> list[str]:
        """The names of the form's layouts, the official one first."""
        return self._catalog.layouts(form)

    def layout(self, form: str, name: str = OFFICIAL) -> Layout:
        from perfgen.layout.template import Layout

        def read() -> Layout:
            template = self._catalog.template(form, name)
            return Layout(template, self._catalog.is_shipped(template))

        return self._known.of(form, f"layout {name}", read)

    def base(self, form: str) -> Base:
        from perfgen.writers.package import Base

        return self._known.of(form, "base", lambda: Base(self._catalog.template_file(form, "base.docx")))

    def css(self, form: str) -> str:
        return self._known.of(form, "css", lambda: _text(self._catalog.template_file(form, "form.css")))

    def labels(self, form: str, layout: str = OFFICIAL) -> Labels:
        """What the template of one of the form's layouts teaches about its labels."""
        from perfgen.extraction.labels import Labels

        return self._known.of(form, f"labels {layout}", lambda: Labels(self.contract(form), self.layout(form, layout)))


def _text(path: Path) -> str:
    from perfgen.spec import encoding

    source = on_disk.whole(path, 1_000_000)
    if problem := encoding.refuse(source, str(path)):
        raise ProblemsFound([problem])
    return source.decode("utf-8-sig").replace("\r\n", "\n")
