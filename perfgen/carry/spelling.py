"""Two labels in, whether they are one: the same words, or those that a schema gives as another name (`x-aliases`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from perfgen.contract.contract import Contract
from perfgen.declaration.roles import SEVERAL_YEARS
from perfgen.extraction.label_text import core, normal


class Spelling:
    """What the forms at hand call alike."""

    def __init__(self, contracts: Iterable[Contract]) -> None:
        self._others: dict[str, set[str]] = defaultdict(set)
        for contract in contracts:
            for name, others in contract.document.get("x-aliases", {}).items():
                for other in others:
                    self._others[normal(name)].add(normal(other))
                    self._others[normal(other)].add(normal(name))

    def same(self, one: str, other: str) -> bool:
        ours, theirs = normal(one), normal(other)
        return ours == theirs or theirs in self._others.get(ours, ()) or (core(one) == core(other) != "")

    def near(self, one: str, other: str) -> bool:
        """Whether there is a name that both are other names of: 满意度指标 and 服务对象满意度指标."""
        return not self._others.get(normal(one), set()).isdisjoint(self._others.get(normal(other), set()))


def same_level(one: str, other: str) -> bool:
    """Whether two levels are one: of the year, which a form need not say, or of several years, whatever it says."""
    return (one in SEVERAL_YEARS) == (other in SEVERAL_YEARS)
