"""What is compared with what: files, folders, revisions of a real repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from command import SPEC
from repository import OTHER, Repository, edited, with_history

from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.project import here
from perfgen.review.versions import Pair, pairs
from perfgen.spec.plain import MAX_BYTES

JIA, YI, BING = "specs/2026/甲.yaml", "specs/2026/乙.yaml", "specs/2026/丙.yaml"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    return with_history(tmp_path / "仓库 一", monkeypatch)


def labels(found: list[Pair]) -> list[tuple[str, str]]:
    return [(pair.old.label if pair.old else "", pair.new.label if pair.new else "") for pair in found]


def problem(*sides: str, below: list[str] | None = None) -> Diagnostic:
    with pytest.raises(ProblemsFound) as problems:
        pairs(sides, below or [])
    (found,) = problems.value.diagnostics
    return found


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        (["main~1..main"], [(f"main~1:{YI}", f"main:{BING}")]),
        (["main~1", "main"], [(f"main~1:{YI}", f"main:{BING}")]),
        (["main^2.."], [(f"main^2:{JIA}", f"HEAD:{JIA}")]),
        (["main~1..topic"], [(f"main~1:{YI}", f"topic:{BING}"), (f"main~1:{JIA}", f"topic:{JIA}")]),
        (["main~1...topic"], [(f"BASE:{YI}", f"topic:{BING}")]),
        (["topic...main~1"], [(f"BASE:{JIA}", f"main~1:{JIA}")]),
        (["main~2..main"], [(f"main~2:{YI}", f"main:{BING}"), (f"main~2:{JIA}", f"main:{JIA}")]),
        (["main~1"], [(f"main~1:{YI}", BING)]),
        (["main..main"], []),
        ([], []),
    ],
)
def test_revisions_are_compared(repository: Repository, sides: list[str], expected: list[tuple[str, str]]) -> None:
    base = repository.git("merge-base", "main~1", "topic")[:10]
    found = pairs(sides)
    assert labels(found) == [(old.replace("BASE", base), new) for old, new in expected]
    for pair in found:
        assert pair.old and pair.new
        assert pair.relative == Path("2026", Path(pair.new.label).name)
        assert {pair.old.source, pair.new.source} in ({SPEC.encode(), edited(SPEC).encode()},
                                                      {OTHER.encode(), edited(OTHER).encode()})  # fmt: skip


def test_files_on_disk_count_before_git_knows_them(repository: Repository) -> None:
    (repository.folder / JIA).unlink()
    (repository.folder / BING).rename(repository.folder / "specs" / "丁.yml")
    repository.write("specs/丁.yml", OTHER)
    repository.write("specs/新.yaml", "form: x\n")
    repository.write(".gitignore", "旧.yaml\n")
    repository.write("specs/旧.yaml", "form: y\n")
    assert labels(pairs([])) == [(f"HEAD:{JIA}", ""), (f"HEAD:{BING}", "specs/丁.yml"), ("", "specs/新.yaml")]
    repository.git("add", "--all")
    assert labels(pairs([])) == [(f"HEAD:{JIA}", ""), (f"HEAD:{BING}", "specs/丁.yml"), ("", "specs/新.yaml")]


def test_renaming_alone_is_no_change(repository: Repository) -> None:
    repository.git("mv", JIA, "specs/己.yaml")
    assert pairs([]) == []
    (repository.folder / BING).rename(repository.folder / "specs" / "庚.yaml")
    assert pairs([]) == []


@pytest.mark.parametrize("folder", ["specs", "specs/2026", "其他"])
def test_subfolder_sees_the_same_specs(repository: Repository, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    (repository.folder / "其他").mkdir()
    monkeypatch.chdir(repository.folder / folder)
    repository.write(BING, SPEC)
    repository.write("specs/新.yaml", "form: x\n")
    found = pairs(["main~1"])
    below = [os.path.relpath(repository.folder / path, Path.cwd()) for path in (BING, "specs/新.yaml")]
    assert labels(found) == [("", below[0]), (f"main~1:{YI}", ""), ("", below[1])]
    assert pairs(["main~1", "main"]) == pairs(["main~1..main"], [str(repository.folder / "specs")]) != []


@pytest.mark.parametrize("below", [["specs/2026/甲.yaml"], ["specs/*/甲.yaml"], [":(top)specs/2026/甲.yaml"]])
def test_paths_narrow_down_what_is_compared(repository: Repository, below: list[str]) -> None:
    assert labels(pairs(["main~2"], below)) == [(f"main~2:{JIA}", JIA)]
    assert labels(pairs(["main~2..main"], below)) == [(f"main~2:{JIA}", f"main:{JIA}")]


def test_paths_need_no_dashes_where_they_are_there(repository: Repository) -> None:
    assert labels(pairs(["main~2", JIA])) == labels(pairs(["main~2"], [JIA])) != []
    assert labels(pairs(["main~2..main", JIA])) == labels(pairs(["main~2..main"], [JIA])) != []
    repository.write(JIA, SPEC)
    repository.write(BING, SPEC)
    assert labels(pairs([JIA])) == [(f"HEAD:{JIA}", JIA)]


def test_named_paths_need_not_be_below_specs(repository: Repository) -> None:
    assert labels(pairs(["main~2..main"], ["settings.yaml", "specs/readme.txt"])) == [
        ("main~2:settings.yaml", "main:settings.yaml")
    ]
    (found,) = pairs(["main~1..main"], [YI])
    assert (found.relative, found.new) == (Path("2026/乙.yaml"), None)


def test_file_wins_over_a_revision_of_the_same_name(repository: Repository) -> None:
    repository.write("topic", SPEC)
    assert labels(pairs(["topic", JIA])) == [("topic", JIA)]
    assert len(pairs(["refs/heads/topic", "main"])) == 1


def test_conflict_is_the_file_on_disk(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "conflict", "main~2")
    repository.write(JIA, SPEC.replace("临湖市公共图书馆服务中心", "市图书馆"))
    repository.commit()
    with pytest.raises(AssertionError):
        repository.git("merge", "main")
    found = pairs([], [JIA])
    assert labels(found) == [(f"HEAD:{JIA}", JIA)]
    assert found[0].new and b"<<<<<<<" in found[0].new.source


def test_links_are_no_specs(repository: Repository, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("秘密", "utf-8")
    try:
        (repository.folder / "specs" / "linked.yaml").symlink_to(secret)
    except OSError:
        pytest.skip("a system without links")
    assert pairs([]) == []
    repository.commit()
    assert pairs(["HEAD~1..HEAD"]) == pairs(["HEAD~1"]) == pairs([]) == []
    (repository.folder / JIA).unlink()
    (repository.folder / JIA).symlink_to(secret)
    assert labels(pairs([])) == [(f"HEAD:{JIA}", "")]
    (repository.folder / JIA).unlink()
    (repository.folder / BING).unlink()
    (repository.folder / "specs" / "2026").rmdir()
    (repository.folder / "specs" / "2026").symlink_to(tmp_path)
    assert {new for _, new in labels(pairs([]))} == {""}


def test_more_than_a_spec_may_hold_is_not_read(repository: Repository) -> None:
    repository.write("specs/大.yaml", "a" * (3 * MAX_BYTES))
    repository.commit()
    repository.write("specs/大.yaml", "b" * (3 * MAX_BYTES))
    (found,) = pairs([])
    assert found.old and found.new
    assert len(found.old.source) == len(found.new.source) == MAX_BYTES + 1
    repository.commit()
    assert [len(pair.new.source) for pair in pairs(["HEAD~1..HEAD"]) if pair.new] == [MAX_BYTES + 1]


def test_settings_of_a_person_change_nothing(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = pairs(["main~2"])
    for setting in (
        "diff.external=false",
        "diff.relative=true",
        "diff.renames=false",
        "diff.noprefix=true",
        "color.ui=always",
        "core.quotePath=true",
        "core.fsmonitor=false",
        "core.pager=false",
    ):
        repository.git("config", *setting.split("="))
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.chdir("specs/2026")
    assert [pair.new and pair.new.source for pair in pairs(["main~2"])] == [
        pair.new and pair.new.source for pair in expected
    ]


def test_nothing_is_written(repository: Repository) -> None:
    def files() -> dict[Path, tuple[int, bytes]]:
        return {
            path: (path.stat().st_mtime_ns, path.read_bytes())
            for path in repository.folder.rglob("*")
            if path.is_file()
        }

    os.utime(repository.folder / JIA)
    before = files()
    assert len(pairs(["main~2"])) == 2
    assert files() == before


def test_two_specs_are_compared_outside_of_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    Path("旧.yaml").write_text(SPEC, "utf-8")
    Path("新.yaml").write_text(edited(SPEC), "utf-8")
    assert pairs(["旧.yaml", "旧.yaml"]) == []
    (found,) = pairs(["旧.yaml", "新.yaml"])
    assert labels([found]) == [("旧.yaml", "新.yaml")]
    assert found.relative == Path("新.yaml")


def test_folders_are_paired_by_path_then_by_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {
        "specs/2025/甲.yaml": SPEC, "specs/2026/甲.yaml": edited(SPEC),
        "specs/2025/科/乙.yaml": OTHER, "specs/2026/处/丙.yaml": edited(OTHER),
        "specs/2025/同.yaml": "a\n", "specs/2026/同.yaml": "a\n",
        "specs/2025/去.yaml": "b\n", "specs/2026/来.yaml": "c\n", "specs/2026/.隐.yaml": "d\n",
    }  # fmt: skip
    for path, content in files.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(content, "utf-8")
    found = pairs(["specs/2025", "specs/2026"])
    assert labels(found) == [
        ("specs/2025/去.yaml", ""),
        ("specs/2025/科/乙.yaml", "specs/2026/处/丙.yaml"),
        ("", "specs/2026/来.yaml"),
        ("specs/2025/甲.yaml", "specs/2026/甲.yaml"),
    ]
    assert [pair.relative.as_posix() for pair in found] == [
        "2025/去.yaml",
        "2026/处/丙.yaml",
        "2026/来.yaml",
        "2026/甲.yaml",
    ]


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ([], {JIA}),
        (["specs/2026"], {JIA}),
        (["."], {JIA}),
        (["*.yaml"], {JIA}),
        ([":(top)specs"], {JIA}),
        (["specs/草稿"], {"specs/草稿/深/甲.yaml"}),
        (["specs/草稿/*.yaml"], {"specs/草稿/深/甲.yaml"}),
        (["specs/草稿/旧甲.yaml", JIA], {"specs/草稿/旧甲.yaml", JIA}),
        (["specs/旧乙.yaml"], {"specs/旧乙.yaml"}),  # which is gone
    ],
)
@pytest.mark.parametrize("commits", [["HEAD"], ["main~1..main"]])
def test_excluded_is_compared_where_it_is_named(
    repository: Repository, commits: list[str], below: list[str], expected: set[str]
) -> None:
    names = [JIA, "specs/草稿/深/甲.yaml", "specs/草稿/旧甲.yaml", "specs/旧乙.yaml"]
    for number, name in enumerate(names):
        repository.write(name, f"{number}: {SPEC}")
    repository.write("perfgen.toml", 'exclude = ["草稿", "旧*.yaml"]\n')
    repository.commit()
    for number, name in enumerate(names):
        repository.write(name, f"{number}: {edited(SPEC)}")
    (repository.folder / names[-1]).unlink()
    if commits != ["HEAD"]:
        repository.commit()
    found = labels(pairs(commits, below, here()))
    assert {(new or old).rpartition(":")[2] for old, new in found} == expected


def test_spec_that_becomes_excluded_is_gone(repository: Repository) -> None:
    repository.write("perfgen.toml", 'exclude = ["草稿"]\n')
    (repository.folder / "specs" / "草稿").mkdir()
    repository.git("mv", JIA, "specs/草稿/甲.yaml")
    assert labels(pairs([], [], here())) == [(f"HEAD:{JIA}", "")]
    repository.commit()
    repository.git("mv", "specs/草稿/甲.yaml", JIA)
    assert labels(pairs([], [], here())) == [("", JIA)]


def test_excluded_is_compared_on_disk_where_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("perfgen.toml").write_text('exclude = ["草稿", "旧*"]\n', "utf-8")
    for side, text in (("甲", SPEC), ("乙", edited(SPEC))):
        for name in ("一.yaml", "旧一.yaml", "草稿/一.yaml"):
            path = Path(side, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    assert labels(pairs(["甲", "乙"], [], here())) == [("甲/一.yaml", "乙/一.yaml")]
    assert labels(pairs(["甲/草稿", "乙/草稿"], [], here())) == [("甲/草稿/一.yaml", "乙/草稿/一.yaml")]
    assert labels(pairs(["甲/旧一.yaml", "乙/旧一.yaml"], [], here())) == [("甲/旧一.yaml", "乙/旧一.yaml")]


@pytest.mark.parametrize(
    ("sides", "below", "name", "file", "hint"),
    [
        (["mian..HEAD"], [], "unknown-revision", "mian", "是不是 main？"),
        (["main..HAED"], [], "unknown-revision", "HAED", "是不是 HEAD？"),
        (["HEAD~30"], [], "unknown-revision", "HEAD~30", "git branch -a"),
        (["HEAD:specs"], [], "unknown-revision", "HEAD:specs", "git branch -a"),
        (["--upload-pack=x"], [], "unknown-revision", "--upload-pack=x", "git branch -a"),
        (["../无.yaml"], [], "unknown-revision", "../无.yaml", "git branch -a"),
        (["both"], [], "ambiguous-revision", "both", "refs/heads/both"),
        (["main", "topic", "HEAD"], [], "unusable-path", "HEAD", "--"),
        (["specs", "main"], [], "unusable-path", "main", "写在路径前面"),
        (["specs", JIA], [], "unusable-path", JIA, "两个文件"),
        (["specs", "specs", "specs"], [], "unusable-path", "specs", "版本 -- 路径"),
        (["specs", "specs/2026"], ["specs"], "unusable-path", "specs", "版本 -- 路径"),
        (["main"], ["spces"], "unusable-path", "spces", "检查路径"),
        (["main~2..main~1"], [BING], "unusable-path", BING, "检查路径"),
        (["main"], ["/"], "git-failed", ".", "git"),
        (["main...alone"], [], "no-merge-base", "main...alone", "main..alone"),
    ],
)
def test_what_cannot_be_compared_is_told(
    repository: Repository, sides: list[str], below: list[str], name: str, file: str, hint: str
) -> None:
    repository.git("branch", "both")
    repository.git("tag", "both")
    repository.git("switch", "--quiet", "--orphan", "alone")
    repository.git("commit", "--quiet", "--allow-empty", "--message", "空")
    repository.git("switch", "--quiet", "main")
    if below == [BING]:
        (repository.folder / BING).unlink()
    found = problem(*sides, below=below)
    assert (found.name, found.file) == (name, file)
    assert hint in found.hint
    assert found.status == (3 if name == "git-failed" else 2)


def test_shallow_clone_says_how_to_get_the_rest(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    clone = repository.folder.parent / "浅"
    repository.git("clone", "--quiet", "--depth=1", repository.folder.as_uri(), str(clone))
    monkeypatch.chdir(clone)
    assert "git fetch --unshallow" in problem("HEAD~1").hint
    assert "fetch-depth: 0" in problem("mian..HEAD").hint


def test_repository_without_commits_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Repository(tmp_path / "空", monkeypatch)
    assert problem().name == problem("HEAD").name == "no-commits"


def test_no_repository_is_told(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = tmp_path / "外"
    outside.mkdir()
    for folder in (outside, repository.folder / ".git"):
        monkeypatch.chdir(folder)
        found = problem()
        assert (found.name, found.file, found.status) == ("no-repository", ".", 2)
        assert problem("旧.yaml", "新.yaml").message.startswith("没有这个文件或文件夹")


def test_repository_of_somebody_else_says_what_git_wants(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    found = problem()
    assert (found.name, found.status) == ("not-own-repository", 3)
    assert "git config --global --add safe.directory" in found.hint


def test_missing_git_is_told_and_none_is_taken_from_the_current_folder(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("git", "git.exe"):
        repository.write(name, "#!/bin/sh\necho true\n").chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([".", ""]))
    found = problem()
    assert (found.name, found.status) == ("no-git", 3)
