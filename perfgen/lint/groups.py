"""Names of rules, and of groups of them, as a person types them in; the rules that are meant, and what they found, out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from perfgen.diagnostics import Judgement
from perfgen.lint.rule import names

# In the order of the pages about them, where each rule stands in its group.
GROUPS = {
    "填得全不全": """
        goal-without-indicators heading-differs one-sided-goals category-missing quantity-missing timeliness-missing
        cost-missing satisfaction-missing thin-goal duplicate-goal goal-copied template-residue label-in-text
        typed-number placeholder-name invalid-phone period-reversed year-outside-period
    """,
    "资金": """
        budget-missing history-amount-missing revenue-expenditure-gap basic-expenditure-missing annual-above-total
        amount-jump amount-in-yuan parts-differ
    """,
    "指标值": """
        unreadable-number unit-missing percent-missing percent-over-100 doubled-comparator wrong-direction
        qualitative-output vague-target hedged-target praise-as-target sentence-as-target sentence-as-name
        name-in-target target-in-name rate-name-cut value-in-standard unknown-standard satisfaction-out-of-range
        low-rate identical-targets deadline-outside-period mixed-decimals comparator-missing rate-without-number
        percent-for-time cost-not-money per-unit-missing
    """,
    "与往年比": """
        inequality-in-history incomparable-history target-worse target-jump flat-target stage-repeated
        level-growth-contradiction target-below-actual deviation-planned-again indicator-dropped new-again
        budget-up-targets-down
    """,
    "归类": """
        satisfaction-misplaced timeliness-misplaced quantity-misplaced quality-misplaced cost-misplaced
        awareness-misplaced execution-as-output
    """,
    "前后对得上": """
        task-without-goal goal-without-task long-term-goal-without-annual indicators-off-goal duplicate-indicator
        count-and-rate conflicting-targets name-misspelt term-variants
    """,
    "监控和自评": """
        weight-sum score-over-weight score-not-earned deduction-unexplained explained-without-deviation
        overachievement-unexplained actual-unit-differs result-copies-goal execution-behind
    """,
    "文字": """
        markup-in-text cut-text open-ending unclosed-bracket doubled-phrase doubled-punctuation mixed-punctuation
        fullwidth-letters stray-space numbering-gap wrong-character
    """,
    "导入一体化": """
        module-cell-empty module-value module-characters module-name-twice module-category module-text-long
    """,
}

ABOUT_COMMENTS = ("unfilled", "unused-silence", "silence-without-reason", "unknown-rule")  # what is said of comments in a spec

ABOUT_FILES = ("declared-twice", "not-named-yaml")  # what is said of many files together


class UnknownRule(Exception):
    """A name that is neither that of a rule nor that of a group; `known` are all that are."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(name)
        self.name = name
        self.known = tuple(known)


def named(words: Iterable[str]) -> frozenset[str]:
    """The rules that are named, several in a word apart from each other by a comma. Raises UnknownRule."""
    found: set[str] = set()
    single = {*names(), *ABOUT_COMMENTS, *ABOUT_FILES}
    for name in (part.strip() for word in words for part in re.split("[,，、]", word)):
        if name in GROUPS:
            found.update(GROUPS[name].split())
        elif name in single:
            found.add(name)
        elif name:
            raise UnknownRule(name, [*GROUPS, *sorted(single)])
    return frozenset(found)


class ChosenRules:
    """Which findings a person asked for: those of the rules in `select`, of all where it is None, but not in `ignore`."""

    def __init__(self, select: frozenset[str] | None, ignore: frozenset[str]) -> None:
        self._select = select
        self._ignore = ignore
        self._may_be_left_out = {*names(), *ABOUT_COMMENTS, *ABOUT_FILES}

    def of(self, judgement: Judgement) -> Judgement:
        """What keeps a spec from being judged is no matter of choice."""
        found = [one for one in judgement.found if self._is_wanted(one.name)]
        return Judgement(found, tuple(one for one in judgement.silenced if self._is_wanted(one.finding.name)))

    def _is_wanted(self, name: str) -> bool:
        if name not in self._may_be_left_out:
            return True
        return (self._select is None or name in self._select) and name not in self._ignore
