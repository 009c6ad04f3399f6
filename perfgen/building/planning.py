"""Specs in, jobs out: which documents to make of each, and where these go."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from perfgen.building import output
from perfgen.building.find_specs import SpecFile, unusable
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.form import OFFICIAL


class Job(NamedTuple):
    """A spec and the documents to make of it, by format; if `judged`, only if the reviewers' rules find no error.

    Judged and with no documents, the job is to check it. `layout` is the one of the form's in which it is laid out.
    """

    spec: SpecFile
    targets: dict[str, Path]
    judged: bool = False
    layout: str = OFFICIAL


def plan(
    specs: Iterable[SpecFile], out: Path, formats: Iterable[str], judged: bool = False, layout: str = OFFICIAL
) -> list[Job]:
    """Where each document goes: 馆.docx, in a layout other than the official one 馆.module.docx.

    Raises ProblemsFound for every name that cannot be used, before anything is written."""
    if os.path.exists(out) and not os.path.isdir(out):
        raise ProblemsFound([unusable(out, "这是一个文件，不是文件夹", "用 --out 换一个文件夹")])
    named = "" if layout == OFFICIAL else f".{layout}"
    jobs = [
        Job(spec, {format_: out / spec.relative.with_suffix(f"{named}.{format_}") for format_ in formats}, judged, layout)
        for spec in specs
    ]
    taken: dict[str, Job] = {}
    leads_out = cache(lambda folder: output.escapes(folder, out))
    problems = [problem for job in jobs if (problem := _misplaced(job, out, taken, leads_out))]
    if problems:
        raise ProblemsFound(problems)
    return jobs


def _misplaced(job: Job, out: Path, taken: dict[str, Job], leads_out: Callable[[Path], bool]) -> Diagnostic | None:
    """What is wrong with the places of a job's documents; `taken` are those of the jobs before it.

    `leads_out` tells of a folder whether it is outside of `out`.
    """
    for target in job.targets.values():
        relative = target.relative_to(out)
        other = taken.setdefault(output.same_name_key(relative), job)
        if reason := output.name_problem(relative):
            return unusable(job.spec.path, reason, "给申报表或它的文件夹换一个名字")
        if other is not job:
            message = f"与 {other.spec.path} 会生成同一份文件 {target}"
            return unusable(job.spec.path, message, "给其中一份换一个文件名（大小写不同也算同名）")
        if leads_out(target.parent) or (os.path.islink(target) and output.escapes(target, out)):
            return unusable(job.spec.path, f"{target} 是链接，会写到 {out} 之外", "删去这个链接")
    return None
