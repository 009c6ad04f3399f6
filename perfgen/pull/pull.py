"""A document that perfgen built and a person edited in; the edits in its spec out, and what could not be taken over.

Three versions meet: the base, which the document carries; theirs, which it says now; ours, the spec of today.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from perfgen.building import build
from perfgen.changes.alignment import align
from perfgen.changes.change import Change, KeyMoved
from perfgen.changes.reconcile import reconciled
from perfgen.changes.telling import Teller, shown
from perfgen.changes.three_way import Conflict, Side, three_way
from perfgen.contract import schema
from perfgen.contract.property import Property
from perfgen.data import Data
from perfgen.diagnostics import Diagnostic, ProblemsFound, Severity
from perfgen.extraction.extract import extract
from perfgen.extraction.labels import learn
from perfgen.manuscript.edit import edited
from perfgen.readers import docx
from perfgen.readers.document import Document, ReadOrigin
from perfgen.spec.load import load, locate
from perfgen.writers.package import encoded


class Pulled(NamedTuple):
    """`told`: each change in a line; `content`: the spec with them, as it was where there are none or conflicts."""

    spec: Path
    told: list[str]
    problems: list[Diagnostic]
    source: bytes
    content: bytes


def pull(document: Path, spec: Path | None, tracked: str, choose: Side | None) -> Pulled:
    """Raises ProblemsFound where the document or the spec cannot be used, or where the result would not validate."""
    file = str(document)
    specs = build.find([spec or Path(build.SPECS)])
    read = docx.read(document.read_bytes(), file, tracked, lambda form, digest: _recovered(specs, form, digest))
    origin = read.origin
    if origin is None:
        hint = "perfgen 没有生成过它，用 perfgen import 读入"
        raise ProblemsFound([Diagnostic("no-origin", "文件里没有生成它时的数据", file, None, hint, status=2)])
    chosen = specs[0] if spec else _spec_of(document, origin, specs)
    return _pull(read, origin, file, chosen.path, choose)


def _pull(read: Document, origin: ReadOrigin, file: str, path: Path, choose: Side | None) -> Pulled:
    source = path.read_bytes()
    ours = load(source, str(path))
    form, contract = schema.of_data(ours, source, str(path))
    if form != origin.form:
        hint = "换成它所属的申报表"
        raise ProblemsFound([Diagnostic("other-form", "文件和申报表不是同一种表", file, None, hint, status=2)])
    found = extract(read, learn(form), file)
    if build.failed(found.problems):
        raise ProblemsFound([*read.notes, *found.problems])
    base = origin.data
    theirs = reconciled(base, found.data, align(base, found.data, found.anchors))
    merged = three_way(base, ours, theirs, found.anchors, choose)
    teller = Teller(ours, Property.root(contract.document), locate(source), str(path))
    changes = [change for change in merged.changes if not isinstance(change, KeyMoved)]
    problems = [*read.notes, *found.problems, *_comments(read, teller, str(path))]
    told = [teller.told(change) for change in changes]
    if merged.conflicts and choose is None:
        problems += [_conflict(conflict, teller, str(path)) for conflict in merged.conflicts]
        return Pulled(path, told, problems, source, source)
    content = _valid(source, changes, str(path))
    return Pulled(path, told, problems, source, content)


def _valid(source: bytes, changes: Sequence[Change], file: str) -> bytes:
    """The spec with the changes, if it can still be built. Raises ProblemsFound otherwise: nothing bad is written."""
    content = edited(source, changes)
    if content != source:
        data = load(content, file)
        _, contract = schema.of_data(data, content, file)
        contract.declare(data, content, file)
    return content


def _spec_of(document: Path, origin: ReadOrigin, specs: list[build.Spec]) -> build.Spec:
    """The spec that a document comes from: of its name and folder, or else the only one with its values."""
    below = document.absolute().with_suffix("").parts
    named = [spec for spec in specs if below[-len(spec.relative.parts) :] == spec.relative.with_suffix("").parts]
    for found in (named, [spec for spec in specs if _data_of(spec) == origin.data]):
        if len(found) == 1:
            return found[0]
    message = "看不出这份文件是从哪一份申报表生成的"
    hint = f"写明申报表：perfgen pull {document} specs/…….yaml"
    raise ProblemsFound([Diagnostic("which-spec", message, str(document), None, hint, status=2)])


def _recovered(specs: Iterable[build.Spec], form: str, digest: str) -> ReadOrigin | None:
    """The origin of a document that has lost its values, where a spec still has the same: told by their hash."""
    for spec in specs:
        data = _data_of(spec)
        if isinstance(data, dict) and hashlib.sha256(encoded(data).encode()).hexdigest() == digest:
            printed = build.lay_out(spec.path).form.texts()
            sources = [text.source for text in printed if text.source and not text.source.endswith("#")]
            return ReadOrigin(form, data, tuple(sources))
    return None


def _data_of(spec: build.Spec) -> Data:
    try:
        return load(spec.path.read_bytes(), str(spec.path))
    except ProblemsFound:
        return None


def _comments(read: Document, teller: Teller, file: str) -> list[Diagnostic]:
    """The reviewers' comments, at the lines of what they are on."""
    return [
        Diagnostic(
            "comment",
            f"{comment.author or '批注'}：{' '.join(comment.text.split())}",
            file,
            teller.position(comment.source),
            f"批注写在{teller.name(comment.source)}上" if comment.source else "",
            Severity.INFO,
        )
        for comment in read.comments
    ]


def _conflict(conflict: Conflict, teller: Teller, file: str) -> Diagnostic:
    sides = f"原来是 {shown(conflict.base)}，YAML 里是 {shown(conflict.ours)}，Word 里是 {shown(conflict.theirs)}"
    message = f"{teller.name(conflict.here)}两边都改过：{sides}"
    if conflict.kind == "moved":  # base, ours and theirs are places then
        message = f"{teller.name(conflict.here)}两边移到了不同的地方"
    hint = "加上 --ours 取 YAML 的，或 --theirs 取 Word 的"
    return Diagnostic("conflict", message, file, teller.position(conflict.here), hint)
