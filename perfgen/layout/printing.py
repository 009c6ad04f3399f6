"""What a template prints, in; pieces of markup with holes where its values go, and the values, out.

A straight piece of a template prints one `Stretch`: its markup is the same constant each time, so it is read once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from jinja2.compiler import CodeGenerator, Frame
from jinja2.nativetypes import NativeCodeGenerator
from jinja2.nodes import Expr, Output, TemplateData

Markup: TypeAlias = "tuple[str | None, ...]"  # None in the place of each value
Stretch: TypeAlias = "tuple[Markup, tuple[Any, ...]]"


class Fragment(tuple[Any, ...]):
    """Chunks that a Jinja2 macro or block captured, kept apart."""

    size: int  # characters in all of it, those of a fragment as often as that is printed

    def __new__(cls, chunks: Iterable[Any]) -> Fragment:
        made = super().__new__(cls, chunks)
        made.size = sum(map(size, made)) + len(made)
        return made

    def __str__(self) -> str:
        raise ValueError("宏输出的内容不能再拼接，也不能写进标签的属性")


class PrintingGenerator(NativeCodeGenerator):
    """Lets a template yield what it prints in a row as one `Stretch`; a macro or block gathers markup and values singly."""

    def visit_Output(self, node: Output, frame: Frame) -> None:
        if frame.buffer is not None or frame.require_output_check:
            super().visit_Output(node, frame)
            return
        finalize = self._make_finalize()
        markup = tuple(part.data if isinstance(part, TemplateData) else None for part in node.nodes)
        self.writeline(f"yield {markup!r}, (", node)
        for part in node.nodes:
            if not isinstance(part, TemplateData):
                self.newline(part)
                self._output_child_pre(part, frame, finalize)
                self.visit(part, frame)
                self._output_child_post(part, frame, finalize)
                self.write(",")
        self.write(")")

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        """Most values are texts of the spec, which need not be made ready for printing."""
        self.write("printed if (printed := ")

    def _output_child_post(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(f").__class__ is environment.text else {finalize.src}printed)")


def size(chunk: Any) -> int:
    """How many characters are printed: by markup, a value, a fragment or a `Stretch`."""
    if chunk.__class__ is tuple:
        markup, values = chunk
        return sum([len(part) for part in markup if part]) + sum(map(size, values))
    return chunk.size if chunk.__class__ is Fragment else len(chunk)


def singly(chunks: Iterable[Any]) -> Iterable[Any]:
    """All markup and values, one by one."""
    for chunk in chunks:
        if chunk.__class__ is tuple:
            markup, values = chunk
            rest = iter(values)
            yield from singly(next(rest) if part is None else part for part in markup)
        elif chunk.__class__ is Fragment:
            yield from singly(chunk)
        else:
            yield chunk
