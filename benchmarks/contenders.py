"""The contenders in a warm process: specs in, their documents on disk out, and the milliseconds that one took."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

NAMES = ("perfgen", "docxtpl", "python-docx")

Build = Callable[[list[Path], Path], None]


def milliseconds(name: str, specs: list[Path], folder: Path) -> float:
    """Wall time for one of `specs`, each built to `folder/NAME.docx` by the contender of this name."""
    build = _contender(name, folder.parent)
    started = time.perf_counter()
    build(specs, folder)
    return (time.perf_counter() - started) * 1000 / len(specs)


@cache
def _contender(name: str, work: Path) -> Build:
    """What can be made once is made here; `work` holds base.docx, template.docx and schema.json."""
    return {"perfgen": _perfgen, "docxtpl": _docxtpl, "python-docx": _python_docx}[name](work)


def _perfgen(_: Path) -> Build:
    from perfgen.building.build import build_all
    from perfgen.building.find_specs import SpecFile
    from perfgen.building.planning import Job
    from perfgen.project import Project

    project = Project()

    def build(specs: list[Path], folder: Path) -> None:
        jobs = [Job(SpecFile(spec, Path(spec.name)), {"docx": folder / f"{spec.stem}.docx"}) for spec in specs]
        for done in build_all(project, jobs):
            assert not done.told, done.told

    return build


def _docxtpl(work: Path) -> Build:
    import peer_docxtpl
    from docxtpl import DocxTemplate
    from peer_values import schema_check

    template, check = DocxTemplate(work / "template.docx"), schema_check(work / "schema.json")

    def build(specs: list[Path], folder: Path) -> None:
        for spec in specs:
            peer_docxtpl.build(spec, folder / f"{spec.stem}.docx", template, check)

    return build


def _python_docx(work: Path) -> Build:
    import peer_python_docx
    from peer_values import schema_check

    base, check = work / "base.docx", schema_check(work / "schema.json")

    def build(specs: list[Path], folder: Path) -> None:
        for spec in specs:
            peer_python_docx.build(spec, folder / f"{spec.stem}.docx", base, check)

    return build
