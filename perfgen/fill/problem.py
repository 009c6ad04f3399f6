"""What a request cannot be answered with: words for the person at the page."""

from __future__ import annotations

from typing import Any


class Problem(Exception):
    """`more` goes with the message to the page; `status` is of HTTP: 404 gone, 409 somebody else was there, 422 refused."""

    def __init__(self, message: str, status: int = 422, **more: Any) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.more = more
