"""A Word file that came back in, the spec that it was built from out, and what it carried then if it has lost that."""

from __future__ import annotations

import hashlib
from pathlib import Path

from perfgen.building.finding import SpecFile, find
from perfgen.building.laying import laid_out
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.project import Project
from perfgen.readers.document import ReadOrigin
from perfgen.spec.spec import Spec, read
from perfgen.writers.package import encoded


class Candidates:
    """The specs that a document may belong to: the one that is named, or all of the project; each is read once."""

    def __init__(self, project: Project, named: Path | None) -> None:
        """Raises ProblemsFound where there are none."""
        self._project = project
        self._named = named
        self._files = find([named or project.specs])
        self._read: dict[Path, Spec | None] = {}

    def of(self, document: Path, origin: ReadOrigin) -> Spec:
        """The spec of the document's name and folder, or else the only one with its values. Raises ProblemsFound."""
        if self._named:
            return read(self._files[0].path)
        below = document.absolute().with_suffix("").parts
        named = [one for one in self._files if below[-len(one.relative.parts) :] == one.relative.with_suffix("").parts]
        if len(named) != 1:
            named = [one for one in self._files if (spec := self._spec(one)) and spec.data == origin.data]
        if len(named) == 1:
            return self._spec(named[0]) or read(named[0].path)
        message = "看不出这份文件是从哪一份申报表生成的"
        hint = f"写明申报表：perfgen pull {document} specs/…….yaml"
        raise ProblemsFound([Diagnostic("which-spec", message, str(document), None, hint, status=2)])

    def recovered(self, form: str, digest: str) -> ReadOrigin | None:
        """What a document that has lost its values carried, where a spec still has the same: told by their hash."""
        for one in self._files:
            spec = self._spec(one)
            if spec and hashlib.sha256(encoded(spec.data).encode()).hexdigest() == digest:
                printed = laid_out(self._project, spec).form.texts()
                sources = [text.source for text in printed if text.source and not text.source.endswith("#")]
                return ReadOrigin(form, spec.data, tuple(sources))
        return None

    def _spec(self, file: SpecFile) -> Spec | None:
        """None where it cannot be read."""
        if file.path not in self._read:
            try:
                self._read[file.path] = read(file.path)
            except ProblemsFound:
                self._read[file.path] = None
        return self._read[file.path]
