"""A form and specs of it in, what its author must know out, in words: what does not come back, what is not understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from perfgen.building.checking import judge
from perfgen.building.find_specs import find
from perfgen.building.laying import Laid, laid_out
from perfgen.declaration.roles import ROLES
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.display import quoted
from perfgen.lint.rule import usual_rules
from perfgen.project import Project
from perfgen.proof.onward import carried, on_paper, tabled
from perfgen.proof.round_trip import RoundTrip, other_layouts, round_trip
from perfgen.proof.understood import unused_rules, without_role
from perfgen.spec.spec import Spec, read


class Verdict(NamedTuple):
    """`fails`: whether a value does not come back, or comes back as another form's."""

    lines: list[str]
    problems: list[Diagnostic]
    fails: bool


def account(project: Project, form: str, paths: list[Path]) -> Verdict:
    """Tries the specs that are named, or those of the form in the project. Raises ProblemsFound."""
    contract = project.contract(form)
    lines = [f"{contract.title}（{form}）"]
    problems: list[Diagnostic] = []
    fails = False
    tried: list[Laid] = []
    for spec in _specs(project, form, paths):
        lines.append(f"{spec.file}：")
        try:
            laid = laid_out(project, spec)
            found = round_trip(project, laid)
            others = other_layouts(project, laid)
        except ProblemsFound as refused:
            problems += refused.diagnostics
            lines.append("  生成不了，或者生成的读不回，见下")
            continue
        tried.append(laid)
        findings = judge(project, laid)
        summed_up, of_table = tabled(project, laid)
        of_sheets = [one for pulled in others.values() for one in pulled]
        problems += [*(one for one in (*found.pulled, *of_sheets) if isinstance(one, Diagnostic)), *of_table]
        beyond = [*sheets(others), *carried(project, laid), summed_up, on_paper(project, laid)]
        lines += [f"  {line}" for line in (*told(project, laid, found), *beyond)]
        lines.append(f"  规则：找到 {len(findings)} 处，用 perfgen check 看" if findings else "  规则：没有找到问题")
        fails = fails or bool(found.pulled or found.lost) or found.form != form or any(others.values())
    unexplained = dict.fromkeys(label for laid in tried for label in without_role(laid))
    lines.append(f"没有说明是什么（x-role）的项：{'、'.join(unexplained) or '没有'}")
    return Verdict([*lines, *_rules(unused_rules(contract.root))], problems, fails)


def _specs(project: Project, form: str, paths: list[Path]) -> list[Spec]:
    files = find(paths or [project.specs], project)
    if paths:
        return [read(file.path, project.folder) for file in files]
    found = []
    for file in files:
        try:
            spec = read(file.path, project.folder)
        except ProblemsFound:
            continue  # what is no spec is no spec of this form
        if spec.data.get("form") == form:
            found.append(spec)
    if not found:
        hint = "照着 schema 写一份放进 specs/，或写明文件：perfgen forms --check 表名 申报表.yaml"
        raise ProblemsFound([Diagnostic("no-spec", f"没有一份“{form}”的申报表可以试", str(project.specs), None, hint, status=2)])
    return found


def told(project: Project, laid: Laid, found: RoundTrip) -> Iterator[str]:
    """What came of a spec, a line for each thing."""
    yield "生成 Word：可以"
    yield f"没有改过的 Word 用 pull 收回：{'没有改动，正确' if not found.pulled else '有改动，不对'}"
    yield from (f"  {one}" for one in found.pulled if isinstance(one, str))
    if found.form != laid.contract.form:
        yield f"用 import 读入：认成了 {found.form}（{project.contract(found.form).title}）"
    yield f"用 import 读入：{found.tried} 个值读回 {found.tried - len(found.lost)} 个"
    for value, got in found.lost:
        yield f"  {value.source}：{quoted(value)}{f'读成了{quoted(got)}' if got else '没有读回'}"


def sheets(others: dict[str, list[str | Diagnostic]]) -> Iterator[str]:
    """A line for each other layout, and for what of it does not come back."""
    for layout, pulled in others.items():
        yield f"版式 {layout} 生成 Excel，没有改过的用 pull 收回：{'没有改动，正确' if not pulled else '有改动，不对'}"
        yield from (f"  {one}" for one in pulled if isinstance(one, str))


def _rules(unused: dict[str, list[str]]) -> Iterator[str]:
    every = len(usual_rules())
    count = sum(map(len, unused.values()))
    yield f"规则：{every} 条中用得上 {every - count} 条"
    for role, names in unused.items():
        said = re.split("[：，；]", ROLES[role])[0]
        yield f"  没有说明哪一项是“{said}”（{role}），用不上：{'、'.join(names)}"
