"""Which rules a person asked for: by name or by group; what keeps a spec from being judged is told in any case."""

from __future__ import annotations

import pytest

from perfgen.diagnostics import Diagnostic, Judgement, Silenced
from perfgen.lint.groups import ABOUT_COMMENTS, GROUPS, ChosenRules, UnknownRule, named
from perfgen.lint.rule import names

FOUND = [Diagnostic(name, "", "a.yaml") for name in ("amount-jump", "flat-target", "unfilled", "duplicate-key")]
JUDGEMENT = Judgement(FOUND, tuple(Silenced(one, "理由") for one in FOUND[:2]))


def chosen(select: list[str] | None, *ignore: str) -> list[str]:
    found, silenced = ChosenRules(None if select is None else named(select), named(ignore)).of(JUDGEMENT)
    assert [one.finding for one in silenced] == [one for one in found if one in FOUND[:2]]
    return [one.name for one in found]


def test_every_rule_is_in_one_group() -> None:
    listed = [name for group in GROUPS.values() for name in group.split()]
    assert sorted(listed) == sorted(names())
    assert not set(ABOUT_COMMENTS) & set(listed)


def test_names_and_groups_stand_between_commas_of_either_width() -> None:
    assert named(["flat-target，low-rate, 监控和自评", "资金"]) >= {"flat-target", "low-rate", "weight-sum", "amount-jump"}
    assert named(["", " ,"]) == named([]) == frozenset()


@pytest.mark.parametrize(
    ("select", "ignore", "left"),
    [
        (None, ["flat-target"], ["amount-jump", "unfilled", "duplicate-key"]),
        (None, ["资金", "unfilled"], ["flat-target", "duplicate-key"]),
        (["资金"], [], ["amount-jump", "duplicate-key"]),
        (["资金", "flat-target"], ["amount-jump"], ["flat-target", "duplicate-key"]),
        (["unfilled"], [], ["unfilled", "duplicate-key"]),
    ],
)
def test_choice(select: list[str] | None, ignore: list[str], left: list[str]) -> None:
    assert chosen(select, *ignore) == left


@pytest.mark.parametrize("name", ["flat-tarket", "duplicate-key", "资"])
def test_name_that_is_neither_is_refused(name: str) -> None:
    with pytest.raises(UnknownRule) as refused:
        named([f"flat-target,{name}"])
    assert refused.value.name == name
    assert {"flat-target", "资金"} <= set(refused.value.known)
