"""Where templates run: a Jinja2 environment that keeps values apart from markup and lets a template do little else.

A template may come from others. It sees records, texts and numbers, the filters and functions listed here, and nothing
of Python: no methods, no attributes of strings. How much it does is bounded in `bounded`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    Undefined,
    pass_context,
)
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.loaders import split_template_path
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

from perfgen import on_disk
from perfgen.declaration.record import Record
from perfgen.layout import filters
from perfgen.layout.printing import Fragment, PrintingGenerator
from perfgen.text import NO_XML, Text

# Of Jinja2's own filters and functions those that a form can use and that cannot be made to eat memory.
BUILT_IN_FILTERS = ("default", "first", "last", "length", "list", "lower", "reverse", "trim", "upper")
BUILT_IN_FUNCTIONS = ("namespace", "range")
BUILT_IN_TESTS = ("defined", "undefined", "none", "number", "string", "mapping", "iterable", "sequence", "odd", "even")
MAX_BYTES = 200_000  # of a template


class _Missing(StrictUndefined):
    """A name that does not exist, said in Chinese."""

    @property
    def _undefined_message(self) -> str:
        return self._undefined_hint or f"没有“{self._undefined_name}”这个名字"


class _Loader(FileSystemLoader):
    """Reads the plain files of one folder, and no link that leads out of it."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        for folder in self.searchpath:
            path = Path(folder, *split_template_path(template))
            if os.path.lexists(path):
                on_disk.refuse_stray(path, path.parents[len(path.relative_to(folder).parts) - 1])
                return on_disk.whole(path, MAX_BYTES).decode(self.encoding), str(path), lambda: True
        raise TemplateNotFound(template)


class SandboxEnvironment(ImmutableSandboxedEnvironment):
    """Templates print objects, not strings: each value stays a `Text` with its source until the form is built."""

    # Jinja2 declares a function that joins strings; a native environment may return anything.
    concat = staticmethod(Fragment)  # type: ignore[assignment]
    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "**", "%"])

    code_generator_class = PrintingGenerator
    text = Text  # for what is compiled

    def __init__(self, folder: Path) -> None:
        super().__init__(
            loader=_Loader(folder, encoding="utf-8-sig"),
            undefined=_Missing,
            autoescape=False,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.filters = {name: self.filters[name] for name in BUILT_IN_FILTERS} | filters.FILTERS
        self.tests = {name: self.tests[name] for name in BUILT_IN_TESTS}
        self.globals = {name: self.globals[name] for name in BUILT_IN_FUNCTIONS} | filters.FUNCTIONS

    def bounded(self, chunks: Generator[Any]) -> Iterable[Any]:
        """What a template prints, as far as it may print."""
        return chunks

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

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Of a loop a template may ask for the index, of an imported template for its macros; of nothing else."""
        return isinstance(obj, LoopContext | TemplateModule | Namespace) and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "**":
            raise SecurityError("模板里不能用“**”")
        for side in (left, right):
            if isinstance(side, Undefined):
                str(side)  # raises, with the name
        if not (isinstance(left, int) and isinstance(right, int) and operator != "/"):  # years and counts stay whole
            left, right = filters.exact(left, operator), filters.exact(right, operator)
        return super().call_binop(context, operator, left, right)


@pass_context  # keeps Jinja2 from folding constants into the markup at compile time
def _finalize(_: Context, value: Any) -> Any:
    if value.__class__ is Text or value.__class__ is Fragment:
        return value
    if isinstance(value, Undefined):
        str(value)  # raises, with the name
    if callable(value):
        raise ValueError("只能输出一个值，这里是一个函数，后面要写括号")
    if value is None or isinstance(value, Record | tuple | list | dict | range):
        raise ValueError("只能输出一个值，这里是一组值")
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    if found := NO_XML.search(text):
        raise ValueError(f"模板里有不能出现的字符 U+{ord(found[0]):04X}")
    return Text(text)
