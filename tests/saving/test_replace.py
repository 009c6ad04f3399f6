"""A person's file is replaced whole, with all its rights, and never where somebody else saved it meanwhile."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from perfgen.defect import REASONS
from perfgen.diagnostics import Severity
from perfgen.saving import lock
from perfgen.saving import replace as module
from perfgen.saving.replace import remove, replace
from perfgen.saving.whole import create, move_new, taken

SAVED = "\ufeff有人保存的\r\n".encode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "单位.yaml"
    path.write_bytes(b"old")
    return path


def alone(file: Path) -> bool:
    return [path.name for path in file.parent.iterdir()] == [file.name]


def test_spec_and_its_folder_are_forced_to_the_disk(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In this order: the content, its name, the folder."""
    done: list[str] = []
    sync, move, link = os.fsync, os.replace, os.link

    def fsync(opened: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(opened).st_mode) else "content")
        sync(opened)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", lambda *names: (done.append("name"), move(*names)))
    monkeypatch.setattr(os, "link", lambda *names: (done.append("name"), link(*names)))
    assert replace(file, b"old", b"new") == create(file.with_name("b.yaml"), b"new") == []
    assert done == ["content", "name", "folder"] * 2


@pytest.mark.parametrize("content", [b"new", b"", SAVED, b"\0\xff"])
def test_content_is_put_there_byte_for_byte(file: Path, content: bytes) -> None:
    assert replace(file, b"old", content) == []
    assert file.read_bytes() == content
    assert alone(file)


def test_file_is_deleted_only_as_it_was_read(file: Path) -> None:
    known = file.read_bytes()
    file.write_bytes(b"saved meanwhile")
    assert [one.name for one in remove(file, known)] == ["saved-meanwhile"]
    assert file.read_bytes() == b"saved meanwhile"
    assert remove(file, b"saved meanwhile") == []
    assert not file.exists()


def test_what_somebody_saved_before_stays(file: Path) -> None:
    file.write_bytes(SAVED)
    (found,) = replace(file, b"old", b"new")
    assert (found.name, found.status) == ("saved-meanwhile", 1)
    assert "保存过" in found.message and "再运行一次" in found.hint
    assert file.read_bytes() == SAVED
    assert alone(file)


@pytest.mark.parametrize("number", range(60))
def test_save_while_the_new_file_is_being_made_stays(file: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """At each step before the comparison, by rewriting the file or by renaming another over it, as editors do."""
    steps = [(module, "locked"), (module, "_is_read_only"), (module, "temporary"), (module, "_take_rights")]
    place, step = steps[number % len(steps)]
    real: Any = getattr(place, step)
    saved = SAVED * (number + 1)

    def save_first(*arguments: Any) -> Any:
        if number % 3:
            file.write_bytes(saved)
        else:
            other = file.with_name("other")
            other.write_bytes(saved)
            other.replace(file)
        return real(*arguments)

    monkeypatch.setattr(place, step, save_first)
    (found,) = replace(file, b"old", b"new")
    assert found.name == "saved-meanwhile"
    assert file.read_bytes() == saved
    assert alone(file)


def test_file_that_was_taken_away_does_not_come_back(file: Path) -> None:
    file.unlink()
    (found,) = replace(file, b"old", b"new")
    assert (found.name, found.status) == ("saved-meanwhile", 1)
    assert not list(file.parent.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="modes and owners are of POSIX")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_mode_and_owner_stay(file: Path, mode: int) -> None:
    owner = (12345, 54321) if os.geteuid() == 0 else (os.geteuid(), os.getegid())
    os.chown(file, *owner)
    file.chmod(mode)
    os.utime(file, (0, 0))
    assert replace(file, b"old", b"new") == []
    status = file.stat()
    assert stat.S_IMODE(status.st_mode) == mode
    assert (status.st_uid, status.st_gid) == owner
    assert status.st_mtime > 0  # editors and build tools must see that it changed


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="extended attributes are of Linux")
def test_extended_attributes_stay(file: Path) -> None:
    try:
        os.setxattr(file, "user.note", b"kept")
    except OSError:
        pytest.skip("this file system has none")
    assert replace(file, b"old", b"new") == []
    assert os.getxattr(file, "user.note") == b"kept"


def test_link_stays_and_what_it_leads_to_is_replaced(file: Path) -> None:
    folder = file.parent / "links"
    folder.mkdir()
    link, second = folder / "a.yaml", folder / "b.yaml"
    link.symlink_to(Path("..", file.name))
    second.symlink_to(link.name)
    assert replace(second, b"old", b"new") == []
    assert second.is_symlink() and link.is_symlink() and not file.is_symlink()
    assert file.read_bytes() == b"new"
    assert sorted(folder.iterdir()) == [link, second]


def test_other_name_of_the_file_keeps_the_old_text_and_that_is_told(file: Path) -> None:
    other = file.with_name("other.yaml")
    os.link(file, other)
    (found,) = replace(file, b"old", b"new")
    assert (found.name, found.severity) == ("hard-link", Severity.WARNING)
    assert (file.read_bytes(), other.read_bytes()) == (b"new", b"old")


