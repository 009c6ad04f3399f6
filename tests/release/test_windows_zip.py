"""The zip for Windows: put together of what is locked, complete, and started as a person starts it."""

from __future__ import annotations

import ast
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from released import embeddable, fetched, licences, locked, runs_here, sbom, windows_contents, windows_zip

CONTENT = ROOT / "tests" / "data" / "windows-zip.txt"
PACKAGES = "program/packages/"
# What every Windows has, and what python.org puts beside python.exe.
SYSTEM = re.compile(r"api-ms-win-|(kernel32|ntdll|advapi32|bcryptprimitives|crypt32|dbghelp|ws2_32)\.dll")
OF_PYTHON = {"python3.dll", "python312.dll", "vcruntime140.dll", "vcruntime140_1.dll"}


def wheel(folder: Path, name: str, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(folder / name, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return folder / name


def test_wheels_are_unpacked_as_pip_would(tmp_path: Path) -> None:
    parts = {"a/x.py": "1", "a-1.data/purelib/a/y.py": "2", "a-1.data/scripts/a": "3", "a-1.dist-info/METADATA": "4"}
    found = windows_contents.files(embeddable(tmp_path), [wheel(tmp_path, "a-1-py3-none-any.whl", parts)])
    unpacked = {name.removeprefix(PACKAGES): content for name, content in found.items() if name.startswith(PACKAGES)}
    assert unpacked == {"a/x.py": b"1", "a/y.py": b"2", "a-1.dist-info/METADATA": b"4"}
    assert found["program/python/python312._pth"] == b"python312.zip\r\n.\r\n..\\packages\r\n"


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["a-1-cp312-cp312-manylinux_2_28_x86_64.whl"], "is not for Windows"),
        (["a-1-py3-none-any.whl", "b-1-py3-none-any.whl"], "is there twice"),
    ],
)
def test_what_does_not_fit_is_refused(names: list[str], told: str, tmp_path: Path) -> None:
    wheels = [wheel(tmp_path, name, {"a.py": ""}) for name in names]
    with pytest.raises(windows_contents.Unfit, match=told):
        windows_contents.files(embeddable(tmp_path), wheels)


def test_other_archive_than_python_is_refused(tmp_path: Path) -> None:
    other = wheel(tmp_path, "python.zip", {"python.exe": ""})
    with pytest.raises(windows_contents.Unfit, match="no embeddable Python"):
        windows_contents.files(other, [])


@pytest.mark.slow
def test_python_with_another_hash_is_refused(tmp_path: Path) -> None:
    other = embeddable(tmp_path)
    command = [sys.executable, ROOT / "release" / "windows_zip.py", tmp_path / "a-1-py3-none-any.whl", other, tmp_path]
    told = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert (told.returncode, "is not what python.org publishes" in told.stderr) == (1, True), told.stderr


def test_same_input_makes_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "again").mkdir()
    one = wheel(tmp_path, "b-1-py3-none-any.whl", {"b.py": "1"})
    other = wheel(tmp_path, "a-1-py3-none-any.whl", {"a.py": "1"})
    for folder, wheels in ((tmp_path, [one, other]), (tmp_path / "again", [other, one])):
        windows_zip.write(folder / "x.zip", windows_contents.files(embeddable(folder), wheels))
    assert (tmp_path / "x.zip").read_bytes() == (tmp_path / "again" / "x.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert {name.partition("/")[0] for name in archive.namelist()} == {"x"}


def test_start_files_are_read_by_cmd_in_whatever_code_page() -> None:
    files = dict(windows_contents.seen_by_a_person())
    assert sorted(files) == ["perfgen.cmd", "开始填表.cmd", "请先读我.txt"]
    assert files["请先读我.txt"].startswith(b"\xef\xbb\xbf")
    for name, content in files.items():
        assert content.count(b"\r\n") == content.count(b"\n") > 0, name
    # In another code page the second byte of a Chinese character would be read by itself.
    told = files["开始填表.cmd"].decode("gbk").splitlines()
    trailing = {character.encode("gbk")[1:] for line in told for character in line if not character.isascii()}
    assert len(trailing) > 20
    assert not trailing & {bytes([one]) for one in b'\\|^&<>%"'}


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """perfgen's, and all that Windows needs, fetched as a release does."""
    folder = tmp_path_factory.mktemp("wheels")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder / "own"]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return [*(folder / "own").glob("*.whl"), *fetched.fetch(folder)]


