"""Every rule's page has the fixed skeleton, and both its examples do what the page says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import ModuleType
from typing import Any

import pytest
from conftest import ROOT
from given import declared, loaded, typed_out

from perfgen.contract.catalog import Catalog
from perfgen.declaration.outline import Outline
from perfgen.declaration.record import Record
from perfgen.diagnostics import ProblemsFound
from perfgen.lint.rule import Finding, Rule, all_rules, optional_names, title, usual_rules
from perfgen.pointers import tokens
from perfgen.settings.settings import profile
from perfgen.spec.spec import Spec

DATA = ROOT / "tests" / "data"
NAMES = ("rule-base.yaml", "rule-base-project.yaml", "rule-base-scores.yaml", "rule-base-flat.yaml", "rule-base-duties.yaml", "rule-base-months.yaml")
BASES = [loaded((DATA / name).read_bytes(), name) for name in NAMES]
PAGE = re.compile(
    r"\A(?P<summary>[^\n]{4,40}。)\n\n(?P<why>.+?)\n\n不通过：\n\n```yaml\n(?P<bad>.+?)```\n\n通过：\n\n```yaml\n(?P<good>.+?)```\n\n"
    r"(?:选项：\n\n(?P<options>.+?)\n\n)?依据：(?P<regulation>[^\n]+(?:\n[^\n]+)*)\Z",
    re.DOTALL,
)


def findings(rule: Rule, example: str) -> list[Finding]:
    """What the rule finds in the first base that the example fits, with its top-level keys in place of the base's.

    An example of two parts is of two years: what was said the year before, then what is judged.
    """
    *earlier, of_the_year = (fitted(rule, part) for part in example.split("---\n"))
    found = rule.check(Outline(of_the_year, tuple(Outline(one) for one in earlier)), options(rule))
    if rule.severity:
        return list(found)
    given = loaded(example.encode(), rule.name)  # what one receiver refuses is no fault of the base
    return [one for one in found if tokens(one.path)[0].removesuffix("#") in given]


def options(rule: Rule) -> Mapping[str, Any]:
    """As the rule has them, or else as the profile that switches it on."""
    if rule.severity:
        return rule.options
    _, said = profile("module-hubei", all_rules(), Catalog(ROOT))
    return {**rule.options, **said[rule.name]}


def fitted(rule: Rule, example: str) -> Record:
    given: Any = loaded(example.encode(), rule.name)
    problems = []
    for base in (base for base in BASES if base["form"] == given.get("form", base["form"])):
        try:
            data: Any = {**base, **given}
            return typed_out(data["form"]).declare(Spec(rule.name, b"", data, dict))
        except ProblemsFound as found:
            problems += found.diagnostics
    raise AssertionError(problems)


def page(rule: Rule) -> re.Match[str]:
    match = PAGE.match(rule.page)
    assert match, f"the docstring of {rule.name} does not follow the skeleton:\n{rule.page}"
    return match


@pytest.mark.parametrize("rule", all_rules().values(), ids=lambda rule: rule.name)
def test_examples_of_the_page_fail_and_pass_as_they_say(rule: Rule) -> None:
    match = page(rule)
    assert findings(rule, match["bad"]), "the example that should fail passes"
    assert findings(rule, match["good"]) == [], "the example that should pass fails"


@pytest.mark.parametrize("rule", all_rules().values(), ids=lambda rule: rule.name)
def test_options_are_described_on_the_page(rule: Rule) -> None:
    described = set(re.findall(r"^- ([a-z-]+)：", page(rule)["options"] or "", re.MULTILINE))
    assert described == set(rule.options)


def test_rules_that_are_off_are_told_from_the_others() -> None:
    assert {rule.name for rule in all_rules().values() if rule.severity is None} == optional_names()
    assert len(optional_names()) >= 6
    assert len(usual_rules()) > 100


@pytest.mark.parametrize("rule", usual_rules().values(), ids=lambda rule: rule.name)
@pytest.mark.parametrize("form", [base["form"] for base in BASES])
def test_a_rule_finds_nothing_in_the_bases(rule: Rule, form: str) -> None:
    assert findings(rule, f"form: {form}") == []


@cache
def outlines() -> list[Outline]:
    """Of the seed and of the model declarations."""
    paths = sorted([*(ROOT / "specs" / "2021").glob("*.yaml"), *(ROOT / "specs" / "examples").glob("*.yaml")])
    assert len(paths) >= 3
    sources = [(path.read_bytes(), path.name) for path in paths]
    return [Outline(declared(source, name)) for source, name in sources]


def odd_options(rule: Rule) -> Iterator[dict[str, Any]]:
    """What the settings accept of each option, at its ends."""
    for key, default in rule.options.items():
        for value in ([], ["("]) if isinstance(default, list) else (0, 10**30, 0.5):
            yield {**rule.options, key: value}


@pytest.mark.parametrize("rule", [rule for rule in all_rules().values() if rule.options], ids=lambda rule: rule.name)
def test_a_rule_stands_whatever_is_set(rule: Rule) -> None:
    for options in odd_options(rule):
        for outline in outlines():
            list(rule.check(outline, options))


@pytest.mark.parametrize("name", [name for name in all_rules() if name.endswith("-misplaced")])
def test_where_no_word_tells_the_kind_nothing_is_misplaced(name: str) -> None:
    rule = all_rules()[name]
    options: dict[str, Any] = {key: [] for key in rule.options}
    assert [finding for outline in outlines() for finding in rule.check(outline, options)] == []


def test_where_no_word_is_bad_only_what_costs_is_wrong_with_a_floor() -> None:
    rule = all_rules()["wrong-direction"]
    found = [one for outline in outlines() for one in rule.check(outline, {**rule.options, "less-is-better": []})]
    assert all("越少越好" not in finding.message for finding in found)


def test_rule_of_the_how_to_is_a_rule() -> None:
    text = (ROOT / "docs" / "how-to" / "add-a-rule.md").read_text("utf-8")
    (source,) = re.findall(r"^````python\n(.+?)^````$", text, re.MULTILINE | re.DOTALL)
    module = ModuleType("short_name")
    exec(compile(source, "short_name.py", "exec"), module.__dict__)
    summary, _, _ = (module.__doc__ or "").partition("\n")
    rule = Rule("short-name", module.SEVERITY, summary, (module.__doc__ or "").strip(), module.OPTIONS, module.check)
    assert findings(rule, page(rule)["bad"])
    assert findings(rule, page(rule)["good"]) == []
    assert set(re.findall(r"^- ([a-z-]+)：", page(rule)["options"], re.MULTILINE)) == set(rule.options)


def test_title_is_the_summary_whether_a_rule_is_loaded_or_not() -> None:
    assert {name: f"{title(name)}。" for name in all_rules()} == {name: rule.summary for name, rule in all_rules().items()}
    assert title("missing-key") == ""
