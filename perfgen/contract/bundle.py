"""A form's schema file in, its document out with the definitions it shares inside; or what is wrong with the file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Set
from decimal import Decimal
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, TypeAlias

import jsonschema_rs

from perfgen import on_disk
from perfgen.contract.bounds import patterns, too_deep, unbounded
from perfgen.contract.catalog import COMMON, SUFFIX, Catalog
from perfgen.contract.expanded import CATEGORIES, expanded
from perfgen.contract.nearest import nearest
from perfgen.declaration.annotations import PRINTED_WORD, VALUE_WORD
from perfgen.declaration.applied import applied
from perfgen.declaration.record import mentions
from perfgen.declaration.roles import (
    FROM_WORD,
    LEVEL_WORD,
    LEVELS,
    LINES_WORD,
    ROLE_WORD,
    ROLES,
    WEIGHTS_WORD,
    YEAR_WORD,
)
from perfgen.diagnostics import Diagnostic, Position, ProblemsFound
from perfgen.pointers import last, pointer
from perfgen.spec import encoding
from perfgen.spec.plain import MAX_PROBLEMS
from perfgen.spec.spec import locate

_Mistake: TypeAlias = tuple[Path, str, str, str]  # the file, the place in it, what is wrong, what to do

MAX_BYTES = 1_000_000  # of a schema file; the largest that is shipped has 50,000
META_SCHEMA = "https://json-schema.org/draft/2020-12/schema"  # a name: the validator brings it, nothing is fetched
_DEFINITIONS = "#/$defs/"
_OWN, _SHARED = "/$defs/", f"/$defs/{COMMON}."  # of a definition: where it is written, where a form has one of its name
_WRITTEN = {
    "object": "{…}",
    "array": "[…]",
    "string": "文字",
    "number": "数字",
    "integer": "整数",
    "boolean": "true、false",
}
_VOCABULARY = {ROLE_WORD: tuple(ROLES), FROM_WORD: tuple(ROLES), LEVEL_WORD: tuple(filter(None, LEVELS))}
_TYPES = "string、integer、number、object、array、boolean、null"


def bundled(form: str, catalog: Catalog) -> dict[str, Any]:
    """The schema of a form with the definitions it takes from common.schema.json put inside.

    Raises ProblemsFound where there is none, where a file is no JSON, or where a definition leads nowhere or back to
    itself.
    """
    path = catalog.schema_file(form)
    document = _read(path)
    if _uses_common(document):
        document = _with_shared(document, _read(catalog.schema_file(COMMON)))
    local = _local_references(document)
    whole: dict[str, Any] = expanded(local, local.get("$defs", {}))
    found = list(_mistakes(whole))
    if not found and not (catalog.is_shipped(path) and catalog.is_shipped(catalog.schema_file(COMMON))):
        found = list(unbounded(whole, _trusted_patterns(catalog)))
    if not found and mentions(whole, VALUE_WORD):
        from perfgen.contract.formulas import not_required, wrong_formulas

        found = list(wrong_formulas(whole, local))
        whole = not_required(whole)
    if found:
        files = [(_file_of(path, place, catalog), place.replace(_SHARED, _OWN, 1)) for place, _, _ in found]
        told = [(*where, what, hint) for where, (_, what, hint) in zip(files, found, strict=True)]
        raise ProblemsFound(_told(told))
    return whole


def _with_shared(document: dict[str, Any], common: dict[str, Any]) -> dict[str, Any]:
    """The document with the shared definitions inside; where it has one of the same name, the shared one has another."""
    whole = dict(document)
    for key in ("$defs", "x-aliases"):
        shared, own = common.get(key, {}), document.get(key, {})
        if not (isinstance(shared, dict) and isinstance(own, dict)):
            continue  # told as misuse
        if key == "$defs" and (twice := shared.keys() & own.keys()):
            shared = {f"{COMMON}.{name}" if name in twice else name: part for name, part in shared.items()}
            shared = _renamed(shared, _DEFINITIONS, twice)
            whole = _renamed(whole, f"{COMMON}{SUFFIX}{_DEFINITIONS}", twice)
            own = whole[key]
        whole[key] = {**shared, **own}
    return whole


def _renamed(node: Any, start: str, names: Set[str]) -> Any:
    """The node with its references to shared definitions of these names by their other names."""
    if isinstance(node, list):
        return [_renamed(part, start, names) for part in node]
    if not isinstance(node, dict):
        return node
    node = {key: _renamed(part, start, names) for key, part in node.items()}
    reference = node.get("$ref")
    if isinstance(reference, str) and reference.startswith(start) and reference.removeprefix(start) in names:
        node["$ref"] = f"{start}{COMMON}.{reference.removeprefix(start)}"
    return node


@cache
def _trusted_patterns(catalog: Catalog) -> frozenset[str]:
    """Those of the schemas that come with perfgen."""
    documents = [json.loads(path.read_bytes()) for path in catalog.shipped_schemas()]
    return frozenset(pattern for document in documents for _, pattern in patterns(document))


def misuse(form: str, catalog: Catalog, refusal: str) -> list[Diagnostic]:
    """What JSON Schema does not allow in a form's file, or in the one that it shares; else just the refusal."""
    found: dict[tuple[Path, str], _Mistake] = {}
    validator = jsonschema_rs.validator_for({"$ref": META_SCHEMA}, validate_formats=True)
    path, shared = catalog.schema_file(form), catalog.schema_file(COMMON)
    document = _read(path)
    for file, part in [(path, document), *([(shared, _read(shared))] if _uses_common(document) else [])]:
        for error in validator.iter_errors(part):
            pointer = _place("", *map(str, error.instance_path))
            key = str(error.instance_path[-1]) if error.instance_path else ""
            message = f"“{key}”不能写成 {json.dumps(error.instance, ensure_ascii=False, default=str)[:40]}"
            found.setdefault((file, pointer), (file, pointer, message, _hint(key, error)))
    return _told(list(found.values()) or [(path, "", f"不能用作 JSON Schema：{refusal}", "")])


