"""What a person at the page wants a new spec from in, the spec on disk out: a blank form, an example, another spec, a file."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unicodedata import normalize

from perfgen.carry.carry import carry
from perfgen.declaration.roles import YEAR
from perfgen.defect import diagnostics_of
from perfgen.diagnostics import Diagnostic
from perfgen.fill.answers import said
from perfgen.fill.problem import Problem
from perfgen.fill.shelf import Shelf
from perfgen.fill.shelf import name as key_of
from perfgen.fill.wishes import Asked, text_of
from perfgen.manuscript.canonical import dump
from perfgen.manuscript.relink import relinked
from perfgen.next_year.turn import next_year
from perfgen.next_year.where import where_next
from perfgen.project import Project
from perfgen.pull.brought_in import brought_in
from perfgen.saving.whole import create, taken
from perfgen.spec.spec import load
from perfgen.starting.blank_spec import blank_data
from perfgen.starting.examples import example, unlinked
from perfgen.starting.file_name import WANTED, file_name

_UPLOADED = re.compile(r"\.(?:docx|doc|html|htm|txt|xlsx|xls)", re.IGNORECASE)


class NewSpecs:
    """Each gives the key of the spec that was made and what there is to tell of it. Raises Problem."""

    def __init__(self, project: Project, shelf: Shelf) -> None:
        self._project = project
        self._shelf = shelf

    def forms(self, _: Asked) -> Any:
        """The forms that there are, by what they are for; `usual` is that which the settings name."""
        usual = self._project.said.form
        found = []
        for form in self._project.forms():
            with _told():
                document = self._project.contract(form).document
                said_ = [str(document.get(word, "")) for word in ("x-purpose", "x-place", "x-years")]
                has_year = bool(self._project.contract(form).root.key_of(YEAR))
                words = {"title": document.get("title", form), "purpose": said_[0], "place": said_[1], "years": said_[2]}
                found.append({"form": form, "usual": form == usual, "year": has_year, "example": example(form) is not None, **words})
        return sorted(found, key=lambda one: (one["purpose"], one["place"], one["title"]))

    def create(self, asked: Asked) -> Any:
        """A blank form, or the example of it, for a year."""
        form, year, name = text_of(asked, "form"), text_of(asked, "year"), _name(text_of(asked, "name"))
        if form not in self._project.forms():
            raise Problem("没有这种表", 404)
        contract = self._project.contract(form)
        key = contract.root.key_of(YEAR)
        if asked.get("example") is True and (known := example(form)) is not None:
            return self._from_example(form, known, key, name)
        if key and not re.fullmatch("20[0-9]{2}", year):
            raise Problem("年度写四位数字，如 2026")
        target = self._project.specs / (year if key else "") / f"{name}.yaml"
        data = blank_data(contract, int(year) if key else 0, text_of(asked, "name").strip())
        return self._made(target, dump(data, contract, self._project.schema_from(target.parent, form)).encode())

    def _from_example(self, form: str, known: Path, key: str, name: str) -> Any:
        """All of it stays as it is, the year too: its history and its texts belong to that."""
        text = known.read_text("utf-8")
        year = load(text.encode(), str(known)).data.get(key) if key else None
        target = self._project.specs / ("" if year is None else str(year)) / f"{name}.yaml"
        schema = self._project.schema_from(target.parent, form)
        modeline = f"# yaml-language-server: $schema={schema}\n" if schema else ""
        return self._made(target, (modeline + unlinked(text)).encode())

    def next_year(self, asked: Asked) -> Any:
        """The spec of the year after."""
        with _told():
            spec = self._shelf.draft(asked["key"]).reread()
            turned = next_year(self._project, spec)
            path = Path(spec.file)
            target = where_next(self._project, path, turned.year)
            return self._made(target, relinked(turned.spec.source, path.parent, target.parent))

    def carry(self, asked: Asked) -> Any:
        """What the spec says in another form: of the monitoring, of the evaluation."""
        form = text_of(asked, "form")
        if form not in self._project.forms():
            raise Problem("没有这种表", 404)
        with _told():
            spec = self._shelf.draft(asked["key"]).reread()
            path = Path(spec.file)
            purpose = str(self._project.contract(form).document.get("x-purpose") or form)
            target = path.with_name(f"{path.stem}-{purpose}.yaml")
            carried = carry(self._project, [spec], form, 0, str(target), self._project.schema_from(target.parent, form))
            return self._made(target, carried.spec.source, carried.told)

    def bring_in(self, asked: Asked) -> Any:
        """A form that somebody has filled in elsewhere."""
        with _told(), uploaded(asked) as file:
            brought = brought_in(self._project, file)
            if brought.is_doubted:
                raise Problem(f"文件里只认出这种表 {brought.found:.0%} 的标签，没有读入；请确认是绩效目标的表")
            return self._made(brought.target, brought.content(brought.target), brought.problems)

    def _made(self, target: Path, content: bytes, told: list[Diagnostic] | None = None) -> Any:
        if taken(target):
            raise Problem(f"{target} 已经有了，换一个名字")
        if blocked := create(target, content):
            raise Problem(said(blocked[0]))
        self._shelf.add(target)
        return {"key": key_of(target), "file": str(target), "told": [said(one) for one in told or []]}


@contextmanager
def uploaded(asked: Asked) -> Iterator[Path]:
    """What was sent, as a file of that name in a folder of its own. Raises Problem."""
    body, name = asked.get("body"), normalize("NFC", text_of(asked, "name"))
    if not isinstance(body, bytes) or not body:
        raise Problem("没有收到文件", 400)
    stem, suffix = os.path.splitext(name)
    if not _UPLOADED.fullmatch(suffix):
        raise Problem("请选 Word 文件（.docx、.doc）、Excel 文件（.xlsx、.xls）或网页（.html）")
    with tempfile.TemporaryDirectory(prefix="perfgen-", ignore_cleanup_errors=True) as folder:
        file = Path(folder, f"{_name(stem)}{suffix.lower()}")
        file.write_bytes(body)
        yield file


def _name(given: str) -> str:
    """A name that is a file's on every system, and no path. Raises Problem."""
    if (name := file_name(given)) is None:
        raise Problem(WANTED)
    return name


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except Problem:
        raise
    except Exception as error:
        raise Problem(said(diagnostics_of(error, "")[0])) from error
