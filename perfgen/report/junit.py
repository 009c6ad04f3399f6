"""Diagnostics in, a JUnit report out."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from perfgen.diagnostics import Diagnostic
from perfgen.display import visible
from perfgen.report.fingerprints import position_of, said


def junit(diagnostics: Iterable[Diagnostic]) -> str:
    """A test suite with a failed case for each rule in each file, and one that passed where nothing was found."""
    cases: dict[tuple[str, str], list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        cases.setdefault((visible(diagnostic.file), diagnostic.name), []).append(diagnostic)
    counts = {"tests": str(len(cases) or 1), "failures": str(len(cases))}
    root = ElementTree.Element("testsuites", counts)
    suite = ElementTree.SubElement(root, "testsuite", {"name": "perfgen", **counts})
    for (file, name), found in cases.items():
        case = ElementTree.SubElement(suite, "testcase", classname=file, name=name, file=file)
        failure = ElementTree.SubElement(case, "failure", type=found[0].severity, message=visible(found[0].message))
        failure.text = "\n".join(f"{file}:{position_of(one).line}: {said(one)}" for one in found)
    if not cases:
        ElementTree.SubElement(suite, "testcase", classname="perfgen", name="check")
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'
