"""A form's schema: data in, and either silence or everything that does not fit, said in the words of the form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import jsonschema_rs

from perfgen.contract import catalog
from perfgen.contract.bundle import bundled, misuse
from perfgen.declaration.record import Record, shape
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
            from perfgen.contract.errors import explain
            from perfgen.spec.load import locate

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
    path = catalog.schema_file(form)
    document = bundled(path)
    try:
        return Schema(document)
    except jsonschema_rs.ValidationError as error:
        raise ProblemsFound(misuse(path, error.message)) from error


def of_data(data: Any, source: bytes, file: str) -> tuple[str, Schema]:
    """The form that a spec names, and its schema. Raises ProblemsFound."""
    form = data.get("form") if isinstance(data, dict) else None
    if isinstance(form, str):
        try:
            return form, of_form(form)
        except ProblemsFound as problems:
            if problems.diagnostics[0].name != "missing-form":
                raise
    from perfgen.contract.property import nearest
    from perfgen.spec.load import locate

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
