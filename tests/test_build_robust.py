"""A build that is killed, shut out, interrupted or crowded leaves documents that are old or new, and says so."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from command import PERFGEN, SPEC, documents, run, start, write_specs

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals, links and limits of POSIX")

BAD = SPEC.replace("fiscal_year: 2026", "fiscal_year: 26")


def old(number: int) -> str:
    return f"旧部门{number}"


def new(number: int) -> str:
    return f"新部门{number}"


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


# --- before anything is written ---


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["a.yaml", "a.yml"], "会生成同一份文件"),
        (["a.yaml", "A.yaml"], "会生成同一份文件"),
        (["\u00e9.yaml", "e\u0301.yaml"], "会生成同一份文件"),
        (["con.yaml"], "保留名"),
        (["2021:/a.yaml"], "文件名不能含有“:”"),
        (["尾./a.yaml"], "以空格或句点结尾"),
        (["a\x1b[2J.yaml"], "文件名不能含有控制字符"),
        ([f"{'表' * 83}.yml"], ""),
    ],
)
def test_names_that_cannot_be_are_refused_before_anything_is_written(
    tmp_path: Path, names: list[str], said: str
) -> None:
    for name in ["fine.yaml", *names]:
        path = tmp_path / "specs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SPEC, "utf-8")
    result = run("build", cwd=tmp_path)
    if not said:
        assert result.returncode == 0
        return
    assert result.returncode == 2
    assert said in result.stderr
    assert "\x1b" not in result.stderr
    assert result.stderr.count("错误") == 1
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize("link", ["build", "build/0", "build/0/000.docx", "build/0/000.html"])
def test_link_that_leads_out_of_the_output_folder_is_refused(tmp_path: Path, link: str) -> None:
    write_specs(tmp_path, 2, new)
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / link).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / link).symlink_to(outside)
    result = run("build", "--to", "docx,html", cwd=tmp_path)
    if link == "build":  # the folder itself may be a link: the person chose it
        assert result.returncode == 0
        assert len(documents(outside)) == 4
        return
    assert result.returncode == 2
    assert "是链接，会写到 build 之外" in result.stderr
    assert result.stderr.count("错误") == 1
    assert documents(tmp_path / "build") == {}
    assert list(outside.iterdir()) == []


def test_path_that_climbs_out_of_the_specs_lands_in_the_output_folder(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SPEC, "utf-8")
    (tmp_path / "inner" / "specs").mkdir(parents=True)
    assert run("build", "specs/../../a.yaml", cwd=tmp_path / "inner").returncode == 0
    assert list(documents(tmp_path / "inner" / "build")) == ["a.docx"]


def test_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    write_specs(tmp_path, 1, new)
    (tmp_path / "build").write_bytes(b"mine")
    result = run("build", cwd=tmp_path)
    assert result.returncode == 2
    assert "不是文件夹" in result.stderr
    assert (tmp_path / "build").read_bytes() == b"mine"


# --- one among many ---


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_bad_spec_stops_no_other_and_leaves_no_stale_document(tmp_path: Path, jobs: str) -> None:
    write_specs(tmp_path, 4, old)
    assert run("build", cwd=tmp_path).returncode == 0
    before = documents(tmp_path / "build")
    write_specs(tmp_path, 4, new)
    (tmp_path / "specs" / "1" / "001.yaml").write_text(BAD, "utf-8")
    (tmp_path / "specs" / "2" / "002.yaml").write_text(SPEC + "}", "utf-8")
    result = run("build", "--jobs", jobs, cwd=tmp_path)
    assert result.returncode == 1
    assert "specs/1/001.yaml:2:14: 错误 “年度”" in result.stdout
    assert "已生成 2 份文件，在 build 下；2 份申报表有问题，没有生成" in result.stderr
    after = documents(tmp_path / "build")
    assert set(after) == {"0/000.docx", "0/003.docx"}
    assert all(after[name] != before[name] for name in after)


def test_bad_spec_takes_nothing_away_that_someone_edited(tmp_path: Path) -> None:
    write_specs(tmp_path, 1, new)
    assert run("build", cwd=tmp_path).returncode == 0
    target = tmp_path / "build" / "0" / "000.docx"
    docx.Document(str(target)).save(str(target))
    edited = target.read_bytes()
    (tmp_path / "specs" / "0" / "000.yaml").write_text(BAD, "utf-8")
    result = run("build", cwd=tmp_path)
    assert result.returncode == 1
    assert "警告 有人在 Word 中改过这份文件" in result.stdout
    assert documents(tmp_path / "build") == {"0/000（改动稿）.docx": edited}


def test_edited_document_stops_no_other_format(tmp_path: Path) -> None:
    write_specs(tmp_path, 1, new)
    assert run("build", "--to", "docx,html,txt", cwd=tmp_path).returncode == 0
    target = tmp_path / "build" / "0" / "000.docx"
    docx.Document(str(target)).save(str(target))
    assert run("build", "--to", "docx,html,txt", cwd=tmp_path).returncode == 0
    assert set(documents(tmp_path / "build")) == {f"0/000{end}" for end in (".docx", ".html", ".txt", "（改动稿）.docx")}


def test_two_processes_make_the_same_documents_and_say_the_same(tmp_path: Path) -> None:
    write_specs(tmp_path, 130, new)
    for number in (3, 60, 99, 129):
        (tmp_path / "specs" / f"{number % 3}" / f"{number:03}.yaml").write_text(BAD, "utf-8")
    one, two = (run("build", "--jobs", jobs, "--out", f"build{jobs}", cwd=tmp_path) for jobs in ("1", "2"))
    assert one.returncode == two.returncode == 1
    assert one.stdout == two.stdout
    assert one.stdout.count("错误") == 4
    assert documents(tmp_path / "build1") == documents(tmp_path / "build2")
    assert len(documents(tmp_path / "build1")) == 126


@pytest.mark.parametrize(
    "death", ["os._exit(1)", "os.kill(os.getpid(), 9)", "raise MemoryError", "raise KeyError('甲')"]
)
def test_process_that_dies_is_a_message_and_no_traceback(tmp_path: Path, death: str) -> None:
    write_specs(tmp_path, 60, new)
    (tmp_path / "sitecustomize.py").write_text(
        f"""import os, sys
