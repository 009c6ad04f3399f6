"""`python -m perfgen`, and what the `perfgen` command calls."""

import sys


def main() -> None:
    from perfgen.cli import run

    sys.exit(run())


if __name__ == "__main__":
    main()
