"""Edits made by LibreOffice itself: a list of jobs (JSON) in, the edited documents out. Needs Debian's python3-uno.

Run by the Python of the system, `/usr/bin/python3 tests/office_edits.py jobs.json`, since `uno` is there and in no
virtual environment. A job is `{"open": path, "steps": [...], "comments": [...], "save": path}`: a step is the name of a
method of `Editor` and its arguments, a comment is bookmark, author and text. One start of LibreOffice does all jobs.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

WORD = "MS Word 2007 XML"
PATIENCE = 60  # seconds that LibreOffice may take to start, or to end


class Editor:
    """What a person does in an open document, with one cursor."""

    def __init__(self, context: Any, document: Any) -> None:
        self._document = document
        self._controller = document.CurrentController
        self._cursor = self._controller.ViewCursor
        self._dispatcher = created(context, "com.sun.star.frame.DispatchHelper")

    def value(self, bookmark: str) -> None:
        """Select what a bookmark stands round."""
        self._cursor.gotoRange(self._document.Bookmarks.getByName(bookmark).Anchor, False)

    def cell(self, down: int, right: int) -> None:
        """Select what another cell says; in LibreOffice a row also has the cells that those above cover."""
        name = self._cursor.Cell.CellName
        column, row = ord(name[0]) + right, int(name[1:]) + down
        cell = self._cursor.TextTable.getCellByName(f"{chr(column)}{row}")
        self._cursor.gotoRange(cell.Start, False)
        self._cursor.gotoRange(cell.End, True)

    def type(self, text: str) -> None:
        """Over what is selected."""
        self.do(".uno:InsertText", {"Text": text})

    def append(self, text: str) -> None:
        """After what is selected."""
        self._cursor.collapseToEnd()
        self.type(text)

    def replace(self, old: str, new: str) -> None:
        """Everywhere in the document."""
        description = self._document.createReplaceDescriptor()
        description.SearchString, description.ReplaceString = old, new
        self._document.replaceAll(description)

    def track(self) -> None:
        """Record changes from now on."""
        self._document.RecordChanges = True

    def do(self, command: str, arguments: dict[str, Any] | None = None) -> None:
        """A command of the menus: `.uno:DeleteRows`, `.uno:AcceptAllTrackedChanges`, `.uno:RejectAllTrackedChanges`."""
        self._dispatcher.executeDispatch(self._controller.Frame, command, "", 0, properties(**(arguments or {})))


def created(context: Any, service: str) -> Any:
    return context.ServiceManager.createInstanceWithContext(service, context)


def properties(**values: Any) -> tuple[PropertyValue, ...]:
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def edit(context: Any, job: dict[str, Any], folder: Path) -> None:
    """Opens copies only: a lock that was left beside a document would keep it closed."""
    copy, saved = folder / "copy.docx", Path(job["save"]).absolute()
    shutil.copy(job["open"], copy)
    desktop = created(context, "com.sun.star.frame.Desktop")
    document = desktop.loadComponentFromURL(copy.as_uri(), "_blank", 0, properties(Hidden=True))
    editor = Editor(context, document)
    for name, *arguments in job["steps"]:
        getattr(editor, name)(*arguments)
    document.storeToURL(saved.as_uri(), properties(FilterName=WORD))
    document.close(True)
    if comments := job.get("comments"):
        shutil.copy(saved, copy)
        annotate(context, copy, comments, saved)


def annotate(context: Any, copy: Path, comments: list[list[str]], saved: Path) -> None:
    """In a document without a view: a view draws comments, and LibreOffice without its GUI ends when it tries to."""
    document = created(context, "com.sun.star.text.TextDocument")
    document.load(properties(URL=copy.as_uri(), FilterName=WORD))
    for bookmark, author, text in comments:
        annotation = document.createInstance("com.sun.star.text.textfield.Annotation")
        annotation.Author, annotation.Content = author, text
        anchor = document.Bookmarks.getByName(bookmark).Anchor
        range_ = anchor.Text.createTextCursorByRange(anchor.Start)
        range_.gotoRange(anchor.End, True)
        anchor.Text.insertTextContent(range_, annotation, True)
    document.storeToURL(saved.as_uri(), properties(FilterName=WORD))
    document.close(True)


def connected(pipe: str, office: subprocess.Popen[bytes]) -> Any:
    resolver = created(uno.getComponentContext(), "com.sun.star.bridge.UnoUrlResolver")
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if office.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.1)


def main(jobs: list[dict[str, Any]]) -> None:
    pipe = f"perfgen-{os.getpid()}"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        profile = Path(folder, "profile").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        office = subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp"], start_new_session=True)
        try:
            context = connected(pipe, office)
            for job in jobs:
                edit(context, job, Path(folder))
            created(context, "com.sun.star.frame.Desktop").terminate()
            office.wait(PATIENCE)
        finally:
            if office.poll() is None:
                os.killpg(office.pid, signal.SIGKILL)


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text("utf-8")))