if "multiprocessing.spawn" in sys.modules or "--multiprocessing-fork" in sys.argv:
    from perfgen import build
    sound = build.lay_out
    def lay_out(path):
        if path.name == "045.yaml":
            {death}
        return sound(path)
    build.lay_out = lay_out
""",
        "utf-8",
    )
    result = run("build", "--jobs", "2", cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)})
    assert result.returncode == 3
    assert "Traceback" not in result.stdout + result.stderr
    assert result.stdout.count("错误") == 1
    if death.startswith("os"):
        assert "一个进程意外终止" in result.stdout
    else:
        assert "specs/0/045.yaml: 错误" in result.stdout
        assert len(documents(tmp_path / "build")) == 59


# --- killed, crowded, shut out ---


@pytest.mark.slow
def test_killed_build_leaves_documents_that_are_old_or_new(tmp_path: Path) -> None:
    olds, news = both_builds(tmp_path, 40)
    assert run("build", cwd=tmp_path).returncode == 0
    dice = random.Random(0)
    done = set()
    for number in range(30):
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
    assert len(done - {0, 40}) > 5, f"the kills hit no build at work: {done}"
    (tmp_path / "build" / "0" / ".perfgen-0.tmp").write_bytes(b"torn")
    for leftover in (tmp_path / "build").rglob(".perfgen-*.tmp"):
        os.utime(leftover, (0, 0))
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


def test_disk_that_takes_no_more_leaves_the_old_document(tmp_path: Path) -> None:
    write_specs(tmp_path, 2, old)
    assert run("build", cwd=tmp_path).returncode == 0
    before = documents(tmp_path / "build")
    write_specs(tmp_path, 2, new)
    import resource

    result = run(
        "build", cwd=tmp_path, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    )
    assert result.returncode == 3
    assert result.stdout.count("写不进去：超过了允许的文件大小") == 2
    assert "没有生成文件" in result.stderr
    assert documents(tmp_path / "build") == before


def test_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    write_specs(tmp_path, 1, new)
    before: tuple[str, ...] = ()
    if os.geteuid() == 0:  # for whom no mode is in the way
        if not shutil.which("setpriv"):
            pytest.skip("setpriv is missing")
        before = ("setpriv", "--reuid=65534", "--clear-groups")
    for folder in (tmp_path, *tmp_path.parents):
        if folder.owner() == tmp_path.owner() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    (tmp_path / "build").mkdir(mode=0o555)
    result = run("build", cwd=tmp_path, before=before)
    assert result.returncode == 3
    assert "build/0/000.docx: 错误 写不进去：没有改动文件夹“build”的权限" in result.stdout
    (tmp_path / "specs" / "0" / "000.yaml").chmod(0)
    result = run("check", cwd=tmp_path, before=before)
    assert result.returncode == 3
    assert "specs/0/000.yaml: 错误 文件读不出来：没有读取的权限" in result.stdout
    (tmp_path / "specs" / "0").chmod(0)
    result = run("check", cwd=tmp_path, before=before)
    assert result.returncode == 3
    assert "specs/0: 错误 文件读不出来：没有读取的权限" in result.stdout
    (tmp_path / "specs" / "0").chmod(0o755)


# --- interrupted ---


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("whole_group", [True, False], ids=["from the keyboard", "to the process"])
def test_interrupted_build_ends_at_once_with_130(tmp_path: Path, jobs: str, whole_group: bool) -> None:
    write_specs(tmp_path, 600, new)
    process = start("build", "--jobs", jobs, cwd=tmp_path)
    until = time.monotonic() + 30
    while not (tmp_path / "build" / "0" / "000.docx").exists():
        assert time.monotonic() < until
        time.sleep(0.005)
    (os.killpg if whole_group else os.kill)(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=30)
    assert process.returncode == 130
    assert (stdout, stderr) == ("", "已中断；已生成的文件是完整的\n")
    built = documents(tmp_path / "build")
    assert 0 < len(built) < 600
    assert all(zipfile.is_zipfile(BytesIO(content)) for content in built.values())
    assert nobody_left(process.pid)


def test_processes_end_with_the_first_one_however_it_ends(tmp_path: Path) -> None:
    write_specs(tmp_path, 600, new)
    process = start("build", "--jobs", "2", cwd=tmp_path)
    until = time.monotonic() + 30
    while not (tmp_path / "build" / "0" / "000.docx").exists():
        assert time.monotonic() < until
        time.sleep(0.005)
    process.kill()
    process.communicate()
    assert nobody_left(process.pid)


def nobody_left(group: int) -> bool:
    """Whether all processes of the group end soon."""
    for _ in range(100):
        listed = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
        members = [line.split()[1] for line in listed.splitlines() if line.split()[0] == str(group)]
        if all(state.startswith("Z") for state in members):
            return True
        time.sleep(0.05)
    return False


# --- what is shown ---


def on_a_terminal(*arguments: str, cwd: Path) -> str:
    """What the command shows of its standard error on a terminal of 80 columns."""
    import pty

    master, slave = pty.openpty()
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "TERM": "xterm", "COLUMNS": "80"}
    process = subprocess.Popen([*PERFGEN, *arguments], cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=slave)
    os.close(slave)
    shown = b""
    try:
        while chunk := os.read(master, 65536):
            shown += chunk
    except OSError:
        pass  # how Linux tells the end of a terminal
    process.communicate()
    os.close(master)
    return shown.decode()


@pytest.mark.parametrize(("count", "options", "expected"), [(40, [], True), (5, [], False), (40, ["--quiet"], False)])
def test_bar_is_for_many_specs_on_a_terminal(
    tmp_path: Path, count: int, options: list[str], expected: bool
) -> None:
    write_specs(tmp_path, count, new)
    shown = on_a_terminal("build", *options, cwd=tmp_path)
    assert ("生成文件" in shown and "━" in shown) is expected
    assert (f"已生成 {count} 份文件，在 build 下" in shown) is not bool(options)
    if options:
        assert shown == ""


def test_bar_is_not_for_pipes(tmp_path: Path) -> None:
    write_specs(tmp_path, 40, new)
    result = run("build", cwd=tmp_path)
    assert result.stdout == ""
    assert result.stderr.startswith("已生成 40 份文件，在 build 下（")
    assert result.stderr.count("\n") == 1


def test_quiet_is_silent_unless_something_is_wrong(tmp_path: Path) -> None:
    write_specs(tmp_path, 2, new)
    result = run("build", "--quiet", cwd=tmp_path)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    (tmp_path / "specs" / "0" / "000.yaml").write_text(BAD, "utf-8")
    result = run("build", "--quiet", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (1, "")
    assert "“年度”" in result.stdout
