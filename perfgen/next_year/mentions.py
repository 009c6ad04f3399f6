"""A spec that was turned to its next year in, where its text still names an earlier one out."""

from __future__ import annotations

import re

from perfgen.declaration.record import records
from perfgen.diagnostics import Diagnostic, Position, Severity
from perfgen.next_year.turn import Turned
from perfgen.project import Project


def mentions(project: Project, turned: Turned, file: str) -> list[Diagnostic]:
    """Where the text still names the last year or the one before, values of earlier years aside: a hint for each."""
    spec = turned.spec
    of_a_year = [
        spec.places[f"{record.path}/{year}"]
        for record in records(project.contract_of(spec).declare(spec))
        if record.is_open
        for year in record
    ]
    pattern = re.compile(rf"(?<![0-9])(?:{turned.year - 1}|{turned.year - 2}) ?年")
    hints = []
    for number, line in enumerate(re.split("\r\n|\r|\n", spec.text), 1):
        taken = [place for place in of_a_year if place.line == number]
        for match in pattern.finditer(line):
            column = match.start() + 1
            if not any(place.column <= column < place.column + place.length for place in taken):
                position = Position(number, column, len(match[0]))
                message = f"仍写着“{match[0]}”"
                hints.append(Diagnostic("earlier-year", message, file, position, severity=Severity.INFO))
    return hints
