"""A declaration and a template folder in, the form out: Jinja2, sandboxed, with values kept apart from markup."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    Undefined,
    pass_context,
)
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.nativetypes import NativeCodeGenerator
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from perfgen import filters
from perfgen.declaration import Record
from perfgen.diagnostics import Diagnostic, Position, ProblemsFound
from perfgen.dialect import LINE, MarkupError, Tokens
from perfgen.form import Form
from perfgen.markup import Fragment, read
from perfgen.text import Text

TEMPLATE = "form.html.j2"
_FAULTS = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, MemoryError)


class Layout:
    """A form's template, compiled once; lays out any number of declarations."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: dict[str, Tokens] = {}
        self._environment = _Environment(folder)

    def lay_out(self, declaration: Record) -> Form:
        """Raises ProblemsFound with the template's file and line where the template is at fault."""
        try:
            return read(self._chunks(self._environment, declaration), self._seen)
        except MarkupError as error:
            raise self._found(str(error), *self._trace(declaration, error)) from error
        except TemplateSyntaxError as error:
            raise self._found(f"模板语法有误：{error.message}", error.name or TEMPLATE, error.lineno) from error
        except (TemplateError, *_FAULTS) as error:
            raise self._found(_words(error), *self._line_of(error)) from error

    def _chunks(self, environment: Environment, declaration: Record) -> Iterator[Any]:
        """What the template prints, unjoined; an error's traceback names lines of the template."""
        template = environment.get_template(TEMPLATE)
        try:
            yield from template.root_render_func(template.new_context(declaration))
        except Exception:
            environment.handle_exception()

    def _trace(self, declaration: Record, error: MarkupError) -> tuple[str, int]:
        """Lay out once more with each tag carrying its template line, to learn where the fault is."""
        traced = self._environment.overlay(extensions=[_NumberTags])
        try:
            read(self._chunks(traced, declaration), {})
        except MarkupError as again:
            error = again
        name, _, line = error.line.rpartition(":")
        return (name, int(line)) if line else (TEMPLATE, 1)

    def _line_of(self, error: BaseException) -> tuple[str, int]:
        """The innermost line of a template in the traceback, which Jinja2 has rewritten to name template lines."""
        place = (TEMPLATE, 1)
        for frame, line in traceback.walk_tb(error.__traceback__):
            path = Path(frame.f_code.co_filename)
            if path.is_relative_to(self._folder):
                place = (path.relative_to(self._folder).as_posix(), line)
        return place

    def _found(self, message: str, name: str, line: int) -> ProblemsFound:
        hint = "模板的写法见 docs/how-to/add-a-form.md"
        return ProblemsFound([Diagnostic("template", message, str(self._folder / name), Position(line, 1), hint)])


class _Environment(ImmutableSandboxedEnvironment):
    """Templates print objects, not strings: each value stays a `Text` with its source until the form is built."""

    code_generator_class = NativeCodeGenerator
    concat = staticmethod(Fragment)  # type: ignore[assignment]
    intercepted_binops = frozenset(["*", "**"])

    def __init__(self, folder: Path) -> None:
        super().__init__(
            loader=FileSystemLoader(folder, encoding="utf-8-sig"),
            undefined=StrictUndefined,
            autoescape=False,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.filters.update(filters.FILTERS)
        self.globals.update(filters.FUNCTIONS)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A record's keys come before anything that Python would offer under the name."""
        if obj.__class__ is Record or isinstance(obj, Record):
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute, hint=f"这里没有“{attribute}”这一项")
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Record):
            return self.getattr(obj, str(argument))
        return super().getitem(obj, argument)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" or isinstance(left, str | tuple | list) or isinstance(right, str | tuple | list):
            raise SecurityError(f"模板里不能用“{operator}”重复文字或求幂")
        return super().call_binop(context, operator, left, right)


@pass_context  # keeps Jinja2 from folding constants into the markup at compile time
def _finalize(_: Context, value: Any) -> Any:
    if value.__class__ is Text or value.__class__ is Fragment:
        return value
    if isinstance(value, Undefined):
        str(value)  # raises, with the name
    if value is None or isinstance(value, Record | tuple | list | dict):
        raise ValueError("只能打印一个值，这里是一组值")
    return Text(str(value))


class _NumberTags(Extension):
    """Gives each tag of a template the place where it stands, `name:line`."""

    _TAG = re.compile(r"<(/?[a-z][a-z0-9]*)(?=[\s>]|$)")

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        lines = source.split("\n")
        return "\n".join(self._TAG.sub(rf'<\1 {LINE}="{name}:{i}"', line) for i, line in enumerate(lines, 1))


def _words(error: Exception) -> str:
    if isinstance(error, SecurityError):
        return str(error) if not str(error).isascii() else "模板用了不允许的写法"
    return f"模板排版时出错：{error}"
