"""The parts of a text of YAML, each with the characters it stands at, and the parser that tells where these are.

Reads with PyYAML's own parser: libyaml is not always there, and differs in what it accepts.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import yaml

from perfgen.data import Scalar

# Within brackets this parser ends a scalar at any question mark; YAML 1.2 does not.
_INNER_QUESTION_MARK = re.compile(r"(?<=[^\s\[{,])\?")
STAND_IN = "\ue000"  # free, since private use characters are masked

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_KEEPS_BREAKS = re.compile(r"[|>][0-9]?\+")


@dataclass(slots=True, eq=False)
class Node:
    """A value from `start` to `end`: a scalar with its quotes, header or tag; a collection in brackets with these.

    A block collection begins with its first key or dash and ends with the line of its last entry. `style` is the first
    character where that tells: a quote, `|`, `>`, `{`, `[`; else "".
    """

    start: int
    end: int
    style: str
    value: Scalar
    entries: list[Entry] = field(default_factory=list)
    kind: type = str  # or dict or list

    @property
    def is_block(self) -> bool:
        return self.kind is not str and not self.style


@dataclass(slots=True, eq=False)
class Entry:
    """A key or a dash with its value, or an item in brackets.

    `mark` is where the colon or dash ends, -1 if there is none. In a block collection the entry owns what is from
    `lead`, where the comments right above it begin, to `end`: its lines, and the comments below that are deeper in.
    """

    start: int
    key: Node | None
    mark: int
    value: Node
    lead: int = -1
    end: int = -1


class Parser(yaml.SafeLoader):
    """Remembers the tokens that no event tells of (dashes, colons, question marks), and the last scalars, since these
    are what an error is often about. In scalars, STAND_IN may be for "?"."""

    def __init__(self, text: str) -> None:
        super().__init__(_INNER_QUESTION_MARK.sub(STAND_IN, text))
        self.last_scalars: deque[Any] = deque(maxlen=4)
        self.last: dict[type, Any] = {}

    def get_token(self) -> Any:
        # The stubs of PyYAML leave this method without types.
        token: Any = super().get_token()  # type: ignore[no-untyped-call]
        self.last[type(token)] = token
        return token

    def scan_plain(self) -> Any:
        self.last_scalars.append(super().scan_plain())
        return self.last_scalars[-1]

    def scan_flow_scalar(self, style: str) -> Any:
        self.last_scalars.append(super().scan_flow_scalar(style))
        return self.last_scalars[-1]


def length_of_block_scalar(text: str) -> int:
    """How long it is without what comes after its last line: blank lines, if it does not keep them, and the break."""
    lines = [match[0] for match in _LINE.finditer(text) if match[0]]
    indents = [len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip()]
    while (
        not _KEEPS_BREAKS.match(text)
        and not lines[-1].strip()
        and len(lines[-1].rstrip("\r\n")) <= min(indents, default=0)
    ):
        lines.pop()
    return len("".join(lines).removesuffix("\n").removesuffix("\r"))
