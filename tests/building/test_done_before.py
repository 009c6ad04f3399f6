"""A run that finds an earlier one's notes says and leaves what it would without them, and does only what has changed."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command import SPEC, documents, laid_out_by, new, start, write_specs
from conftest import ROOT

from perfgen.building import build, circumstances, digests, kept
from perfgen.building.digests import digest
from perfgen.building.documents_made import NAME as MANIFEST
from perfgen.cli import run

FORM = "department-declaration"
CLEAN = (ROOT / "specs" / "examples" / "部门整体支出-示例.yaml").read_text("utf-8")
BAD = SPEC.replace("fiscal_year: 2026", "fiscal_year: 26")
KEPT = Path("build", MANIFEST)
DOCUMENT = Path("build", "0", "000.txt")


@pytest.fixture
def laid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The specs that are laid out; the current folder has three."""
    monkeypatch.chdir(tmp_path)
    write_specs(tmp_path, 3, new)
    return laid_out_by(monkeypatch, build)


def built(*arguments: str) -> int:
    return run(["build", "--to", "txt", *arguments])


def as_if_new() -> dict[str, bytes]:
    """The documents of a build that knows nothing."""
    shutil.rmtree("new", ignore_errors=True)
    built("--out", "new")
    return documents(Path("new"))


def test_nothing_is_done_twice(laid: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert built() == built() == 0
    assert laid == ["specs/0/000.yaml", "specs/1/001.yaml", "specs/2/002.yaml"]
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("已生成 3 份文件，在 build 下（") and said[1].startswith("3 份文件没有变化（")
    Path("specs/1/001.yaml").write_text(SPEC, "utf-8")
    assert built() == 0
    assert laid[3:] == ["specs/1/001.yaml"]
    assert capsys.readouterr().err.startswith("已生成 1 份文件，在 build 下；2 份文件没有变化（")
    assert built("--force") == 0
    assert len(laid) == 7
    assert built("specs/0") == 0 and built() == 0  # some of them leave what is known of the others
    assert len(laid) == 7


def own_file(name: str) -> None:
    own = Path(name)
    own.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / name, own)


