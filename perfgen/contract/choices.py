"""A value that fits none of several choices, or too many of them, in; the words of the choice that was meant out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

import jsonschema_rs

from perfgen.contract.described import described
from perfgen.contract.property import Property
from perfgen.contract.refusal import Refusal
from perfgen.contract.values import is_blank, misfit

Explain: TypeAlias = Callable[[Iterable[jsonschema_rs.ValidationError]], Iterator[Refusal]]


def no_choice(error: Any, place: Property, pointer: str, instance: Any, explain: Explain) -> Iterator[Refusal]:
    """The words of the choice that was probably meant, or all of them, as `explain` puts what one refuses."""
    branches = error.kind.context
    if is_blank(instance):
        yield Refusal(pointer, *misfit(place, instance, "anyOf", None))
        return
    here = len(error.instance_path)
    scores = [min((_nearness(one, here) for one in branch), default=0) for branch in branches]
    if scores.count(max(scores)) == 1:
        yield from explain(branches[scores.index(max(scores))])
        return
    types = [one.kind.types for branch in branches for one in branch if one.kind.name == "type"]
    if not max(scores):
        yield Refusal(pointer, *misfit(place, instance, "type", [kind for some in types for kind in some]))
        return
    ways = [next(iter(explain(branch)), None) for branch in branches]
    missing = [one.kind.property for branch in branches for one in branch if one.kind.name == "required"]
    if missing and all(len(branch) == 1 and branch[0].kind.name == "required" for branch in branches):
        named = "、".join(dict.fromkeys(f"“{place.child(key).named}”" for key in missing))
        hint = f"加上 {place.child(missing[0]).typed_out()}"
        yield Refusal(pointer, "missing-key", f"{place.label}里{named}至少要写一项", hint)
        return
    said = "；".join(dict.fromkeys(one.message for one in ways if one))
    asked = " 或者 ".join(dict.fromkeys(one.hint for one in ways if one and one.hint))
    yield Refusal(pointer, "wrong-value", f"“{place.label}”不合乎任何一种写法：{said}", asked)


def several_choices(error: Any, place: Property, instance: Any, choices: list[Any]) -> tuple[str, str]:
    """What is said of a value that fits several of the choices, of which it may fit one, and what to do."""
    fitting = [number for number, branch in enumerate(error.kind.context) if not branch]
    parts = [place.resolved(part) for part in choices]
    words = [described(parts[number], place) for number in fitting if number < len(parts)]
    keys = [key for number in fitting for key in parts[number].get("required", ()) if isinstance(instance, dict)]
    if keys and all(set(parts[number]) <= {"required"} for number in fitting):
        named = "、".join(dict.fromkeys(f"“{place.child(key).named}”" for key in keys))
        return f"{place.label}里{named}只能写一种，这里都写了", "只留其中一项，删去另外的"
    said = "；".join(f"（{number}）{one}" for number, one in enumerate(filter(None, words), 1))
    message = f"“{place.label}”只能合乎几种写法中的一种，这里合乎 {len(fitting)} 种"
    return message + (f"：{said}" if said else ""), place.instruction() or "改成只合乎其中一种"


def _nearness(error: Any, here: int) -> int:
    """How near a value is to a choice that it does not fit: of another type, none of its words, another inside, nearer."""
    is_word = error.kind.name in ("const", "enum")
    if len(error.instance_path) == here:
        return 0 if error.kind.name == "type" else 1 if is_word else 3
    return 2 if is_word else 3
