"""What the page of a form asks in, what it is answered out: all that is known of a form is found by the rest of perfgen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from perfgen.building import office
from perfgen.building.laying import Laid, laid_out, write
from perfgen.changes.three_way import Conflict
from perfgen.changes.tree import Tree
from perfgen.data import Data
from perfgen.defect import diagnostics_of
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.fill import committed
from perfgen.fill.granted import Granted, granted
from perfgen.fill.live_spec import Clash, LiveSpec, Unsaved
from perfgen.fill.problem import Problem
from perfgen.fill.rows import NotPossible, Rows
from perfgen.fill.sheet import sheet
from perfgen.fill.shelf import Shelf
from perfgen.fill.wishes import Asked, text_of, wish
from perfgen.lint.rule import all_rules
from perfgen.lint.unfilled import notes
from perfgen.manuscript.edit import made_ready
from perfgen.manuscript.notes import noted
from perfgen.manuscript.notes_taken import without_comments
from perfgen.ooxml import SHEET_TYPE, WORD_TYPE
from perfgen.project import Project
from perfgen.readers.libreoffice import program
from perfgen.spec import encoding
from perfgen.spec.spec import Spec
from perfgen.writers.html import POLICY

_KINDS = {
    "docx": f"{WORD_TYPE}.document",
    "xlsx": f"{SHEET_TYPE}.sheet",
    "pdf": "application/pdf",
}


class Answers:
    """Each takes what was asked, the key of the form in it, and gives what is sent as JSON. Raises Problem."""

    def __init__(self, project: Project, shelf: Shelf) -> None:
        self._project = project
        self._shelf = shelf

    def form(self, asked: Asked) -> Any:
        """The whole form, or its text where it cannot be shown as one; nothing where the page has that version."""
        draft = self.draft(asked)
        with self.told(draft):
            draft.read()
        if text_of(asked, "version") == draft.version:
            return {"version": draft.version, "same": True}
        return self._state(draft, asked)

    def edit(self, asked: Asked) -> Any:
        wanted = wish(asked.get("wish"))
        if wanted is None:
            raise Problem("请求读不懂", 400)
        draft = self.draft(asked)
        done: list[Granted] = []

        def make(spec: Spec) -> Spec:
            done.append(granted(spec, self._project.contract_of(spec), wanted))
            return done[-1].spec

        with self.told(draft):
            draft.change(text_of(asked, "window"), text_of(asked, "version"), make)
        (made,) = done
        return self._state(draft, asked) | {"focus": made.focus, "refused": [one._asdict() for one in made.refused]}

    def make_ready(self, asked: Asked) -> None:
        """For the next edit, while the person reads."""
        draft = self.draft(asked)
        if draft.is_sound():
            made_ready(draft.spec())

    def undo(self, asked: Asked) -> Any:
        return self._back(asked, lambda draft, window: draft.undo(window))

    def redo(self, asked: Asked) -> Any:
        return self._back(asked, lambda draft, window: draft.redo(window))

    def _back(self, asked: Asked, step: Callable[[LiveSpec, str], None]) -> Any:
        draft = self.draft(asked)
        with self.told(draft):
            try:
                step(draft, text_of(asked, "window"))
            except IndexError as error:
                raise Problem("没有可以撤销或重做的了") from error
        return self._state(draft, asked)

    def rewrite(self, asked: Asked) -> Any:
        """The text that stands behind the form, as a person has typed it."""
        draft = self.draft(asked)
        with self.told(draft):
            if encoding.refuse(draft.read(), ""):
                raise Problem("这个文件不是 UTF-8 编码，在这里改会丢字；先用记事本另存为 UTF-8")
            draft.rewrite(text_of(asked, "window"), text_of(asked, "version"), _with_ends_of(draft.source, text_of(asked, "text")))
        return self._state(draft, asked)

    def allow(self, asked: Asked) -> Any:
        """A finding is meant so, for a reason: a comment in the spec says it."""
        name, reason = text_of(asked, "name"), " ".join(text_of(asked, "reason").split())
        if name not in all_rules():
            raise Problem("请求读不懂", 400)
        if not reason:
            raise Problem("写明理由，审核的人才知道为什么可以这样")
        draft, pointer = self.draft(asked), text_of(asked, "at")

        def make(spec: Spec) -> Spec:
            if pointer not in spec.places:
                raise NotPossible("这一处刚刚改过，再看一看")
            return noted(spec, {pointer: f"# perfgen: allow {name} {reason}"})

        with self.told(draft):
            draft.note(text_of(asked, "window"), text_of(asked, "version"), make)
        return self._state(draft, asked)

    def keep(self, asked: Asked) -> Any:
        """A value of last year's is this year's too: the comment that asks goes."""
        draft, pointer = self.draft(asked), text_of(asked, "at")

        def make(spec: Spec) -> Spec:
            if (place := spec.places.get(pointer)) is None:
                raise NotPossible("这一处刚刚改过，再看一看")
            return without_comments(spec, [(one.line, one.start) for one in notes(spec) if one.line == place.line and not one.keys])

        with self.told(draft):
            draft.note(text_of(asked, "window"), text_of(asked, "version"), make)
        return self._state(draft, asked)

    def rows(self, asked: Asked) -> Any:
        """The rows that a value is in, the innermost first, each with where it may go."""
        draft = self.draft(asked)
        with self.told(draft):
            spec = draft.spec()
            return Rows(Tree(spec.data, ""), self._project.contract_of(spec).root).around(text_of(asked, "at"))

    def text(self, asked: Asked) -> Any:
        draft = self.draft(asked)
        with self.told(draft):
            draft.read()
            places = draft.spec().places if draft.is_sound() else {}
        return _as_text(draft) | {"places": {one: place.line for one, place in places.items()}}

    def css(self, asked: Asked) -> Response:
        """Of the form, as its printed page has it."""
        draft = self.draft(asked)
        with self.told(draft):
            form = self._project.contract_of(draft.spec()).form
            return Response(self._project.css(form), media_type="text/css")

    def document(self, asked: Asked) -> Response:
        """The form as a file to keep, of what is saved now."""
        kind = asked["kind"]
        if kind not in _KINDS:
            raise Problem("没有这种文件", 404)
        draft = self.draft(asked)
        with self.told(draft):
            content = write(self._project, self._laid(draft), "docx" if kind == "pdf" else kind)
            content = (office.pdf(content) or b"") if kind == "pdf" else content
        name = quote(f"{draft.path.stem}.{kind}")
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(content, media_type=_KINDS[kind], headers=headers)

    def changes(self, asked: Asked) -> Any:
        """What was changed since the last commit, in the form's words, and how to call it."""
        draft = self.draft(asked)
        with self.told(draft):
            found = committed.since(self._project, draft.path)
        return {"told": found.told, "message": found.message, "marked": bool(found.page)}

    def marked(self, asked: Asked) -> Response:
        """The form with what was changed since the last commit marked in it."""
        draft = self.draft(asked)
        with self.told(draft):
            page = committed.since(self._project, draft.path).page
        return Response(page, media_type="text/html", headers={"Content-Security-Policy": f"{POLICY}; sandbox; frame-ancestors 'self'"})

    def commit(self, asked: Asked) -> Any:
        draft = self.draft(asked)
        with self.told(draft):
            return committed.commit(draft.path, text_of(asked, "message"))

    def rule(self, asked: Asked) -> Any:
        found = all_rules().get(asked["name"])
        if found is None:
            raise Problem("没有这条规则", 404)
        return {"name": found.name, "page": found.page}

    def draft(self, asked: Asked) -> LiveSpec:
        """Of the form that was asked about."""
        try:
            return self._shelf.draft(asked["key"])
        except KeyError as error:
            raise Problem("没有这份申报表，可能刚刚被移走了", 404) from error
        except (OSError, ProblemsFound) as error:
            raise Problem(said(diagnostics_of(error, "")[0]), 422) from error

    def _laid(self, draft: LiveSpec) -> Laid:
        draft.read()
        return laid_out(self._project, draft.spec())

    def _state(self, draft: LiveSpec, asked: Asked) -> dict[str, Any]:
        """What the page shows, of the file as it was read last."""
        undo, redo = draft.can(str(asked.get("window", "")))
        state: dict[str, Any] = {"version": draft.version, "file": str(draft.path), "undo": undo, "redo": redo, "pdf": program() is not None}
        try:
            return state | {"sheet": sheet(self._project, draft.spec())}
        except Exception as error:
            problems = diagnostics_of(error, str(draft.path))
            return state | {"text": _as_text(draft)["text"], "problems": [shown(one) for one in problems]}

    @contextmanager
    def told(self, draft: LiveSpec) -> Iterator[None]:
        """Whatever goes wrong, in words for the page."""
        try:
            yield
        except Problem:
            raise
        except NotPossible as error:
            raise Problem(str(error)) from error
        except Unsaved as error:
            raise Problem(said(error.problem), 409) from error
        except Clash as error:
            raise Problem("这一处别人刚刚也改了", 409, conflicts=self._conflicts(draft, error.conflicts)) from error
        except Exception as error:
            found = diagnostics_of(error, str(draft.path))
            raise Problem(said(found[0]), 422, problems=[shown(one) for one in found]) from error

    def _conflicts(self, draft: LiveSpec, conflicts: list[Conflict]) -> list[dict[str, str]]:
        root = self._project.contract_of(draft.spec()).root
        return [
            {
                "at": one.here,
                "label": root.place_of(one.here).label,
                "before": _value(one.base),
                "now": _value(one.ours),
                "yours": _value(one.theirs),
            }
            for one in conflicts
        ]


def said(one: Diagnostic) -> str:
    return f"{one.message}。{one.hint}" if one.hint else one.message


def _value(data: Data) -> str:
    return "" if data is None else "（几项）" if isinstance(data, dict | list) else str(data)


def _as_text(draft: LiveSpec) -> dict[str, str]:
    return {"version": draft.version, "text": draft.source.decode("utf-8", "replace")}


def _with_ends_of(source: bytes, text: str) -> bytes:
    """A text with the line ends that the file has: a browser knows one kind only."""
    typed = text.replace("\r\n", "\n").encode()
    return typed.replace(b"\n", b"\r\n") if b"\r\n" in source else typed


def shown(one: Diagnostic) -> dict[str, Any]:
    return {
        "name": one.name,
        "severity": str(one.severity),
        "message": one.message,
        "hint": one.hint,
        "line": one.position.line if one.position else 0,
    }
