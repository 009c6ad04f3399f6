"""Ctrl-C is not lost: code of others may swallow the exception that it raises, or raise one of its own in its place."""

from __future__ import annotations

import signal
import threading
from types import FrameType, TracebackType


class Interrupt:
    """Within it, `check` raises KeyboardInterrupt if one has been raised before and nothing came of it."""

    def __init__(self) -> None:
        self._seen = False
        self._is_ours = False

    def __enter__(self) -> Interrupt:
        is_main = threading.current_thread() is threading.main_thread()  # where alone signals are handled
        if is_main and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._note)
            self._is_ours = True
        return self

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._seen = True
        signal.default_int_handler(number, frame)

    def check(self) -> None:
        if self._seen:
            raise KeyboardInterrupt

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._is_ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)
