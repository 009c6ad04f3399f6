"""Files and folders that a person named in, the spec files among them and in them out, but for what the settings exclude."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from perfgen.defect import diagnostics_of
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.project import SPECS, Project

if TYPE_CHECKING:
    from perfgen.building.excluded import Excluded

SUFFIXES = (".yaml", ".yml")


class SpecFile(NamedTuple):
    """Where a spec lies: its path as a person would type it, and its place below the folder of the specs.

    `behind_link`: it is a link, or in a folder that is one, so that who reads it has to see where that leads.
    """

    path: Path
    relative: Path
    behind_link: bool = False


def find(paths: Iterable[Path], project: Project | None = None) -> list[SpecFile]:
    """The specs among the files and in the folders named. Raises ProblemsFound for each that cannot be used.

    With a project, its settings say which folder has the specs, and what in folders is passed over; what is named
    itself is not.
    """
    where = _Where(project)
    specs: dict[str, SpecFile] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        if os.path.isdir(path):
            known = len(problems)
            files = list(_below(path, where, problems))
            if not files and len(problems) == known:
                problems.append(unusable(path, "文件夹里没有申报表（.yaml 文件）", _where_to_look(project)))
                from perfgen.building.misnamed import misnamed, told

                problems += [told(*one) for one in misnamed([path], where.excluded)]
        elif os.path.isfile(path):
            files = [_alone(path, where)]
        else:
            files = []
            problems.append(unusable(path, "没有这个文件或文件夹", "检查路径；不写路径时取当前文件夹的 specs/，上层有 perfgen.toml 的，取那里的"))
        for real, file in files:
            specs.setdefault(real, file)
    if problems:
        raise ProblemsFound(problems)
    return list(specs.values())


def below_specs(file: Path, argument: Path, specs: Path | None = None) -> Path:
    """The path of a spec below the folder `specs`, which is absolute, or below one of that name, or else the named one."""
    if specs is not None and (absolute := Path(os.path.abspath(file))).is_relative_to(specs):
        return absolute.relative_to(specs)
    parts = Path(os.path.normpath(file)).parts
    folders = parts[-2::-1]
    if SPECS in folders:
        return Path(*parts[-1 - folders.index(SPECS) :])
    return file.relative_to(argument) if file != argument else Path(file.name)


class _Where:
    """What the settings of a project say of where its specs are."""

    def __init__(self, project: Project | None) -> None:
        self.specs = None if project is None else Path(os.path.abspath(project.specs))
        self.excluded: Excluded | None = None
        if project is not None and project.said.exclude:
            from perfgen.building.excluded import excluded_of

            self.excluded = excluded_of(project)


def _below(folder: Path, where: _Where, problems: list[Diagnostic]) -> Iterator[tuple[str, SpecFile]]:
    """The specs in the folder and its folders, hidden ones left out; a folder that cannot be read is a problem.

    Each comes with its real path.
    """
    excluded = where.excluded
    for parent, folders, names in os.walk(folder, onerror=lambda error: problems.extend(_unreadable(error))):
        within = Path(parent)
        folders[:] = sorted(name for name in folders if not (name.startswith(".") or (excluded and excluded(within / name))))
        place = below_specs(within / "_", folder, where.specs).parent
        real = os.path.realpath(parent)
        behind_link = real != os.path.abspath(parent)
        for name in sorted(names):
            if name.lower().endswith(SUFFIXES) and not name.startswith((".", "~$")):  # Word's and WPS's own
                path = within / name
                if excluded and excluded(path):
                    continue
                if os.path.islink(path):
                    yield os.path.realpath(path), SpecFile(path, place / name, True)
                else:
                    yield os.path.join(real, name), SpecFile(path, place / name, behind_link)


def _alone(path: Path, where: _Where) -> tuple[str, SpecFile]:
    real = os.path.realpath(path)
    return real, SpecFile(path, below_specs(path, path, where.specs), real != os.path.abspath(path))


def _where_to_look(project: Project | None) -> str:
    said = project is not None and project.said.exclude
    return f"把申报表放进去，或换一个文件夹{'；看看 perfgen.toml 的 exclude 是不是多写了' if said else ''}"


def _unreadable(error: OSError) -> list[Diagnostic]:
    return diagnostics_of(error, str(error.filename))


def unusable(path: Path, message: str, hint: str) -> Diagnostic:
    return Diagnostic("unusable-path", message, str(path), None, hint, status=2)