def test_read_only_file_stays(file: Path) -> None:
    file.chmod(0o444)
    (found,) = replace(file, b"old", b"new")
    assert (found.name, found.status) == ("read-only", 3)
    assert file.read_bytes() == b"old"
    assert stat.S_IMODE(file.stat().st_mode) == 0o444
    assert alone(file)


@pytest.mark.parametrize("number", [*REASONS, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("call", ["os.replace", "os.fsync", "shutil.copystat"])
def test_system_that_refuses_leaves_the_old_file(
    file: Path, monkeypatch: pytest.MonkeyPatch, number: int, call: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(call, refuse)
    (found,) = replace(file, b"old", b"new")
    assert (found.status, found.file) == (3, str(file))
    assert file.read_bytes() == b"old"
    assert alone(file)


HOLD = "import sys, time; from pathlib import Path; from perfgen.saving.lock import locked\n"
HOLD += "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(600)"


def test_lock_of_another_is_waited_for_and_told_and_that_of_a_killed_one_is_free(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_PATIENCE", 0.1)
    with subprocess.Popen([sys.executable, "-c", HOLD, str(file)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout and holder.stdout.readline().strip() == b"held"
        (found,) = replace(file, b"old", b"new")
        assert (found.name, found.status) == ("busy", 3)
        assert str(lock.beside(file).with_suffix(".lock")) in found.hint
        holder.kill()
    leftover = lock.beside(file)
    leftover.with_name(f"{leftover.name}-killed.tmp").write_bytes(b"half")
    assert len(list(file.parent.iterdir())) == 3
    assert replace(file, b"old", b"new") == []
    assert file.read_bytes() == b"new"
    assert alone(file)


@pytest.mark.skipif(os.name == "nt", reason="links are for administrators there")
def test_link_in_place_of_the_lock_is_not_followed(file: Path) -> None:
    outside = file.with_name("outside")
    lock.beside(file).with_suffix(".lock").symlink_to(outside)
    (found,) = replace(file, b"old", b"new")
    assert found.status == 3
    assert not outside.exists()


APPEND = """
import sys
from pathlib import Path
from perfgen.saving.replace import remove, replace
file = Path(sys.argv[1])
known = file.read_bytes()
print("read", flush=True)
sys.stdin.readline()
raise SystemExit(max((one.status for one in replace(file, known, known + sys.argv[2].encode())), default=0))
"""


@pytest.mark.slow
@pytest.mark.parametrize("number", range(25))
def test_of_two_writers_at_once_one_is_told_to_run_again(file: Path, number: int) -> None:
    command = [sys.executable, "-c", APPEND, str(file)]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    writers: list[Any] = [subprocess.Popen([*command, name], **pipes) for name in "AB"]
    for writer in writers:
        writer.stdout.readline()  # both have read before either writes
    for writer in writers:
        writer.stdin.write(b"\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate()
    codes = [writer.returncode for writer in writers]
    assert sorted(codes) == [0, 1]
    assert file.read_bytes() == b"old" + b"AB"[codes.index(0) : codes.index(0) + 1]
    assert alone(file)


def test_new_file_is_made_with_its_folders_and_never_over_another(tmp_path: Path) -> None:
    target = tmp_path / "2027" / "单位.yaml"
    assert create(target, b"first") == []
    (found,) = create(target, b"second")
    assert (found.name, found.status) == ("file-exists", 2)
    assert target.read_bytes() == b"first"
    assert alone(target)
    target.unlink()
    target.symlink_to("nowhere")
    assert create(target, b"third")[0].name == "file-exists"
    assert target.is_symlink()


def test_name_is_taken_and_what_was_left_beside_it_goes(tmp_path: Path) -> None:
    """A run that is killed right after its file got its name leaves the other name of it."""
    target = tmp_path / "new" / "单位.yaml"
    assert not taken(target)
    assert create(target, b"new") == []
    os.link(target, target.with_name(".perfgen-0123.tmp"))
    assert taken(target)
    assert list(target.parent.iterdir()) == [target]
    target.with_name("link.yaml").symlink_to("nowhere")
    assert taken(target.with_name("link.yaml"))


def test_disk_that_is_full_leaves_no_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    for call in ("os.fsync", "perfgen.saving.whole.move_new"):
        with monkeypatch.context() as patched:
            patched.setattr(call, refuse)
            (found,) = create(tmp_path / "a.yaml", b"new")
        assert "磁盘已满" in found.message
        assert not list(tmp_path.iterdir())


def test_name_that_is_taken_is_not_moved_over(tmp_path: Path) -> None:
    one, other = tmp_path / "a", tmp_path / "b"
    one.write_bytes(b"1")
    other.write_bytes(b"2")
    assert not move_new(one, other)
    assert (one.read_bytes(), other.read_bytes()) == (b"1", b"2")
