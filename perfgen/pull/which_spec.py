"""A Word file that came back in, the spec that it was built from out, and what it carried then if it has lost that."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from perfgen.building.find_specs import SpecFile, find
from perfgen.building.laying import laid_out
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.form import OFFICIAL
from perfgen.project import Project
from perfgen.readers.document import ReadOrigin
from perfgen.review.git import Repository
from perfgen.spec.plain import MAX_BYTES
from perfgen.spec.spec import Spec, load, read
from perfgen.writers.properties import encoded

MOST_VERSIONS = 200  # of a spec that git is asked for


class Candidates:
    """The specs that a document may belong to: the one that is named, or all of the project; each is read once."""

    def __init__(self, project: Project, document: Path, named: Path | None) -> None:
        """Raises ProblemsFound where there are none."""
        self._project = project
        self._document = document
        self._named = named
        self._files = find([named or project.specs], project)
        self._read: dict[Path, Spec | None] = {}

    def of(self, origin: ReadOrigin) -> Spec:
        """The spec that the document says, or the one of its name and folder, or else the only one with its values.

        Raises ProblemsFound."""
        said = [one for one in self._files if origin.spec and one.relative.as_posix() == origin.spec]
        named = said or self._by_name(origin.layout)
        if len(named) != 1:
            named = [one for one in self._files if (spec := self._spec(one)) and spec.data == origin.data]
        if len(named) == 1:
            return self._spec(named[0]) or read(named[0].path, self._project.folder)
        message = "看不出这份文件是从哪一份申报表生成的"
        hint = f"写明申报表：perfgen pull {self._document} specs/…….yaml"
        raise ProblemsFound([Diagnostic("which-spec", message, str(self._document), None, hint, status=2)])

    def recovered(self, form: str, digest: str) -> ReadOrigin | None:
        """What a document that has lost its values carried, where a spec, or one in git, has the same: told by hash."""
        if not digest:
            return None
        for spec in self._versions():
            if hashlib.sha256(encoded(spec.data).encode()).hexdigest() == digest:
                return self._origin(form, spec)
        return None

    def assumed(self) -> ReadOrigin | None:
        """What the named spec would print today; None where none is named, or it cannot be printed."""
        if self._named is None:
            return None
        spec = read(self._files[0].path, self._project.folder)
        return self._origin(self._project.contract_of(spec).form, spec)

    def _by_name(self, layout: str = OFFICIAL) -> list[SpecFile]:
        if self._named:
            return self._files
        document = self._document.absolute().with_suffix("")
        below = document.with_name(document.name.removesuffix(f".{layout}")).parts
        return [one for one in self._files if below[-len(one.relative.parts) :] == one.relative.with_suffix("").parts]

    def _versions(self) -> Iterator[Spec]:
        """The specs of today, then those that git has of the document's."""
        yield from filter(None, map(self._spec, self._files))
        for file in self._by_name()[:1]:
            try:
                repository = Repository()
                path = file.path.as_posix()
                commits = repository.ask("log", f"-{MOST_VERSIONS}", "--format=%H", "--", path).split()
                blobs = [repository.ask("rev-parse", f"{commit}:./{path}").strip() for commit in commits]
                contents = repository.contents(dict.fromkeys(blobs), MAX_BYTES)
            except ProblemsFound:  # no git, no repository, or the file is not in it
                return
            for content in contents.values():
                try:
                    yield load(content, str(file.path))
                except ProblemsFound:
                    continue

    def _origin(self, form: str, spec: Spec) -> ReadOrigin:
        printed = laid_out(self._project, spec).form.texts()
        sources = [text.source for text in printed if text.source and not text.source.endswith("#")]
        return ReadOrigin(form, spec.data, tuple(sources))

    def _spec(self, file: SpecFile) -> Spec | None:
        """None where it cannot be read."""
        if file.path not in self._read:
            try:
                self._read[file.path] = read(file.path, self._project.folder)
            except ProblemsFound:
                self._read[file.path] = None
        return self._read[file.path]
