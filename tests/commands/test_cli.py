"""The commands as people type them: every transcript in tests/cli/ is typed again and has to come out the same."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import forks
import pytest
from command import OTHER_FORMS, PERFGEN, SPEC, run, write_specs
from conftest import NO_OFFICE, ROOT

from perfgen import cli

pytestmark = pytest.mark.slow

TRANSCRIPTS = sorted((ROOT / "tests" / "cli").glob("*.md"))
BLOCK = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith(("PERFGEN", "_PERFGEN", "COMP_"))}


def typed_again(commands: list[str], folder: Path) -> str:
    """A transcript: each command after `$`, then what it says, `2>` for standard error, and `=>` a status but 0."""
    path = os.pathsep.join([str(Path(sys.executable).parent), str(NO_OFFICE), os.environ["PATH"]])
    environment = forks.in_shell({**ENVIRONMENT, "PATH": path, "PYTHONUTF8": "1"})
    transcript = []
    for command in commands:
        result = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, timeout=60)
        stdout, stderr = (stream.decode("utf-8") for stream in (result.stdout, result.stderr))
        stderr = re.sub(r"（\d+\.\d秒）", "（0.1秒）", stderr)
        transcript += [f"$ {command}", *stdout.splitlines(), *(f"2> {line}".rstrip() for line in stderr.splitlines())]
        transcript += [f"=> {result.returncode}"] if result.returncode else []
        assert "Traceback" not in stdout + stderr
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202e]", stdout + stderr)
    return "".join(f"{line}\n" for line in transcript)


@pytest.mark.skipif(os.name == "nt", reason="the transcripts are of bash")
@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_transcript_comes_out_the_same(path: Path, tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    text = path.read_text("utf-8")
    blocks = BLOCK.findall(text)
    assert len(blocks) >= 5
    for number, block in enumerate(blocks):
        folder = tmp_path / str(number)
        shutil.copytree(ROOT / "specs", folder / "specs", ignore=OTHER_FORMS)
        commands = re.findall(r"^\$ (.+)$", block, re.MULTILINE)
        assert commands
        text = text.replace(f"```\n{block}```", f"```\n{typed_again(commands, folder)}```", 1)
    golden(path, text)


def test_there_are_transcripts() -> None:
    assert len(TRANSCRIPTS) >= 5


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
@pytest.mark.parametrize(
    "arguments", [[], ["--help"], ["build"], ["check"], ["check", "--format=json"], ["build", "无"], ["无"], ["forms"]]
)
def test_no_encoding_of_the_console_breaks_a_command(tmp_path: Path, encoding: str, arguments: list[str]) -> None:
    write_specs(tmp_path, 2, lambda number: "𠀀é图书馆")
    (tmp_path / "specs" / "é𠀀.yaml").write_text(SPEC.replace("fiscal_year: 2026", "fiscal_year: 𠀀é"), "utf-8")
    expected = run(*arguments, cwd=tmp_path)
    result = run(*arguments, cwd=tmp_path, env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}, encoding="latin-1")
    assert result.returncode == expected.returncode
    assert "Traceback" not in result.stdout + result.stderr
    assert "Error" not in result.stdout + result.stderr
    assert bool(result.stdout) is bool(expected.stdout)


def test_name_that_is_no_text_is_shown_as_far_as_it_can_be(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff\xfe.yaml"
    try:
        Path(os.fsdecode(name)).write_text("x", "utf-8")
    except OSError:
        pytest.skip("a system whose names are text")
    for report in ("text", "concise", "json", "github"):
        result = run("check", ".", f"--format={report}", cwd=tmp_path)
        assert result.returncode == 1
        assert "Traceback" not in result.stderr


def test_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    write_specs(tmp_path, 60, lambda number: "")
    command = f"{sys.executable} -m perfgen check specs --format json | head -c 10"
    result = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True)
    assert result.stderr.strip() in ("", "检查了 60 份申报表：60 处错误")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without /dev/full")
def test_full_disk_under_the_output_of_a_command_is_said(tmp_path: Path) -> None:
    with open("/dev/full", "w") as full:
        command = [*PERFGEN, "forms"]
        result = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, encoding="utf-8")
    assert result.returncode == 3
    assert result.stderr.startswith("perfgen: 错误 结果写不出去：磁盘已满 [system]\n")


def test_defect_of_perfgen_asks_for_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("甲\n乙")

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PERFGEN_DEBUG", raising=False)
    monkeypatch.setattr("perfgen.project.Project.contract_of", broken)
    write_specs(tmp_path, 2, str)
    for command in ("check", "build"):
        assert cli.run([command]) == 3
        stdout = capsys.readouterr().out
        assert stdout.count("perfgen 自身出错，不是您的错：KeyError: '甲\\n乙'（test_cli.py 第") == 2
        assert stdout.count("报告给 perfgen 的开发者") == 2
    monkeypatch.setenv("PERFGEN_DEBUG", "1")
    with pytest.raises(KeyError):
        cli.run(["check"])


def test_defect_outside_of_a_spec_asks_for_a_report_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.delenv("PERFGEN_DEBUG", raising=False)
    monkeypatch.setattr("perfgen.project.Project.forms", broken)
    assert cli.run(["forms"]) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("perfgen: 错误 perfgen 自身出错，不是您的错：ZeroDivisionError（test_cli.py 第")
