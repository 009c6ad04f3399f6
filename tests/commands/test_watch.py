"""`build --watch`, in a process of its own: what changes is built, what is wrong told, and Ctrl-C ends it."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from command import SPEC, documents, new, run, start, write_specs

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")]

BAD = SPEC.replace("fiscal_year: 2026", "fiscal_year: 26")


def until(happened: Callable[[], bool]) -> None:
    for _ in range(3000):
        if happened():
            return
        time.sleep(0.01)
    pytest.fail("nothing happened")


def test_what_changes_is_built_and_told_until_ctrl_c(tmp_path: Path) -> None:
    write_specs(tmp_path, 2, new)
    spec, added = tmp_path / "specs" / "0" / "000.yaml", tmp_path / "specs" / "new" / "002.yaml"
    document, other = tmp_path / "build" / "0" / "000.txt", tmp_path / "build" / "new" / "002.txt"
    process = start("build", "--to", "txt", "--watch", cwd=tmp_path)
    try:
        until(lambda: (tmp_path / "build" / ".perfgen_built").exists())
        spec.write_text(BAD, "utf-8")
        until(lambda: not document.exists())
        made = tmp_path / "x.yaml"
        made.write_text(SPEC, "utf-8")
        made.replace(spec)  # as editors save
        until(document.exists)
        added.parent.mkdir()
        added.write_text(SPEC, "utf-8")
        until(other.exists)
        until(lambda: b"002.txt" in (tmp_path / "build" / ".perfgen_built").read_bytes())
        time.sleep(0.3)  # to say so
        os.killpg(process.pid, signal.SIGINT)
        stdout, stderr = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 130
    assert stdout.count("错误 “年度”") == 1
    lines = [re.sub(r"（.*秒）|^\d\d:\d\d:\d\d ", "", line) for line in stderr.splitlines()]
    assert lines == [
        "已生成 2 份文件，在 build 下",
        "等候改动，按 Ctrl-C 结束",
        "1 份文件没有变化；1 份申报表没有生成",
        "已生成 1 份文件，在 build 下；1 份文件没有变化",
        "已生成 1 份文件，在 build 下；2 份文件没有变化",
        "已中断；已写入的文件是完整的",
    ]
    built = documents(tmp_path / "build")
    assert run("build", "--to", "txt", "--out", "new", cwd=tmp_path).returncode == 0
    assert documents(tmp_path / "new") == built


def test_settings_that_come_change_and_go_count_from_then_on(tmp_path: Path) -> None:
    write_specs(tmp_path, 1, new)
    here = tmp_path / "plans"  # below the project, and with pages beside it that are none
    here.mkdir()
    settings = tmp_path / "perfgen.toml"
    named = tmp_path / "申报表" / "乙.yaml"
    settings.write_text("", "utf-8")
    told = tmp_path / "told"
    with told.open("w", encoding="utf-8") as stdout:
        process = start("build", "--watch", cwd=here, stdout=stdout)

    def become(text: str) -> None:
        made = tmp_path / "made"
        made.write_text(text, "utf-8")
        made.replace(settings)

    try:
        until((tmp_path / "build" / ".perfgen_built").exists)
        become('out = "成品"\nformats = ["txt"]\n')
        until((tmp_path / "成品" / "0" / "000.txt").exists)
        become('specs = "申报表"\nout = "成品"\nformats = ["txt"]\n')  # which is not there yet
        until(lambda: "没有这个文件或文件夹" in told.read_text("utf-8"))
        named.parent.mkdir()
        named.write_text(SPEC, "utf-8")
        until((tmp_path / "成品" / "乙.txt").exists)
        become('specs = "申报表"\nout = "成品"\nexclud = ["丙.yaml"]\n')
        until(lambda: "exclud" in told.read_text("utf-8"))
        (named.parent / "丙.yaml").write_text(BAD, "utf-8")
        become('specs = "申报表"\nout = "成品"\nformats = ["txt"]\nexclude = ["丙.yaml"]\n')
        named.write_text(SPEC.replace("临湖市公共图书馆服务中心", "新部门"), "utf-8")
        until(lambda: "新部门" in (tmp_path / "成品" / "乙.txt").read_text("utf-8"))
        settings.unlink()
        nearer = here / "perfgen.toml"
        nearer.write_text('specs = "."\nout = "成品"\nformats = ["html"]\n', "utf-8")
        (here / "丁.yaml").write_text(SPEC, "utf-8")
        until((here / "成品" / "丁.html").exists)
        os.killpg(process.pid, signal.SIGINT)
        assert process.communicate(timeout=30)[1].endswith("已中断；已写入的文件是完整的\n")
    finally:
        process.kill()
    assert "年度" not in told.read_text("utf-8")  # of what is excluded
