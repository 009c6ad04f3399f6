"""A build of many specs: what cannot be is refused at once, what is wrong stays alone, and little is said."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import docx
import pytest
from command import PERFGEN, SPEC, documents, new, old, run, write_specs

# CI is Linux and runs these.
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="links, names and terminals of POSIX")]

BAD = SPEC.replace("fiscal_year: 2026", "fiscal_year: 26")


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
    assert "已生成 2 份文件，在 build 下；2 份申报表没有生成" in result.stderr
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
    expected = ["0/000.docx", "0/000.html", "0/000.txt", "0/000（改动稿）.docx"]
    assert list(documents(tmp_path / "build")) == expected


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


def test_check_of_many_says_of_each_what_it_says_of_it_alone(tmp_path: Path) -> None:
    count = 420  # from 400 on there are several processes
    write_specs(tmp_path, count, new)
    specs = sorted((tmp_path / "specs").rglob("*.yaml"))
    specs[7].write_text(BAD, "utf-8")
    many = run("check", "--format", "concise", cwd=tmp_path)
    assert many.returncode == 1
    said: dict[str, list[str]] = {}
    for line in many.stdout.splitlines():
        file, _, rest = line.partition(":")
        said.setdefault(file, []).append(rest)
    assert len(said) == count
    for spec in specs[6:9]:
        alone = run("check", "--format", "concise", spec.relative_to(tmp_path).as_posix(), cwd=tmp_path)
        file = spec.relative_to(tmp_path).as_posix()
        assert alone.stdout == "".join(f"{file}:{rest}\n" for rest in said[file])


def on_a_terminal(*arguments: str, cwd: Path) -> str:
    """What the command shows of its standard error on a terminal of 80 columns."""
    import pty

    master, slave = pty.openpty()
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "TERM": "xterm", "COLUMNS": "80"}
    process = subprocess.Popen([*PERFGEN, *arguments], cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=slave)
    os.close(slave)
    shown = b""
    try:
        while chunk := os.read(master, 65536):
            shown += chunk
    except OSError:
        pass  # how Linux tells the end of a terminal
    process.wait()
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


def test_check_of_many_has_a_bar_too(tmp_path: Path) -> None:
    write_specs(tmp_path, 40, new)
    shown = on_a_terminal("check", cwd=tmp_path)
    assert "检查" in shown and "━" in shown


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
