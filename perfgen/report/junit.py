"""Diagnostics in, a JUnit report out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from perfgen.diagnostics import Diagnostic
from perfgen.display import visible
from perfgen.report.fingerprints import position_of, said
from perfgen.report.spool import Spool


class JUnit:
    """A test suite with a failed case for each rule in each file, and one that passed where nothing was found."""

    def __init__(self) -> None:
        self._cases = Spool()
        self._count = 0

    def add(self, diagnostics: Iterable[Diagnostic]) -> str:
        cases: dict[tuple[str, str], list[Diagnostic]] = {}
        for diagnostic in diagnostics:
            cases.setdefault((visible(diagnostic.file), diagnostic.name), []).append(diagnostic)
        for (file, name), found in cases.items():
            case = Element("testcase", classname=file, name=name, file=file)
            failure = SubElement(case, "failure", type=found[0].severity, message=visible(found[0].message))
            failure.text = "\n".join(f"{file}:{position_of(one).line}: {said(one)}" for one in found)
            self._write(case)
        self._count += len(cases)
        return ""

    def _write(self, case: Element) -> None:
        indent(case, level=2)
        self._cases.write(f"    {tostring(case, encoding='unicode')}\n")

    def end(self) -> Iterator[str]:
        if not self._count:
            self._write(Element("testcase", classname="perfgen", name="check"))
        counts = f'tests="{self._count or 1}" failures="{self._count}"'
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites {counts}>\n  <testsuite name="perfgen" {counts}>\n'
        yield from self._cases
        yield "  </testsuite>\n</testsuites>\n"
