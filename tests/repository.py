"""A real git repository for a test, that nothing on this machine but the test has a say in."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from command import SPEC
from conftest import require_tool

OTHER = SPEC.replace("\n", "\n# 另一家的说明，与谁都不一样，所以这一份不像别的任何一份\n")


class Repository:
    """Its folder, and git in it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._git = require_tool("git")
        self.folder = folder
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            monkeypatch.delenv(name)
        for name, value in {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CEILING_DIRECTORIES": str(folder.parent),
            "GIT_AUTHOR_NAME": "张三",
            "GIT_AUTHOR_EMAIL": "zhang@example.com",
            "GIT_COMMITTER_NAME": "张三",
            "GIT_COMMITTER_EMAIL": "zhang@example.com",
            "GIT_AUTHOR_DATE": "2026-03-01T08:00:00Z",
            "GIT_COMMITTER_DATE": "2026-03-01T08:00:00Z",
        }.items():
            monkeypatch.setenv(name, value)
        folder.mkdir(exist_ok=True)
        monkeypatch.chdir(folder)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        command = [self._git, "-c", "core.quotePath=false", *arguments]
        result = subprocess.run(command, cwd=self.folder, capture_output=True, encoding="utf-8", timeout=60)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def write(self, path: str, content: str) -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode())
        return file

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "改")


def with_history(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """main: two specs, then an edit of one, then the merge of topic, where the other was edited and renamed."""
    repository = Repository(folder, monkeypatch)
    repository.write("specs/2026/甲.yaml", SPEC)
    repository.write("specs/2026/乙.yaml", OTHER)
    repository.write("settings.yaml", "a: 1\n")
    repository.write("specs/.draft.yaml", "a: 1\n")
    repository.write("specs/readme.txt", "a\n")
    repository.commit()
    repository.git("switch", "--quiet", "--create", "topic")
    repository.git("mv", "specs/2026/乙.yaml", "specs/2026/丙.yaml")
    repository.write("specs/2026/丙.yaml", edited(OTHER))
    repository.commit()
    repository.git("switch", "--quiet", "main")
    repository.write("specs/2026/甲.yaml", edited(SPEC))
    repository.write("settings.yaml", "a: 2\n")
    repository.write("specs/.draft.yaml", "a: 2\n")
    repository.write("specs/readme.txt", "b\n")
    repository.commit()
    repository.git("merge", "--quiet", "--no-edit", "topic")
    return repository


def edited(spec: str) -> str:
    assert "临湖市公共图书馆服务中心" in spec
    return spec.replace("临湖市公共图书馆服务中心", "临湖市图书馆")
