"""Single edits typed into a cell of a built document, drawn at random, and what may have become of the spec then."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import given
from lxml import etree
from returned import Returned, W

from perfgen.data import Data
from perfgen.diagnostics import ProblemsFound, exit_status
from perfgen.extraction.values import is_dash
from perfgen.project import Project
from perfgen.pull.cells import bare
from perfgen.pull.pull import Wishes, pull

ROOT = Path(__file__).resolve().parents[1]
SPECS = [Path("specs/examples", f"{name}-示例.yaml") for name in ("部门整体支出", "项目支出")]
TYPED = ("（暂定）", "另行报送", "；", "约", "3", "年", "①", "≥7项", "、其他", "12.5", "合计", "无", "：")


class Typed(NamedTuple):
    """`before` and `after`: what the cell said, and says now; `added` is what was typed, `erased` whether all went."""

    content: bytes
    before: str
    after: str
    added: str
    erased: bool


def typed(content: bytes, random: Random) -> Typed:
    """A cell, or a line outside of tables, with text put in front, behind or into it, typed over, or erased."""
    document = Returned(content)
    body = document.root.find(f"{W}body")
    places = [*document.root.iter(f"{W}tc"), *body.iterchildren(f"{W}p")]
    place = random.choice(places)
    texts = list(place.iter(f"{W}t"))
    before, added = _said(place), random.choice(TYPED)
    kind = random.choice(("behind", "behind", "front", "into", "over", "over", "erased")) if before else "over"
    if kind == "erased":
        for text in texts:
            text.text = ""
    elif not texts:
        paragraph = place if place.tag == f"{W}p" else place.find(f"{W}p")
        run = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(run, f"{W}t").text = added
    elif kind == "over":
        texts[0].text = added
        for text in texts[1:]:
            text.text = ""
    else:
        text = random.choice(texts)
        said = text.text or ""
        at = {"behind": len(said), "front": 0, "into": random.randrange(len(said) + 1)}[kind]
        text.text = said[:at] + added + said[at:]
    for text in texts:
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return Typed(document.content(), before, _said(place), "" if kind == "erased" else added, kind == "erased")


def fault(project: Project, edit: Typed, document: Path, spec: Path) -> str:
    """What is wrong with what `pull` makes of the edit: "deleted", "lost", "crashed"; "" where nothing is."""
    document.write_bytes(edit.content)
    try:
        pulled = pull(project, document, spec, Wishes())
    except ProblemsFound as found:
        return "" if exit_status(found.diagnostics) else "crashed"
    before, after = Counter(_leaves(pulled.spec.data)), Counter(_leaves(pulled.revised.data))
    if any(bare(leaf) not in bare(edit.before) for leaf in before - after):
        return "deleted"
    if bare(edit.before) == bare(edit.after) or exit_status(pulled.problems):
        return ""
    if is_dash(edit.after) and (before - after or pulled.problems):
        return ""  # a word for nothing takes the value away, or is told where the value is reckoned
    added = bare(edit.added).lstrip("、")  # behind a number it ends that
    if added and not any(added in bare(leaf) for leaf in after - before):
        return "lost"
    if edit.erased and before == after:
        return "lost"
    return ""


def tried(count: int, start: int = 0) -> tuple[int, list[str]]:
    """As many edits in each of the two shipped forms, in the current folder, which is empty: how many, and the faults."""
    shutil.copytree(ROOT / "specs", "specs")
    faults: list[str] = []
    for spec in SPECS:
        _, document = given.built(spec)
        content = document.read_bytes()
        for number in range(start, start + count):
            edit = typed(content, Random(number))
            if found := fault(given.here(), edit, Path("returned.docx"), spec):
                faults.append(f"{spec.stem} {number} {found}: {edit.before!r} -> {edit.after!r}")
    return count * len(SPECS), faults


def _said(place: Any) -> str:
    return "".join(text.text or "" for text in place.iter(f"{W}t"))


def _leaves(data: Data) -> Iterator[str]:
    if isinstance(data, dict | list):
        for part in data.values() if isinstance(data, dict) else data:
            yield from _leaves(part)
    elif data is not None:
        yield str(data)


if __name__ == "__main__":
    os.chdir(tempfile.mkdtemp())
    number, found = tried(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    print(f"{number} edits, {len(found)} faults", *found, sep="\n")
