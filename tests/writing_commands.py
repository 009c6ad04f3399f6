"""Every command that writes: its name, its arguments, and what prepares a folder for it, with so many specs."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from command import SPEC, run

NAME = "临湖市公共图书馆服务中心"


def specs(folder: Path, count: int) -> None:
    for number in range(count):
        path = folder / "specs" / "2026" / f"{number:02}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SPEC.replace(NAME, f"部门{number}"), "utf-8")


def built(folder: Path, count: int) -> None:
    """Documents of other specs."""
    specs(folder, count)
    assert run("build", "-q", "--to", "docx,html", cwd=folder).returncode == 0
    for path in folder.glob("specs/**/*.yaml"):
        path.write_text(path.read_text("utf-8").replace("部门", "新部门"), "utf-8")


def edited(folder: Path, count: int) -> None:
    """A Word file that came back with an edit."""
    specs(folder, 1)
    assert run("build", "-q", cwd=folder).returncode == 0
    path = folder / "build" / "2026" / "00.docx"
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace("部门0".encode(), "别的部门".encode())
    with ZipFile(path, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)


def annotated(folder: Path, count: int) -> None:
    """Documents that somebody has edited, which a build sets aside."""
    specs(folder, count)
    assert run("build", "-q", "--to", "html", cwd=folder).returncode == 0
    for path in folder.glob("build/**/*.html"):
        path.write_bytes(path.read_bytes().replace(b"<main>", "<main><p>批注</p>".encode()))


def untidy(folder: Path, count: int) -> None:
    specs(folder, count)
    for path in folder.glob("specs/**/*.yaml"):
        path.write_text(path.read_text("utf-8").replace(": ", ":   ", 1), "utf-8")


def two_versions(folder: Path, count: int) -> None:
    specs(folder, 1)
    (folder / "old.yaml").write_text(SPEC, "utf-8")


def repository(folder: Path, count: int) -> None:
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    (folder / ".gitattributes").write_text("*.docx binary\n", "utf-8")


COMMANDS: dict[str, tuple[tuple[str, ...], Callable[[Path, int], None]]] = {
    "build": (("build", "--to", "docx,html,txt"), built),
    "build --jobs 2": (("build", "--jobs", "2"), built),
    "build over edits": (("build", "--to", "html"), annotated),
    "table": (("table", "--out", "build/a.xlsx"), specs),
    "table csv": (("table", "--out", "build/a.csv", "--force"), specs),
    "table json": (("table", "--out", "build/a.json", "--force"), specs),
    "fmt": (("fmt",), untidy),
    "pull": (("pull", "build/2026/00.docx", "--yes"), edited),
    "next-year": (("next-year", "specs/2026/00.yaml"), specs),
    "carry": (("carry", "specs/2026/00.yaml", "--to", "department-declaration", "--out", "specs/2027/00.yaml"), specs),
    "import": (("import", "build/2026/00.docx", "--out", "specs/2026/new.yaml"), edited),
    "diff html": (("diff", "old.yaml", "specs/2026/00.yaml", "--format", "html"), two_versions),
    "diff docx": (("diff", "old.yaml", "specs/2026/00.yaml", "--format", "docx", "--date", "2026-03-01"), two_versions),
    "git-setup": (("git-setup",), repository),
}
