"""What the system refuses is told as a person can mend it, and says whether reading or writing failed."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from command import run

from perfgen import on_disk
from perfgen.defect import diagnostics_of


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, ""), "结果写不出去：磁盘已满"),
        (OSError(errno.EFBIG, ""), "结果写不出去：超过了允许的文件大小"),
        (OSError(errno.EROFS, ""), "结果写不出去：磁盘是只读的"),
        (OSError(errno.ENXIO, ""), f"结果写不出去：系统报告错误 {errno.ENXIO}"),
        (PermissionError(errno.EACCES, ""), "结果写不出去：没有权限"),
        (FileNotFoundError(errno.ENOENT, "No usable temporary directory"), "结果写不出去：找不到能写的临时文件夹，多半是磁盘已满"),
        (OSError(errno.ELOOP, "", "b.yaml"), "文件读不出来：链接指来指去，没有尽头"),
        (OSError(errno.ENAMETOOLONG, "", "b.yaml"), "文件读不出来：文件名太长"),
        (PermissionError(errno.EACCES, "", "b.yaml"), "文件读不出来：没有权限"),
        (OSError(errno.ENXIO, "", "b.yaml"), f"文件读不出来：系统报告错误 {errno.ENXIO}"),
    ],
)
def test_what_the_system_refuses_is_told(error: OSError, said: str) -> None:
    (found,) = diagnostics_of(error, "a.yaml")
    assert (found.message, found.file, found.status) == (said, error.filename or "a.yaml", 3)
    assert found.hint.endswith("，再试一次") and "{" not in found.hint


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="a file that fails when it is read")
def test_read_that_fails_names_its_file() -> None:
    with pytest.raises(OSError) as error:
        on_disk.beginning(Path("/proc/self/mem"), 10)
    (found,) = diagnostics_of(error.value, "a.yaml")
    assert (found.file, found.message) == ("/proc/self/mem", "文件读不出来：磁盘坏了，或者断开了")


@pytest.mark.skipif(os.name == "nt", reason="the current folder cannot be removed there")
def test_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    result = run("check", cwd=tmp_path, preexec_fn=lambda: os.rmdir(tmp_path))
    assert result.returncode == 3
    assert result.stderr.startswith("perfgen: 错误 没法开始：当前文件夹已经删去了 [system]")
