"""The hash of a base document in, what a build needs to know of it out: remembered, so that it is opened only once.

Of the shipped base it is known beforehand: templates/make_base.py writes it down. Of others it is kept in the user's
folder for such data, as JSON, for each version of perfgen and content of a base; whoever deletes it loses a tenth of a
second.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from perfgen import __version__

SHIPPED: Final = Path(__file__).with_name("shipped_base.json")


class Facts(NamedTuple):
    """What a build needs to know of a base document."""

    head: str  # the document part up to the content of w:body
    tail: str  # and from behind its text, which is the page setup, to its end
    text_width: int  # between the margins of the page, in twentieths of a point
    text_height: int
    paragraph_styles: dict[str, str]  # the id of each by what a template may call it
    table_styles: dict[str, str]


def recall(digest: str) -> Facts | None:
    """What is known of the base with this SHA-256, if anything."""
    for file in (SHIPPED, _file(digest)):
        if file is not None and (found := _read(file, digest)) is not None:
            return found
    return None


def remember(digest: str, facts: Facts) -> None:
    """For the next build. A folder that cannot be written to is no reason to fail."""
    file = _file(digest)
    if file is not None:
        temporary = file.with_name(f"{file.name}.{os.getpid()}.tmp")
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(written(digest, facts))
            os.replace(temporary, file)


def written(digest: str, facts: Facts) -> bytes:
    """The content of a file that holds them."""
    return f"{json.dumps({'sha256': digest, **facts._asdict()}, ensure_ascii=False, indent=1)}\n".encode()


def _file(digest: str) -> Path | None:
    """Where it is kept; None where the system names no such folder."""
    given = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    try:
        folder = Path(given) if os.path.isabs(given) else Path.home() / ".cache"
    except RuntimeError:
        return None
    return folder / "perfgen" / f"base-{__version__}-{digest}.json"


def _read(file: Path, digest: str) -> Facts | None:
    """None unless the file is whole and about this base."""
    try:
        data: Any = json.loads(file.read_bytes())
        found = Facts(*(data[name] for name in Facts._fields))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    texts = [found.head, found.tail]
    for styles in (found.paragraph_styles, found.table_styles):
        if not isinstance(styles, dict):
            return None
        texts += styles.values()
    sound = data["sha256"] == digest and all(isinstance(text, str) for text in texts)
    sound = sound and type(found.text_width) is int and type(found.text_height) is int
    return found if sound else None
