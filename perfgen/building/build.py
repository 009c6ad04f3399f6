"""Specs in, documents out: which files are specs, where their documents go, and the work itself, a spec at a time."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple, TypeAlias, TypeVar

from perfgen.building import output
from perfgen.contract import catalog, schema
from perfgen.declaration.record import Record
from perfgen.defect import diagnostics_of
from perfgen.diagnostics import Diagnostic, Position, ProblemsFound, Severity
from perfgen.form import Form
from perfgen.layout.template import Layout
from perfgen.layout.unprinted import unprinted
from perfgen.settings import Settings
from perfgen.spec import encoding
from perfgen.spec.load import load, load_located, locate
from perfgen.writers import docx, html, text
from perfgen.writers.package import Base, Origin

T = TypeVar("T")
Locate: TypeAlias = Callable[[], Mapping[str, Position]]

FORMATS = ("docx", "html", "txt")
SPECS = "specs"  # the folder whose structure documents keep
SUFFIXES = (".yaml", ".yml")


class Spec(NamedTuple):
    """A spec file: its path as a person would type it, and its place below the folder of the specs."""

    path: Path
    relative: Path


class Job(NamedTuple):
    """A spec and the documents to make of it, by format; with `rules`, only if the reviewers' rules find no error.

    With rules and no documents, the job is to check it.
    """

    spec: Spec
    targets: dict[str, Path]
    rules: Settings | None = None


class Laid(NamedTuple):
    """A spec laid out: what the rules and the writers need."""

    source: bytes
    declaration: Record
    form: Form
    origin: Origin
    locate: Locate  # the places in the spec


def find(paths: Iterable[Path]) -> list[Spec]:
    """The specs among the files and in the folders named. Raises ProblemsFound for each that cannot be used."""
    specs: dict[str, Spec] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        if os.path.isdir(path):
            known = len(problems)
            files = list(_below(path, problems))
            if not files and len(problems) == known:
                problems.append(_unusable(path, "文件夹里没有申报表（.yaml 文件）", "把申报表放进去，或换一个文件夹"))
        elif os.path.isfile(path):
            files = [path]
        else:
            files = []
            problems.append(_unusable(path, "没有这个文件或文件夹", "检查路径；不写路径时取当前文件夹下的 specs/"))
        for file in files:
            specs.setdefault(os.path.realpath(file), Spec(file, below_specs(file, path)))
    if problems:
        raise ProblemsFound(problems)
    return list(specs.values())


def below_specs(file: Path, argument: Path) -> Path:
    """The path of a spec below `specs/`, or else below the folder that was named."""
    parts = Path(os.path.normpath(file)).parts
    folders = parts[-2::-1]
    if SPECS in folders:
        return Path(*parts[-1 - folders.index(SPECS) :])
    return file.relative_to(argument) if file != argument else Path(file.name)


def plan(specs: Iterable[Spec], out: Path, formats: Iterable[str], rules: Settings | None = None) -> list[Job]:
    """Where each document goes. Raises ProblemsFound for every name that cannot be used, before anything is written."""
    if os.path.exists(out) and not os.path.isdir(out):
        raise ProblemsFound([_unusable(out, "这是一个文件，不是文件夹", "用 --out 换一个文件夹")])
    jobs = [
        Job(spec, {format_: out / spec.relative.with_suffix(f".{format_}") for format_ in formats}, rules)
        for spec in specs
    ]
    taken: dict[str, Job] = {}
    problems = [problem for job in jobs if (problem := _misplaced(job, out, taken))]
    if problems:
        raise ProblemsFound(problems)
    return jobs


def build(job: Job) -> list[Diagnostic]:
    """Make every document of one spec; what is wrong with it comes back, and no document of it stays."""
    if job.rules and not job.targets:
        return check(job.spec, job.rules)
    found: list[Diagnostic] = []
    contents: dict[str, bytes] = {}
    try:
        laid = lay_out(job.spec.path, located=job.rules is not None)
        if job.rules:
            found = judge(laid.declaration, laid.source, str(job.spec.path), job.rules, laid.locate)
            if failed(found):
                raise ProblemsFound(found)
        contents = {format_: write(laid, format_) for format_ in job.targets}
    except Exception as error:
        found = diagnostics_of(error, str(job.spec.path))
    for format_, target in job.targets.items():
        found += output.write(target, contents[format_]) if contents else output.discard(target)
    return found


def build_all(jobs: list[Job]) -> Iterator[list[Diagnostic]]:
    """What is found, a job at a time."""
    return one_by_one(map(build, jobs))


def one_by_one(results: Iterable[T]) -> Iterator[T]:
    """The same, of many specs. They leave no garbage to collect, so the collector is asked now and then only."""
    gc.disable()
    try:
        for number, result in enumerate(results, 1):
            yield result
            if number % 200 == 0:
                gc.collect()
    finally:
        gc.enable()


def lay_out(path: Path, located: bool = False) -> Laid:
    """Load, validate and lay out one spec. Raises ProblemsFound, or OSError where a file cannot be read."""
    return laid_out(path.read_bytes(), str(path), located)


def laid_out(source: bytes, file: str, located: bool = False) -> Laid:
    """The same of the text of a spec, which `file` names; `located` if its places will be asked for."""
    data, places = load_located(source, file) if located else (load(source, file), partial(locate, source))
    form, contract = schema.of_data(data, source, file)
    declaration = contract.declare(data, source, file)
    laid = layout(form).lay_out(declaration)
    if lost := unprinted(declaration, laid, source, file):
        raise ProblemsFound(lost)
    return Laid(source, declaration, laid, Origin(form, contract.title, data), places)


def write(laid: Laid, format_: str) -> bytes:
    """The document of a laid-out spec in one of FORMATS."""
    if format_ == "docx":
        return docx.write(laid.form, _base(laid.origin.form), laid.origin)
    if format_ == "html":
        return html.write(laid.form, css(laid.origin.form)).encode()
    return text.write(laid.form).encode()


def judge(declaration: Record, source: bytes, file: str, rules: Settings, locate: Locate) -> list[Diagnostic]:
    """What the reviewers' rules find in a declaration, at its places in the source."""
    from perfgen.declaration.outline import Outline
    from perfgen.lint import check as lint

    return lint.check(Outline(declaration), source, file, rules, locate)


