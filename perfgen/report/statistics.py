"""What is found in file after file in, how often each rule found something and where out, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from perfgen.diagnostics import Diagnostic, Severity, Silenced
from perfgen.display import visible
from perfgen.lint.rule import all_rules
from perfgen.report import worst_first
from perfgen.report.other_names import other_names, title
from perfgen.report.silenced import WORD as SILENCED
from perfgen.report.text import WORDS, counted

MOST = 20  # files that are listed

_ORDER = list(Severity)


class Statistics:
    def __init__(self) -> None:
        self._rules = Counter[tuple[Severity, str]]()
        self._files: dict[str, Counter[Severity]] = {}
        self._silenced = Counter[str]()  # by rule
        self._silenced_in = Counter[str]()  # by file

    def add(self, diagnostics: Iterable[Diagnostic], silenced: Iterable[Silenced] = ()) -> None:
        for finding, _ in silenced:
            self._silenced[finding.name] += 1
            self._silenced_in[finding.file] += 1
            self._files.setdefault(finding.file, Counter())
        for one in diagnostics:
            self._rules[one.severity, one.name] += 1
            self._files.setdefault(one.file, Counter())[one.severity] += 1

    @property
    def is_more_than_shown(self) -> bool:
        """Whether a report with the lines of what was found leaves some of it out."""
        return self._rules.total() > worst_first.MOST

    def told(self) -> str:
        """"" where nothing was found or silenced."""
        if not self._files:
            return ""
        return "\n".join(["", "按规则：", *_columns(self._by_rule()), "", "按文件：", *self._by_file(), ""])

    def _by_rule(self) -> list[Sequence[str]]:
        ordered = sorted(self._rules.items(), key=lambda one: (_ORDER.index(one[0][0]), -one[1], one[0][1]))
        rows = [(WORDS[severity], str(count), name, _summary(name)) for (severity, name), count in ordered]
        return [*rows, *((SILENCED, str(count), name, _summary(name)) for name, count in self._silenced.most_common())]

    def _by_file(self) -> list[str]:
        ordered = sorted(self._files.items(), key=lambda one: ([-one[1][severity] for severity in _ORDER], one[0]))
        lines = [f"  {visible(file)}：{_both(counts, self._silenced_in[file])}" for file, counts in ordered[:MOST]]
        left = ordered[MOST:]
        if left:
            silenced = sum(self._silenced_in[file] for file, _ in left)
            lines.append(f"  另有 {len(left)} 份：{_both(sum((counts for _, counts in left), Counter()), silenced)}")
        return lines


def _both(counts: Counter[Severity], silenced: int) -> str:
    return "，".join(filter(None, (counted(counts), f"{SILENCED} {silenced} 处" if silenced else "")))


def _summary(name: str) -> str:
    rule = all_rules().get(name)
    return rule.summary if rule else f"{title(other_names().get(name, ''))}。"


def _columns(rows: list[Sequence[str]]) -> list[str]:
    """Severity, count, name and summary below one another."""
    digits, longest = (max(len(row[number]) for row in rows) for number in (1, 2))
    return [f"  {word} {count:>{digits}}  {name:{longest}}  {said}".rstrip() for word, count, name, said in rows]
