"""What the page of a form does with a spec, without a browser: cells as it shows them, wishes as it sends them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from given import here

from perfgen.data import Data
from perfgen.fill.granted import Granted, granted
from perfgen.fill.sheet import sheet
from perfgen.fill.wishes import wish
from perfgen.manuscript.canonical import dump
from perfgen.pointers import below
from perfgen.spec.spec import Spec, load
from perfgen.starting.blank_form import blank


def spec_of(source: str | bytes) -> Spec:
    return load(source if isinstance(source, bytes) else source.encode(), "spec.yaml")


def wished(spec: Spec, kind: str, **more: Any) -> Granted:
    """What the page sends, through the same eye of a needle."""
    asked = wish({"kind": kind, **more})
    assert asked is not None
    return granted(spec, here().contract_of(spec), asked)


def typed(spec: Spec, **cells: str) -> Granted:
    return type_in(spec, cells)


def type_in(spec: Spec, cells: dict[str, str]) -> Granted:
    return wished(spec, "type", cells=[{"at": at, "text": text} for at, text in cells.items()])


def shown(spec: Spec) -> dict[str, Any]:
    return sheet(here(), spec)


def runs(page: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every value that the page shows, with its field; one in several lines comes once for each."""
    for block in page["blocks"]:
        paragraphs = [cell["text"] for row in block["rows"] for cell in row] if "rows" in block else [[block["runs"]]]
        for paragraph in paragraphs:
            for line in paragraph:
                for run in line:
                    if isinstance(run, dict) and "at" in run:
                        yield {**run, "field": page["fields"][run["field"]]}


def cells(page: dict[str, Any]) -> dict[str, str]:
    """What stands in the cells that can be typed in, by their pointers."""
    found = {}
    for run in runs(page):
        if run["field"]["kind"] != "fixed":
            found[run["at"]] = run.get("value", run["text"])
    return found


def scalars(data: Data, pointer: str = "") -> dict[str, Data]:
    """Every single value of the data by its pointer."""
    if isinstance(data, dict):
        return {at: one for key, value in data.items() for at, one in scalars(value, below(pointer, key)).items()}
    if isinstance(data, list):
        return {at: one for number, value in enumerate(data) for at, one in scalars(value, f"{pointer}/{number}").items()}
    return {pointer: data}


def blank_of(example: Spec) -> Spec:
    """The form of a spec with nothing filled in but the year, as the page makes it."""
    contract = here().contract_of(example)
    data = blank(contract.root)
    assert isinstance(data, dict)
    known: dict[str, Data] = {"form": contract.form, "fiscal_year": example.data["fiscal_year"]}
    return spec_of(dump({**data, **known}, contract))


def difference(before: Spec, after: Spec) -> list[str]:
    """The lines that went and those that came, as `git diff` tells them, without the indentation."""
    told = difflib.unified_diff(_lines(before), _lines(after), lineterm="", n=0)
    return [line[0] + line[1:].strip() for line in list(told)[2:] if not line.startswith("@@")]


def _lines(spec: Spec) -> list[str]:
    return spec.source.decode().splitlines()
