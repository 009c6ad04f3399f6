"""`perfgen rules` and `perfgen explain`: what `perfgen check` looks for, and why."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import indent
from typing import Annotated

import typer

from perfgen.commands.shared import WrongArguments, must_exist

_MOST = 8  # names that are listed where several are meant


def rules() -> None:
    """列出审核规则：名字、级别、查什么；关闭的写了 profile 才查。

    例：perfgen rules
    """
    from perfgen.lint.rule import all_rules
    from perfgen.project import here
    from perfgen.report.text import OFF_WORD, WORDS

    project = here()
    settings = project.settings
    longest = max(map(len, all_rules()))
    for rule in all_rules().values():
        severity = settings.severity(rule)
        typer.echo(f"{rule.name:{longest}}  {WORDS[severity] if severity else OFF_WORD}  {rule.summary}")
    profiles = "，".join(f'{title}写 profile = "{name}"' for name, title in project.profiles().items())
    typer.echo(f"关闭的规则，perfgen.toml 里写了 profile 才查：{profiles}", err=True)


def explain(
    name: Annotated[
        str,
        typer.Argument(
            metavar="名字或申报表[:值的位置]", help="方括号里的名字，或规则的说法，perfgen rules 列出有哪些；或申报表，说明其中算出来的值。"
        ),
    ],
) -> None:
    """说明一种问题：为什么查，怎样写不通过，怎样写通过，依据什么；或算出来的值是怎么来的。

    例：perfgen explain goal-without-indicators
    例：perfgen explain 目标没有指标
    例：perfgen explain specs/2026/自评.yaml:/total_score
    """
    from perfgen.lint.rule import all_rules
    from perfgen.report.other_names import other_names
    from perfgen.report.text import OFF_WORD, WORDS

    if match := re.fullmatch(r"(.+?\.ya?ml)(?::(/.*))?", name):
        _explain_values(match[1], match[2] or "")
        return
    meant = _meant(name.strip("[]"))
    rule = all_rules().get(meant)
    if rule is None:
        said, _, more = other_names()[meant].partition("。")
        typer.echo(f"{meant}\n\n{said}。\n\n{more}")
    else:
        also = f"\n\n在 YAML 的写法里也有这个名字：{text}" if (text := other_names().get(meant)) else ""
        severity = WORDS[rule.severity] if rule.severity else f"{OFF_WORD}，写了 profile 才查"
        typer.echo(f"{rule.name}（{severity}）\n\n{_for_terminal(rule.page)}{also}")


def _meant(words: str) -> str:
    """The name, or the only one whose title has these words in it. Raises WrongArguments."""
    from perfgen.lint.rule import all_rules, bare
    from perfgen.report.other_names import other_names, title

    titles = {rule.name: rule.summary for rule in all_rules().values()} | {
        name: title(text) for name, text in other_names().items()
    }
    if words in titles:
        return words
    plain = bare(words)
    found = [name for name, said in titles.items() if bare(said) == plain] or [
        name for name, said in titles.items() if len(plain) > 1 and plain in bare(said)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        listed = "；".join(f"{name} {titles[name].removesuffix('。')}" for name in found[:_MOST])
        more = f"；还有 {len(found) - _MOST} 个" if len(found) > _MOST else ""
        raise WrongArguments(f"有 {len(found)} 个说的是“{words}”：{listed}{more}")
    from perfgen.contract.nearest import nearest

    near = nearest(words, list(titles))
    advice = f"，是不是 {near}？" if near else "；perfgen rules 列出所有规则"
    raise WrongArguments(f"没有规则“{words}”{advice}")


def _explain_values(spec: str, pointer: str) -> None:
    """How the values came about that the form computes: all, or those at the pointer and below."""
    from perfgen.contract.explained import accounts
    from perfgen.project import here
    from perfgen.spec.spec import read

    project = here()
    found = read(must_exist(Path(spec)), project.folder)
    contract = project.contract_of(found)
    known = accounts(contract.root, contract.declare(found), contract.computed(found.data))
    wanted = {source: how for source, how in known.items() if f"{source}/".startswith(f"{pointer.rstrip('/')}/")}
    if not wanted:
        where = f"{spec} 的 {pointer} 不是算出来的" if pointer else f"{spec} 里没有算出来的值"
        raise WrongArguments(f"{where}；算出来的有 {'、'.join(known)}" if known else where)
    typer.echo("\n".join(f"{source}  {how}" for source, how in wanted.items()))


def _for_terminal(page: str) -> str:
    """The page with its examples indented instead of fenced."""
    pieces = re.split(r"```(?:yaml)?\n", page)
    return "".join(indent(piece, "    ") if number % 2 else piece for number, piece in enumerate(pieces))