CHANGES: dict[str, Callable[[], object]] = {
    "spec": lambda: Path("specs/0/000.yaml").write_text(SPEC, "utf-8"),
    "spec that another takes the name of": lambda: os.replace("specs/1/001.yaml", "specs/0/000.yaml"),
    "spec that is a link now": lambda: (os.rename("specs/0/000.yaml", "x.yaml"), os.symlink("../../x.yaml", "specs/0/000.yaml")),
    "document deleted": DOCUMENT.unlink,
    "document edited": lambda: DOCUMENT.write_bytes(DOCUMENT.read_bytes().replace("新部门".encode(), "旧部门".encode())),
    "document of another spec": lambda: shutil.copy("build/1/001.txt", DOCUMENT),
    "document that is a link now": lambda: (os.rename(DOCUMENT, "build/x"), os.symlink("../x", DOCUMENT)),
    "schema": lambda: own_file(f"schema/{FORM}.schema.json"),
    "shared schema": lambda: own_file("schema/common.schema.json"),
    "template": lambda: own_file(f"templates/{FORM}/form.html.j2"),
    "file beside the template": lambda: own_file("templates/form.css"),
    "folder of forms that is a link": lambda: (own_file("schema/common.schema.json"), os.rename("schema", "x"), os.symlink("x", "schema")),
    "moment": lambda: os.environ.update(SOURCE_DATE_EPOCH="1"),
    "sandbox": lambda: os.environ.update(PERFGEN_SANDBOX="1"),
    "manifest gone": KEPT.unlink,
    "manifest cut off": lambda: KEPT.write_bytes(KEPT.read_bytes()[:-9]),
    "manifest empty": lambda: KEPT.write_bytes(b""),
    "manifest that is a folder": lambda: (KEPT.unlink(), KEPT.mkdir()),
    "manifest that is a pipe": lambda: (KEPT.unlink(), os.mkfifo(KEPT)),
}


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
@pytest.mark.parametrize("change", CHANGES)
def test_change_of_anything_that_matters_is_noticed(
    laid: list[str], change: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("SOURCE_DATE_EPOCH", "PERFGEN_SANDBOX"):
        monkeypatch.setenv(name, "")  # so that it is put back
    built()
    laid.clear()
    CHANGES[change]()
    built()
    assert "specs/0/000.yaml" in laid or "specs/0/000.yaml: 错误" in capsys.readouterr().out
    made, expected = documents(Path("build")), as_if_new()
    assert {name: made[name] for name in expected} == expected


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_folder_that_is_a_link_now_is_looked_behind(
    laid: list[str], tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    assert built("specs/0") == 0
    shutil.move("specs/0", outside)
    os.symlink(outside / "0", "specs/0")
    assert built("specs/0") == 2
    assert "specs/0/000.yaml: 错误 这是链接，指到了项目之外" in capsys.readouterr().out


def test_other_version_of_perfgen_is_noticed(laid: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    built()
    monkeypatch.setattr(circumstances, "__version__", "99")
    built()
    assert len(laid) == 6


@pytest.mark.usefixtures("laid")
def test_whatever_is_in_the_manifest_is_data(laid: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    built()
    whole = KEPT.read_bytes()
    data = json.loads(whole.partition(b"\n")[2])
    odd: list[Any] = [None, [], 1, "x", {"facts": []}, {**data, "facts": 1}, {**data, "files": []}, {**data, "circumstances": 1}]
    odd += [{**data, "facts": dict.fromkeys(data["facts"], fact)} for fact in (0, "x", [], {}, [1, 2], ["x", None])]
    odd += [{**data, "files": dict.fromkeys([*data["facts"], "specs/0/000.yaml"], file)} for file in (0, "x", [], [1], {})]
    texts = [json.dumps(one).encode() for one in odd] + [b"[" * 100_000, b"\xff", b"1" * 5000, b""]
    assert len(texts) > 20
    expected = as_if_new()
    for text in texts:
        KEPT.write_bytes(digest(text).encode() + b"\n" + text)
        laid.clear()
        assert built() == 0
        assert documents(Path("build")) == expected
        assert len(laid) in (0, 3)
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("laid")
def test_flipped_bit_of_the_manifest_makes_it_worthless() -> None:
    built()
    whole = KEPT.read_bytes()
    expected = documents(Path("build"))
    dice = random.Random(0)
    for _ in range(10):
        place = dice.randrange(len(whole))
        KEPT.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << dice.randrange(8)]) + whole[place + 1 :])
        assert built() == 0
        assert documents(Path("build")) == expected


@pytest.mark.usefixtures("laid")
def test_what_was_told_is_told_again(capsys: pytest.CaptureFixture[str]) -> None:
    Path("specs/0/000.yaml").write_text(BAD, "utf-8")
    Path("specs/2/002.yaml").write_text(SPEC.replace("≥60个", "____"), "utf-8")
    Path("build/1").mkdir(parents=True)
    Path("build/1/001.txt").write_text("会议记录", "utf-8")
    said = []
    for _ in range(3):
        assert built() == 1
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] == said[2]
    assert said[0].count("错误") == 2
    assert "还有 1 处待填" in said[0]


