"""Rules on specs of twice the size: every one of them does at most twice the work, counted in calls and in searches."""

from __future__ import annotations

from random import Random

import pytest
from conftest import EXAMPLES, ROOT
from given import here
from large_specs import large
from steps import Searched, grows, steps

from perfgen.building.laying import laid_out
from perfgen.declaration.outline import Outline
from perfgen.declaration.record import Record
from perfgen.lint.rule import all_rules
from perfgen.lint.rules.term_variants import variants
from perfgen.spec.spec import load

SEED = next((ROOT / "specs" / "2021").glob("*.yaml"))
SELF_EVALUATION = next(path for path in EXAMPLES if path.stem == "部门整体支出自评-示例")
_SIZE = 4


@pytest.fixture(scope="module", params=[SEED, SELF_EVALUATION], ids=lambda path: path.stem)
def declarations(request: pytest.FixtureRequest) -> list[Record]:
    """A spec and one that is twice as large."""
    specs = [load(large(request.param, times), "spec.yaml") for times in (_SIZE, 2 * _SIZE)]
    return [laid_out(here(), spec).declaration for spec in specs]


def test_a_rule_does_twice_the_work_for_twice_the_spec(declarations: list[Record]) -> None:
    outlines = [Outline(one) for one in declarations]
    grown = {}
    for turn in ("with what it shares with others", "alone"):
        for rule in all_rules().values():
            less, more = (steps(lambda: list(rule.check(outline, rule.options))) for outline in outlines)  # noqa: B023
            grown[rule.name, turn] = more / less
    assert len(grown) > 160
    assert {rule: times for rule, times in grown.items() if times > 2.3} == {}


def _text(lines: int) -> str:
    """Lines of words that many have in common, some with two characters swapped and some with one put in."""
    random = Random(1)
    words = ["".join(random.choices("集聚产业社区服务便民站点网络建设推广园林道路", k=3)) for _ in range(200)]
    found = []
    for number in range(lines):
        line = "".join(random.choices(words, k=4)) + chr(0x5000 + number)
        found += [line, line[:5] + line[6] + line[5] + line[7:] if number % 2 else f"{line[:6]}丙{line[6:]}"]
    return "\n".join(["\n\n", *found, "\n\n"])


def test_variants_are_found_without_searching_the_text_for_each() -> None:
    less, more = Searched(_text(200)), Searched(_text(400))
    found = [len(list(variants(text, 8))) for text in (less, more)]
    assert found[1] > 1.8 * found[0] > 300
    assert grows(lambda size: list(variants(_text(size), 8)), 200) < 2.3
    assert more.looked <= 2.3 * less.looked


def test_a_long_heading_is_not_compared_character_by_character() -> None:
    text = SEED.read_text("utf-8")
    goal = next(line for line in text.splitlines() if "goal: " in line)
    said = goal.partition("goal: ")[2]

    def judge(times: int) -> None:
        longer = text.replace(goal, f"  - goal: {said * times}\n    heading: {said[::-1] * times}", 1)
        outline = Outline(laid_out(here(), load(longer.encode(), "spec.yaml")).declaration)
        assert all(len(found.message) < 300 for found in all_rules()["heading-differs"].check(outline, {}))

    judge(1)
    assert grows(judge, 100) < 2.3


def test_a_declaration_with_thousands_of_short_names_is_not_searched_for_each() -> None:
    text = "\\n".join(f"某某局（以下简称“局{number}”）" for number in range(5000))
    source = SEED.read_text("utf-8").replace("introduction: ", f'introduction: "{text}" # ')
    outline = Outline(laid_out(here(), load(source.encode(), "spec.yaml")).declaration)
    assert len(outline.own_names) < 30
