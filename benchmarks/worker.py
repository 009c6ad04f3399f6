"""`python worker.py NAME WORK`: lists of [spec, document] paths, a line of JSON each, in; milliseconds of the processor out.

They are those that one document took.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from contenders import milliseconds


def main() -> None:
    name, work = sys.argv[1:]
    for line in sys.stdin:
        jobs = json.loads(line)
        folder = Path(jobs[0][1]).parent
        assert folder.parent == Path(work)
        started = time.process_time()
        milliseconds(name, [Path(spec) for spec, _ in jobs], folder)  # wall time, which others on the machine make longer
        print((time.process_time() - started) * 1000 / len(jobs), flush=True)


if __name__ == "__main__":
    main()
