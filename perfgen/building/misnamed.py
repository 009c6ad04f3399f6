"""Folders in, the files in them that look like specs but are passed over for their names out."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from perfgen.diagnostics import Diagnostic, Severity

NAME = "not-named-yaml"

# 甲.yaml.txt, as Windows hides what a file really ends in; 甲.yaml (1), 甲.ymal, 甲。yaml. What programs put beside a file when
# it is saved (.bak, ~) is no mistake.
_LIKE = re.compile(
    r"(?P<stem>.+?)(?:[.．。]ya?ml(?:[.．。]txt| ?[(（]\d+[)）])|[.．。](?:yam|ymal|yalm|yamll)|[．。]ya?ml)", re.IGNORECASE
)


def misnamed(paths: Iterable[Path], excluded: Callable[[Path], bool] | None = None) -> Iterator[tuple[Path, str]]:
    """Each file once, with the name that it was probably meant to have; none that is `excluded`, or in a folder that is."""
    seen: set[str] = set()
    for path in paths:
        for parent, folders, names in os.walk(path):
            within = Path(parent)
            folders[:] = sorted(name for name in folders if not (name.startswith(".") or (excluded and excluded(within / name))))
            for name in sorted(names):
                match = _LIKE.fullmatch(name)
                place = os.path.join(parent, name)
                if match and not name.startswith((".", "~$")) and place not in seen and not (excluded and excluded(within / name)):
                    seen.add(place)
                    yield Path(place), f"{match['stem']}.yaml"


def told(path: Path, meant: str) -> Diagnostic:
    hint = f"改名为 {meant}（Windows 里先显示文件的扩展名）；不是申报表，就移出这个文件夹"
    return Diagnostic(NAME, "没有检查这个文件：名字不是以 .yaml 结尾", str(path), None, hint, Severity.WARNING)