def test_strict_build_tells_findings_again_and_knows_the_settings(
    laid: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status = built("--strict")
    first = capsys.readouterr().out
    assert "警告" in first
    count = len(laid)
    assert built("--strict") == status
    assert capsys.readouterr().out == first
    assert (status, len(laid), documents(Path("build"))) == (1, count, {}), first
    Path("build/0").mkdir(parents=True, exist_ok=True)
    DOCUMENT.symlink_to("x")  # something of the name is there again
    Path("specs/1/001.yaml").write_text(CLEAN, "utf-8")
    built("--strict")
    assert laid[count:] == ["specs/0/000.yaml", "specs/1/001.yaml"]
    capsys.readouterr()
    built("--strict")
    assert (len(laid), list(documents(Path("build")))) == (count + 2, ["1/001.txt"])
    Path("perfgen.toml").write_text("[rules]\nflat-target = 'off'\n", "utf-8")
    built("--strict")
    assert len(laid) == count + 5


@pytest.mark.usefixtures("laid")
def test_forms_that_change_while_a_run_reads_them_leave_nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    real = build.write

    def meanwhile(*arguments: Any) -> bytes:
        own_file("templates/form.css")
        return real(*arguments)

    own_file("templates/form.css")
    monkeypatch.setattr(build, "write", meanwhile)
    assert built() == 0
    assert not KEPT.exists()


@pytest.mark.slow
def test_random_changes_leave_what_a_build_of_all_leaves(laid: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Two folders see the same; in one all is built each time."""
    dice = random.Random(1)
    versions = [SPEC.replace("临湖市公共图书馆服务中心", name) for name in ("甲部门", "乙部门")] + [BAD]
    spec, document = [f"specs/{number}/00{number}.yaml" for number in range(3)], [f"build/{number}/00{number}.txt" for number in range(3)]
    for folder in ("known", "forced"):
        shutil.copytree("specs", f"{folder}/specs")
    home = Path.cwd()
    for _ in range(20):
        act, which, other, text = dice.randrange(7), dice.randrange(3), dice.randrange(3), dice.choice(versions)
        said = []
        for folder in ("known", "forced"):
            os.chdir(home / folder)
            match act:
                case 0 | 1:
                    Path(spec[which]).write_text(text, "utf-8")
                case 2:
                    Path(document[which]).unlink(missing_ok=True)
                case 3 if Path(document[which]).exists():
                    Path(document[which]).write_bytes(b"x" + Path(document[which]).read_bytes()[1:])
                case 4 if Path(document[other]).exists():
                    shutil.copy2(document[other], f"{document[which]}.x")
                    os.replace(f"{document[which]}.x", document[which])
                case 5:
                    shutil.copy2(spec[other], f"{spec[which]}.x")
                    os.replace(f"{spec[which]}.x", spec[which])
                case 6:
                    os.utime(spec[which])
            status = built("--quiet", *(["--force"] if folder == "forced" else []))
            said.append((status, capsys.readouterr().out, documents(Path("build"))))
            os.chdir(home)
        assert said[0] == said[1]
    assert 60 < len(laid) < 110


@pytest.mark.slow
@pytest.mark.usefixtures("laid")
def test_builds_at_once_that_print_otherwise_leave_no_wrong_document(monkeypatch: pytest.MonkeyPatch) -> None:
    processes = []
    for moment in ("1500000000", "1600000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
        processes.append(start("build", cwd=Path.cwd()))
    for process in processes:
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert run(["build"]) == run(["build", "--out", "new"]) == 0
    assert documents(Path("build")) == documents(Path("new"))


@pytest.mark.usefixtures("laid")
def test_what_a_killed_run_left_beside_the_manifest_goes() -> None:
    Path("build").mkdir()
    Path("build/.perfgen-0.tmp").write_bytes(b"torn")
    built()
    assert sorted(os.listdir("build")) == [MANIFEST, "0", "1", "2"]


@pytest.mark.parametrize(
    ("later", "reads"),
    [(0, 3), (1_999_999_999, 3), (3_000_000_000, 1), (-3_000_000_000, 3)],
    ids=["in the same moment", "a tick ago", "long ago", "clock set back"],
)
def test_times_of_a_file_are_trusted_once_they_are_past(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, later: int, reads: int
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"1")
    changed = os.lstat(path).st_ctime_ns
    monkeypatch.setattr("time.time_ns", lambda: changed + later)
    read: list[object] = []
    monkeypatch.setattr(digests, "digest_of", lambda file: read.append(file) or digest(b"1"))
    known = digests.Digests({})
    assert {known.of(str(path)) for _ in range(3)} == {digest(b"1")}
    assert len(read) == reads


@pytest.mark.usefixtures("laid")
def test_after_a_start_of_the_machine_files_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time_ns", lambda: 2 * 10**18)  # long after
    read: list[object] = []
    real = digests.digest_of
    monkeypatch.setattr(digests, "digest_of", lambda path: read.append(path) or real(path))
    built()
    assert len(read) == 6
    built()
    monkeypatch.setattr(kept, "_boot", lambda: "another")
    built()
    built()
    assert len(read) == 12


def test_edit_that_keeps_size_and_time_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"1")
    status = os.lstat(path)
    later = status.st_ctime_ns + 10**10
    monkeypatch.setattr("time.time_ns", lambda: later)
    known = digests.Digests({})
    assert known.of(str(path)) == digest(b"1")
    while os.lstat(path).st_ctime_ns == status.st_ctime_ns:
        path.write_bytes(b"2")
        os.utime(path, ns=(status.st_mtime_ns, status.st_mtime_ns))
    assert known.of(str(path)) == digest(b"2")


