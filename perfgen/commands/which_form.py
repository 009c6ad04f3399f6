"""The name of a form, or words that a person knows it by, in; the form out, or which of them are meant, in words.

What a form is for, where and since when it is used stands in its schema: `x-purpose`, `x-place`, `x-years`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from perfgen.commands.shared import WrongArguments
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.display import width
from perfgen.project import Project

_ORDER = ("申报", "监控", "自评")  # in the course of a year; other purposes follow
_OTHERS = "没有说明用途的"


class Described(NamedTuple):
    """`purpose`: 申报; `place`: 重庆; `years`: 2022年起; each "" where the schema does not say."""

    name: str
    title: str
    purpose: str
    place: str
    years: str


def described(project: Project) -> tuple[list[Described], list[Diagnostic]]:
    """Every form, and what is wrong with those that cannot be read."""
    found: list[Described] = []
    problems: list[Diagnostic] = []
    for name in project.forms():
        try:
            contract = project.contract(name)
        except ProblemsFound as refused:
            problems += refused.diagnostics
        else:
            said = [str(contract.document.get(key, "")) for key in ("x-purpose", "x-place", "x-years")]
            found.append(Described(name, contract.title, *said))
    return found, problems


def listed(forms: Iterable[Described]) -> Iterator[str]:
    """A line for each form, under what it is for, by place and year."""
    ordered = sorted(forms, key=lambda one: (_rank(one.purpose), one.purpose, one.place, one.years, one.name))
    widest = [max((width(value) for value in column), default=0) for column in zip(*[one[3:] for one in ordered], strict=True)]
    for purpose, group in groupby(ordered, key=lambda one: one.purpose):
        yield purpose or _OTHERS
        for one in group:
            cells = [value + " " * (most - width(value)) for value, most in zip(one[3:], widest, strict=True)]
            yield "  ".join(["", *cells, f"{one.title}  {one.name}"])


def found(forms: list[Described], words: Iterable[str]) -> list[Described]:
    """Those that every word is about; where none is, those of which its parts are, one after another: 重庆部门."""
    left = forms
    for word in words:
        left = [one for one in left if word in "".join(one)] or [one for one in left if _said(word, one.place + one.title + one.purpose)]
    return left


def is_like_one(project: Project, given: str) -> bool:
    """Whether a form may be meant: what is no department's name, or has to do with a form, or is nearly the name of one."""
    if given.isascii():
        return True
    from perfgen.contract.nearest import nearest

    forms, _ = described(project)
    return bool(found(forms, given.split()) or nearest(given, [one.title for one in forms]))


def named(project: Project, given: str) -> str:
    """The name of the one form that is meant. Raises WrongArguments with those that may be."""
    names = project.forms()
    if not given:
        raise WrongArguments("要写明是哪一种表，perfgen forms 列出有哪些；常用的一种可以写在 perfgen.toml 的 form 里")
    if given in names:
        return given
    forms, problems = described(project)
    if not given.isascii():
        exact = [one for one in forms if one.title == given]
        meant = exact or found(forms, given.split())
        if len(meant) == 1:
            return meant[0].name
        if meant:
            may_be = "、".join(f"{one.name}（{one.title}）" for one in meant)
            raise WrongArguments(f"“{given}”可能是几种表，写明其中一种：{may_be}")
    if problems:
        raise ProblemsFound(problems)
    from perfgen.contract.nearest import nearest

    near = nearest(given, [*names, *(one.title for one in forms)])
    advice = f"是不是 {near}？" if near else f"可以写 {'、'.join(names)}"
    raise WrongArguments(f"没有“{given}”这种表，{advice}")


def _rank(purpose: str) -> int:
    return _ORDER.index(purpose) if purpose in _ORDER else len(_ORDER) + (not purpose)


def _said(word: str, text: str) -> bool:
    """Whether the word is made of parts of the text, in their order, each of two characters at least."""
    for length in range(min(len(word), len(text)), 1, -1):
        start = text.find(word[:length])
        if start >= 0 and (length == len(word) or _said(word[length:], text[start + length :])):
            return True
    return False
