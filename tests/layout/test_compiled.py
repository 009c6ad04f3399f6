"""The code of a template is kept for templates of perfgen's own alone; what is torn, old or of another template never runs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment
from jinja2.bccache import Bucket

from perfgen.declaration.record import Record, shape
from perfgen.diagnostics import ProblemsFound
from perfgen.layout import compiled
from perfgen.layout.template import Layout

LayOut = Callable[..., list[str]]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Python keeps code meanwhile."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def lay_out(tmp_path: Path) -> LayOut:
    """`lay_out(template)`: the texts of the form, as a new process makes it."""

    def run(template: str, trusted: bool = True) -> list[str]:
        (tmp_path / "form.html.j2").write_text(template, "utf-8")
        declaration = shape({"properties": {"name": {"type": "string"}}})({"name": "中心"}, "")
        assert isinstance(declaration, Record)
        return [str(text) for text in Layout(tmp_path / "form.html.j2", trusted).lay_out(declaration).texts()]

    return run


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that Jinja2 compiles, as it does."""
    sources: list[str] = []
    real = Environment._generate

    def generate(self: Environment, *arguments: Any, **named: Any) -> str:
        sources.append(str(arguments[1]))
        return real(self, *arguments, **named)

    monkeypatch.setattr(Environment, "_generate", generate)
    return sources


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("template-*"))


def test_compiled_once(kept: Path, lay_out: LayOut, made: list[str]) -> None:
    assert lay_out("<p>{{ name }}</p>") == lay_out("<p>{{ name }}</p>") == ["中心"]
    assert len(made) == len(files(kept)) == 1
    assert lay_out("<p>在{{ name }}</p>") == ["在", "中心"]
    assert (len(made), len(files(kept))) == (2, 1)


@pytest.mark.parametrize("template", ["<p>{{ name }}</p>\n<p>{{ nam }}</p>", "<p>{{ name }}</p>\n<q>{{ name }}</q>"])
def test_a_fault_is_told_at_its_line_each_time(template: str, kept: Path, lay_out: LayOut) -> None:
    for _ in range(2):
        with pytest.raises(ProblemsFound) as problems:
            lay_out(template)
        (found,) = problems.value.diagnostics
        assert found.position is not None and found.position.line == 2
    assert len(files(kept)) == 1


@pytest.mark.parametrize("how", ["empty", "short", "other bits", "of another template", "of other makers"])
def test_what_is_not_as_it_was_kept_does_not_run(
    how: str, kept: Path, lay_out: LayOut, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out("<p>别的</p>")
    (file,) = files(kept)
    other = file.read_bytes()
    lay_out("<p>{{ name }}</p>")
    whole = file.read_bytes()
    changed = {"empty": b"", "short": whole[:-1], "other bits": whole[:-9] + b"\xff" + whole[-8:], "of another template": other}
    if how in changed:
        file.write_bytes(changed[how])
    else:
        monkeypatch.setattr(compiled, "_makers", lambda: b"another Jinja2")
    assert lay_out("<p>{{ name }}</p>") == ["中心"]
    assert len(made) == 3
    assert lay_out("<p>{{ name }}</p>") == ["中心"]
    assert len(made) == 3


def test_of_a_template_of_others_nothing_is_kept_or_taken(
    kept: Path, lay_out: LayOut, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out("<p>{{ name }}</p>", trusted=False)
    assert files(kept) == []

    def refuse(self: compiled.Compiled, bucket: Bucket) -> None:
        raise AssertionError(bucket.key)

    lay_out("<p>{{ name }}</p>")
    monkeypatch.setattr(compiled.Compiled, "load_bytecode", refuse)
    assert lay_out("<p>{{ name }}</p>", trusted=False) == ["中心"]


def test_nothing_is_kept_where_python_keeps_nothing(
    kept: Path, tmp_path: Path, lay_out: LayOut, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.write_bytes(b"a file, where there should be a folder")
    assert lay_out("<p>{{ name }}</p>") == ["中心"]
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "other"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert lay_out("<p>{{ name }}</p>") == ["中心"]
    assert not (tmp_path / "other").exists()


def test_the_makers_are_looked_at() -> None:
    names = compiled._makers().decode("latin-1")
    assert all(f"'{name}.py'" in names for name in ("printing", "sandbox", "compiler", "environment"))
