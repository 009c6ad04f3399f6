"""Diagnostics of a spec in, what the page says of each out: errors first, with the place of the form that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from perfgen.contract.contract import Contract
from perfgen.data import BLANK
from perfgen.diagnostics import Diagnostic, Position, Severity
from perfgen.fill.form_field import place_of
from perfgen.lint.rule import names
from perfgen.lint.unfilled import lacking
from perfgen.pointers import above, found_at
from perfgen.spec.pointers_at import PointersAt
from perfgen.spec.spec import Spec

BLANK_RULE = "template-residue"  # says of a blank that it is one

_ORDER = list(Severity)


def found(spec: Spec, contract: Contract, diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """`at` is a pointer, "" where it is about the whole form; `rule`: there is a page that says why, and it may be
    allowed; `kept`: a value of last year's is there, which may be this year's too.
    """
    diagnostics = list(dict.fromkeys(diagnostics))
    if not diagnostics:
        return []
    places = PointersAt(spec)
    noted = {position: pointer for pointer, position in lacking(spec).items()}
    ordered = sorted(diagnostics, key=lambda one: (_ORDER.index(one.severity), one.position or Position(0, 0)))
    told = [_told(one, (one.position and noted.get(one.position)) or places.at(one.position), contract) for one in ordered]
    for one in told:
        one["kept"] = one["name"] == "unfilled" and one["at"] not in noted.values()
    # What a rule says of a blank is nothing to act on: that it is one is marked in its cell.
    return [one for one in told if not (one["rule"] and found_at(spec.data, one["at"]) == BLANK and one["name"] != BLANK_RULE)]


_KEY = re.compile("(?<![a-z_0-9]) ?([a-z][a-z_0-9]+)(: ?)?(?![a-z_0-9])(?:（[^（）]*）| ?)")
_DEEPEST = 12  # a group of a form's schema may lead back to itself


def in_words(text: str, words: Mapping[str, str]) -> str:
    """The text with the labels of the form in place of its keys."""

    def told(found: re.Match[str]) -> str:
        return f"“{words[found[1]]}”{'：' if found[2] else ''}" if found[1] in words else found[0]

    return _KEY.sub(told, text)


@lru_cache(maxsize=32)
def words_of(contract: Contract) -> Mapping[str, str]:
    """Every key of a form that is no word of it, with its label."""
    found: dict[str, str] = {}
    level = [contract.root]
    for _ in range(_DEEPEST):
        level = [child for place in level for child in [*place.keys.values(), *([place.others] if place.others else [])]]
        for child in level:
            if child.key and child.key.isascii() and child.key != "*":
                found.setdefault(child.key, child.label)
    return found


def _around(contract: Contract, pointer: str) -> Mapping[str, str]:
    """The same, those of the group that a value is in first: a goal of the year is not one of several."""
    near = place_of(contract, above(pointer)).keys
    return {**words_of(contract), **{key: child.label for key, child in near.items() if key.isascii()}}


def _told(one: Diagnostic, at: str, contract: Contract) -> dict[str, Any]:
    words = _around(contract, at)  # who fills a form in has never seen its keys
    return {
        "name": one.name,
        "severity": str(one.severity),
        "message": in_words(one.message, words),
        "hint": "" if one.name == "unfilled" else in_words(one.hint, words),  # its comment goes by itself
        "at": at,
        "line": one.position.line if one.position else 0,
        "rule": one.name in names(),
    }
