"""Commands that write specs: what somebody saves between the reading and the writing stays, and exit status 1 says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import given
import pytest
from command import SPEC

from perfgen.cli import run
from perfgen.manuscript import canonical, edit

SAVED = SPEC + "# 有人刚保存\n"


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("specs/单位.yaml")
    path.parent.mkdir()
    path.write_text(SPEC, "utf-8")
    return path


def save_during(monkeypatch: pytest.MonkeyPatch, module: Any, step: str, file: Path) -> None:
    """Somebody saves while the command makes the new text of what it has read."""
    real: Callable[..., Any] = getattr(module, step)

    def saved(*arguments: Any) -> Any:
        result = real(*arguments)
        file.write_text(SAVED, "utf-8")
        return result

    monkeypatch.setattr(module, step, saved)


def edited_in_word(spec: Path) -> Path:
    return given.edited_in_word(spec, "临湖市公共图书馆服务中心", "临湖市图书馆")


def test_fmt_leaves_what_was_saved_meanwhile(
    spec: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spec.write_text(SPEC.replace(": ", ":   ", 1), "utf-8")
    save_during(monkeypatch, canonical, "fmt", spec)
    assert run(["fmt", str(spec)]) == 1
    told = capsys.readouterr().out
    assert "读过以后有人保存过它" in told and "已整理" not in told
    assert spec.read_text("utf-8") == SAVED


def test_fmt_again_takes_what_was_saved(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec.write_text(SAVED.replace(": ", ":   ", 1), "utf-8")
    assert run(["fmt", str(spec)]) == 0
    assert "已整理" in capsys.readouterr().out
    assert "# 有人刚保存" in spec.read_text("utf-8")


def test_pull_leaves_what_was_saved_meanwhile_and_takes_both_when_run_again(
    spec: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    document = edited_in_word(spec)
    with monkeypatch.context() as patched:
        save_during(patched, edit, "edited", spec)
        assert run(["pull", str(document), str(spec)]) == 1
    captured = capsys.readouterr()
    assert "读过以后有人保存过它" in captured.out and "已写入" not in captured.err
    assert spec.read_text("utf-8") == SAVED
    assert run(["pull", str(document), str(spec)]) == 0
    assert spec.read_text("utf-8") == SAVED.replace("临湖市公共图书馆服务中心", "临湖市图书馆")


def test_read_only_spec_stays(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = edited_in_word(spec)
    spec.chmod(0o444)
    assert run(["pull", str(document), str(spec)]) == 3
    assert "文件是只读的" in capsys.readouterr().out
    assert spec.read_text("utf-8") == SPEC


def test_next_year_does_not_overwrite_what_was_made_meanwhile(
    spec: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from perfgen.manuscript import relink

    target = Path("明年.yaml")
    save_during(monkeypatch, relink, "relinked", target)
    assert run(["next-year", str(spec), "--out", str(target)]) == 2
    assert "刚刚有人建了同名的文件" in capsys.readouterr().out
    assert target.read_text("utf-8") == SAVED
