"""A document that perfgen built and a person edited in; the edits in its spec out, and what could not be taken over.

Three versions meet: the base, which the document carries; theirs, which it says now; ours, the spec of today.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from perfgen import on_disk
from perfgen.changes.change import Change, KeyMoved
from perfgen.changes.telling import Teller
from perfgen.changes.three_way import Winner, three_way
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.extraction.recognise import likeliest
from perfgen.ooxml import MAX_BYTES
from perfgen.project import Project
from perfgen.pull import doubts
from perfgen.pull.edits import edits
from perfgen.pull.filled import filled
from perfgen.pull.messages import Messages
from perfgen.pull.stripped import compared
from perfgen.pull.which_spec import Candidates
from perfgen.readers import opening
from perfgen.readers.document import Document
from perfgen.spec.spec import Spec


class Pulled(NamedTuple):
    """`told`: each change in a line; `revised`: the spec with them, `spec` itself where there are none or none is safe."""

    spec: Spec
    revised: Spec
    told: list[str]
    problems: list[Diagnostic]


class Wishes(NamedTuple):
    """What the person asked for: how to take tracked changes, whose side wins, what of the doubtful is meant."""

    tracked: str = "accept"
    choose: Winner | None = None
    force: bool = False  # what was read unsurely
    yes: bool = False  # to delete much


AS_IT_STANDS = Wishes()


class Returned(NamedTuple):
    """A document that came back; `file` names it in messages, and `content` is that of its file, where it is the only one."""

    file: str
    read: Document
    content: bytes


class Pulling:
    """The documents of a file that came back, and the specs that they may belong to."""

    def __init__(self, project: Project, document: Path, spec: Path | None, wishes: Wishes = AS_IT_STANDS) -> None:
        """Raises ProblemsFound where the file cannot be used, or holds several and one spec is named."""
        self._project, self._path, self._named, self._wishes = project, document, spec, wishes
        content = on_disk.beginning(document, MAX_BYTES)
        self._candidates = Candidates(project, document, spec)
        found = opening.returned(content, document, wishes.tracked, self._candidates.recovered)
        if len(found) == 1:
            self.documents = [Returned(str(document), found[0].document, content)]
            return
        if spec is not None:
            message = f"文件里有 {len(found)} 张工作表，不能只写一份申报表"
            hint = "不写申报表，每一张写回它自己的那一份"
            raise ProblemsFound([Diagnostic("several-sheets", message, str(document), None, hint, status=2)])
        self.documents = [Returned(f"{document}（{one.name}）", one.document, b"") for one in found]

    def pull(self, returned: Returned) -> Pulled:
        """Raises ProblemsFound where the document or the spec cannot be used, or where the result would not validate."""
        file, read, content = returned
        if read.origin is None and content and (assumed := self._candidates.assumed()):
            layouts = [self._project.labels(assumed.form, name) for name in self._project.layouts(assumed.form)]
            labels = likeliest(read, layouts)
            assumed = assumed._replace(layout=labels.layout)
            read = compared(content, self._path, self._wishes.tracked, assumed, labels, str(self._named)) or read
        return _pulled(self._project, self._candidates, file, read, self._wishes)


def pull(project: Project, document: Path, spec: Path | None, wishes: Wishes = AS_IT_STANDS) -> Pulled:
    """Of a file with a single document. Raises ProblemsFound as `Pulling` does, and where there are several."""
    pulling = Pulling(project, document, spec, wishes)
    if len(pulling.documents) > 1:
        hint = "用 perfgen pull 一次写回各自的申报表"
        raise ProblemsFound([Diagnostic("several-sheets", "文件里不止一张工作表", str(document), None, hint, status=2)])
    return pulling.pull(pulling.documents[0])


def _pulled(project: Project, candidates: Candidates, file: str, read: Document, wishes: Wishes) -> Pulled:
    origin = read.origin
    if origin is None:
        hint = "写明申报表：perfgen pull 文件 申报表.yaml；perfgen 没有生成过它，就用 perfgen import 读入"
        raise ProblemsFound([Diagnostic("no-origin", "文件里没有生成它时的数据", file, None, hint, status=2)])
    ours = candidates.of(origin)
    contract = project.contract_of(ours)
    if contract.form != origin.form:
        hint = "换成它所属的申报表"
        raise ProblemsFound([Diagnostic("other-form", "文件和申报表不是同一种表", file, None, hint, status=2)])
    made = edits(read, origin.data, project.labels(contract.form, origin.layout), file, wishes.force)
    merged = three_way(made.base, ours.data, made.theirs, made.anchors, wishes.choose)
    changes: list[Change] = [change for change in merged.changes if not isinstance(change, KeyMoved)]
    messages = Messages(file, ours, Teller(ours, contract.root))
    problems = messages.of_document(read, made, wishes.force)
    told = [messages.teller.told(change) for change in changes]
    if merged.conflicts and wishes.choose is None:
        problems += [messages.conflict(conflict) for conflict in merged.conflicts]
        return Pulled(ours, ours, told, problems)
    allowed, invalid, revised = _allowed(project, ours, changes)
    problems += [messages.invalid(change, found, made) for change, found in invalid]
    told = [messages.teller.told(change) for change in allowed]
    revised = filled(ours, revised)
    if revised is not ours:
        project.contract_of(revised).declare(revised)  # nothing is written that could not be built
        doubtful = [] if wishes.yes else doubts.of(made, allowed, file)
        problems += doubtful
        if doubtful or (doubts.is_unsure(made.problems) and not wishes.force):
            return Pulled(ours, ours, told, problems)
    return Pulled(ours, revised, told, problems)


class _Allowed(NamedTuple):
    """The changes after which the spec can be built, what is wrong with each of the others, the spec with the former."""

    changes: list[Change]
    invalid: list[tuple[Change, Diagnostic]]
    revised: Spec


def _allowed(project: Project, ours: Spec, changes: list[Change]) -> _Allowed:
    if not changes:
        return _Allowed(changes, [], ours)
    from perfgen.manuscript.edit import edited  # which takes longer to load than a spec to read

    whole = _with(project, ours, changes)
    if isinstance(whole, Spec):
        return _Allowed(changes, [], whole)
    alone = [(change, _with(project, ours, [change])) for change in changes]
    allowed = [change for change, found in alone if isinstance(found, Spec)]
    invalid = [(change, found) for change, found in alone if isinstance(found, Diagnostic)]
    return _Allowed(allowed, invalid, edited(ours, allowed))


def _with(project: Project, ours: Spec, changes: list[Change]) -> Spec | Diagnostic:
    """The spec with the changes, or why there can be none."""
    from perfgen.manuscript.edit import edited

    try:
        revised = edited(ours, changes)
        if revised is not ours:
            project.contract_of(revised).declare(revised)
    except ProblemsFound as found:
        return found.diagnostics[0]
    return revised
