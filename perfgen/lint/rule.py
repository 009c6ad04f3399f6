"""What a rule is, and all there are: each module in `perfgen.lint.rules`, by name."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from perfgen.diagnostics import Severity
from perfgen.lint import rules

# Which names there are is asked where nothing is judged.
if TYPE_CHECKING:
    from perfgen.declaration.outline import Outline


class Finding(NamedTuple):
    """What a rule found: `path` is a JSON pointer; `part`, where given, is the piece of the text there to underline."""

    path: str
    message: str
    hint: str = ""
    part: str = ""


Options = Mapping[str, Any]
Check: TypeAlias = "Callable[[Outline, Options], Iterator[Finding]]"


class Rule(NamedTuple):
    """A rule as its module states it. `options` are the defaults; a setting must be of the type of its default.

    `needs` are the roles without any of which a form gives it nothing to find.
    """

    name: str
    severity: Severity
    summary: str
    page: str
    options: Options
    check: Check
    needs: tuple[str, ...] = ()


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by name, in the order of names."""
    return {rule.name: rule for rule in map(_load, _modules())}


@cache
def names() -> frozenset[str]:
    """The names of all rules, none of which is loaded for it."""
    return frozenset(module.replace("_", "-") for module in _modules())


def _modules() -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(rules.__path__))


def _load(module_name: str) -> Rule:
    module = importlib.import_module(f"perfgen.lint.rules.{module_name}")
    page = (module.__doc__ or "").strip()
    summary = re.split(r"\n", page, maxsplit=1)[0]
    options = getattr(module, "OPTIONS", {})
    return Rule(module_name.replace("_", "-"), module.SEVERITY, summary, page, options, module.check, getattr(module, "NEEDS", ()))
