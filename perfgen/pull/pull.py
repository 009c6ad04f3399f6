"""A document that perfgen built and a person edited in; the edits in its spec out, and what could not be taken over.

Three versions meet: the base, which the document carries; theirs, which it says now; ours, the spec of today.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from perfgen.changes.alignment import align
from perfgen.changes.change import KeyMoved
from perfgen.changes.reconcile import reconciled
from perfgen.changes.telling import Teller, shown
from perfgen.changes.three_way import Conflict, Winner, three_way
from perfgen.diagnostics import Diagnostic, ProblemsFound, Severity, exit_status
from perfgen.extraction.extract import extract
from perfgen.manuscript.edit import edited
from perfgen.project import Project
from perfgen.pull.filled import filled
from perfgen.pull.finding import Candidates
from perfgen.readers import docx
from perfgen.readers.document import Document
from perfgen.spec.spec import Spec


class Pulled(NamedTuple):
    """`told`: each change in a line; `revised`: the spec with them, `spec` itself where there are none or conflicts."""

    spec: Spec
    revised: Spec
    told: list[str]
    problems: list[Diagnostic]


def pull(project: Project, document: Path, spec: Path | None, tracked: str, choose: Winner | None) -> Pulled:
    """Raises ProblemsFound where the document or the spec cannot be used, or where the result would not validate."""
    file = str(document)
    candidates = Candidates(project, spec)
    read = docx.read(document.read_bytes(), file, tracked, candidates.recovered)
    origin = read.origin
    if origin is None:
        hint = "perfgen 没有生成过它，用 perfgen import 读入"
        raise ProblemsFound([Diagnostic("no-origin", "文件里没有生成它时的数据", file, None, hint, status=2)])
    ours = candidates.of(document, origin)
    contract = project.contract_of(ours)
    if contract.form != origin.form:
        hint = "换成它所属的申报表"
        raise ProblemsFound([Diagnostic("other-form", "文件和申报表不是同一种表", file, None, hint, status=2)])
    found = extract(read, project.labels(contract.form), file)
    if exit_status(found.problems):
        raise ProblemsFound([*read.notes, *found.problems])
    base = origin.data
    theirs = reconciled(base, found.data, align(base, found.data, found.anchors))
    merged = three_way(base, ours.data, theirs, found.anchors, choose)
    teller = Teller(ours, contract.root)
    changes = [change for change in merged.changes if not isinstance(change, KeyMoved)]
    problems = [*read.notes, *found.problems, *_comments(read, teller, ours)]
    told = [teller.told(change) for change in changes]
    if merged.conflicts and choose is None:
        problems += [_conflict(conflict, teller, ours) for conflict in merged.conflicts]
        return Pulled(ours, ours, told, problems)
    revised = filled(ours, edited(ours, changes))
    if revised is not ours:
        project.contract_of(revised).declare(revised)  # nothing is written that could not be built
    return Pulled(ours, revised, told, problems)


def _comments(read: Document, teller: Teller, spec: Spec) -> list[Diagnostic]:
    """The reviewers' comments, at the lines of what they are on."""
    return [
        Diagnostic(
            "comment",
            f"{comment.author or '批注'}：{' '.join(comment.text.split())}",
            spec.file,
            spec.position(comment.source),
            f"批注写在{teller.name(comment.source)}上" if comment.source else "",
            Severity.INFO,
        )
        for comment in read.comments
    ]


def _conflict(conflict: Conflict, teller: Teller, spec: Spec) -> Diagnostic:
    sides = f"原来是 {shown(conflict.base)}，YAML 里是 {shown(conflict.ours)}，Word 里是 {shown(conflict.theirs)}"
    message = f"{teller.name(conflict.here)}两边都改过：{sides}"
    if conflict.kind == "moved":  # base, ours and theirs are places then
        message = f"{teller.name(conflict.here)}两边移到了不同的地方"
    hint = "加上 --ours 取 YAML 的，或 --theirs 取 Word 的"
    return Diagnostic("conflict", message, spec.file, spec.position(conflict.here), hint)
