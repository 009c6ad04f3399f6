"""Files that are gone and files that are new in, those that say nearly the same paired out: they were renamed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

ALIKE = 0.5  # the share of the longer one, in bytes of whole lines, as git counts it; two departments share 0.2
MOST = 20_000  # pairs that are compared at all


def renamed(gone: Mapping[str, bytes], new: Mapping[str, bytes]) -> dict[str, str]:
    """For each new file that was another one before, which; each is used once, the most alike first."""
    if len(gone) * len(new) > MOST:
        return {}
    lines = {content: Counter(content.splitlines(keepends=True)) for content in (*gone.values(), *new.values())}
    found = [
        (-score, name, before)
        for name, content in new.items()
        for before, old in gone.items()
        if (score := _alike(lines[old], lines[content]) / max(len(old), len(content), 1)) >= ALIKE
    ]
    names: dict[str, str] = {}
    taken: set[str] = set()
    for _, name, before in sorted(found):
        if name not in names and before not in taken:
            names[name] = before
            taken.add(before)
    return names


def _alike(old: Counter[bytes], new: Counter[bytes]) -> int:
    """How many bytes stand in lines that both have."""
    return sum(len(line) * min(count, new[line]) for line, count in old.items() if line in new)
