"""A template's environment that counts: what takes time or memory ends where a form of the largest kind is long done.

Limits lie where the work is done, not in a process of its own: so they hold on every system, say which line of the
template is at fault, and are the same on a slow machine. Templates that come with perfgen are not counted, which would
take a twentieth of the time of a document.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

from jinja2.compiler import Frame, operators
from jinja2.exceptions import SecurityError
from jinja2.nodes import Call, Compare, Concat, Dict, EnvironmentAttribute, For, Getitem, List, Node, Slice, Tuple
from jinja2.runtime import Context

from perfgen.declaration.record import Record
from perfgen.layout.printing import PrintingGenerator, size
from perfgen.layout.sandbox import SandboxEnvironment

MAX_STEPS = 2_000_000  # while one declaration is laid out, a second or two; the seed takes some 3,000
MAX_TEXT = 100_000  # characters that a template joins to one text
MAX_BITS = 128  # of a whole number that a template reckons with
MAX_PRINTED = 10_000_000  # characters; a spec has no more than half of it
_CALL = 10  # steps that a call is worth
MAX_NESTED = 100  # values in a list, or a pair or a table, written in a template, those inside its parts among them


class _CountingGenerator(PrintingGenerator):
    """Has all that takes time or memory counted while a template runs.

    Every turn of a loop, call of a macro and branch costs as much as is written in it; what is joined, compared or put
    into a list, as much as it holds. So doubling a text or a list again and again soon comes to an end.
    """

    def blockvisit(self, nodes: Iterable[Node], frame: Frame) -> None:
        block = list(nodes)
        self.writeline(f"environment.count({1 + sum(map(_size, block))})")
        super().blockvisit(block, frame)

    def visit_For(self, node: For, frame: Frame) -> None:
        if node.test is not None:  # what it leaves out makes no turn
            node.iter = Call(EnvironmentAttribute("measured"), [node.iter], [], None, None)
        super().visit_For(node, frame)

    def visit_Getitem(self, node: Getitem, frame: Frame) -> None:
        if isinstance(node.arg, Slice):  # which Jinja2 takes without asking its environment
            node.node = Call(EnvironmentAttribute("measured"), [node.node], [], None, None)
        super().visit_Getitem(node, frame)

    def visit_Concat(self, node: Concat, frame: Frame) -> None:
        self._called("joined", [*node.nodes], frame)

    def visit_Compare(self, node: Compare, frame: Frame) -> None:
        self.write("(")
        self._called("measured", [node.expr], frame)
        for operand in node.ops:
            self.write(f" {operators[operand.op]} ")
            self._called("measured", [operand.expr], frame)
        self.write(")")

    def visit_List(self, node: List, frame: Frame) -> None:
        self._made(super().visit_List, node, frame)

    def visit_Tuple(self, node: Tuple, frame: Frame) -> None:
        if node.ctx == "load":
            self._made(super().visit_Tuple, node, frame)
        else:
            super().visit_Tuple(node, frame)

    def visit_Dict(self, node: Dict, frame: Frame) -> None:
        self._made(super().visit_Dict, node, frame)

    def _made(self, visit: Callable[[Any, Frame], None], node: Node, frame: Frame) -> None:
        self.write("environment.made(")
        visit(node, frame)
        self.write(")")

    def _called(self, method: str, arguments: Sequence[Node], frame: Frame) -> None:
        self.write(f"environment.{method}(")
        for one in arguments:
            self.visit(one, frame)
            self.write(", ")
        self.write(")")


def _size(node: Node) -> int:
    """How much is written there."""
    return 1 + sum(map(_size, node.iter_child_nodes()))


class _Spent:
    """The steps of a template so far, shared with the environment that traces a fault."""

    def __init__(self) -> None:
        self.steps = 0


class CountingEnvironment(SandboxEnvironment):
    """The sandbox of a template that may come from others."""

    code_generator_class = _CountingGenerator

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.spent = _Spent()
        self.filters = {name: self._counted(function) for name, function in self.filters.items()}

    def bounded(self, chunks: Generator[Any]) -> Iterator[Any]:
        """What a template prints. Raises SecurityError where it is too much."""
        printed = self.spent.steps = 0
        for chunk in chunks:
            printed += size(chunk)
            if printed > MAX_PRINTED:  # thrown at the line that printed
                chunks.throw(SecurityError(f"模板输出的内容超过了 {MAX_PRINTED} 个字"))
            yield chunk

    def count(self, steps: int = 1) -> None:
        """Raises SecurityError after too many: loops within loops would go on for years."""
        self.spent.steps += steps
        if self.spent.steps > MAX_STEPS:
            raise SecurityError(f"模板做的事超过了 {MAX_STEPS} 步，像是循环停不下来")

    def measured(self, value: Any) -> Any:
        """The value, all of which is going to be looked at."""
        if isinstance(value, list | tuple | dict | str | range):
            self.count(len(value) // 64 if isinstance(value, str) else len(value))
        return value

    def joined(self, *parts: Any) -> str:
        """What `~` makes of its sides. Raises SecurityError where that is too long."""
        text = "".join([str(self.measured(part)) for part in parts])
        if len(text) > MAX_TEXT:
            raise SecurityError(f"模板拼接的文字超过了 {MAX_TEXT} 个字")
        self.count(len(text) // 64)
        return text

    def made(self, container: Any) -> Any:
        """A list, pair or table that a template wrote. Raises SecurityError where there is too much inside the parts."""
        left, waiting = MAX_NESTED + len(container), [container]
        while waiting:
            parts = waiting.pop()
            left -= len(parts)
            if left < 0:
                raise SecurityError("模板里的列表套得太多")
            waiting += [one for one in _inside(parts) if isinstance(one, list | tuple | dict) and not isinstance(one, Record)]
        self.count(len(container))
        return container

    def call(self, context: Context, function: Any, *arguments: Any, **named: Any) -> Any:
        """Raises SecurityError for what a template may not call."""
        self.count(_CALL)
        for one in (*arguments, *named.values()):
            self.measured(one)
        return self.measured(super().call(context, function, *arguments, **named))

    def getitem(self, obj: Any, argument: Any) -> Any:
        return super().getitem(obj, self.measured(argument))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        for side in (self.measured(left), self.measured(right)):
            if isinstance(side, int) and side.bit_length() > MAX_BITS:
                raise SecurityError("模板里的数太大，算不了")
        return super().call_binop(context, operator, left, right)

    def _counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)  # with the marks of what Jinja2 hands to it
        def counted(*arguments: Any, **named: Any) -> Any:
            for one in arguments:
                self.measured(one)
            return function(*arguments, **named)

        return counted


def _inside(container: Any) -> Iterable[Any]:
    return (*container, *container.values()) if isinstance(container, dict) else container
