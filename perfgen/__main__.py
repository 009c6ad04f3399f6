"""`python -m perfgen`, and what the `perfgen` command calls."""

import sys


def main() -> None:
    try:
        from perfgen.cli import run

        sys.exit(run())
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
