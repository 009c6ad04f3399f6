"""A declaration and a template in, the form out: Jinja2, sandboxed, with values kept apart from markup."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from perfgen.declaration.record import Record
from perfgen.diagnostics import Diagnostic, Position, ProblemsFound
from perfgen.form import Form, GridError
from perfgen.layout.compiled import Compiled
from perfgen.layout.dialect import MarkupError
from perfgen.layout.markup import Remembered, read
from perfgen.layout.sandbox import SandboxEnvironment

_FAULTS = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, MemoryError)


def _environment(folder: Path, trusted: bool) -> SandboxEnvironment:
    if trusted:
        environment = SandboxEnvironment(folder)
        environment.bytecode_cache = Compiled()
        return environment
    from perfgen.layout.bounded import CountingEnvironment  # which a project without templates never needs

    return CountingEnvironment(folder)


class Layout:
    """A form's template, compiled once; lays out any number of declarations."""

    def __init__(self, template: Path, trusted: bool = False) -> None:
        """A template that comes with perfgen is trusted; any other is stopped when it does too much."""
        self.name = template.name.partition(".")[0]
        self._folder, self._file = template.parent, template.name
        self._seen = Remembered()
        self._environment = _environment(self._folder, trusted)

    def lay_out(self, declaration: Record) -> Form:
        """Raises ProblemsFound with the template's file and line where the template is at fault."""
        try:
            return read(self._chunks(self._environment, declaration), self._seen)
        except MarkupError as error:
            raise self._found(str(error), *self._trace(declaration, error)) from error
        except TemplateSyntaxError as error:
            raise self._found(f"模板语法有误：{error.message}", error.name or self._file, error.lineno) from error
        except SyntaxError as error:  # Python's own: it nests no more than 20 loops
            raise self._found("模板语法有误：循环套得太深", self._file, 1) from error
        except (TemplateError, *_FAULTS) as error:
            raise self._found(_words(error), *self._line_of(error)) from error

    def parted(self, form: Form) -> Form:
        """The same as it is written, its values in three columns where the template asks for that. Raises ProblemsFound."""
        from perfgen.layout.parting import with_parts

        try:
            return with_parts(form)
        except GridError as error:
            raise self._found(str(error), self._file, 1) from error

    def _chunks(self, environment: SandboxEnvironment, declaration: Record) -> Iterator[Any]:
        """What the template prints, unjoined; an error's traceback names lines of the template."""
        template = environment.get_template(self._file)
        try:
            chunks: Any = template.root_render_func(template.new_context(declaration))
            yield from environment.bounded(chunks)
        except Exception:
            environment.handle_exception()

    def _trace(self, declaration: Record, error: MarkupError) -> tuple[str, int]:
        """Lay out once more with each tag carrying its template line, to learn where the fault is."""
        from perfgen.layout.numbered_tags import NumberedTags  # of use only where a template is at fault

        traced = self._environment.overlay(extensions=[NumberedTags], bytecode_cache=None)
        try:
            read(self._chunks(traced, declaration), Remembered())
        except MarkupError as again:
            error = again
        name, _, line = error.line.rpartition(":")
        return (name, int(line)) if line else (self._file, 1)

    def _line_of(self, error: BaseException) -> tuple[str, int]:
        """The innermost line of a template in the traceback, which Jinja2 has rewritten to name template lines."""
        place = (self._file, 1)
        for frame, line in traceback.walk_tb(error.__traceback__):
            path = Path(frame.f_code.co_filename)
            if path.is_relative_to(self._folder):
                place = (path.relative_to(self._folder).as_posix(), line)
        return place

    def _found(self, message: str, name: str, line: int) -> ProblemsFound:
        hint = "模板的写法见 docs/how-to/add-a-form.md"
        return ProblemsFound([Diagnostic("template", message, str(self._folder / name), Position(line, 1), hint)])


def _words(error: Exception) -> str:
    if isinstance(error, SecurityError):
        return str(error) if not str(error).isascii() else "模板用了不允许的写法"
    if isinstance(error, TemplateNotFound):
        return f"模板排版时出错：找不到“{error.name}”"
    if isinstance(error, UnicodeDecodeError):
        return "模板不是 UTF-8 编码，另存为 UTF-8"
    return f"模板排版时出错：{error}"
