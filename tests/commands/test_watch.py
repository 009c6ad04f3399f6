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
