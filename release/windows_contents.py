"""Wheels and an embeddable Python in, the files of the zip for Windows out, by the names that they have in it.

    开始填表.cmd  perfgen.cmd  请先读我.txt    what a person sees
    program/python/                            Python as it comes from python.org
    program/packages/                          perfgen and what it needs, unpacked
    program/start.py                           what 开始填表.cmd runs
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

OURS = Path(__file__).parent / "windows"
# cmd reads a file in the code page of its console, which is GBK (936) on a Chinese Windows.
ENCODINGS = {".cmd": "gbk", ".txt": "utf-8-sig"}


class Unfit(Exception):
    """What was given cannot be put together; the words say why."""


def seen_by_a_person() -> Iterator[tuple[str, bytes]]:
    for path in sorted(OURS.iterdir()):
        if path.suffix in ENCODINGS:
            text = path.read_text("utf-8").replace("\n", "\r\n")
            yield path.name, text.encode(ENCODINGS[path.suffix])


def of_python(archive: Path) -> Iterator[tuple[str, bytes]]:
    """The embeddable Python, told to look into `packages` too and nowhere else."""
    with zipfile.ZipFile(archive) as python:
        names = python.namelist()
        found = [name for name in names if name.endswith("._pth")]
        if len(found) != 1 or "python.exe" not in names:
            raise Unfit(f"{archive.name} is no embeddable Python")
        library = found[0].replace("._pth", ".zip")
        folders = f"{library}\r\n.\r\n..\\packages\r\n".encode("ascii")
        for name in names:
            yield f"program/python/{name}", folders if name == found[0] else python.read(name)


def of_wheel(archive: Path) -> Iterator[tuple[str, bytes]]:
    """What pip would put into site-packages; programs are left out, they would name a Python that is not there."""
    tags = archive.stem.split("-")[-1].split(".")
    if not {"any", "win_amd64"} & set(tags):
        raise Unfit(f"{archive.name} is not for Windows on AMD64")
    with zipfile.ZipFile(archive) as wheel:
        for name in wheel.namelist():
            first, _, inside = name.partition("/")
            if first.endswith(".data"):
                kind, _, rest = inside.partition("/")
                if kind not in ("purelib", "platlib"):
                    continue
            else:
                rest = name
            if rest and not rest.endswith("/"):
                yield f"program/packages/{rest}", wheel.read(name)


def files(python: Path, wheels: Iterable[Path]) -> dict[str, bytes]:
    """Raises Unfit, also for a file that two wheels bring."""
    found = {"program/start.py": (OURS / "start.py").read_bytes()}
    for name, content in chain(seen_by_a_person(), of_python(python), *map(of_wheel, sorted(wheels))):
        if name in found:
            raise Unfit(f"{name} is there twice")
        found[name] = content
    return dict(sorted(found.items()))
