"""Large specs: the data of a spec in, the same with more goals, indicators, tasks and texts out, hardly a sentence twice."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

from given import contract_for

from perfgen.data import Data
from perfgen.manuscript.canonical import dump
from perfgen.spec.spec import load

_HAN = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE = re.compile(r"[^0-9]{6,}", re.DOTALL)  # no target, and none of the words that a form has fixed


def large(spec: Path, times: int) -> bytes:
    """Each innermost list has its items so many times: of each copy the sentences have other characters."""
    data = load(spec.read_bytes(), str(spec)).data
    return dump({key: grown(value, times) for key, value in data.items()}, contract_for(str(data["form"]))).encode()


def grown(data: Data, times: int) -> Data:
    if isinstance(data, dict):
        return {key: grown(value, times) for key, value in data.items()}
    if not isinstance(data, list):
        return data
    if any(isinstance(part, list | dict) and _has_list(part) for part in data):
        return [grown(part, times) for part in data]
    return [_swapped(part, number) for number in range(times) for part in data]


def _has_list(data: Data) -> bool:
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return isinstance(data, list) or any(map(_has_list, parts))


def _swapped(data: Data, number: int) -> Data:
    if isinstance(data, dict):
        return {key: _swapped(value, number) for key, value in data.items()}
    if isinstance(data, str) and number and _SENTENCE.fullmatch(data):
        random = Random(f"{number} {data}")
        return _HAN.sub(lambda found: chr(ord(found[0]) ^ random.choice((0, 0, 5, 9, 33))), data)
    return data