@pytest.fixture(scope="module")
def files(wheels: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the zip holds."""
    return windows_contents.files(embeddable(tmp_path_factory.mktemp("python")), wheels)


@pytest.fixture
def unpacked(files: dict[str, bytes], tmp_path: Path) -> Path:
    """Where a person may well unpack it, with a Python that runs here."""
    folder = tmp_path / "我的 U盘 (1)" / "perfgen-windows"
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (tmp_path / "compiled").mkdir()
    runs_here(folder / "program", tmp_path / "compiled")
    return folder


@pytest.mark.wheel
@pytest.mark.slow
def test_zip_holds_what_is_listed(files: dict[str, bytes], golden: Callable[[Path, str], None]) -> None:
    assert len(files) > 1000
    assert max(map(len, files)) < 130  # Windows has 260 for the whole path
    depth = {"/".join(name.split("/")[:3]) for name in files}
    golden(CONTENT, "\n".join(sorted({re.sub(r"-[\d.]+\.dist-info", "-*.dist-info", name) for name in depth})) + "\n")


@pytest.mark.wheel
@pytest.mark.slow
def test_wheels_need_nothing_that_is_not_there_and_each_is_needed(wheels: list[Path]) -> None:
    versions: dict[str, str] = {}
    wanted: dict[str, list[Requirement]] = {}
    for path in wheels:
        metadata = fetched.metadata(path)
        own = canonicalize_name(metadata["Name"])
        versions[own] = metadata["Version"]
        requirements = [Requirement(one) for one in metadata.get_all("Requires-Dist") or []]
        environment = {**locked.WINDOWS, "extra": ""}
        wanted[own] = [one for one in requirements if not one.marker or one.marker.evaluate(environment)]
    every = [one for some in wanted.values() for one in some]
    assert len(every) > 25
    assert [str(one) for one in every if not one.specifier.contains(versions.get(canonicalize_name(one.name), ""))] == []
    assert set(versions) - {"perfgen"} == {canonicalize_name(one.name) for one in every}


@pytest.mark.wheel
@pytest.mark.slow
def test_every_import_is_satisfied_on_windows(files: dict[str, bytes]) -> None:
    packages = {name.removeprefix(PACKAGES): content for name, content in files.items() if name.startswith(PACKAGES)}
    there = {re.split(r"[/.]", name)[0] for name in packages}
    own = [ast.parse(content) for name, content in packages.items() if re.match(r"perfgen/.*\.py$", name)]
    nodes = [node for tree in own for node in ast.walk(tree)]
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    imported = {name.partition(".")[0] for name in names}
    assert len(own) > 200 and {"lxml", "starlette"} < imported
    assert imported - sys.stdlib_module_names - there == set()

    compiled = {name: content for name, content in packages.items() if name.endswith(".pyd")}
    assert len(compiled) >= 10
    for name, content in compiled.items():
        ends = [found.start() for found in re.finditer(rb"(?i)\.dll\0", content)]
        libraries = {content[content.rindex(b"\0", 0, end) + 1 : end].decode().lower() + ".dll" for end in ends}
        others = {one for one in libraries if not SYSTEM.match(one)} - OF_PYTHON
        # What the compiler called it itself, and what libxml2 calls itself inside of lxml.
        assert others <= {f"{Path(name).stem}.dll", "libxml2.dll"}, name


@pytest.mark.wheel
@pytest.mark.slow
def test_licences_are_listed_as_the_packages_state_them(wheels: list[Path], golden: Callable[[Path, str], None]) -> None:
    of_others = [path for path in wheels if not path.name.startswith("perfgen-")]
    golden(licences.PAGE, licences.page(of_others))
    bill = sbom.bill("0.1.0", of_others)
    stated = {one["name"]: one["licenses"] for one in bill["components"]}
    assert stated.keys() == {one.name for one in locked.for_windows()} | {"python"}
    assert stated["lxml"] == [{"license": {"name": "BSD-3-Clause"}}]
    assert stated["click"] == [{"expression": "BSD-3-Clause"}]
    known = {one["bom-ref"] for one in bill["components"]} | {bill["metadata"]["component"]["bom-ref"]}
    assert {one["ref"] for one in bill["dependencies"]} == known - {f"pkg:generic/python@{locked.PYTHON}"}
    assert {other for one in bill["dependencies"] for other in one["dependsOn"]} < known


def environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PERFGEN"))}
    return {**kept, "HOME": str(home), "BROWSER": "true", "PYTHONIOENCODING": "utf-8"}


def printed(log: Path, pattern: str) -> str:
    """What matches in a log that is still being written."""
    for _ in range(300):
        text = log.read_bytes().decode("utf-8", errors="replace")
        if found := re.search(pattern, text):
            return found[0]
        time.sleep(0.1)
    pytest.fail(f"{pattern} is not in: {text}")


def page_opens(log: Path, program: Path) -> str:
    """What was printed, once the page that it names has been read; the program is ended then."""
    address = printed(log, r"http://\S+")
    try:
        with urlopen(address, timeout=20) as page:
            assert "text/html" in page.headers["content-type"]
    finally:
        os.kill(int((program / "python" / "pid").read_text()), signal.SIGINT)
    return log.read_text("utf-8", errors="replace")


@pytest.mark.wheel
@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a program stands for python.exe")
def test_form_is_built_and_page_opened_with_what_is_in_the_zip(unpacked: Path, tmp_path: Path) -> None:
    python = unpacked / "program" / "python" / "python.exe"
    shutil.copy(ROOT / "specs" / "examples" / "部门整体支出-示例.yaml", tmp_path)
    build = [python, "-m", "perfgen", "build", "部门整体支出-示例.yaml", "--to", "docx,xlsx,html"]
    subprocess.run(build, cwd=tmp_path, env=environment(tmp_path), check=True, capture_output=True)
    assert len([path for path in (tmp_path / "build").rglob("[!.]*.*") if path.is_file()]) == 3

    for folder in (unpacked / "申报表", tmp_path / "Documents" / "申报表"):
        with (tmp_path / "log").open("wb") as log:
            start = [python, "-X", "utf8", unpacked / "program" / "start.py"]
            running = subprocess.Popen(start, cwd=tmp_path, env=environment(tmp_path), stdout=log, stderr=log)
        told = page_opens(tmp_path / "log", unpacked / "program")
        running.wait(20)
        assert f"申报表存在 {folder}\n" in told
        # As on a stick that cannot be written to: the next time the forms are in the documents.
        if folder.parent == unpacked:
            folder.rmdir()
            folder.touch()
            (tmp_path / "Documents").mkdir()


@pytest.fixture
def wine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path, str, Path], None]]:
    """`wine(folder, line, log)`: what cmd prints for a line goes into the log, as on a Chinese Windows."""
    if not shutil.which("wine"):
        pytest.skip("wine is not there; apt-get install wine64 wine, and localedef -i zh_CN -f UTF-8 zh_CN.UTF-8")
    prefix = tmp_path_factory.mktemp("wine")
    variables = {**environment(prefix), "WINEPREFIX": str(prefix), "WINEDEBUG": "-all", "LC_ALL": "zh_CN.UTF-8"}
    variables.pop("DISPLAY", None)

    def cmd(folder: Path, line: str, log: Path) -> None:
        with log.open("wb") as out:
            command = ["wine", "cmd", "/c", line]
            subprocess.run(command, cwd=folder, env=variables, stdin=subprocess.DEVNULL, stdout=out, stderr=out, timeout=120)

    cmd(prefix, "ver", prefix / "log")
    yield cmd
    subprocess.run(["wineserver", "--kill"], env=variables)


@pytest.mark.wine
@pytest.mark.wheel
def test_start_file_opens_the_page_and_says_what_is_wrong(unpacked: Path, wine: Callable[[Path, str, Path], None], tmp_path: Path) -> None:
    log, python = tmp_path / "log", unpacked / "program" / "python" / "python.exe"
    wine(unpacked, "perfgen.cmd --version", log)
    assert printed(log, r"perfgen \d")

    stand_in = python.read_bytes()
    python.unlink()
    wine(unpacked, "开始填表.cmd", log)
    assert "请先把压缩包全部解压" in log.read_bytes().decode("gbk")

    python.write_bytes(stand_in)
    python.chmod(0o755)
    wine(unpacked, "开始填表.cmd", log)
    assert f"申报表存在 {unpacked / '申报表'}\n" in page_opens(log, unpacked / "program")
