"""Whatever a person does on the page, in whatever order: the page shows what the file laid out anew shows, and all is undone.

`PERFGEN_SEQUENCES=200` tries as many; a run of all tests tries a few.
"""

from __future__ import annotations

import os
from random import Random
from typing import Any

import pytest
from command import SPEC
from filled_page import FilledPage, Served
from filling import runs, shown
from playwright.sync_api import Page

from perfgen.spec.spec import load

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SEQUENCES = int(os.environ.get("PERFGEN_SEQUENCES", "6"))
TEXTS = ["", "甲", "12", "862.40万元", "100%", "# {a: b}", "—", "null", "'x", "≥90%", "甲：乙, 丙"]
KEYS = ["Control+Enter", "Control+d", "Control+Delete", "Alt+ArrowUp", "Alt+ArrowDown"]
ON_THE_PAGE = """() => [...document.querySelectorAll('main data[data-at]')].map(one => [one.dataset.at, one.dataset.value, one.textContent])"""


def laid_out_anew(served: Served) -> list[list[str]]:
    """Each value of the sheet: where it is from, what is written, what is printed."""
    sheet = shown(load(served.spec.read_bytes(), str(served.spec)))
    return [[run["at"], run.get("value", run["text"]), "" if is_blank(run) else run["text"]] for run in runs(sheet)]


def is_blank(run: dict[str, Any]) -> bool:
    field = run["field"]
    return field["kind"] != "fixed" and run.get("value", run["text"]) == "" and bool(field["required"] or run.get("blank"))


def do_something(form: FilledPage, random: Random) -> None:
    cells = form.page.evaluate("() => [...document.querySelectorAll('main data[tabindex]:not(.choice)')].map(one => one.dataset.at)")
    at = random.choice(cells)
    if random.random() < 0.6:
        form.type_in(at, random.choice(TEXTS))
    else:
        form.go_to(at)
        form.page.keyboard.press(random.choice(KEYS))
    form.saved()
    for refused in form.page.locator("main data.refused").all()[:1]:
        form.go_to(refused.get_attribute("data-at") or "")
        form.page.keyboard.press("Escape")
    form.page.evaluate("document.activeElement.blur()")
    form.saved()


def test_page_file_and_undo_agree(page: Page, served: Served) -> None:
    form = FilledPage(page, served.address)
    for number in range(SEQUENCES):
        random = Random(number)
        for _ in range(random.randint(1, 4)):
            do_something(form, random)
        assert page.evaluate(ON_THE_PAGE) == laid_out_anew(served), number
        while page.get_by_role("button", name="撤销").is_enabled():
            page.keyboard.press("Control+z")
            form.saved()
        assert served.text == SPEC, number
        assert page.evaluate(ON_THE_PAGE) == laid_out_anew(served), number
    # What cannot be done is told in words; Chromium writes that down as an error.
    assert [one for one in form.errors if "422" not in one] == []
