"""Jobs in, documents on disk out, and what each came to; a spec at a time."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from typing import TypeVar

from perfgen.building import output
from perfgen.building.digests import digest
from perfgen.building.done import Done
from perfgen.building.interrupt import Interrupt
from perfgen.building.laying import laid_out, write
from perfgen.building.planning import Job
from perfgen.building.seal import sealed
from perfgen.defect import diagnostics_of
from perfgen.diagnostics import Diagnostic, Judgement, Severity, Silenced, exit_status
from perfgen.form import PDF
from perfgen.lint.unfilled import blanks
from perfgen.project import Project
from perfgen.spec.spec import Spec, load, source_of

T = TypeVar("T")


def build(project: Project, job: Job) -> Done:
    """Make every document of one spec; what is wrong with it comes back, and no document of it stays."""
    file = str(job.spec.path)
    read = ""
    lacking: tuple[Diagnostic, ...] = ()
    contents: dict[str, bytes] = {}
    silenced: tuple[Silenced, ...] = ()
    who = None
    try:
        source = source_of(job.spec.path, project.folder)
        read = digest(source)
        spec = load(source, file)
        if job.judged:
            from perfgen.building.identity import identity

            who = identity(project, spec)
        (found, silenced), contents = _made(project, job, spec)
        if contents:
            lacking = left_blank(spec)
    except Exception as error:
        found = diagnostics_of(error, file)
    if not contents:
        in_the_way = tuple(one for target in job.targets.values() for one in output.discard(target))
        return Done(found, in_the_way=in_the_way, spec=read, silenced=silenced, identity=who)
    to_print = contents.pop(PDF, b"")
    in_the_way = tuple(one for format_, content in contents.items() for one in output.write(job.targets[format_], content))
    documents = {job.targets[format_]: digest(sealed(one, f".{format_}")) for format_, one in contents.items()}
    done = Done(found, lacking, in_the_way, read, {} if in_the_way else documents, silenced=silenced, identity=who)
    return done._replace(to_print=to_print)


def _made(project: Project, job: Job, spec: Spec) -> tuple[Judgement, dict[str, bytes]]:
    """What the rules find, and the documents by format, none if that is an error; of a PDF the Word file that it is made of.

    Raises ProblemsFound.
    """
    if job.judged and not job.targets:
        from perfgen.building.checking import judged

        return judged(project, spec), {}
    laid = laid_out(project, spec, job.layout)
    judgement = Judgement([])
    if job.judged:
        from perfgen.building.checking import judgement as judge

        judgement = judge(project, laid)
    if exit_status(judgement.found):
        return judgement, {}
    contents = {format_: write(project, laid, format_) for format_ in job.targets if format_ != PDF}
    if PDF in job.targets:
        contents[PDF] = contents.get("docx") or write(project, laid, "docx")
    return judgement, contents


def left_blank(spec: Spec) -> tuple[Diagnostic, ...]:
    """How much of what is printed is still to be filled in, if anything."""
    found = blanks(spec)
    if not found:
        return ()
    message, hint = f"还有 {len(found)} 处待填", f"perfgen check {spec.file} 逐处列出"
    return (Diagnostic("unfilled", message, spec.file, found[0], hint, severity=Severity.INFO),)


def build_all(project: Project, jobs: list[Job]) -> Iterator[Done]:
    """What each job came to."""
    return one_by_one(build(project, job) for job in jobs)


def one_by_one(results: Iterable[T]) -> Iterator[T]:
    """The same, of many specs. They leave no garbage to collect, so the collector is asked now and then only, and only
    about what has been made since."""
    gc.disable()
    try:
        with Interrupt() as interrupt:
            for number, result in enumerate(results, 1):
                interrupt.check()
                yield result
                if number % 200 == 0:
                    gc.collect(0)
    finally:
        gc.enable()
