"""A spec in, what of it does not come back from its own Word file out: by `pull`, and by `import`."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from perfgen.building.laying import Laid, laid_out, write
from perfgen.data import Data
from perfgen.declaration.computed import without_computed
from perfgen.declaration.record import values
from perfgen.diagnostics import Diagnostic
from perfgen.extraction.extract import extract
from perfgen.extraction.recognise import recognise
from perfgen.form import OFFICIAL
from perfgen.layout.unprinted import is_within, not_for_printing
from perfgen.pointers import value_at
from perfgen.project import Project
from perfgen.pull.pull import Pulled, pull
from perfgen.readers import opening
from perfgen.text import Text


class RoundTrip(NamedTuple):
    """`pulled`: what `pull` of the unedited file would change or tell; `form`: which form `import` takes it for; `lost`:
    the values that `import` does not read as they were written, each with what it reads instead, "" for nothing."""

    pulled: list[str | Diagnostic]
    form: str
    lost: list[tuple[Text, str]]
    tried: int  # how many values


def round_trip(project: Project, laid: Laid) -> RoundTrip:
    """Raises ProblemsFound where the form's own document cannot be read at all."""
    with tempfile.TemporaryDirectory(prefix="perfgen-") as folder:
        path = Path(folder, "form.docx")
        path.write_bytes(write(project, laid, "docx"))
        pulled = pull(project, path, Path(laid.spec.file))
        document = opening.read(path)
    known = recognise(document, laid.spec.file, project.forms(), project.labels)
    read = extract(document, project.labels(laid.contract.form), laid.spec.file).data
    every = _expected_back(laid)
    pairs = [(value, _at(read, value.source)) for value in every]
    lost = [(value, got) for value, got in pairs if not _same(got, _at(laid.spec.data, value.source))]
    return RoundTrip([*pulled.told, *pulled.problems], known.form, [(one, _text(got)) for one, got in lost], len(every))


def other_layouts(project: Project, laid: Laid) -> dict[str, list[str | Diagnostic]]:
    """By the name of each layout of the form but the official one what `pull` of its unedited sheet would change or tell.

    Raises ProblemsFound where one cannot be printed, or not be read at all."""
    found: dict[str, list[str | Diagnostic]] = {}
    for layout in project.layouts(laid.contract.form):
        if layout != OFFICIAL:
            pulled = _pulled(project, laid_out(project, laid.spec, layout), "xlsx")
            found[layout] = [*pulled.told, *pulled.problems]
    return found


def _pulled(project: Project, laid: Laid, format_: str) -> Pulled:
    with tempfile.TemporaryDirectory(prefix="perfgen-") as folder:
        path = Path(folder, f"form.{format_}")
        path.write_bytes(write(project, laid, format_))
        return pull(project, path, Path(laid.spec.file))


def _expected_back(laid: Laid) -> list[Text]:
    """The values that a document should say again: those that are printed, and not computed."""
    computed = [one.source for one in laid.contract.computed(laid.spec.data) if one.value]
    given = laid.contract.given(without_computed(laid.spec.data, computed))
    hidden = not_for_printing(given)
    return [value for value in values(given) if value.source != "/form" and not is_within(value.source, hidden)]


def _at(data: Data, pointer: str) -> Data:
    try:
        return value_at(data, pointer)
    except LookupError:
        return None


def _same(one: Data, other: Data) -> bool:
    """Whether two values are equal, numbers by what they are: 150 is printed as 150.00."""
    if isinstance(one, int | Decimal) and isinstance(other, int | Decimal):
        return one == other
    return _text(one) == _text(other)


def _text(data: Data) -> str:
    return "" if data is None else str(data)
