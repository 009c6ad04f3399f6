"""Commands that write, killed at random moments, every second time while they write: is every file old or new, is nothing lost, is nothing left over?

    python tests/kills.py 1000      a table of what came of so many kills
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from command import SPEC, documents, run, start

NAME = "临湖市公共图书馆服务中心"
Arguments = tuple[str, ...]


def _specs(folder: Path, count: int = 12) -> None:
    for number in range(count):
        path = folder / "specs" / "2026" / f"{number:02}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SPEC.replace(NAME, f"部门{number}"), "utf-8")


def _edited(folder: Path) -> None:
    """A Word file that came back with an edit."""
    _specs(folder, 1)
    assert run("build", "-q", cwd=folder).returncode == 0
    path = folder / "build" / "2026" / "00.docx"
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace("部门0".encode(), "别的部门".encode())
    with ZipFile(path, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)


def _annotated(folder: Path) -> None:
    """Documents that somebody has edited, which a build sets aside."""
    _specs(folder)
    assert run("build", "-q", "--to", "html", cwd=folder).returncode == 0
    for path in folder.glob("build/**/*.html"):
        path.write_bytes(path.read_bytes().replace(b"<main>", "<main><p>批注</p>".encode()))


COMMANDS: dict[str, tuple[Arguments, Callable[[Path], None]]] = {
    "build": (("build", "--to", "docx,html,txt"), _specs),
    "build --jobs 2": (("build", "--jobs", "2"), _specs),
    "build over edits": (("build", "--to", "html"), _annotated),
    "table": (("table", "--out", "build/a.xlsx"), _specs),
    "table csv": (("table", "--out", "build/a.csv", "--force"), _specs),
    "fmt": (("fmt",), _specs),
    "pull": (("pull", "build/2026/00.docx", "--yes"), _edited),
    "next-year": (("next-year", "specs/2026/00.yaml"), _specs),
    "import": (("import", "build/2026/00.docx", "--out", "specs/2026/new.yaml"), _edited),
}


def kill_often(name: str, times: int, dice: random.Random) -> Counter[str]:
    """What came of so many kills of one command."""
    arguments, prepare = COMMANDS[name]
    found = Counter[str]()
    with tempfile.TemporaryDirectory() as place:
        before, after = Path(place, "before"), Path(place, "after")
        before.mkdir()
        prepare(before)
        shutil.copytree(before, after)
        began = time.monotonic()
        run(*arguments, cwd=after)
        length = time.monotonic() - began
        old, new = documents(before), documents(after)
        for number in range(times):
            folder = Path(place, f"{number}")
            shutil.copytree(before, folder)
            process = start(*arguments, cwd=folder)
            if number % 2:
                time.sleep(dice.uniform(0.3, 1.1) * length)
            else:
                _wait_for_a_write(folder, process, length)
                time.sleep(dice.uniform(0, 0.01))
            with suppress(ProcessLookupError):  # it may be done
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            found += _judged(documents(folder), old, new)
            run(*arguments, cwd=folder)
            found += Counter({"left over": sum(".perfgen-" in file for file in documents(folder))})
            shutil.rmtree(folder)
    return found


def _wait_for_a_write(folder: Path, process: subprocess.Popen[str], length: float) -> None:
    """Until a lock or a file under a name for the time being is there; no longer than the command takes."""
    end = time.monotonic() + 2 * length
    while process.poll() is None and time.monotonic() < end:
        if any(".perfgen-" in name for _, _, names in os.walk(folder) for name in names):
            return


def _judged(now: dict[str, bytes], old: dict[str, bytes], new: dict[str, bytes]) -> Counter[str]:
    """Each file is as before or as the command makes it; whatever was there is somewhere still."""
    ours = {name: content for name, content in now.items() if ".perfgen-" not in name}
    found = Counter({"kills": 1, "at work": int(now != old and ours != new)})
    known = {*old.values(), *new.values()}
    found["torn"] = sum(content not in known and not _is_whole(content) for content in ours.values())
    replaced = {content for name, content in old.items() if new.get(name) not in (content, None)}
    kept = set(old.values()) & set(new.values()) | set(old.values()) - replaced
    found["lost"] = len([one for one in kept if one not in now.values()]) + len(old.keys() - now.keys() - _moved(old, now))
    return found


def _moved(old: dict[str, bytes], now: dict[str, bytes]) -> set[str]:
    """Names whose content stands under another name for now."""
    return {name for name, content in old.items() if content in now.values()}


def _is_whole(content: bytes) -> bool:
    """A workbook has the moment in it."""
    try:
        with ZipFile(BytesIO(content)) as package:
            return package.testzip() is None
    except Exception:
        return False


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 18
    dice = random.Random(0)
    bad = 0
    for name in COMMANDS:
        found = kill_often(name, -(-times // len(COMMANDS)), dice)
        bad += found["torn"] + found["lost"] + found["left over"]
        print(f"{name:18}", *(f"{key} {found[key]}" for key in ("kills", "at work", "torn", "lost", "left over")), flush=True)
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
