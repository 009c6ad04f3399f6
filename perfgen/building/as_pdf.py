"""What each job came to, a Word file in it where a PDF is wanted, in; the same with the PDF in its place out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from perfgen.building import fonts, output
from perfgen.building.digests import digest, stamp
from perfgen.building.done import Done
from perfgen.building.office import PdfMade, Printer
from perfgen.building.planning import Job
from perfgen.building.seal import sealed
from perfgen.diagnostics import Diagnostic, ProblemsFound, Severity
from perfgen.form import PDF
from perfgen.readers import libreoffice
from perfgen.readers.fonts import fonts as fonts_of

TOGETHER = 50  # documents for one call of LibreOffice, at most: it takes longer to start than to print one


def refuse_without_program() -> None:
    """Raises ProblemsFound where this machine makes no PDF."""
    if libreoffice.program() is None:
        hint = "装上 LibreOffice 再试；或者用 --to docx 生成 Word 文件，在 Word、WPS 中另存为 PDF"
        message = "PDF 要靠 LibreOffice 生成，这台电脑上没有找到"
        raise ProblemsFound([Diagnostic("no-libreoffice", message, "perfgen", None, hint, status=3)])


def circumstances() -> str:
    """What a PDF hangs on beside its Word file, as a digest: the program and the fonts."""
    program = os.path.realpath(libreoffice.program() or "")
    own = stamp(program), stamp(os.path.join(os.path.dirname(program), "soffice.bin"))
    return digest(repr((program, own, sorted(fonts.installed()))).encode())


def fonts_told(names: Iterable[str], out: Path) -> Diagnostic:
    """That the PDFs in this folder lack these fonts."""
    lacking = "、".join(f"“{name}”" for name in sorted(set(names)))
    message = f"这台电脑没有字体{lacking}，PDF 里换成了别的字体，分行、分页会与 Word 中的不同"
    hint = "装上这些字体，再生成一次"
    return Diagnostic("missing-font", message, str(out), None, hint, Severity.WARNING)


def printed(jobs: Iterable[Job], results: Iterator[Done]) -> Iterator[Done]:
    """In the order of the jobs, of which the last may have come to nothing."""
    printer = Printer()
    together = zip(jobs, results, strict=False)
    while batch := list(islice(together, TOGETHER)):
        with closing(printer.pdfs([done.to_print for _, done in batch if done.to_print])) as pdfs:
            for job, done in batch:
                yield _in_place(job, done, next(pdfs)) if done.to_print else done


def _in_place(job: Job, done: Done, made: PdfMade) -> Done:
    target = job.targets[PDF]
    lacking = fonts.missing(fonts_of(done.to_print))
    done = done._replace(to_print=b"", fonts_missing=lacking)
    failed = [_not_printed(job, made.reason), *output.discard(target)] if made.reason else []
    in_the_way = failed or output.write(target, made.content)
    if done.in_the_way or in_the_way:
        return done._replace(in_the_way=(*done.in_the_way, *in_the_way), documents={})
    return done._replace(documents={**done.documents, target: digest(sealed(made.content, target.suffix))})


def _not_printed(job: Job, reason: str) -> Diagnostic:
    hint = "再试一次；还不行，用 --to docx 生成 Word 文件，在 Word、WPS 中另存为 PDF"
    return Diagnostic("pdf-failed", f"LibreOffice 没有做出 PDF：{reason}", str(job.spec.path), None, hint, status=3)