def _hint(key: str, error: Any) -> str:
    if key == "type":
        return f"type 可以写 {_TYPES}"
    if error.kind.name == "format":
        return "写成有效的正则表达式；在 JSON 里反斜杠要写两个"
    if error.kind.name == "type":
        return f"写成 {' 或 '.join(_WRITTEN.get(kind, kind) for kind in error.kind.types)}"
    return "对照 JSON Schema（2020-12）的写法"


def _mistakes(document: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Where the schema does not tell what is to be printed: the place, what is wrong, what to do."""
    definitions = document.get("$defs", {})
    known = definitions if isinstance(definitions, dict) else {}
    if not any("properties" in part for part in applied(document, known)):
        yield "", "没有 properties，不知道表里有哪些项", '写成 "properties": {"form": {…}, …}'
    if not isinstance(definitions, dict):
        return  # what JSON Schema itself does not allow is `misuse`
    uses: dict[str, set[str]] = {}
    for name, node in {"": document, **definitions}.items():
        uses[name] = set()
        for place, part in _parts(node, _place("", "$defs", name) if name else ""):
            if not isinstance(part, dict):
                key = last(place)
                yield place, f"没有说明“{key}”是文字、列表还是一组值", f'写成 "{key}": {{"type": "string"}} 之类'
                continue
            yield from _unknown_words(place, part)
            if "$ref" in part:
                used = str(part["$ref"]).removeprefix(_DEFINITIONS)
                uses[name].add(used)
                if used not in definitions:
                    yield f"{place}/$ref", f"没有“{used}”这个定义", f"写在 $defs 下，现有：{'、'.join(definitions)}"
    try:
        TopologicalSorter(uses).prepare()
    except CycleError as error:
        circle = error.args[1][::-1]
        message = f"定义绕成了圈：{' → '.join(circle)}"
        yield f"{_place('', '$defs', circle[0])}#", message, "表有几层是定的，每一层只引用下一层的定义"


def _unknown_words(place: str, part: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What is said of the meaning of a part, in words that nobody knows."""
    for word, known in _VOCABULARY.items():
        if word in part and part[word] not in known:
            said = str(part[word])
            near = nearest(said, known)
            yield f"{place}/{word}", f"不知道 {word} 的“{said}”", f"写成 {near}" if near else f"可以写 {'、'.join(known)}"
    if CATEGORIES in part:
        yield f"{place}/{CATEGORIES}", f"{CATEGORIES} 要写成几对名称", '写成 [["产出指标", "数量指标"], ["效益指标", "社会效益指标"]]'
    weights = part.get(WEIGHTS_WORD, 100)
    if isinstance(weights, bool) or not isinstance(weights, int | Decimal) or weights <= 0:
        yield f"{place}/{WEIGHTS_WORD}", f"{WEIGHTS_WORD} 不能写“{weights}”", "写各条指标的分值加起来是多少，例如 90"
    lines = part.get(LINES_WORD, {})
    if not isinstance(lines, dict) or not all(_is_line(month, share) for month, share in lines.items()):
        yield f"{place}/{LINES_WORD}#", f"{LINES_WORD} 不能这样写", '写到几月底应执行百分之几，例如 {"6": 40, "10": 80}'
    if not isinstance(part.get(PRINTED_WORD, False), bool):
        yield f"{place}/{PRINTED_WORD}", f"{PRINTED_WORD} 不能写“{part[PRINTED_WORD]}”", "表上不印的写 false"
    year = part.get(YEAR_WORD, 0)
    if isinstance(year, bool) or not isinstance(year, int):
        yield f"{place}/{YEAR_WORD}", f"{YEAR_WORD} 不能写“{year}”", "写整数，从本年度数起：上年写 -1，前年写 -2"


def _is_line(month: str, share: Any) -> bool:
    return month in {str(number) for number in range(1, 13)} and type(share) in (int, Decimal) and 0 < share <= 100


def _parts(node: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    """What a declaration is shaped by: the schema itself and those inside it, up to a `$ref`, each with its place."""
    if node is False:
        return  # nothing may stand there
    yield pointer, node
    if not isinstance(node, dict) or "$ref" in node:
        return
    if "items" in node:
        yield from _parts(node["items"], f"{pointer}/items")
    for key in ("properties", "patternProperties"):
        for name, part in _pairs(node.get(key)):
            yield from _parts(part, _place(pointer, key, name))
    # What is said here may add to what is said elsewhere, so that `true` is enough.
    further = [(key, node[key]) for key in ("additionalProperties", "then", "else") if key in node]
    for key in ("prefixItems", "allOf", "anyOf", "oneOf", "dependentSchemas"):
        further += [(_place("", key, name)[1:], part) for name, part in _pairs(node.get(key))]
    for place, part in further:
        if isinstance(part, dict):
            yield from ((where, inside) for where, inside in _parts(part, f"{pointer}/{place}") if inside is not True)


def _pairs(node: Any) -> list[tuple[str, Any]]:
    """The keys or the numbers in a part of a schema, with what stands there."""
    if isinstance(node, list):
        return [(str(number), part) for number, part in enumerate(node)]
    return list(node.items()) if isinstance(node, dict) else []


def _place(place: str, *steps: str) -> str:
    return place + pointer(steps)


def _uses_common(document: dict[str, Any]) -> bool:
    return f"{COMMON}{SUFFIX}#" in json.dumps(document, default=str)


def _local_references(node: Any) -> Any:
    if isinstance(node, dict):
        return {
            key: f"#{value.partition('#')[2]}" if key == "$ref" and isinstance(value, str) else _local_references(value)
            for key, value in node.items()
        }
    return [_local_references(value) for value in node] if isinstance(node, list) else node


def _read(path: Path) -> dict[str, Any]:
    source = on_disk.whole(path, MAX_BYTES)
    try:
        document = json.loads(source, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        place = Position(getattr(error, "lineno", 1), 1)
        invalid = Diagnostic("schema-file", f"不是有效的 JSON（{path.name}）", str(path), place, status=2)
        raise ProblemsFound([encoding.refuse(source, str(path)) or invalid]) from error
    if not isinstance(document, dict):
        raise ProblemsFound(_told([(path, "", "最外层不是一组值", "写成 {…}")]))
    if too_deep(document):
        raise ProblemsFound([Diagnostic("schema-file", "套得太深", str(path), Position(1, 1), "表没有那么多层", status=2)])
    if document.get("$schema", META_SCHEMA) != META_SCHEMA:
        raise ProblemsFound(_told([(path, "/$schema", "只懂 JSON Schema 2020-12", f'写成 "$schema": "{META_SCHEMA}"')]))
    return document


def _file_of(path: Path, pointer: str, catalog: Catalog) -> Path:
    """Where a part of a bundled schema is written."""
    steps = pointer.removesuffix("#").split("/")
    is_shared = steps[1:2] == ["$defs"] and steps[2] not in _read(path).get("$defs", {})
    return catalog.schema_file(COMMON) if is_shared else path


def _told(mistakes: list[_Mistake]) -> list[Diagnostic]:
    """In the order of the files."""
    # No string of JSON has a tab in it, so that all tabs are white space; YAML takes none to indent with.
    places = {file: locate(on_disk.whole(file, MAX_BYTES).replace(b"\t", b" ")) for file, *_ in mistakes[:MAX_PROBLEMS]}
    found = [
        Diagnostic("schema-file", message, str(file), places[file].get(pointer, Position(1, 1)), hint, status=2)
        for file, pointer, message, hint in mistakes[:MAX_PROBLEMS]
    ]
    return sorted(found, key=lambda one: one.sort_key)
