"""What lint finds in a spec, and fragments that say what it must find: `# expect: rule-name` at the end of a line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from given import typed_out

from perfgen.declaration.outline import Outline
from perfgen.diagnostics import Severity
from perfgen.lint.check import check
from perfgen.lint.rule import all_rules
from perfgen.settings.checked import OFF
from perfgen.settings.settings import Settings
from perfgen.spec.spec import load

DATA = Path(__file__).parent / "data"
NAMES = ("rule-base.yaml", "rule-base-project.yaml", "rule-base-scores.yaml", "rule-base-flat.yaml", "rule-base-duties.yaml", "rule-base-months.yaml")
BASES = [(DATA / name).read_text("utf-8") for name in NAMES]
LAST_YEAR = {
    "target-below-actual",
    "deviation-planned-again",
    "indicator-dropped",
    "new-again",
    "budget-up-targets-down",
}  # rules that find something only where a spec of the year before is known
_BLOCK = re.compile(r"^(\w+):.*\n(?:[ #].*\n)*", re.MULTILINE)
_EXPECT = re.compile(r"# expect: ([a-z0-9 -]+)$")


def surprises(fragment: str, *rules: str, options: Mapping[str, Any] | None = None) -> list[str]:
    """What these rules find and the fragment does not expect ("+ line: rule"), and the reverse ("- line: rule").

    The fragment is laid over the first base that has its top-level keys. A line may expect several rules. `options`
    are for all of the rules.
    """
    assert set(rules) <= all_rules().keys()
    on = {name: {"severity": rule.severity or Severity.ERROR, **(options or {})} for name, rule in all_rules().items()}
    settings = Settings({name: said if name in rules else {"severity": OFF} for name, said in on.items()})
    found = {(line, rule) for rule, line in findings(laid_over_base(fragment.strip("\n") + "\n"), settings)}
    expected = {
        (number, rule)
        for number, line in enumerate(fragment.strip("\n").splitlines(), 1)
        if (match := _EXPECT.search(line))
        for rule in match[1].split()
    }
    return [f"+ {line}: {rule}" for line, rule in sorted(found - expected)] + [
        f"- {line}: {rule}" for line, rule in sorted(expected - found)
    ]


def findings(spec: str, settings: Settings | None = None) -> set[tuple[str, int]]:
    """What the rules find in a spec that the schema accepts, with whatever scores are typed: the rule and the line."""
    loaded = load(spec.encode(), "spec")
    declaration = typed_out(str(loaded.data["form"])).declare(loaded)
    found = check(Outline(declaration), loaded, settings or Settings())
    return {(one.name, one.position.line) for one in found if one.position}


def laid_over_base(fragment: str) -> str:
    """The fragment, then what it does not give from the first base that has all its top-level keys."""
    given = {match[1] for match in _BLOCK.finditer(fragment)}
    for base in BASES:
        blocks = {match[1]: match[0] for match in _BLOCK.finditer(base)}
        if given <= blocks.keys():
            return fragment + "".join(block for key, block in blocks.items() if key not in given)
    raise AssertionError(f"no base has all of {sorted(given)}")
