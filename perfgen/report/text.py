"""Diagnostics in, text for a person out: with the line of the file, or a line each.

The line of the file is shown with the place underlined. The number of a column counts characters; the underline counts
display columns, two for a Han character.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from perfgen import on_disk
from perfgen.diagnostics import Diagnostic, Position, ProblemsFound, Severity
from perfgen.display import fitting, visible, width
from perfgen.report.look import PLAIN, TerminalLook

WORDS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
OFF_WORD = "关闭"  # of a rule
MAX_WIDTH = 100  # display columns of an excerpt where there is no terminal


def text(diagnostics: Iterable[Diagnostic], look: TerminalLook = PLAIN) -> str:
    """For a person: the finding, the line it is about, what to do."""
    return "\n".join(blocks(diagnostics, look))


def blocks(diagnostics: Iterable[Diagnostic], look: TerminalLook = PLAIN) -> list[str]:
    """The same, each by itself."""
    lines_of = _Lines()
    return [_block(diagnostic, lines_of, look) for diagnostic in _sorted(diagnostics)]


def concise(diagnostics: Iterable[Diagnostic]) -> str:
    """A line each: `file:line:column: 错误 message [name]`."""
    return "".join(f"{headline(diagnostic)}\n" for diagnostic in _sorted(diagnostics))


def counted(counts: Mapping[Severity, int]) -> str:
    """How many of each severity: “2 处错误，1 处警告”; "" for none."""
    return "，".join(f"{counts[severity]} 处{word}" for severity, word in WORDS.items() if counts.get(severity))


_TAB, _CUT, _BAR = "    ", "…", " |"  # how an excerpt shows a tab, that it leaves out what does not fit, and its left edge


def _sorted(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    return sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)


def headline(diagnostic: Diagnostic, word: str = "", look: TerminalLook = PLAIN) -> str:
    """Where it is and what; `word` in place of its severity."""
    place = visible(diagnostic.file)
    if diagnostic.position:
        place += f":{diagnostic.position.line}:{diagnostic.position.column}"
    severity = look.severity(word or WORDS[diagnostic.severity], diagnostic.severity)
    return f"{look.place(place)}: {severity} {visible(diagnostic.message)} [{diagnostic.name}]"


def _block(diagnostic: Diagnostic, lines_of: _Lines, look: TerminalLook) -> str:
    from perfgen.lint.rule import title  # not needed while all is well

    lines = [f"{headline(diagnostic, look=look)} {title(diagnostic.name)}".rstrip()]
    gutter = ""
    if diagnostic.position and (line := lines_of(diagnostic)) is not None:
        number = str(diagnostic.position.line)
        gutter = " " * len(number)
        room = look.room(MAX_WIDTH, len(gutter) + len(_BAR) + 1 + 2 * len(_CUT))
        excerpt, indent, length = _excerpt(line, diagnostic.position, room)
        bar, marks = look.frame(f"{gutter}{_BAR}"), look.severity("^" * length, diagnostic.severity)
        lines += [bar, f"{look.frame(f'{number}{_BAR}')} {excerpt}".rstrip(), f"{bar} {' ' * indent}{marks}"]
    if diagnostic.hint:
        lines.append(f"{look.frame(f'{gutter} =')} {asked(diagnostic)}：{visible(diagnostic.hint)}")
    return "\n".join(lines) + "\n"


def asked(diagnostic: Diagnostic) -> str:
    """What the hint answers: of a note, or where no place is wrong, nothing is to be changed."""
    return "怎么改" if diagnostic.position and diagnostic.severity != Severity.INFO else "怎么办"


def _excerpt(line: str, position: Position, room: int = MAX_WIDTH) -> tuple[str, int, int]:
    """As much of the line as fits, and how many columns stand before the place and belong to it."""
    start = min(position.column - 1, len(line))
    end = max(start + position.length, start + 1)
    parts = line[:start], line[start:end] or " ", line[end:]
    before, marked, after = (visible(part.replace("\t", _TAB)) for part in parts)
    if width(before) > room // 2:
        before = _CUT + fitting(before[::-1], room // 3)[::-1]
    indent = width(before)
    marked_fits = fitting(marked, room - indent)
    length = width(marked_fits)
    if marked_fits != marked:
        return f"{before}{marked_fits}{_CUT}", indent, length
    fits = fitting(after, room - indent - length)
    return f"{before}{marked}{fits}{_CUT if fits != after else ''}".rstrip(), indent, length


class _Lines:
    """The lines of the files that diagnostics are about, each file read once."""

    def __init__(self) -> None:
        self._files: dict[str, list[str]] = {}

    def __call__(self, diagnostic: Diagnostic) -> str | None:
        if diagnostic.file not in self._files:
            try:
                content = on_disk.beginning(Path(diagnostic.file), 10_000_000)
            except (OSError, ProblemsFound):
                content = b""
            text = content.decode("utf-8", "replace").removeprefix("\ufeff")
            self._files[diagnostic.file] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        lines, number = self._files[diagnostic.file], diagnostic.position.line if diagnostic.position else 0
        return lines[number - 1] if 0 < number <= len(lines) and lines != [""] else None
