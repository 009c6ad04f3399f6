"""One or two specs and the form that is wanted next in, the spec of that form out, as far as it follows from them."""

from __future__ import annotations

from typing import Any, NamedTuple

from perfgen.carry.blanks import Blanks
from perfgen.carry.filling import Filling
from perfgen.carry.finding import Finder
from perfgen.carry.given import Leaf, Scope, given, year_of
from perfgen.carry.left_over import left_over, relabelled
from perfgen.carry.remarks import Remarks
from perfgen.carry.second import Joined
from perfgen.carry.spelling import Spelling
from perfgen.contract.contract import Contract
from perfgen.data import Data
from perfgen.diagnostics import Diagnostic, ProblemsFound, Severity
from perfgen.display import quoted, shortened
from perfgen.layout.unprinted import values_lost
from perfgen.manuscript.canonical import dump
from perfgen.pointers import above, last, value_at
from perfgen.project import Project
from perfgen.spec.spec import Spec, load


class CarriedOver(NamedTuple):
    """`values` counts those that came over; `blanks` are the pointers to fill in; `told` is what did not come over, and
    what to look at."""

    year: int
    spec: Spec
    values: int
    blanks: list[str]
    told: list[Diagnostic]


def carry(project: Project, specs: list[Spec], form: str, year: int, file: str, schema_path: str = "") -> CarriedOver:
    """`specs` are one or two, the first goes before; `year` is that of the new spec, 0 for that of the first; `file` and
    `schema_path` are the name of the new spec and of its schema as seen from there.

    Raises ProblemsFound where a spec is not valid, or where there is no such form.
    """
    target = project.contract(form)
    contracts = [project.contract_of(spec) for spec in specs]
    for spec, contract in zip(specs, contracts, strict=True):
        contract.declare(spec)
    spelling = Spelling([*contracts, target])
    whole = given(specs[0], contracts[0])
    every = _leaves(whole)
    joined = None
    if len(specs) > 1:
        second = given(specs[1], contracts[1])
        every += _leaves(second)
        joined = Joined(whole, second, spelling)
    finder = Finder(spelling, year or year_of(specs[0], contracts[0]))
    filling = Filling(whole, target, finder)
    refused = _without_misfits(filling, target)
    unprinted = _without_unprinted(project, filling, target)
    blanks = Blanks(target.root, filling.data, filling.passed)
    remarks = Remarks(specs, filling.origins, form)
    remarks.add(blanks.notes)
    spec = load(dump(filling.data, target, schema_path, remarks.carried).encode(), file)
    if spec.data != filling.data:
        raise RuntimeError("the text written does not say what it should")
    told = _differences(joined) if joined else []
    came = finder.used - refused - unprinted
    covered = came | finder.same | (joined.covered if joined else set())
    left = [leaf for leaf in every if leaf.sources[0] not in covered]
    told += [*left_over(left, target.title, finder.year, refused), *relabelled(filling.relabelled), *remarks.left()]
    values = sum(len(leaf.data) if isinstance(leaf.data, list) else 1 for leaf in every if leaf.sources[0] in came)
    return CarriedOver(finder.year, spec, values, blanks.pointers, sorted(told, key=lambda one: one.sort_key))


def _leaves(whole: Scope) -> list[Leaf]:
    return [leaf for scope in whole.every() for leaf in scope.leaves]


def _without_misfits(filling: Filling, target: Contract) -> set[Any]:
    """Take out what came over and the form does not accept there; the sources of that."""
    refused = set()
    for pointer in target.misfits(filling.data):
        while pointer and pointer not in filling.values:
            pointer = above(pointer)
        if leaf := filling.values.pop(pointer, None):
            refused.update(leaf.sources)
            _take_out(filling, pointer)
    return refused


def _without_unprinted(project: Project, filling: Filling, target: Contract) -> set[Any]:
    """Take out years that the form has no column for; the sources of these values."""
    declaration = target.shaped(filling.data)
    try:
        lost = values_lost(declaration, project.layout(target.form).lay_out(declaration))
    except ProblemsFound:
        return set()  # `check` tells it, of the spec as it is written
    refused = set()
    for value in lost:
        if leaf := filling.values.pop(value.source, None):
            refused.update(leaf.sources)
            _take_out(filling, value.source)
    return refused


def _take_out(filling: Filling, pointer: str) -> None:
    """And the groups that are so emptied. The items of a list stay, so that the pointers of others hold."""
    while pointer:
        filling.origins.pop(pointer, None)
        holder: Data = value_at(filling.data, above(pointer))
        if not isinstance(holder, dict):
            return
        holder.pop(last(pointer), None)
        if holder:
            return
        pointer = above(pointer)


def _differences(joined: Joined) -> list[Diagnostic]:
    """Where two specs do not say the same, and where a name was taken for another."""
    told = []
    for leaf, known in joined.other:
        message = f"“{leaf.label}”与 {known.spec.file} 不同，没有用：{shortened(str(leaf.data))}"
        told.append(_hint("other-value", message, leaf))
    for one, item in joined.renamed:
        if one.leaves and item.leaves:
            message = f"当作 {one.spec.file} 的{quoted(str(one.leaves[0].data))}，核对是不是同一条"
            told.append(_hint("renamed", message, item.leaves[0]))
    return told


def _hint(name: str, message: str, leaf: Leaf) -> Diagnostic:
    return Diagnostic(name, message, leaf.spec.file, leaf.spec.position(leaf.pointer), severity=Severity.INFO)
