"""The blank form filled in on its page, in a browser: what is saved is what a person would have written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from conftest import ROOT
from filled_page import FilledPage, Served
from filling import blank_of, cells, scalars, shown
from playwright.sync_api import Page

from perfgen.spec.spec import load

pytestmark = pytest.mark.browser

SEED = load((ROOT / "specs" / "2021" / "光谷现代服务业园建设服务中心.yaml").read_bytes(), "seed.yaml")
# A goal's own heading has a cell only where it is written.
WANTED = {at: text for at, text in cells(shown(SEED)).items() if not at.endswith("/heading")}
COLUMNS = ["/functions/duties", "/annual_tasks", "/long_term_goals", "/annual_goals"]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path, blank_of(SEED).source.decode())
    served.start()
    yield served
    served.close()


def sheet_rows() -> Iterator[tuple[str, list[list[str]]]]:
    """For each list of indicators its rows as a sheet has them."""
    inside = [at for at in WANTED if "/indicators/" in at]
    for list_, group in groupby(inside, key=lambda at: at.split("/indicators/")[0] + "/indicators/" + "/".join(at.split("/indicators/")[1].split("/")[:2])):
        rows = groupby(group, key=lambda at: at.removeprefix(f"{list_}/").split("/")[0])
        yield list_, [[WANTED[at] for at in row] for _, row in rows]


def test_blank_form_becomes_the_seed(page: Page, served: Served) -> None:
    form = FilledPage(page, served.address)
    for list_ in COLUMNS:
        own = [at for at in WANTED if at.startswith(f"{list_}/") and "/indicators/" not in at]
        form.paste(own[0], plain="\n".join(WANTED[at] for at in own))
        form.saved()
    for at, text in WANTED.items():
        if text and "/indicators/" not in at and not at.startswith(tuple(COLUMNS)):
            form.type_in(at, text)
    form.saved()
    wanted_lists = dict(sheet_rows())
    assert len(wanted_lists) == 24
    for list_, rows in wanted_lists.items():
        if not form.cell(f"{list_}/0/name").count():
            goal, _, categories = list_.partition("/indicators/")
            form.choose(f"{goal}/goal", "给它加一条", categories.replace("/", " › "))
        form.paste(f"{list_}/0/name", plain="\n".join("\t".join(row) for row in rows))
        form.saved()
    while more := page.locator("main data.blank[data-at$='/name']").all():
        more[0].evaluate("one => one.focus()")
        page.keyboard.press("Control+Delete")
        form.saved()
    assert {at: str(one) for at, one in scalars(served.data).items()} == {
        at: str(one) for at, one in scalars(SEED.data).items() if not at.endswith("/heading")
    }
    assert form.errors == []
    assert page.locator("main data.blank").count() == 0
