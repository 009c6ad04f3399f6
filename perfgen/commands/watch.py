"""Folders in, work done again each time something in them changes, until Ctrl-C."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

_START = 300  # milliseconds


def on_change(paths: Iterable[Path], work: Callable[[], None]) -> None:
    """Does the work at every change, and once as soon as it is watched, for what has changed until then.

    A file is watched in its folder, since who saves it may put another in its place. Raises KeyboardInterrupt.
    """
    from watchfiles import watch

    folders = {path if path.is_dir() else path.parent for path in paths if path.exists()}
    started = False
    for changes in watch(*folders, watch_filter=_is_seen, rust_timeout=_START, yield_on_timeout=True):
        if changes or not started:
            work()
        started = True


def _is_seen(_: object, path: str) -> bool:
    return not Path(path).name.startswith((".", "~$"))  # Word's and WPS's own, and ours
