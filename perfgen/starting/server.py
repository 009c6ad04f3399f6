"""Where a repository is kept, as it is named on the command line: a module of its own, since every command loads it."""

from __future__ import annotations

from enum import StrEnum


class Server(StrEnum):
    GITHUB = "github"
    GITLAB = "gitlab"
    NONE = "none"
