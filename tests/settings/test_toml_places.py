"""The places of a TOML file are those of its keys and values, whatever way they are written."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgen.pointers import below
from perfgen.settings.toml_places import places

TEXTS = [
    "",
    "# a = 1\n",
    "a = 1",
    "a.b . \"c.d\" = 1\na.'e' = 2 # b = 3\n",
    "[a]\nb = 1\n[a.b-c]\n[a.'d']\nx = 1979-05-27 07:32:00\ny = 07:32:00\n",
    "[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = 3\n[[a.e]]\nf = 4\n",
    'a = """\nb = 1\n"" \\"""" # c\nd = \'\'\'\n[e]\n\'\'\'\nf = "\\" = 1"\n',
    "a = [1, [2, {b = 3, c.d = [ ]}], # e = 1\n  'f, g' , 4\n  ,\n]\ng = {}\n",
    "a = {b = 'x', 'c/d' = [1,2], \"e~\" = {f = true}}\ng = -inf\n",
]


def inside(data: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    yield place, data
    for step, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from inside(value, below(place, step))


def agree(text: str) -> None:
    """Each value is there, and what is written where it stands is the value."""
    found = places(text)
    lines = text.split("\n")
    for place, value in inside(tomllib.loads(text)):
        line, column, length = found[place]
        written = lines[line - 1][column - 1 : column - 1 + length]
        if not isinstance(value, dict | list) and not written.startswith(('"""', "'''")):
            assert repr(tomllib.loads(f"k = {written}")["k"]) == repr(value)
        assert isinstance(value, dict | list) or place == "" or written
    values = {place for place, _ in inside(tomllib.loads(text))}
    assert {place.removesuffix("#") for place in found} == values
    assert len({place for place in found if place.endswith("#")}) == len(
        [place for place in values if place and not place.rpartition("/")[2].isdigit()]
    )


@pytest.mark.parametrize("text", TEXTS)
def test_every_key_and_value_has_its_place(text: str) -> None:
    agree(text)


WORDS = st.sampled_from(["a", "b-c", "'d.e'", '"f # g"', '"h\\""', "'i/j~'"])
SCALARS = st.sampled_from(["1", "-2.5", "'x = 1'", '"y # z"', "true", "1979-05-27 07:32:00Z", '"""\nk = 1"""', "nan"])
VALUES = st.recursive(
    SCALARS,
    lambda value: (
        st.lists(value, max_size=3).map(lambda items: "[\n " + " , # c\n".join(items) + " ]")
        | st.dictionaries(WORDS, value, max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key} = {value}" for key, value in pairs.items()) + "}"
        )
    ),
    max_leaves=6,
)


@given(
    st.dictionaries(WORDS, VALUES, max_size=3),
    st.dictionaries(WORDS, st.dictionaries(WORDS, VALUES, max_size=2), max_size=2),
)
def test_places_lead_to_what_is_read(top: dict[str, str], tables: dict[str, dict[str, str]]) -> None:
    lines = [f"{key}={value} # {key}" for key, value in top.items()]
    for name, pairs in tables.items():
        lines += [f"[t.{name}]", *(f"  {key} = {value}" for key, value in pairs.items())]
    agree("\n".join(lines))
