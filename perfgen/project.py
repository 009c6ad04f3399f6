"""A project: the folder that has specs, settings and forms of its own, and what has been read of these.

What was read of a form is kept until one of its files changes, so a process that lives long prints what the files say.
Whoever asks for the contract has that looked at; the rest goes with it, of the same moment.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from perfgen.contract.catalog import Catalog
from perfgen.contract.contract import Contract, contract, unknown_form
from perfgen.diagnostics import ProblemsFound
from perfgen.spec.spec import Spec

# What lays out, writes and reads back is imported when it is asked for: not every command does all of it.
if TYPE_CHECKING:
    from perfgen.extraction.labels import Labels
    from perfgen.layout.template import Layout
    from perfgen.settings.settings import Settings
    from perfgen.writers.package import Base

T = TypeVar("T")

SPECS = "specs"  # the folder whose structure documents keep


class Project:
    """The project in a folder; paths in messages begin with `folder`, as it is given.

    What it gives of a form raises ProblemsFound where there is no such form, or where its files are at fault.
    """

    def __init__(self, folder: Path = Path()) -> None:
        self.folder = folder
        self.specs = folder / SPECS
        self._absolute = folder.absolute()
        self._catalog = Catalog(folder)
        self._read: dict[str, dict[str, Any]] = {}  # by form, what was read of it, by kind
        self._watched: dict[str, list[str]] = {}
        self._stamps: dict[str, list[tuple[int, int] | None]] = {}

    @cached_property
    def settings(self) -> Settings:
        """Raises ProblemsFound."""
        from perfgen.lint.rule import all_rules
        from perfgen.settings import settings

        return settings.load(self._absolute, all_rules())

    def forms(self) -> list[str]:
        """The names of all forms."""
        return self._catalog.names()

    def schema_file(self, form: str) -> Path:
        return self._catalog.schema_file(form)

    def contract(self, form: str) -> Contract:
        self._look(form)
        return self._of(form, "contract", lambda: contract(form, self._catalog))

    def contract_of(self, spec: Spec) -> Contract:
        """Of the form that a spec names."""
        form = spec.data.get("form")
        if isinstance(form, str):
            try:
                return self.contract(form)
            except ProblemsFound as problems:
                if problems.diagnostics[0].name != "missing-form":
                    raise
        raise ProblemsFound([unknown_form(spec, {name: self.contract(name).title for name in self.forms()})])

    def layout(self, form: str) -> Layout:
        from perfgen.layout.template import Layout

        return self._of(form, "layout", lambda: Layout(self._catalog.template_folder(form)))

    def base(self, form: str) -> Base:
        from perfgen.writers.package import Base

        return self._of(form, "base", lambda: Base(self._catalog.template_file(form, "base.docx")))

    def css(self, form: str) -> str:
        return self._of(form, "css", lambda: _text(self._catalog.template_file(form, "form.css")))

    def labels(self, form: str) -> Labels:
        """What the form's template teaches about its labels."""
        from perfgen.extraction.labels import Labels

        return self._of(form, "labels", lambda: Labels(self.contract(form), self.layout(form)))

    def _of(self, form: str, kind: str, make: Callable[[], T]) -> T:
        if form not in self._read:
            self._look(form)
        known = self._read[form]
        if kind not in known:
            known[kind] = make()
        found: T = known[kind]
        return found

    def _look(self, form: str) -> None:
        """Forget what was read of the form if one of its files has changed since."""
        stamps = [_stamp(path) for path in self._watched.get(form, ())]
        if form not in self._watched or stamps != self._stamps[form]:
            self._watched[form] = self._catalog.watched(form)
            self._stamps[form] = [_stamp(path) for path in self._watched[form]]
            self._read[form] = {}


def _stamp(path: str) -> tuple[int, int] | None:
    """What changes when a file does, or when one comes or goes in a folder; None where there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _text(path: Path) -> str:
    from perfgen.spec import encoding

    source = path.read_bytes()
    if problem := encoding.refuse(source, str(path)):
        raise ProblemsFound([problem])
    return source.decode("utf-8-sig").replace("\r\n", "\n")
