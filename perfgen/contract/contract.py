"""What a form asks for: a spec in, and either its declaration or everything that does not fit, in the words of the form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from perfgen.contract.bundle import bundled, misuse
from perfgen.contract.catalog import Catalog
from perfgen.contract.narrowed import Validator
from perfgen.contract.property import Property
from perfgen.declaration.annotations import VALUE_WORD
from perfgen.declaration.record import Record, mentions, shape
from perfgen.diagnostics import Diagnostic, Position, ProblemsFound
from perfgen.pointers import pointer
from perfgen.spec.spec import Spec

if TYPE_CHECKING:
    from perfgen.declaration.computed import Computed


class Contract:
    """The schema of a form (2020-12): one document with its shared `$defs` inside."""

    def __init__(self, form: str, document: Mapping[str, Any]) -> None:
        self.form = form
        self.document = document
        self.title: str = document.get("title", "")
        self._validator = Validator(document)
        self._shape = shape(document)
        self._computes = mentions(document, VALUE_WORD)

    @cached_property
    def root(self) -> Property:
        """The declaration as the schema describes it."""
        return Property.root(self.document)

    def declare(self, spec: Spec) -> Record:
        """The declaration that a spec is. Raises ProblemsFound."""
        if not self._validator.is_valid(spec.data):
            from perfgen.contract.errors import explain

            errors = self._validator.iter_errors(spec.data)
            raise ProblemsFound(explain(self._validator.schema, errors, spec.data, spec.places, spec.file))
        declaration, computed = self._reckoned(spec.data)
        if any(one.differs or one.for_people for one in computed):
            from perfgen.contract.explained import unsettled

            raise ProblemsFound(unsettled(self.root, declaration, computed, spec))
        return declaration

    def misfits(self, data: Any) -> list[str]:
        """The pointers of the values that do not fit, in data that need not be whole."""
        if self._validator.is_valid(data):
            return []
        return list(dict.fromkeys(pointer(error.instance_path) for error in self._validator.iter_errors(data)))

    def misfit(self, data: Any, place: str) -> Diagnostic | None:
        """What is wrong with the value at a pointer, in data that need not be whole; its position says nothing."""
        if self._validator.is_valid(data):
            return None
        from perfgen.contract.errors import explain

        errors = [error for error in self._validator.iter_errors(data) if pointer(error.instance_path) == place]
        found = explain(self._validator.schema, errors, data, {place: Position(1, 1)}, "") if errors else []
        return found[0] if found else None

    def shaped(self, data: Any) -> Record:
        """The declaration of data that need not be whole. Raises ProblemsFound."""
        return self._reckoned(data)[0]

    def given(self, data: Any) -> Record:
        """The same without what the form computes."""
        declaration = self._shape(data, "")
        assert isinstance(declaration, Record)
        return declaration

    def computed(self, data: Any) -> list[Computed]:
        """What the form computes of data that need not be whole, with what the data says there. Raises ProblemsFound."""
        return self._reckoned(data)[1] if self._computes else []

    def _reckoned(self, data: Any) -> tuple[Record, list[Computed]]:
        declaration = self.given(data)
        if not self._computes:
            return declaration, []
        from perfgen.declaration.computed import TooMuchToCompute, compute

        try:
            return declaration, compute(declaration)
        except TooMuchToCompute as error:
            message = "这种表要算的太多：每一项都由其他各项算出，项数又多"
            raise ProblemsFound([Diagnostic("schema-file", message, self.form, None, "请制表的人把合计单列一项", status=2)]) from error


def contract(form: str, catalog: Catalog) -> Contract:
    """Raises ProblemsFound where there is no such form, or where a schema file is not usable."""
    document = bundled(form, catalog)
    try:
        return Contract(form, document)
    except jsonschema_rs.ValidationError as error:
        raise ProblemsFound(misuse(form, catalog, error.message)) from error


def unknown_form(spec: Spec, forms: Mapping[str, str]) -> Diagnostic:
    """What is wrong with the form that a spec names, where it is none of `forms`, which are titles by name."""
    from perfgen.contract.nearest import nearest

    form, positions = spec.data.get("form"), spec.places
    names = {word: name for name, title in forms.items() for word in (name, title)}
    meant = names.get(nearest(str(form), names)) if form is not None else None
    known = "、".join(f"{name}（{title}）" for name, title in forms.items())
    hint = f"写成 form: {meant}" if meant else f"写成 form: 表名，可用的表名：{known}"
    if form is None:
        near = nearest("form", spec.data) if "form" not in spec.data else "form"
        place = positions.get(f"/{near}#") or positions.get("") or Position(1, 1)
        message = "“form”没有填" if near == "form" else "缺少“form”，不知道这是哪一种表"
        hint = f"把“{near}”改成 form" if near not in ("form", "") else hint
        return Diagnostic("missing-key", message, spec.file, place, hint)
    message = "“form”要写一种表的名字" if isinstance(form, dict | list) else f"没有“{form}”这种表"
    return Diagnostic("unknown-form", message, spec.file, positions.get("/form"), hint)
