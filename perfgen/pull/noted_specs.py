"""Opinions with the marks of their rows in, the texts of the specs that they concern with comments at these lines out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from perfgen import on_disk
from perfgen.building.find_specs import SpecFile, find
from perfgen.defect import diagnostics_of
from perfgen.diagnostics import Diagnostic, ProblemsFound, Severity
from perfgen.display import shortened, visible
from perfgen.manuscript.notes import comments_above, noted_above, noted_at_top
from perfgen.project import Project
from perfgen.pull.located import Located, located
from perfgen.pull.opinions import COMMENT, NOT_PLACED, Opinion, not_placed
from perfgen.spec.plain import MAX_BYTES
from perfgen.spec.spec import Spec, load


class Noted(NamedTuple):
    """A spec: its bytes as they are and with the comments, equal where none is new; each new comment in a line, with its
    place; how many were there already."""

    path: Path
    source: bytes
    revised: bytes
    told: list[str]
    known: int
    problems: list[Diagnostic]


def noted_specs(project: Project, opinions: Sequence[Opinion], named: Path | None, file: str) -> Iterator[Noted | Diagnostic]:
    """For each spec what becomes of it, and a diagnostic for each opinion whose spec is not there.

    `file` names the workbook; specs are those of the project, or where `named` leads. Raises ProblemsFound where there
    are none.
    """
    specs: dict[str, list[SpecFile]] = {}
    for spec in find([named or project.specs], project):
        specs.setdefault(spec.relative.as_posix(), []).append(spec)
    groups: dict[str, list[Opinion]] = {}
    for opinion in opinions:
        groups.setdefault(opinion.mark.spec, []).append(opinion)
    for name, some in groups.items():
        there = specs.get(name, [])
        if len(there) == 1:
            yield _noted(project, there[0].path, some, file)
            continue
        what = "那份申报表已经不在了" if not there else "有几份申报表都叫这个名字"
        hint = f"在别的文件夹里，就写明：perfgen pull {file} 文件夹"
        yield from (not_placed(one.where, one.text, f"{what}（{visible(name)}）", hint, file) for one in some)


def _noted(project: Project, path: Path, opinions: Sequence[Opinion], file: str) -> Noted:
    try:
        on_disk.refuse_stray(path, project.folder)
        source = on_disk.whole(path, MAX_BYTES)
    except (OSError, ProblemsFound) as error:
        problems = diagnostics_of(error, str(path))
        why = f"申报表读不了：{problems[0].message}"
        refused = [not_placed(one.where, one.text, why, problems[0].hint, file) for one in opinions]
        return Noted(path, b"", b"", [], 0, refused)
    try:
        spec: Spec | None = load(source, str(path))
    except ProblemsFound:
        spec = None
    return _Notes(path, source, spec, file).of(opinions)


class _Notes:
    """Comments being put into one spec, or into a text that is none."""

    def __init__(self, path: Path, source: bytes, spec: Spec | None, file: str) -> None:
        self._path, self._source, self._spec, self._file = path, source, spec, file
        self._revised = source
        self._new: list[str] = []
        self._problems: list[Diagnostic] = []

    def of(self, opinions: Sequence[Opinion]) -> Noted:
        on_top: list[Opinion] = []
        placed: list[tuple[Opinion, Located]] = []
        for opinion in opinions:
            place = located(self._spec, opinion.mark) if self._spec is not None and not opinion.mark.line else None
            if opinion.mark.line or (place is not None and not place.pointer):
                on_top.append(opinion)
            elif place is None:
                self._refuse_lost(opinion)
            else:
                placed.append((opinion, place))
        if self._spec is not None and placed:
            self._put_above(self._spec, placed)
        for opinion in on_top:
            self._put_on_top(opinion)
        lines = sorted((_line_of(comment, self._revised), comment) for comment in self._new)
        told = [f"{visible(str(self._path))}:{line}: {comment}" for line, comment in lines]
        known = len(opinions) - len(told) - sum(one.name == NOT_PLACED for one in self._problems)
        return Noted(self._path, self._source, self._revised, told, known, self._problems)

    def _put_above(self, spec: Spec, placed: Sequence[tuple[Opinion, Located]]) -> None:
        noted, are_new = noted_above(spec, [(place.pointer, opinion.comment) for opinion, place in placed])
        self._revised = noted.source
        for (opinion, place), is_new in zip(placed, are_new, strict=True):
            if is_new is None:
                self._refuse(opinion, "那一处不能加注释", "自己写进申报表")
            elif is_new:
                self._new.append(opinion.comment)
                self._tell_if_changed(opinion, place, noted)
        if self._new:
            self._tell_what_was_there(spec, [one for one, new in zip(placed, are_new, strict=True) if new], placed, noted)

    def _tell_what_was_there(
        self, spec: Spec, new: Sequence[tuple[Opinion, Located]], every: Sequence[tuple[Opinion, Located]], noted: Spec
    ) -> None:
        """An earlier opinion beside a new one may be the same one in other words, or another reviewer's: who knows, a person."""
        of_today = {(spec.position(place.pointer).line, opinion.comment) for opinion, place in every}
        for (opinion, place), above in zip(new, comments_above(spec, [place.pointer for _, place in new]), strict=True):
            earlier = [line.strip() for line in above if line.strip().startswith(COMMENT)]
            for comment in earlier:
                if (spec.position(place.pointer).line, comment) not in of_today:
                    message = f"{opinion.where}的意见所在的那一处，原来还有一条“{shortened(comment.removeprefix(COMMENT))}”"
                    hint, position = "要是同一条意见改了说法，就删去原来那一条", noted.position(place.pointer)
                    told = Diagnostic("earlier-opinion", message, str(self._path), position, hint, Severity.INFO)
                    self._problems.append(told)

    def _put_on_top(self, opinion: Opinion) -> None:
        comment = _comment_on_top(opinion)
        revised = noted_at_top(self._revised, comment)
        if revised is None:
            self._refuse(opinion, "申报表不是 UTF-8 文本", "在编辑器里另存为 UTF-8，再收一次")
        elif revised != self._revised:
            self._revised = revised
            self._new.append(comment)

    def _refuse_lost(self, opinion: Opinion) -> None:
        if self._spec is None:
            self._refuse(opinion, "申报表的写法有错，读不了", "改好写法以后再收一次")
        else:
            why = f"“{shortened(_said(opinion))}”改了或删了，找不到是哪一处"
            self._refuse(opinion, why, "看一看现在的申报表，还有用就自己写进去")

    def _tell_if_changed(self, opinion: Opinion, place: Located, noted: Spec) -> None:
        if not place.is_as_it_was:
            message = f"{opinion.where}说的“{shortened(_said(opinion))}”后来改过，意见写在现在的这一处"
            hint, position = "看一看改过以后意见还有没有用", noted.position(place.pointer)
            self._problems.append(Diagnostic("changed-since-opinion", message, str(self._path), position, hint, Severity.INFO))

    def _refuse(self, opinion: Opinion, why: str, hint: str) -> None:
        self._problems.append(not_placed(opinion.where, opinion.text, why, hint, self._file))


def _comment_on_top(opinion: Opinion) -> str:
    """On the spec as a whole, or on a line of one that could not be read."""
    line = f"第 {opinion.mark.line} 行：" if opinion.mark.line else ""
    return opinion.comment.replace("：", f"：{line}", 1)


def _line_of(comment: str, source: bytes) -> int:
    lines = source.decode("utf-8-sig", "replace").split("\n")
    return next((number for number, line in enumerate(lines, 1) if line.strip() == comment), 1)


def _said(opinion: Opinion) -> str:
    """What the row was about, as far as it says it itself."""
    mark = opinion.mark
    return mark.said.get(mark.named) or next(iter(mark.said.values()), "") or mark.item
