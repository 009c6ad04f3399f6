"""What perfgen makes of specs in the project that a test runs in: the current folder, with the shipped forms."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import docx

from perfgen.building import laying
from perfgen.building.build import build
from perfgen.building.checking import check_file
from perfgen.building.find_specs import find
from perfgen.building.laying import Laid
from perfgen.building.planning import plan
from perfgen.contract.contract import Contract
from perfgen.data import Data
from perfgen.declaration.annotations import VALUE_WORD
from perfgen.declaration.record import Record
from perfgen.diagnostics import Diagnostic
from perfgen.extraction.labels import Labels
from perfgen.project import Project
from perfgen.spec.spec import load

_projects: dict[Path | None, Project] = {}


def here() -> Project:
    """Folders without settings and forms of their own share one project, which has learnt the shipped forms."""
    own = any(Path(name).exists() for name in ("perfgen.toml", "schema", "templates"))
    folder = Path.cwd() if own else None
    if folder not in _projects:
        _projects[folder] = Project()
    return _projects[folder]


def contract_for(form: str) -> Contract:
    return here().contract(form)


@cache
def typed_out(form: str) -> Contract:
    """The form with nothing computed: what people type there is what they think, as in a form without formulas."""
    return Contract(form, _typed(contract_for(form).document))


def _typed(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _typed(part) for key, part in node.items() if key != VALUE_WORD}
    return [_typed(part) for part in node] if isinstance(node, list) else node


def learn(form: str) -> Labels:
    return here().labels(form)


def loaded(source: bytes, file: str = "spec.yaml") -> dict[str, Data]:
    return load(source, file).data


def declared(source: bytes, file: str = "spec.yaml") -> Record:
    spec = load(source, file)
    return here().contract_of(spec).declare(spec)


def lay_out(path: Path) -> Laid:
    return laying.lay_out(here(), path)


def laid_out(source: bytes, file: str = "spec.yaml") -> Laid:
    return laying.laid_out(here(), load(source, file))


def written(laid: Laid, format_: str, overleaf: bool = True) -> bytes:
    return laying.write(here(), laid, format_, overleaf)


def document_of(path: Path, format_: str) -> bytes:
    return written(lay_out(path), format_)


def checked(path: Path) -> list[Diagnostic]:
    return check_file(here(), path)


def built(path: Path) -> tuple[list[Diagnostic], Path]:
    """Build the Word file of a spec into `build`, as the command does: what was found, and the file."""
    (job,) = plan(find([path]), Path("build"), ["docx"])
    return build(here(), job).told, job.targets["docx"]


def edited_in_word(spec: Path, old: str, new: str) -> Path:
    """The Word file of a spec as somebody saves it, one text typed over."""
    problems, document = built(spec)
    assert problems == []
    word = docx.Document(str(document))
    texts = [text for text in word.element.body.iter("{*}t") if text.text == old]
    assert texts
    for text in texts:
        text.text = new
    word.save(str(document))
    return document
