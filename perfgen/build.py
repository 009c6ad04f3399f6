"""Specs in, documents out: which files are specs, where their documents go, and the work itself, a spec at a time."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from perfgen import catalog, output, schema
from perfgen.diagnostics import Diagnostic, ProblemsFound, Severity
from perfgen.form import Form
from perfgen.layout import Layout
from perfgen.spec import load
from perfgen.unprinted import unprinted
from perfgen.writers import docx, html, text
from perfgen.writers.package import Base, Origin

FORMATS = ("docx", "html", "txt")
SPECS = "specs"  # the folder whose structure documents keep
_SUFFIXES = (".yaml", ".yml")


class Spec(NamedTuple):
    """A spec file: its path as a person would type it, and its place below the folder of the specs."""

    path: Path
    relative: Path


class Job(NamedTuple):
    """A spec and the documents to make of it, by format."""

    spec: Spec
    targets: dict[str, Path]


class Laid(NamedTuple):
    """A spec laid out: what the writers need."""

    form: Form
    origin: Origin


def find(paths: Iterable[Path]) -> list[Spec]:
    """The specs among the files and in the folders named. Raises ProblemsFound for each that cannot be used."""
    specs: dict[Path, Spec] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        if path.is_dir():
            found = [file for file in sorted(path.rglob("*")) if file.suffix in _SUFFIXES and file.is_file()]
            found = [file for file in found if not any(part.startswith(".") for part in file.relative_to(path).parts)]
            if not found:
                problems.append(_unusable(path, "文件夹里没有申报表（.yaml 文件）", "把申报表放进去，或换一个文件夹"))
        elif path.is_file():
            found = [path]
        else:
            problems.append(_unusable(path, "没有这个文件或文件夹", "检查路径；不写路径时取当前文件夹下的 specs/"))
            continue
        for file in found:
            specs.setdefault(file.resolve(), Spec(file, _relative(file, path)))
    if problems:
        raise ProblemsFound(problems)
    return list(specs.values())


def plan(specs: Iterable[Spec], out: Path, formats: Iterable[str]) -> list[Job]:
    """Where each document goes. Raises ProblemsFound for every name that cannot be used, before anything is written."""
    jobs = [
        Job(spec, {format_: out / spec.relative.with_suffix(f".{format_}") for format_ in formats}) for spec in specs
    ]
    problems: list[Diagnostic] = []
    taken: dict[str, Job] = {}
    for job in jobs:
        for target in job.targets.values():
            relative = target.relative_to(out)
            other = taken.setdefault(output.same_name_key(relative), job)
            if reason := output.name_problem(relative):
                problems.append(_unusable(job.spec.path, reason, "给申报表换一个文件名"))
            elif other is not job:
                problems.append(_unusable(job.spec.path, f"与 {other.spec.path} 会生成同一份文件 {target}", "改一个文件名"))
            elif output.escapes(target, out):
                problems.append(_unusable(job.spec.path, f"生成的文件会落在 {out} 之外", "检查输出文件夹里的链接"))
    if problems:
        raise ProblemsFound(problems)
    return jobs


def build(job: Job) -> list[Diagnostic]:
    """Make every document of one spec; what is wrong with it comes back, and no document of it stays."""
    targets = job.targets.items()
    try:
        laid = lay_out(job.spec.path)
        contents = {format_: write(laid, format_) for format_ in job.targets}
    except ProblemsFound as problems:
        return [*problems.diagnostics, *(found for _, target in targets for found in output.discard(target))]
    return [found for format_, target in targets for found in output.write(target, contents[format_])]


def build_all(jobs: list[Job]) -> Iterator[list[Diagnostic]]:
    """What is found, a job at a time. Leaves no garbage to collect, so the collector is asked now and then only."""
    gc.disable()
    try:
        for number, job in enumerate(jobs, 1):
            yield build(job)
            if number % 200 == 0:
                gc.collect()
    finally:
        gc.enable()


def lay_out(path: Path) -> Laid:
    """Load, validate and lay out one spec. Raises ProblemsFound."""
    file = str(path)
    try:
        source = path.read_bytes()
    except OSError as error:
        reason = "没有读取的权限" if isinstance(error, PermissionError) else "读不出来"
        raise ProblemsFound([Diagnostic("unreadable", f"申报表{reason}", file, None, "检查文件的权限", status=3)]) from error
    data = load(source, file)
    form, contract = schema.of_data(data, source, file)
    declaration = contract.declare(data, source, file)
    laid = _layout(form).lay_out(declaration)
    if lost := unprinted(declaration, laid, source, file):
        raise ProblemsFound(lost)
    return Laid(laid, Origin(form, contract.title, data))


def write(laid: Laid, format_: str) -> bytes:
    """The document of a laid-out spec in one of FORMATS."""
    if format_ == "docx":
        return docx.write(laid.form, _base(laid.origin.form), laid.origin)
    if format_ == "html":
        return html.write(laid.form, _css(laid.origin.form)).encode()
    return text.write(laid.form).encode()


def check(spec: Spec) -> list[Diagnostic]:
    """Everything that is wrong with one spec; nothing is written."""
    try:
        lay_out(spec.path)
    except ProblemsFound as problems:
        return list(problems.diagnostics)
    return []


def failed(diagnostics: Iterable[Diagnostic]) -> int:
    """The exit status that the diagnostics ask for."""
    return max((found.status for found in diagnostics if found.severity is Severity.ERROR), default=0)


@cache
def _layout(form: str) -> Layout:
    return Layout(catalog.template_folder(form))


@cache
def _base(form: str) -> Base:
    return Base(catalog.template_file(form, "base.docx"))


@cache
def _css(form: str) -> str:
    return catalog.template_file(form, "form.css").read_text(encoding="utf-8")


def _relative(file: Path, argument: Path) -> Path:
    """The path of a spec below `specs/`, or else below the folder that was named."""
    parts = file.absolute().parts[:-1]
    if SPECS in parts:
        below = len(parts) - parts[::-1].index(SPECS)
        return Path(*file.absolute().parts[below:])
    return file.relative_to(argument) if argument.is_dir() else Path(file.name)


def _unusable(path: Path, message: str, hint: str) -> Diagnostic:
    return Diagnostic("unusable-path", message, str(path), None, hint, status=2)
