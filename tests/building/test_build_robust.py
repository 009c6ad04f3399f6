"""A build that is killed, shut out, interrupted or crowded leaves documents that are old or new, and says so."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from command import documents, new, old, run, start, write_specs
from conftest import drawn, require_tool

from perfgen.building.build import one_by_one
from perfgen.defect import diagnostics_of

# CI is Linux and runs these.
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")]


def both_builds(folder: Path, count: int) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What the old and the new specs of `folder` come to; the new ones stay."""
    built = []
    for department in (old, new):
        write_specs(folder, count, department)
        assert run("build", "-q", "--out", "once", cwd=folder).returncode == 0
        built.append(documents(folder / "once"))
        shutil.rmtree(folder / "once")
    assert len(built[0]) == count
    assert not set(built[0].values()) & set(built[1].values())
    return built[0], built[1]


def test_killed_build_leaves_documents_that_are_old_or_new(tmp_path: Path) -> None:
    olds, news = both_builds(tmp_path, 40)
    assert run("build", cwd=tmp_path).returncode == 0
    dice = random.Random(0)
    done = set()
    kills = drawn(12, 30)
    for number in range(kills):
        before, after = (olds, news) if number % 2 else (news, olds)
        write_specs(tmp_path, 40, new if number % 2 else old)
        process = start("build", "--jobs", str(1 + number % 3 // 2), cwd=tmp_path)
        while process.poll() is None and (tmp_path / "build/0/000.docx").read_bytes() == before["0/000.docx"]:
            time.sleep(0.001)
        time.sleep(dice.uniform(0, 0.05))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        built = documents(tmp_path / "build")
        assert olds.keys() <= built.keys()
        for name, content in built.items():
            if not name.rpartition("/")[2].startswith(".perfgen-"):
                assert content in (olds[name], news[name]), name
                assert zipfile.ZipFile(BytesIO(content)).testzip() is None
        done.add(sum(built[name] == after[name] for name in after))
    assert len(done - {0, 40}) > kills // 5 - 1, f"the kills hit no build at work: {done}"
    (tmp_path / "build" / "0" / ".perfgen-0.tmp").write_bytes(b"torn")
    assert run("build", cwd=tmp_path).returncode == 0
    assert documents(tmp_path / "build").keys() == olds.keys()


def test_builds_at_the_same_time_do_not_disturb_each_other(tmp_path: Path) -> None:
    write_specs(tmp_path, 30, new)
    assert run("build", "--out", "alone", cwd=tmp_path).returncode == 0
    for _ in range(3):
        processes = [start("build", cwd=tmp_path) for _ in range(3)]
        for process in processes:
            stdout, stderr = process.communicate(timeout=60)
            assert process.returncode == 0, stdout + stderr
            assert stdout == ""
        assert documents(tmp_path / "build") == documents(tmp_path / "alone")


def test_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    write_specs(tmp_path, 1, new)
    before: tuple[str, ...] = ()
    if os.geteuid() == 0:  # for whom no mode is in the way
        require_tool("setpriv")
        # Root, but bound by the modes of its own files: nothing has to be readable for anyone else.
        before = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    (tmp_path / "build").mkdir(mode=0o555)
    result = run("build", cwd=tmp_path, before=before)
    assert result.returncode == 3
    assert "build/0/000.docx: 错误 写不进去：没有改动文件夹“build”的权限" in result.stdout
    (tmp_path / "specs" / "0" / "000.yaml").chmod(0)
    result = run("check", cwd=tmp_path, before=before)
    assert result.returncode == 3
    assert "specs/0/000.yaml: 错误 文件读不出来：没有权限" in result.stdout
    (tmp_path / "specs" / "0").chmod(0)
    result = run("check", cwd=tmp_path, before=before)
    assert result.returncode == 3
    assert "specs/0: 错误 文件读不出来：没有权限" in result.stdout
    (tmp_path / "specs" / "0").chmod(0o755)


@pytest.mark.parametrize(
    "death", ["os._exit(1)", "os.kill(os.getpid(), 9)", "raise MemoryError", "raise KeyError('甲')"]
)
def test_process_that_dies_costs_the_spec_it_died_of(tmp_path: Path, death: str) -> None:
    write_specs(tmp_path, 60, new)
    (tmp_path / "sitecustomize.py").write_text(
        f"""import os, sys
from pathlib import Path
if "multiprocessing.spawn" in sys.modules or "--multiprocessing-fork" in sys.argv:
    from perfgen.building import build
    sound = build.laid_out
    def laid_out(project, spec, layout):
        if Path(spec.file).name in {{"007.yaml", "045.yaml"}}:
            {death}
        return sound(project, spec, layout)
    build.laid_out = laid_out
""",
        "utf-8",
    )
    assert run("build", "specs/0/045.yaml", cwd=tmp_path).returncode == 0  # is out of date when the next build fails
    spec = tmp_path / "specs" / "0" / "045.yaml"
    spec.write_bytes(spec.read_bytes() + b"# changed\n")
    result = run("build", "--jobs", "2", cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)})
    assert result.returncode == 3
    assert "Traceback" not in result.stdout + result.stderr
    assert result.stdout.count("错误") == 2
    assert "specs/0/045.yaml: 错误" in result.stdout
    assert ("两次意外终止" in result.stdout) is death.startswith("os")
    built = documents(tmp_path / "build")
    assert len(built) == 58 and not {"0/045.docx", "1/007.docx"} & built.keys()


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("whole_group", [True, False], ids=["from the keyboard", "to the process"])
def test_interrupted_build_ends_at_once_with_130(tmp_path: Path, jobs: str, whole_group: bool) -> None:
    write_specs(tmp_path, 600, new)
    process = start("build", "--jobs", jobs, cwd=tmp_path)
    await_file(tmp_path / "build" / "0" / "000.docx")
    (os.killpg if whole_group else os.kill)(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=30)
    assert process.returncode == 130
    assert (stdout, stderr) == ("", "已中断；已写入的文件是完整的\n")
    built = documents(tmp_path / "build")
    assert 0 < len(built) < 600
    assert all(zipfile.is_zipfile(BytesIO(content)) for content in built.values())
    assert nobody_left(process.pid)


def test_interrupt_that_was_swallowed_counts() -> None:
    def results() -> Iterator[int]:
        yield 1
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        yield 2

    found = []
    with pytest.raises(KeyboardInterrupt):
        for one in one_by_one(results()):
            found.append(one)
    assert found == [1]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_error_in_the_place_of_an_interrupt_is_no_defect() -> None:
    try:
        try:
            raise KeyboardInterrupt
        finally:
            raise BufferError("cannot be re-sized")
    except BufferError as error:
        with pytest.raises(KeyboardInterrupt):
            diagnostics_of(error, "a.yaml")


def test_processes_end_with_the_first_one_however_it_ends(tmp_path: Path) -> None:
    write_specs(tmp_path, 600, new)
    process = start("build", "--jobs", "2", cwd=tmp_path)
    await_file(tmp_path / "build" / "0" / "000.docx")
    process.kill()
    process.communicate()
    assert nobody_left(process.pid)


def await_file(path: Path) -> None:
    for _ in range(6000):
        if path.exists():
            return
        time.sleep(0.005)
    pytest.fail(f"{path} was never written")


def nobody_left(group: int) -> bool:
    """Whether all processes of the group end soon."""
    for _ in range(100):
        listed = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
        members = [line.split()[1] for line in listed.splitlines() if line.split()[0] == str(group)]
        if all(state.startswith("Z") for state in members):
            return True
        time.sleep(0.05)
    return False
