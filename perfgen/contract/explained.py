"""A computed value in, the words that say how it came about out: 执行率 = 执行数 ÷ 全年预算数 = 93.15 ÷ 100."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from perfgen.contract.property import Property
from perfgen.declaration.computed import Computed, looked_up
from perfgen.declaration.formula import Call, Constant, Expression, Operation, Reference, Sign
from perfgen.declaration.reckoning import printed
from perfgen.declaration.record import Record
from perfgen.diagnostics import Diagnostic
from perfgen.display import quoted
from perfgen.pointers import above, last, tokens
from perfgen.spec.spec import Spec

_Name = Callable[[Reference], list[str]]  # what stands for a reference, several for one with `*`
_MOST_NAMED = 8
_ONE, _PRODUCT, _SUM = range(3)  # how loosely the parts of what is written hold together


def unsettled(root: Property, declaration: Record, computed: list[Computed], spec: Spec) -> list[Diagnostic]:
    """Every value that was typed and is computed otherwise, and every score that people have to give; `root` is what the
    form's schema says."""
    values = {one.source: one.value for one in computed}
    found = []
    for one in computed:
        how = explained(root, declaration, one.source, values) if one.differs or one.for_people else ""
        position = spec.position(one.source)
        if one.differs:
            message = f"填的是{quoted(one.typed)}，算出来是{quoted(one.value)}：{how}"
            hint = "删去这一项，由程序计算；填得没有错，就改算它的各项"
            found.append(Diagnostic("computed-value-differs", message, spec.file, position, hint))
        elif one.for_people:
            hint = f"加上 {last(one.source)}，由人评定"
            found.append(Diagnostic("missing-key", f"没有填，也算不出来：{how}", spec.file, position, hint))
    return sorted(found, key=lambda one: one.sort_key)


def accounts(root: Property, declaration: Record, computed: list[Computed]) -> dict[str, str]:
    """How each computed value came about and what it is, by source."""
    values = {one.source: one.value for one in computed}
    found = {}
    for source, value in values.items():
        how = explained(root, declaration, source, values)
        found[source] = how if how.endswith(f"= {value}") else f"{how} = {value or '（算不出来）'}"
    return found


def explained(root: Property, declaration: Record, source: str, values: Mapping[str, str]) -> str:
    """How the value at `source` came about; `values` are the computed ones, by source."""
    *way, key = tokens(source)
    place, node = root.place_of(above(source)), cast(Any, declaration)
    for step in way:
        node = node[int(step) if isinstance(node, tuple) else step]
    record: Record = node
    formula = record.roles.formulas[key].node

    def said(reference: Reference) -> list[str]:
        texts = [text for text in looked_up(reference, declaration, record) if text.source != source]
        if reference.is_many:  # what is not given is passed over
            texts = [text for text in texts if text or values.get(text.source)] or texts[:1]
        return [values.get(text.source) or str(text) or "没有填" for text in texts]

    def titled(reference: Reference) -> list[str]:
        label = _label(reference, root if reference.is_absolute else place)
        return [f"各项{label}"] if reference.is_many else [label]

    parts = [place.child(key).label, _written(formula, titled)[0], _written(formula, said)[0]]
    return " = ".join(dict.fromkeys(parts))


def _label(reference: Reference, place: Property) -> str:
    for step in reference.steps:
        place = (place.others or next(iter(place.keys.values()), place)) if step == "*" else place.child(step)
    return place.label


def _written(node: Expression, name: _Name) -> tuple[str, int]:
    if isinstance(node, Constant):
        return printed(node.value), _ONE
    if isinstance(node, Sign):
        return node.text, _ONE
    if isinstance(node, Reference):
        return _several(name(node))
    if isinstance(node, Operation):
        loose = _SUM if node.sign in "+-" else _PRODUCT
        left, right = _closed(node.left, name, loose), _closed(node.right, name, loose - 1)
        return f"{left} {node.sign} {right}", loose
    return _called(node, name)


def _called(node: Call, name: _Name) -> tuple[str, int]:
    if node.name in ("round", "number"):
        return _written(node.arguments[0], name)
    if node.name == "share":
        return f"{_closed(node.arguments[0], name, _PRODUCT)} ÷ {_closed(node.arguments[1], name, _ONE)}", _PRODUCT
    words = [_written(one, name)[0] for one in node.arguments]
    if node.name == "sum":
        return _several(words) if len(words) > 1 else _written(node.arguments[0], name)
    if node.name == "score":
        return f"{words[2]} × 完成程度（{words[0]}，做到 {words[1]}）", _PRODUCT
    return f"{'、'.join(words)} 中最{'小' if node.name == 'min' else '大'}的", _SUM


def _closed(node: Expression, name: _Name, loosest: int) -> str:
    text, loose = _written(node, name)
    return f"（{text}）" if loose > loosest else text


def _several(words: list[str]) -> tuple[str, int]:
    shown = [*words[:_MOST_NAMED], *["……"] * (len(words) > _MOST_NAMED)]
    return " + ".join(shown), _SUM if len(shown) > 1 else _ONE
