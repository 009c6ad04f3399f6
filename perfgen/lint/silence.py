"""Comments that silence a rule at a line, with a reason: `# perfgen: allow flat-target 连续三年保持`."""

from __future__ import annotations

import re
from typing import NamedTuple

from perfgen.diagnostics import Diagnostic, Judgement, Position, Severity, Silenced
from perfgen.lint.rule import names
from perfgen.spec.spec import Spec

_COMMENT = re.compile(r"(?:^|\s)#\s*perfgen:\s*allow\s+(?P<name>[a-z0-9-]+)(?P<reason>.*)$")

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
        name, position = match["name"], Position(number, match.start("name") + 1, len(match["name"]))
        if name not in names():
            hint = "用 perfgen rules 看所有规则的名字"
            problems.append(Diagnostic("unknown-rule", f"没有“{name}”这条规则", file, position, hint))
        elif not match["reason"].strip():
            hint = f"写成 # perfgen: allow {name} 理由"
            problems.append(Diagnostic("silence-without-reason", "没有写明放行的理由", file, position, hint))
        else:
            alone = line.lstrip().startswith("#")
            silence = Silence(name, match["reason"].strip(), position, (number, number + 1) if alone else (number,))
            for covered in silence.lines:
                lines[covered, name] = silence
    return Silences(file, lines, problems)


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
