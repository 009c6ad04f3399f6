"""Specs are merged by a real git as git-setup tells it to: what it cannot merge well git merges, marks and all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from command import SPEC
from repository import Repository

from perfgen import cli

ROW = "{name: 读者满意度, target: ≥92%, standard: 历史标准}"
OURS, THEIRS = ROW.replace("≥92%", "≥95%"), ROW.replace("历史标准", "计划标准")
BOTH = OURS.replace("历史标准", "计划标准")
SAID = "：按行合并会有冲突，两边的改动已按各项合到一起"
MARKS = ("<<<<<<< ", "=======", ">>>>>>> ")

pytestmark = pytest.mark.slow


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Repository:
    repository = Repository(tmp_path / "仓库 一", monkeypatch)
    assert cli.run(["git-setup"]) == 0
    capsys.readouterr()
    return repository


def spec(row: str = ROW) -> str:
    assert SPEC.count(ROW) == 1
    return SPEC.replace(ROW, row)


def three(base: str, ours: str, theirs: str, encoding: str = "utf-8") -> list[bytes]:
    return [text.encode(encoding) for text in (base, ours, theirs)]


def branches(repository: Repository, files: dict[str, list[bytes]]) -> None:
    """Of each file what it was, what it is on main, and what it is on topic; main is checked out."""
    for number, switch in enumerate([["main"], ["--create", "ours"], ["--create", "theirs", "main"]]):
        if number:
            repository.git("switch", "--quiet", *switch)
        for name, versions in files.items():
            path = repository.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(versions[number])
        repository.commit()
    repository.git("switch", "--quiet", "ours")


def asked(repository: Repository, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], cwd=repository.folder, capture_output=True, encoding="utf-8", timeout=120)


def by_git(repository: Repository, versions: list[bytes]) -> bytes:
    paths = [repository.folder.parent / name for name in ("base", "HEAD", "theirs")]
    for path, content in zip(paths, versions, strict=True):
        path.write_bytes(content)
    names = [path.name for path in (paths[1], paths[0], paths[2])]
    command = ["git", "merge-file", "--stdout", "--quiet", *(word for name in names for word in ("-L", name)), *names]
    return subprocess.run(command, cwd=repository.folder.parent, capture_output=True, timeout=60).stdout


def test_each_file_is_merged_as_it_should_be(repository: Repository) -> None:
    row = three(spec(), spec(OURS), spec(THEIRS))
    config = "a: {b: 1, c: 2}\nd: 1\n"
    files = {
        "specs/2026/一 家.yaml": row,
        "specs/记号.yml": [b"\xef\xbb\xbf" + content for content in row],
        "specs/回车.yaml": [content.replace(b"\n", b"\r\n") for content in row],
        "specs/各一行.yaml": three(SPEC, spec(OURS), SPEC.replace("周文清", "周文波")),
        "specs/同一处.yaml": three(spec(), spec(OURS), spec(ROW.replace("≥92%", "≥93%"))),
        "specs/有一处.yaml": three(spec(), spec(OURS).replace("周文清", "周文"), spec(THEIRS).replace("周文清", "周清")),
        "specs/两次.yaml": three(SPEC, f"new: 1\n{SPEC}", f"{SPEC}new: 2\n"),
        "不是.yaml": three(config, config.replace("b: 1", "b: 2"), config.replace("c: 2", "c: 3")),
        "坏.yaml": three("a: [\nb: 1\n", "a: [\nb: 2\n", "a: [\nb: 3\n"),
        "双字节.yaml": three(spec(), spec(OURS), spec(THEIRS), "utf-16"),
    }
    branches(repository, files)
    merged = asked(repository, "merge", "theirs")
    assert merged.returncode == 1
    assert sorted(filter(None, merged.stderr.splitlines())) == [
        f"specs/2026/一 家.yaml{SAID}",
        "specs/两次.yaml：按行合得起来，合出来的却不是两边的意思；两边不同的行都加了冲突标记，逐处选定",
        f"specs/回车.yaml{SAID}",
        "specs/有一处.yaml：两边改得不同的标了冲突，其余的改动已按各项合到一起",
        f"specs/记号.yml{SAID}",
    ]
    now = {name: (repository.folder / name).read_bytes() for name in files}
    assert now["specs/2026/一 家.yaml"] == spec(BOTH).encode()
    assert now["specs/记号.yml"] == b"\xef\xbb\xbf" + spec(BOTH).encode()
    assert now["specs/回车.yaml"] == spec(BOTH).replace("\n", "\r\n").encode()
    assert now["双字节.yaml"] == files["双字节.yaml"][1]
    for name in ("specs/各一行.yaml", "specs/同一处.yaml", "不是.yaml", "坏.yaml"):
        assert now[name] == by_git(repository, files[name])
    assert now["specs/两次.yaml"].decode() == (
        f"<<<<<<< HEAD\nnew: 1\n=======\n>>>>>>> theirs\n{SPEC}<<<<<<< HEAD\n=======\nnew: 2\n>>>>>>> theirs\n"
    )
    name = "preparer: {name: 周文清, phone: 027-87880000}\n"
    ours, theirs = name.replace("周文清", "周文"), name.replace("周文清", "周清")
    marked = spec(BOTH).replace(name, f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> theirs\n")
    assert now["specs/有一处.yaml"].decode() == marked
    conflicts = repository.git("diff", "--name-only", "--diff-filter=U").splitlines()
    assert conflicts == ["specs/两次.yaml", "specs/同一处.yaml", "specs/有一处.yaml", "不是.yaml", "双字节.yaml", "坏.yaml"]


def test_rebase_cherry_pick_and_rename(repository: Repository) -> None:
    branches(repository, {"specs/甲.yaml": three(spec(), spec(OURS), spec(THEIRS))})
    repository.git("mv", "specs/甲.yaml", "specs/乙 乙.yaml")
    repository.commit()
    repository.git("switch", "--quiet", "--create", "picked")
    picked = asked(repository, "cherry-pick", "theirs")
    assert (picked.returncode, picked.stderr) == (0, f"specs/乙 乙.yaml{SAID}\n")
    assert (repository.folder / "specs" / "乙 乙.yaml").read_text("utf-8") == spec(BOTH)
    repository.git("switch", "--quiet", "theirs")
    rebased = asked(repository, "rebase", "ours")
    assert rebased.returncode == 0 and f"specs/乙 乙.yaml{SAID}" in rebased.stderr
    assert [path.name for path in (repository.folder / "specs").iterdir()] == ["乙 乙.yaml"]
    assert (repository.folder / "specs" / "乙 乙.yaml").read_text("utf-8") == spec(BOTH)


@pytest.mark.parametrize("lacking", ["perfgen", "Python", "setup", "git-setup --remove"])
def test_without_perfgen_git_merges(repository: Repository, lacking: str) -> None:
    """The lines of .gitattributes are committed; who clones them may have set nothing up, or taken perfgen away since."""
    files = {
        "specs/甲.yaml": three(spec(), spec(OURS), spec(THEIRS)),
        "specs/乙.yaml": three(SPEC, spec(OURS), SPEC.replace("周文清", "周文波")),
    }
    branches(repository, files)
    driver = repository.git("config", "merge.perfgen.driver").strip()
    python = Path(sys.executable).as_posix()
    assert python in driver
    match lacking:
        case "perfgen":
            repository.git("config", "merge.perfgen.driver", driver.replace("-m perfgen ", "-m perfgen_gone "))
        case "Python":
            repository.git("config", "merge.perfgen.driver", driver.replace(python, "/gone/python"))
        case "setup":
            repository.git("config", "--unset", "merge.perfgen.driver")
        case _:
            assert cli.run(["git-setup", "--remove"]) == 0
            repository.commit()
    assert asked(repository, "merge", "--no-edit", "theirs").returncode == 1
    for name, versions in files.items():
        assert (repository.folder / name).read_bytes() == by_git(repository, versions)
    assert repository.git("diff", "--name-only", "--diff-filter=U") == "specs/甲.yaml\n"


def test_chinese_paths_are_shown_as_long_as_it_is_set_up(repository: Repository) -> None:
    repository.write("specs/甲.yaml", SPEC)
    assert "specs/甲.yaml" in asked(repository, "status", "--short", "-uall").stdout
    assert cli.run(["git-setup", "--remove"]) == 0
    assert "specs/\\347" in asked(repository, "status", "--short", "-uall").stdout


@pytest.mark.parametrize("own", ["true", "false"])
def test_own_setting_of_paths_stays(repository: Repository, own: str) -> None:
    assert cli.run(["git-setup", "--remove"]) == 0
    repository.git("config", "core.quotepath", own)
    assert cli.run(["git-setup"]) == 0
    assert cli.run(["git-setup", "--remove"]) == 0
    assert asked(repository, "config", "--local", "core.quotepath").stdout == f"{own}\n"
