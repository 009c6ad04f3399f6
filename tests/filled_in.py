"""`perfgen fill` as a person starts it, for tests that open its pages."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conftest import ROOT

SEED = ROOT / "specs" / "2021" / "光谷现代服务业园建设服务中心.yaml"


@contextmanager
def serving(program: Path, *arguments: str | Path, cwd: Path) -> Iterator[str]:
    """The address that is printed; the program is ended by Ctrl-C and must say so in no more than its own words."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PERFGEN"))}
    environment |= {"BROWSER": "true", "PYTHONIOENCODING": "utf-8"}
    command = [program, "fill", *arguments]
    with subprocess.Popen(command, cwd=cwd, env=environment, stderr=subprocess.PIPE, encoding="utf-8") as running:
        try:
            assert running.stderr
            first = running.stderr.readline()
            found = re.search(r"http\S+", first)
            assert found, first + running.stderr.read()
            yield found[0]
        finally:
            running.send_signal(signal.SIGINT)
            said = running.stderr.read() if running.stderr else ""
            assert (running.wait(20), "Traceback" in said) == (130, False), said
