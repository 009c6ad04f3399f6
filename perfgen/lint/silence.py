"""Comments that silence a rule at a line, with a reason: `# perfgen: allow flat-target 连续三年保持`, or by the rule's title."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from perfgen.contract.nearest import nearest
from perfgen.diagnostics import Diagnostic, Judgement, Position, Severity, Silenced
from perfgen.display import shortened
from perfgen.lint.rule import all_rules, bare, by_title, names
from perfgen.spec.spec import Spec

_COMMENT = re.compile(r"(?:^|\s)#\s*perfgen:\s*allow\s+(?P<said>\S.*)$")
_NAME, _WORD = re.compile(r"[a-z0-9-]+"), re.compile(r"\S+")
_AROUND_REASON = " \t\u3000，,：:；;"
_LONGEST, _MOST = 60, 20  # of a word and how many of them another is sought for

_NOT_FILLED_IN = "template-residue"  # of a line where it is found nobody can tell yet what will have to be silenced


class Silence(NamedTuple):
    rule: str
    reason: str
    position: Position
    lines: tuple[int, ...]  # where it holds: its own line, and the next where it stands alone


class Silences(NamedTuple):
    """What the comments of a spec silence, and what is wrong with them."""

    file: str
    lines: dict[tuple[int, str], Silence]
    problems: list[Diagnostic]


def silences(spec: Spec) -> Silences:
    """The silencing comments of a spec. One without a reason, or of a rule that does not exist, is a problem."""
    lines: dict[tuple[int, str], Silence] = {}
    problems: list[Diagnostic] = []
    file = spec.file
    if b"perfgen:" not in spec.source:
        return Silences(file, lines, problems)
    for number, line in enumerate(spec.text.splitlines(), 1):
        match = _COMMENT.search(line)
        if match is None:
            continue
        name, written, reason = _parted(match["said"])
        position = Position(number, match.start("said") + 1, len(written))
        if not name:
            meant = _meant(written) if len(problems) < _MOST else ""
            hint = f"是不是“{meant}”？" if meant else "用 perfgen rules 看所有规则的名字和说法"
            problems.append(Diagnostic("unknown-rule", f"没有“{shortened(written)}”这条规则", file, position, hint))
        elif not reason:
            hint = f"写成 # perfgen: allow {written} 理由"
            problems.append(Diagnostic("silence-without-reason", "没有写明放行的理由", file, position, hint))
        else:
            alone = line.lstrip().startswith("#")
            silence = Silence(name, reason, position, (number, number + 1) if alone else (number,))
            for covered in silence.lines:
                lines[covered, name] = silence
    return Silences(file, lines, problems)


def _parted(said: str) -> tuple[str, str, str]:
    """The name of the rule, "" where there is none such; what stands for it, its name or its title; and the reason."""
    if found := _NAME.match(said):
        name = found[0] if found[0] in names() else ""
    elif found := _titles().match(said):
        name = by_title()[bare(found["title"])]
    else:
        found, name = _WORD.match(said), ""
    assert found is not None
    return name, found[0], said[found.end() :].strip(_AROUND_REASON)


@cache
def _titles() -> re.Pattern[str]:
    """A title with what closes it, whatever punctuation and spaces are in it."""
    said = sorted((rule.summary.removesuffix("。") for rule in all_rules().values()), key=len, reverse=True)
    signs = (re.split(r"\w", title)[-1] for title in said)  # such as ≥ at the end of one
    between = r"\W{0,3}"
    titles = "|".join(f"{between.join(bare(title))}(?:{re.escape(last)})?" for title, last in zip(said, signs, strict=True))
    return re.compile(rf"[“「《\"]?(?P<title>{titles})(?!\w)[^\w\s（(“‘「《，,：:；;]*")


def _meant(word: str) -> str:
    """The name or the title that is nearest, "" where none is near."""
    titles = {name: rule.summary.removesuffix("。") for name, rule in all_rules().items()}
    return nearest(word, [*titles, *titles.values()]) if len(word) <= _LONGEST else ""


def applied(marks: Silences, diagnostics: list[Diagnostic]) -> Judgement:
    """The diagnostics that are not silenced, with what is wrong with the silences: one that silences nothing, too; and those
    that are."""
    if not marks.lines:
        return Judgement([*marks.problems, *diagnostics])
    used: set[Silence] = set()
    blank = {one.position.line for one in diagnostics if one.position and one.name == _NOT_FILLED_IN}
    left = list(marks.problems)
    silenced: list[Silenced] = []
    for diagnostic in diagnostics:
        silence = marks.lines.get((diagnostic.position.line if diagnostic.position else 0, diagnostic.name))
        if silence is None:
            left.append(diagnostic)
        else:
            used.add(silence)
            silenced.append(Silenced(diagnostic, silence.reason))
    for silence in dict.fromkeys(marks.lines.values()):
        if silence not in used and not blank.intersection(silence.lines):
            message = f"这一行没有“{silence.rule}”的问题，不用放行"
            hint = "删去这条注释"
            left.append(Diagnostic("unused-silence", message, marks.file, silence.position, hint, Severity.WARNING))
    return Judgement(left, tuple(silenced))