def check(spec: Spec, rules: Settings) -> list[Diagnostic]:
    """Everything that is wrong with one spec; the rules judge only what the schema accepts. Nothing is written."""
    file = str(spec.path)
    try:
        source, declaration, _, _, locate = lay_out(spec.path, located=True)
        return judge(declaration, source, file, rules, locate)  # the form is gone, and its memory serves the rules
    except Exception as error:
        return diagnostics_of(error, file)


def failed(diagnostics: Iterable[Diagnostic], strict: bool = False) -> int:
    """The exit status that the diagnostics ask for; `strict` counts warnings too."""
    counted = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return max((found.status for found in diagnostics if found.severity in counted), default=0)


@cache
def layout(form: str) -> Layout:
    return Layout(catalog.template_folder(form))


@cache
def _base(form: str) -> Base:
    return Base(catalog.template_file(form, "base.docx"))


@cache
def css(form: str) -> str:
    path = catalog.template_file(form, "form.css")
    source = path.read_bytes()
    if problem := encoding.refuse(source, str(path)):
        raise ProblemsFound([problem])
    return source.decode("utf-8-sig").replace("\r\n", "\n")


def _below(folder: Path, problems: list[Diagnostic]) -> Iterator[Path]:
    """The specs in the folder and its folders, hidden ones left out; a folder that cannot be read is a problem."""
    for parent, folders, names in os.walk(folder, onerror=lambda error: problems.extend(_unreadable(error))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                yield Path(parent, name)


def _misplaced(job: Job, out: Path, taken: dict[str, Job]) -> Diagnostic | None:
    """What is wrong with the places of a job's documents; `taken` are those of the jobs before it."""
    for target in job.targets.values():
        relative = target.relative_to(out)
        other = taken.setdefault(output.same_name_key(relative), job)
        if reason := output.name_problem(relative):
            return _unusable(job.spec.path, reason, "给申报表或它的文件夹换一个名字")
        if other is not job:
            message = f"与 {other.spec.path} 会生成同一份文件 {target}"
            return _unusable(job.spec.path, message, "给其中一份换一个文件名（大小写不同也算同名）")
        if output.escapes(target, out):
            return _unusable(job.spec.path, f"{target} 是链接，会写到 {out} 之外", "删去这个链接")
    return None


def _unreadable(error: OSError) -> list[Diagnostic]:
    return diagnostics_of(error, str(error.filename))


def _unusable(path: Path, message: str, hint: str) -> Diagnostic:
    return Diagnostic("unusable-path", message, str(path), None, hint, status=2)
