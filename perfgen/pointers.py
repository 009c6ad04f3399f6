"""JSON pointers (RFC 6901): how one is put together and taken apart, and the value that it leads to."""

from __future__ import annotations

from collections.abc import Iterable

from perfgen.data import Data


def escaped(key: str) -> str:
    """A key as one reference token of a pointer (section 3)."""
    return key.replace("~", "~0").replace("/", "~1") if "~" in key or "/" in key else key


def unescaped(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~") if "~" in token else token


def pointer(steps: Iterable[str | int]) -> str:
    """The pointer that takes these steps from the root."""
    return "".join([f"/{escaped(str(step))}" for step in steps])


def below(place: str, step: str | int) -> str:
    """The pointer one step further than `place`: to the value of a key, or to an item."""
    return f"{place}/{escaped(step) if isinstance(step, str) else step}"


def above(place: str) -> str:
    """The pointer one step back; "" from the root too."""
    return place.rpartition("/")[0]


def tokens(place: str) -> list[str]:
    """The steps of a pointer, each a key or the number of an item."""
    steps = place.split("/")[1:]
    return [unescaped(step) for step in steps] if "~" in place else steps


def last(place: str) -> str:
    """The last step of a pointer."""
    return unescaped(place.rpartition("/")[2])


def found_at(data: Data, place: str) -> Data:
    """The value there; None where there is none."""
    try:
        return value_at(data, place)
    except LookupError:
        return None


def value_at(data: Data, place: str) -> Data:
    """Raises LookupError where there is none."""
    for token in tokens(place):
        if isinstance(data, dict):
            data = data[token]
        elif isinstance(data, list) and token.isdigit():
            data = data[int(token)]
        else:
            raise LookupError(place)
    return data
