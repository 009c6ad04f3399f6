"""A form's schema: data in, and either silence or everything that does not fit, said in the words of the form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from perfgen import catalog
from perfgen.declaration import Record, shape
from perfgen.diagnostics import Diagnostic, Position, ProblemsFound


class Schema:
    """A bundled JSON Schema (2020-12): one document with its shared `$defs` inside."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.title: str = document.get("title", "")
        self._validator = jsonschema_rs.validator_for(dict(document))
        self._build = shape(document)

    def declare(self, data: Any, source: bytes, file: str) -> Record:
        """The declaration in `data`, which was loaded from `source`. Raises ProblemsFound."""
        if not self._validator.is_valid(data):
            from perfgen.schema_errors import explain
            from perfgen.spec import locate

            diagnostics = explain(self.document, data, locate(source), file)
            if not diagnostics:
                raise RuntimeError("jsonschema_rs refuses what jsonschema accepts")
            raise ProblemsFound(diagnostics)
        declaration = self._build(data, "")
        assert isinstance(declaration, Record)
        return declaration


@cache
def of_form(form: str) -> Schema:
    """Raises ProblemsFound where there is no such form, or where a schema file is not usable."""
    return Schema(bundled(catalog.schema_file(form)))


def of_data(data: Any, source: bytes, file: str) -> tuple[str, Schema]:
    """The form that a spec names, and its schema. Raises ProblemsFound."""
    form = data.get("form") if isinstance(data, dict) else None
    if isinstance(form, str):
        try:
            return form, of_form(form)
        except ProblemsFound as problems:
            if problems.diagnostics[0].name != "missing-form":
                raise
    from perfgen.schema_words import nearest
    from perfgen.spec import locate

    positions = locate(source)
    forms = {name: of_form(name).title for name in catalog.names()}
    names = {word: name for name, title in forms.items() for word in (name, title)}
    meant = names.get(nearest(str(form), names)) if form is not None else None
    known = "、".join(f"{name}（{title}）" for name, title in forms.items())
    hint = f"写成 form: {meant}" if meant else f"写成 form: 表名，可用的表名：{known}"
    if form is None:
        near = nearest("form", data) if "form" not in data else "form"
        place = positions.get(f"/{near}#") or positions.get("") or Position(1, 1)
        message = "“form”没有填" if near == "form" else "缺少“form”，不知道这是哪一种表"
        hint = f"把“{near}”改成 form" if near not in ("form", "") else hint
        raise ProblemsFound([Diagnostic("missing-key", message, file, place, hint)])
    message = "“form”要写一种表的名字" if isinstance(form, dict | list) else f"没有“{form}”这种表"
    raise ProblemsFound([Diagnostic("unknown-form", message, file, positions.get("/form"), hint)])


def bundled(path: Path) -> dict[str, Any]:
    """The schema in `path` with the definitions it takes from common.schema.json put inside."""
    document = _read(path)
    if f"{catalog.COMMON}{catalog.SUFFIX}#" in json.dumps(document):
        common = _read(catalog.schema_file(catalog.COMMON))
        for shared in ("$defs", "x-aliases"):
            document[shared] = {**common.get(shared, {}), **document.get(shared, {})}
    bundled: dict[str, Any] = _local_references(document)
    return bundled


def _local_references(node: Any) -> Any:
    if isinstance(node, dict):
        return {
            key: f"#{value.partition('#')[2]}" if key == "$ref" and isinstance(value, str) else _local_references(value)
            for key, value in node.items()
        }
    return [_local_references(value) for value in node] if isinstance(node, list) else node


def _read(path: Path) -> dict[str, Any]:
    try:
        document: dict[str, Any] = json.loads(path.read_bytes())
        return document
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        message = f"不是有效的 JSON（{path.name}）"
        raise ProblemsFound([Diagnostic("schema-file", message, str(path), Position(line, 1), status=2)]) from error
