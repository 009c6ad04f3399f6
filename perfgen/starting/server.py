"""Where a repository is kept, as it is named on the command line, whose every command reads this: nothing is imported here."""

from __future__ import annotations

from enum import StrEnum


class Server(StrEnum):
    GITHUB = "github"
    GITLAB = "gitlab"
    NONE = "none"
