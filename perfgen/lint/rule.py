"""What a rule is, and all there are: each module in `perfgen.lint.rules` and, off as it comes, in `optional_rules`, by name.

The optional ones are not loaded where nothing is set of them.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from perfgen.diagnostics import Severity
from perfgen.lint import optional_rules, rules

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

    `severity` is None where the rule is off until it is switched on. `needs` are the roles without any of which a form gives it nothing to find.
    """

    name: str
    severity: Severity | None
    summary: str
    page: str
    options: Options
    check: Check
    needs: tuple[str, ...] = ()


@cache
def usual_rules() -> dict[str, Rule]:
    """The rules that are on unless a setting says otherwise, by name, in the order of names."""
    return {rule.name: rule for rule in (_load(rules, name) for name in _modules(rules))}


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by name, in the order of names, those last that are off unless a setting says otherwise."""
    return usual_rules() | {rule.name: rule for rule in (_load(optional_rules, name) for name in _modules(optional_rules))}


@cache
def names() -> frozenset[str]:
    """The names of all rules, none of which is loaded for it."""
    return frozenset(name.replace("_", "-") for folder in (rules, optional_rules) for name in _modules(folder))


@cache
def optional_names() -> frozenset[str]:
    """Of `names` those of the rules that are off unless a setting says otherwise."""
    return frozenset(name.replace("_", "-") for name in _modules(optional_rules))


@cache
def title(name: str) -> str:
    """What a rule's summary says, read without loading it: what it needs takes longer; "" where there is no such rule."""
    if name not in names():
        return ""
    folder = optional_rules if name in optional_names() else rules
    source = pkgutil.get_data(folder.__name__, f"{name.replace('-', '_')}.py") or b""
    return source.decode().splitlines()[0].strip('"').removesuffix("。")


@cache
def by_title() -> dict[str, str]:
    """The names of all rules by their titles, each as `bare` leaves it."""
    return {bare(rule.summary): rule.name for rule in all_rules().values()}


def bare(title: str) -> str:
    """What counts of a title: punctuation and spaces are typed in more than one way."""
    return re.sub(r"\W", "", title)


def _modules(folder: ModuleType) -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(folder.__path__))


def _load(folder: ModuleType, module_name: str) -> Rule:
    module = importlib.import_module(f"{folder.__name__}.{module_name}")
    page = (module.__doc__ or "").strip()
    summary = re.split(r"\n", page, maxsplit=1)[0]
    severity: Severity | None = getattr(module, "SEVERITY", None)
    options: Options = getattr(module, "OPTIONS", {})
    return Rule(module_name.replace("_", "-"), severity, summary, page, options, module.check, getattr(module, "NEEDS", ()))
