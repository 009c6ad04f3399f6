"""The machine: what it is, whether it is busy, one core of it to stay on, and what a process took of it. Unix only."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

BUSY = 0.5  # load a core from which on figures are worth little
PACKAGES = ("docxtpl", "python-docx", "jinja2", "jsonschema", "jsonschema-rs", "lxml", "pyyaml")
_MEGABYTE = 1_000_000


class Usage(NamedTuple):
    """Wall time of a process from start to end and its CPU time, in milliseconds; its peak resident memory in MB."""

    milliseconds: float
    megabytes: float
    cpu_milliseconds: float


def run(command: Sequence[str | Path], folder: Path | None = None, status: int = 0) -> Usage:
    """Run to the end, in a folder, output thrown away. Raises CalledProcessError where it ends with another status.

    As for users, Python keeps the code that it compiles, whatever the environment of the benchmark says.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=quiet, stderr=quiet) as process:
        _, ended, usage = os.wait4(process.pid, 0)
        milliseconds = (time.perf_counter() - started) * 1000
        process.returncode = os.waitstatus_to_exitcode(ended)
    if process.returncode != status:
        raise subprocess.CalledProcessError(process.returncode, command)
    # Linux lets a process begin with the peak of the one that started it, which must therefore be the smaller one.
    assert usage.ru_maxrss > resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, "peak memory cannot be told"
    cpu = (usage.ru_utime + usage.ru_stime) * 1000
    return Usage(milliseconds, usage.ru_maxrss * _RSS_UNIT / _MEGABYTE, cpu)


_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


def peak_megabytes() -> float:
    """Of this process, so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT / _MEGABYTE


@contextmanager
def one_core() -> Iterator[None]:
    """Stay on one core, with all processes started meanwhile, where the system lets a process choose."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def busy() -> bool:
    return os.getloadavg()[0] > BUSY * cores()


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def described() -> str:
    """The date, the machine and the versions, in one paragraph."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    packages = "、".join(f"{name} {version(name)}" for name in PACKAGES)
    system = f"{platform.system()} {platform.machine()}"
    return (
        f"{date.today()}，{_processor()}，{cores()} 核，内存 {memory:.0f} GB，{system}，"
        f"Python {platform.python_version()}；{packages}；开始时负载 {os.getloadavg()[0]:.1f}。"
    )


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "处理器型号不详"
