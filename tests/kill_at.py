"""perfgen, killed with all its processes at a line of the code that writes files.

    PERFGEN_KILL_AT=N python tests/kill_at.py COMMAND …      before the N-th such line that one process executes
    PERFGEN_KILL_AT=FILE python tests/kill_at.py COMMAND …   never; a byte for each line is put behind the file
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import Any

from perfgen.__main__ import main
from perfgen.building import kept, output
from perfgen.saving import whole

WRITES = (os.path.dirname(whole.__file__), output.__file__, kept.__file__)
ASKED = os.environ["PERFGEN_KILL_AT"]
left = int(ASKED) if ASKED.isdecimal() else 0
counted = -1 if ASKED.isdecimal() else os.open(ASKED, os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def calls(frame: FrameType, event: str, argument: object) -> Any:
    return lines if frame.f_code.co_filename.startswith(WRITES) else None


def lines(frame: FrameType, event: str, argument: object) -> Any:
    global left
    if event == "line":
        left -= 1
        if counted >= 0:
            os.write(counted, b".")
        elif left == 0:
            os.killpg(0, signal.SIGKILL)
    return lines


sys.settrace(calls)  # in the processes that are started too, which import this file
if __name__ == "__main__":
    main()
