"""A repository written, upgraded and edited: what nobody edited is renewed, all else stays and is told."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgen.diagnostics import ProblemsFound, exit_status
from perfgen.starting import renewal
from perfgen.starting.remembered import digest
from perfgen.starting.renewal import Turn, carry_out, steps

OLD = {"a": b"1\n", "deep/b": b"1\n", "c": b"1\n", "d": b"1\n"}
NEW = {"a": b"2\n", "deep/b": b"2\n", "c": b"2\n", "e": b"2\n"}


def offered(files: dict[str, bytes]) -> dict[str, str]:
    return {path: digest(content) for path, content in files.items()}


def state(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def write(folder: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def renewed(folder: Path, files: dict[str, bytes], known: dict[str, str]) -> dict[str, Turn]:
    found = steps(folder, files, known)
    assert exit_status(carry_out(folder, found)) == 0
    return {step.path: step.turn for step in found}


def test_new_folder_gets_every_file_and_then_none(tmp_path: Path) -> None:
    assert set(renewed(tmp_path / "仓", OLD, {}).values()) == {Turn.NEW}
    assert state(tmp_path) == {f"仓/{path}": content for path, content in OLD.items()}
    assert steps(tmp_path / "仓", OLD, offered(OLD)) == []


def test_upgrade_changes_what_nobody_edited(tmp_path: Path) -> None:
    write(tmp_path, {**OLD, "theirs": b"x"})
    (tmp_path / "deep" / "b").write_bytes(b"1\nmine\n")
    (tmp_path / "c").unlink()
    turns = renewed(tmp_path, NEW, offered(OLD))
    assert turns == {"a": Turn.RENEWED, "deep/b": Turn.EDITED, "c": Turn.GONE, "e": Turn.NEW, "d": Turn.NO_MORE}
    assert state(tmp_path) == {"a": b"2\n", "deep/b": b"1\nmine\n", "d": b"1\n", "e": b"2\n", "theirs": b"x"}
    assert steps(tmp_path, NEW, offered(NEW)) == []  # told once


def test_file_that_is_there_already_is_told_and_left(tmp_path: Path) -> None:
    write(tmp_path, {"a": b"mine\n", "c": b"1\n"})
    assert renewed(tmp_path, OLD, {}) == {"a": Turn.EDITED, "deep/b": Turn.NEW, "d": Turn.NEW}
    assert state(tmp_path) == {**OLD, "a": b"mine\n"}
    assert renewed(tmp_path, NEW, offered(OLD))["a"] is Turn.EDITED


def test_line_ends_of_windows_are_no_edit(tmp_path: Path) -> None:
    write(tmp_path, {"a": b"1\r\n"})
    assert steps(tmp_path, {"a": b"1\n"}, offered({"a": b"1\n"})) == []
    assert renewed(tmp_path, {"a": b"2\n"}, offered({"a": b"1\n"})) == {"a": Turn.RENEWED}


@given(*[st.dictionaries(st.sampled_from("abc"), st.sampled_from([b"1", b"2", b"3"])) for _ in range(3)])
def test_what_somebody_wrote_never_goes(disk: dict[str, bytes], before: dict[str, bytes], after: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, disk)
        turns = renewed(folder, after, offered(before))
        now = state(folder)
        for path in disk:
            assert now[path] == disk[path] or (disk[path] == before.get(path) and turns[path] is Turn.RENEWED)
        assert all(now[path] == after[path] and path not in before for path in now.keys() - disk.keys())
        assert [one for one in steps(folder, after, offered(after)) if one.turn is not Turn.NO_MORE] == []


@pytest.mark.skipif(os.name == "nt", reason="a system whose links need rights")
def test_nothing_is_written_through_a_link_that_leads_out(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "仓", tmp_path / "别处"
    folder.mkdir(), elsewhere.mkdir()
    (folder / "deep").symlink_to(elsewhere)
    (folder / "a").symlink_to(elsewhere / "a")
    with pytest.raises(ProblemsFound) as refused:
        steps(folder, OLD, {})
    assert [one.name for one in refused.value.diagnostics] == ["stray-link", "stray-link"]
    assert state(elsewhere) == {} and not (folder / "c").exists()


def test_where_one_cannot_be_written_none_is(tmp_path: Path) -> None:
    write(tmp_path, {"deep": b"a file where a folder should be"})
    found = steps(tmp_path, {"a": b"1", "deep/b": b"1"}, {})
    assert exit_status(carry_out(tmp_path, found)) == 3
    assert state(tmp_path) == {"deep": b"a file where a folder should be"}


def test_what_is_saved_meanwhile_stays(tmp_path: Path) -> None:
    write(tmp_path, {"a": b"1\n"})
    found = steps(tmp_path, {"a": b"2\n"}, offered({"a": b"1\n"}))
    write(tmp_path, {"a": b"mine\n"})
    assert [one.name for one in renewal.carry_out(tmp_path, found)] == ["saved-meanwhile"]
    assert state(tmp_path) == {"a": b"mine\n"}
