"""`perfgen fill` as it runs, and its page in a browser: opened, typed in, looked at."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from command import PERFGEN
from conftest import NODE_MODULES
from playwright.sync_api import Locator, Page, expect

from perfgen.spec.spec import load

expect.set_options(timeout=20_000)  # a slow machine is no failure
AXE = NODE_MODULES / "axe-core" / "axe.min.js"


class Served:
    """A spec in a folder of its own, with a server that can be killed and started again."""

    def __init__(self, folder: Path, source: str, file: str = "specs/2026/馆.yaml") -> None:
        self.folder = folder
        self.spec = folder / file
        self.spec.parent.mkdir(parents=True, exist_ok=True)
        self.spec.write_text(source, "utf-8")
        self.address = ""
        self._process: subprocess.Popen[str] | None = None

    def start(self, whole: bool = False) -> str:
        """The address to open, key and all: of the spec's page, or of the list of the `whole` project."""
        environment = {**os.environ, "BROWSER": shutil.which("true") or "true", "PYTHONIOENCODING": "utf-8"}
        command = [*PERFGEN, "fill", *([] if whole else [str(self.spec.relative_to(self.folder))])]
        self._process = subprocess.Popen(command, cwd=self.folder, env=environment, stderr=subprocess.PIPE, encoding="utf-8")
        assert self._process.stderr
        line = self._process.stderr.readline()
        found = re.search(r"http\S+", line)
        assert found, line + self._process.stderr.read()
        self.address = found[0]
        return self.address

    def stop(self, sign: int = signal.SIGINT) -> tuple[int, str]:
        """The exit status, and what was said on the way."""
        assert self._process and self._process.stderr
        self._process.send_signal(sign)
        status = self._process.wait(20)
        said = self._process.stderr.read()
        self._process.stderr.close()
        self._process = None
        return status, said

    def close(self) -> None:
        if self._process:
            self.stop(signal.SIGKILL)

    @property
    def text(self) -> str:
        return self.spec.read_text("utf-8")

    def wait_for(self, *texts: str) -> None:
        """Until all of them are in the file."""
        for _ in range(1_000):
            if all(text in self.text for text in texts):
                return
            time.sleep(0.02)
        raise AssertionError(self.text)

    @property
    def data(self) -> Any:
        return load(self.spec.read_bytes(), "spec.yaml").data


class FilledPage:
    """A page with the form open. Pointers tell its cells."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.goto(address)
        page.wait_for_selector("main table, section.text")

    def cell(self, at: str) -> Locator:
        return self.page.locator(f'main data[data-at="{at}"]').first

    def go_to(self, at: str) -> None:
        self.cell(at).evaluate("one => one.focus()")

    def type_in(self, at: str, text: str) -> None:
        """Over what is there, and on to the next."""
        self.go_to(at)
        self.page.keyboard.insert_text(text) if text else self.page.keyboard.press("Delete")
        self.page.keyboard.press("Tab")

    def choose(self, at: str, entry: str, target: str) -> None:
        """In the menu of a row, the innermost that has such an entry."""
        self.go_to(at)
        self.page.keyboard.press("Alt+Enter")
        self.page.get_by_role("menuitem", name=f"{entry}…").first.click()
        self.page.get_by_role("menuitem", name=target, exact=True).click()
        self.saved()

    def paste(self, at: str, **kinds: str) -> None:
        """`kinds`: what the clipboard has as text and as html."""
        self.go_to(at)
        self.page.evaluate(
            """kinds => {
              const data = new DataTransfer()
              for (const [kind, text] of Object.entries(kinds)) data.setData(`text/${kind}`, text)
              document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
            }""",
            kinds,
        )

    def saved(self) -> None:
        """Wait until all that was asked for is answered and on the screen."""
        self.page.evaluate(
            """async () => {
              const { inTurn } = await import('/page/api.js')
              for (let turn = 0; turn < 3; turn++) {
                await inTurn(async () => {})
                await new Promise(resolve => setTimeout(resolve))
              }
            }"""
        )

    def focused(self) -> str:
        found: str = self.page.evaluate("document.activeElement.dataset.at ?? ''")
        return found

    def toast(self) -> str:
        return self.page.locator(".toast").inner_text()


def violations(page: Page) -> list[list[str]]:
    """What axe has against a page; it is run past the page's policy, which lets nothing in."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text("utf-8")})
    found: list[list[str]] = page.evaluate(
        "axe.run().then(result => result.violations.map(one => [one.id, one.impact, one.nodes[0].html, one.nodes[0].failureSummary]))"
    )
    return found
