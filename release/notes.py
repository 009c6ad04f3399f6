"""CHANGELOG.md in, what it says of a version out: `python release/notes.py 0.1.0`. Exits 1 if that is not there."""

from __future__ import annotations

import re
import sys

from locked import ROOT


def notes(changelog: str, version: str) -> str:
    """Empty if the version has no section."""
    found = re.search(rf"^## {re.escape(version)} [^\n]*\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    return found[1].strip() if found else ""


def main() -> None:
    version = sys.argv[1]
    found = notes((ROOT / "CHANGELOG.md").read_text("utf-8"), version)
    print(found or sys.exit(f"CHANGELOG.md has no section ## {version} (date)"))


if __name__ == "__main__":
    main()
