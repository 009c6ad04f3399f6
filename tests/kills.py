"""Commands that write, killed: is every file old or new, is nothing lost, nothing left over, and does the next run end the work?

    python tests/kills.py 1000          a table of what came of so many kills
    python tests/kills.py 100 fmt pull  of these commands, so many kills of each

Every second kill comes at a random moment, the others before a random line of the code that writes files.
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
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from command import documents, run, start
from conftest import ROOT
from writing_commands import COMMANDS

BAD = ("torn", "lost", "left over", "not ended")


def kill_often(name: str, times: int, dice: random.Random) -> Counter[str]:
    """What came of so many kills of one command."""
    arguments, prepare = COMMANDS[name]
    found = Counter[str]()
    with tempfile.TemporaryDirectory() as place:
        before, after, count = Path(place, "before"), Path(place, "after"), Path(place, "count")
        before.mkdir()
        prepare(before, 12)
        shutil.copytree(before, after)
        began = time.monotonic()
        _start(arguments, after, str(count)).communicate()
        length = time.monotonic() - began
        lines = count.stat().st_size // (2 if "--jobs" in arguments else 1)
        old, new = documents(before), documents(after)
        for number in range(times):
            folder = Path(place, f"{number}")
            shutil.copytree(before, folder)
            if number % 2:
                process = start(*arguments, cwd=folder)
                time.sleep(dice.uniform(0.3, 1.1) * length)
                with suppress(ProcessLookupError):  # it may be done
                    os.killpg(process.pid, signal.SIGKILL)
            else:
                process = _start(arguments, folder, str(dice.randint(1, lines)))
            process.communicate()
            found += _judged(documents(folder), old, new)
            run(*arguments, cwd=folder)
            ended = documents(folder)
            found += Counter({"left over": sum(".perfgen-" in file for file in ended), "not ended": int(ended != new)})
            shutil.rmtree(folder)
    return found


def _start(arguments: tuple[str, ...], folder: Path, kill_at: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(ROOT / "tests" / "kill_at.py"), *arguments]
    environment = {**os.environ, "PERFGEN_KILL_AT": kill_at}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=pipe, stderr=pipe, text=True, start_new_session=True)


def _judged(now: dict[str, bytes], old: dict[str, bytes], new: dict[str, bytes]) -> Counter[str]:
    """Each file is as before or as the command makes it; whatever was there is somewhere still."""
    ours = {name: content for name, content in now.items() if ".perfgen-" not in name}
    found = Counter({"kills": 1, "at work": int(now != old and ours != new)})
    known = {*old.values(), *new.values()}
    made = [content for name, content in ours.items() if name != ".git/config"]  # git writes it, whole, for each setting
    found["torn"] = sum(content not in known and not _is_whole(content) for content in made)
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
    times, names = int(sys.argv[1]), sys.argv[2:]
    dice = random.Random(0)
    bad = 0
    for name in names or COMMANDS:
        found = kill_often(name, times if names else -(-times // len(COMMANDS)), dice)
        bad += sum(found[key] for key in BAD)
        print(f"{name:18}", *(f"{key} {found[key]}" for key in ("kills", "at work", *BAD)), flush=True)
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
