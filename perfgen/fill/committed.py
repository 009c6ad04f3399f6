"""A spec on disk in; what has changed in it since the last commit, in the form's words, or the commit of it, out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from perfgen.diagnostics import ProblemsFound
from perfgen.fill.problem import Problem
from perfgen.project import Project
from perfgen.review import plain
from perfgen.review import reviewed as review
from perfgen.review.git import Refused, Repository
from perfgen.review.marked import marked
from perfgen.review.versions import pairs


class Since(NamedTuple):
    """`told`: what changed, line by line; `message` the same in a line; `page` the form with it marked; "" where there is none."""

    told: str = ""
    message: str = ""
    page: str = ""


def since(project: Project, path: Path) -> Since:
    """Raises ProblemsFound where a version is broken, or where there is no repository.
    """
    try:
        found = pairs(["HEAD"], [os.path.relpath(path)])
    except ProblemsFound as problems:
        if problems.diagnostics[0].name in ("no-commits", "unusable-path"):
            return Since("这份表还没有提交过", f"新增{path.stem}")
        raise
    if not found:
        return Since()
    laid = review.laid_out(project, found[0])
    one = review.reviewed(found[0], laid)
    message = f"{path.stem}：{one.whole or f'改了 {len(one.differences)} 处'}"
    return Since(plain.text([one]), message, marked(project, laid.old, laid.new, one) if laid.old and laid.new else "")


def changed(paths: Iterable[Path]) -> set[Path]:
    """Those that are not as they were committed last; none where there is no repository."""
    try:
        repository = Repository()
        fields = repository.ask("status", "--porcelain", "--untracked-files=all", "--no-renames", "-z").split("\0")
    except ProblemsFound:
        return set()
    known = {os.path.abspath(repository.root / one[3:]) for one in fields if one}
    return {path for path in paths if os.path.abspath(path) in known}


def commit(path: Path, message: str) -> dict[str, Any]:
    """Only this file is committed, whatever else has changed. Raises Problem."""
    if not message.strip():
        raise Problem("写一句改了什么")
    relative = os.path.relpath(path)
    try:
        repository = Repository()
        repository.run("add", "--", relative)
        repository.run("commit", "--quiet", "-m", message.strip(), "--", relative)
    except Refused as error:
        raise Problem(_why(error)) from error
    return {"commit": repository.ask("rev-parse", "--short", "HEAD").strip()}


def _why(error: Refused) -> str:
    if "tell me who you are" in error.said or "empty ident" in error.said:
        return "git 还不知道您是谁：请管仓库的同事在这台电脑上设好姓名和邮箱（git config user.name、user.email）"
    if "nothing to commit" in error.said or "no changes added" in error.said or not error.said:
        return "没有改动，不用提交"
    return f"没有提交成：{' '.join(error.said.split())[:200]}"
