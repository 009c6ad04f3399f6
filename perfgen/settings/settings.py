"""What a project sets of the rules, in `perfgen.toml` or `[tool.perfgen]` in pyproject.toml.

    [rules]
    flat-target = "off"        # or "error", "warning", "info"

    [rules.amount-jump]
    times = 20

With `profile = "NAME"` at the top, what `templates/profiles/NAME.toml` says of the rules holds too; what the project says
itself wins. A setting that nobody knows is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from perfgen.contract.catalog import Catalog
from perfgen.diagnostics import Severity
from perfgen.settings.settings_file import SettingsFile, parsed, text_of

if TYPE_CHECKING:
    from perfgen.settings.checked import RuleDefaults

RuleTable: TypeAlias = dict[str, dict[str, Any]]  # what is set of each rule, by its name
_ON = frozenset(Severity)


class Settings:
    """The settings of a project; without a file, every rule as it comes."""

    def __init__(self, rules: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self._rules = rules or {}
        self.named = frozenset(self._rules)  # the rules that something is set of

    def severity(self, rule: RuleDefaults) -> Severity | None:
        """None where the rule is off."""
        given = self._rules.get(rule.name, {}).get("severity", rule.severity)
        return Severity(given) if given in _ON else None

    def options(self, rule: RuleDefaults) -> Mapping[str, Any]:
        given = self._rules.get(rule.name)
        return {**rule.options, **given} if given else rule.options


def load(found: SettingsFile | None, rules: Callable[[], Mapping[str, RuleDefaults]], catalog: Catalog) -> Settings:
    """What a file sets. Raises ProblemsFound for everything in it that is not known.

    `rules` gives every rule; it is not asked where there is no file.
    """
    if found is None:
        return Settings()
    from perfgen.settings.checked import refuse_unknown, settings_schema

    refuse_unknown(settings_schema(catalog, rules()), found)
    own = _by_rule(found.table)
    if "profile" not in found.table:
        return Settings(own)
    _, given = profile(found.table["profile"], rules(), catalog)
    return Settings(given | {name: given.get(name, {}) | said for name, said in own.items()})


def profile(name: str, rules: Mapping[str, RuleDefaults], catalog: Catalog) -> tuple[str, RuleTable]:
    """The title of a profile, and what it sets. Raises ProblemsFound for what is not known in it."""
    from perfgen.settings.checked import profile_schema, refuse_unknown

    path = catalog.profile_file(name)
    text = text_of(path, str(path))
    table = parsed(text, str(path))
    refuse_unknown(profile_schema(rules), SettingsFile(path, str(path), text, table))
    return table["title"], _by_rule(table)


def _by_rule(table: Any) -> RuleTable:
    given = table.get("rules", {})
    return {name: {"severity": value} if isinstance(value, str) else value for name, value in given.items()}
