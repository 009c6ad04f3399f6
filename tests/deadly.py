"""What kills the process that works on it: a number, a piece of work, a spec."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

ALWAYS, ONCE = 13, 17

# As sitecustomize.py on the path of a process that is started: a spec with the one text kills it, a spec with the other
# kills the process that started it, once.
POISON, WEARY = "poison: 1", "weary: 1"
SITE = f"""import os, sys
if "multiprocessing.spawn" in sys.modules or "--multiprocessing-fork" in sys.argv:
    from perfgen.spec import spec
    sound = spec.load
    died = os.path.join(os.path.dirname(__file__), "worker-died")
    def load(source, file):
        if source == b"{POISON}":
            os.kill(os.getpid(), 9)
        if source == b"{WEARY}" and not os.path.exists(died):
            open(died, "w").close()
            os.kill(os.getppid(), 9)
        return sound(source, file)
    spec.load = load
"""


def squares(folder: Path, numbers: list[int]) -> Iterator[int]:
    """Of each number its square; in `folder` each death leaves a file."""
    for number in numbers:
        if number == ALWAYS or (number == ONCE and not list(folder.glob(f"{ONCE}-*"))):
            (folder / f"{number}-{os.getpid()}").touch()
            os.kill(os.getpid(), 9)
        yield number * number


class Unborn:
    """Kills the process that receives it."""

    def __call__(self, numbers: list[int]) -> list[int]:
        raise NotImplementedError

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (1,)
