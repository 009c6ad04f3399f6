"""Folders and settings in, work done again each time something in them changes, until Ctrl-C."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from perfgen.building.digests import Stamp

_PAUSE = 300  # milliseconds between two looks at the settings


def on_change(paths: Callable[[], Iterable[Path]], settings: Callable[[], Iterable[Path]], work: Callable[[], None]) -> None:
    """Does the work at every change, and once as soon as something is watched, for what has changed until then.

    A file is watched in its folder, since who saves it may put another in its place. The settings that there are looked
    at by themselves: what else is in their folders, a home maybe, is nobody's concern. When they have changed, `paths` is
    asked anew; when one of these comes or goes, it is watched, or not. Raises KeyboardInterrupt.
    """
    from watchfiles import watch

    while True:
        seen, watched = _stamps(settings()), [*paths()]
        folders = _folders(watched)
        started = False
        with suppress(FileNotFoundError):  # gone before it was watched
            for changes in watch(*folders, watch_filter=_is_seen, rust_timeout=_PAUSE, yield_on_timeout=True):
                if _stamps(settings()) != seen or _folders(watched) != folders:
                    break
                if changes or not started:
                    work()
                started = True


def _folders(paths: Iterable[Path]) -> set[Path]:
    return {path if path.is_dir() else path.parent for path in paths if path.exists()}


def _stamps(files: Iterable[Path]) -> dict[Path, Stamp]:
    found = {}
    for file in files:
        with suppress(OSError):  # gone meanwhile
            found[file] = Stamp.of(file.stat())
    return found


def _is_seen(_: object, path: str) -> bool:
    return not Path(path).name.startswith((".", "~$"))  # Word's and WPS's own, and ours
