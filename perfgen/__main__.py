"""`python -m perfgen`, and what the `perfgen` command calls."""

import os
import sys


def main() -> None:
    try:
        from perfgen.commands import streams

        streams.prepare()
        from perfgen.cli import run

        status = run()
    except KeyboardInterrupt:
        status = 130
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        status = status or 1
    # Nothing is left to do; taking everything apart first would take a tenth of the time of a short run.
    os._exit(status)


if __name__ == "__main__":
    main()
