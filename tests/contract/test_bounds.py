"""A schema that came from others: it asks for nothing in the net or on the disk, and checks within bounds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from perfgen.contract.bounds import MAX_DEPTH, too_deep
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.project import Project
from perfgen.spec.spec import load

SPEC = b"form: own\nname: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\n"


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and the paths it was asked for."""
    paths: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()


def own(folder: Path, name: dict[str, Any], **more: Any) -> Project:
    schema = {"title": "表", "type": "object", "properties": {"form": {"const": "own"}, "name": {"title": "名称", **name}}}
    (folder / "schema").mkdir()
    (folder / "schema" / "own.schema.json").write_text(json.dumps({**schema, **more}, indent=1), "utf-8")
    return Project(folder)


def refused(project: Project) -> Diagnostic:
    with pytest.raises(ProblemsFound) as problems:
        project.contract("own").declare(load(SPEC, "a.yaml"))
    return problems.value.diagnostics[0]


@pytest.mark.parametrize("address", ["{}/meta", "file:///etc/passwd", "http://json-schema.org/draft-07/schema#"])
def test_schema_of_another_kind_is_refused_unasked(tmp_path: Path, asked: tuple[str, list[str]], address: str) -> None:
    server, paths = asked
    found = refused(own(tmp_path, {}, **{"$schema": address.format(server)}))
    assert found.message == "只懂 JSON Schema 2020-12"
    assert found.position and found.position.line > 1
    assert "https://json-schema.org/draft/2020-12/schema" in found.hint
    assert paths == []


@pytest.mark.parametrize("key", ["$schema", "$id", "$ref", "$dynamicRef", "$recursiveRef"])
@pytest.mark.parametrize("address", ["{}/inner", "file:///etc/passwd", "file://{}/share"])
def test_part_that_refers_to_elsewhere_asks_nobody(
    tmp_path: Path, asked: tuple[str, list[str]], key: str, address: str
) -> None:
    server, paths = asked
    try:
        own(tmp_path, {key: address.format(server)}).contract("own").declare(load(SPEC, "a.yaml"))
    except ProblemsFound as problems:
        assert "root:" not in str(problems)
    assert paths == []


@pytest.mark.parametrize(
    "pattern", ["(?<=a)(a+)+$", "^(?=(a+)+$)b", r"^(a+)+\1$", "(a{1000}){1000}", "(.{0,200}b){0,50}$"]
)
def test_pattern_without_bounds_is_told(tmp_path: Path, pattern: str) -> None:
    found = refused(own(tmp_path, {"type": "string", "pattern": pattern}))
    assert (found.name, found.status) == ("schema-file", 2)
    assert found.position and found.position.line >= 9


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(a|a)*$", r"^(?!.*[\r\n]).*\S", "[一-龥]{1,200}!|!"])
def test_pattern_with_bounds_is_used(tmp_path: Path, pattern: str) -> None:
    contract = own(tmp_path, {"type": "string", "pattern": pattern}).contract("own")
    long = SPEC.replace(b"a!", b"a" * 1_000_000 + b"!")
    try:
        contract.declare(load(long, "a.yaml"))
    except ProblemsFound as problems:
        assert problems.diagnostics[0].name != "schema-file"


@pytest.mark.parametrize("keyword", ["anyOf", "allOf", "oneOf"])
def test_definitions_that_double_are_told(tmp_path: Path, keyword: str) -> None:
    doubled = {f"d{n}": {keyword: [{"$ref": f"#/$defs/d{n + 1}"}] * 2} for n in range(60)}
    found = refused(own(tmp_path, {"$ref": "#/$defs/d0"}, **{"$defs": {**doubled, "d60": {"type": "string"}}}))
    assert "展开后超过" in found.message


def test_schema_that_goes_too_deep_is_told(tmp_path: Path) -> None:
    deep: dict[str, Any] = {}
    for _ in range(400):
        deep = {"not": deep}
    assert refused(own(tmp_path, deep)).message == "套得太深"
    assert not too_deep([[]])
    assert too_deep(json.loads("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)))


def test_schema_that_is_a_link_out_of_the_project_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text("TOKEN", "utf-8")
    project = tmp_path / "project"
    (project / "schema").mkdir(parents=True)
    (project / "schema" / "own.schema.json").symlink_to("../../secret.json")
    found = refused(Project(project))
    assert (found.name, found.status) == ("stray-link", 2)
    assert "TOKEN" not in str(found)
