"""A spec that is not written as YAML wants it in, the same with what is mechanical and sure put right out.

Sure is a full-width colon behind a key, a space that is missing behind a colon or dash, spaces behind a dash that put the first
key of an item out of line, another dash than `-` before a key or a brace, a tab for a space or for two of an indent, full-width
digits where a number is wanted. A change that does not make its line one that the form accepts is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple
from unicodedata import normalize

from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.project import Project
from perfgen.spec.spec import load

_MOST_ROUNDS = 100  # each mends at most one slip of a line
_KEY = re.compile(r"""(?:[ -]*|.*[{,]\s*)(?:"[^"]{1,40}"|'[^']{1,40}'|[\w（）()、/]{1,40})""")
_WIDE_NUMBER = re.compile(r"[-－]?[0-9０-９]+(?:[.．][0-9０-９]+)?")
_WIDE_DASH = re.compile(r"[－—–―‐‑−]{1,2}[ \u3000]*(?=[a-z][a-z0-9_]*[:：]|\{)")
_INDENT = re.compile(r"[ \t]*")
# What is wrong with a line that was mended where it should have been left alone.
_DOUBTFUL = {"unknown-key", "duplicate-key", "bad-indent", "missing-parent", "missing-dash", "two-rows", "not-a-mapping"}


class Mended(NamedTuple):
    """A line, 1-based, as it was and as it is, and the name of what was wrong with it first."""

    line: int
    name: str
    before: str
    after: str


def mended(project: Project, source: bytes, file: str) -> tuple[bytes, list[Mended]]:
    """The new content, and each line that is another in it; as it was where a file is none that perfgen reads."""
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError:
        return source, []
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    pieces = re.split(r"(\r\n|\n|\r)", text)
    lines, ends = pieces[::2], [*pieces[1::2], ""]
    left_alone: set[int] = set()

    def joined(some: Iterable[str]) -> bytes:
        return (mark + "".join(line + end for line, end in zip(some, ends, strict=True))).encode("utf-8")

    def problems(some: Iterable[str]) -> tuple[list[Diagnostic], bool]:
        return _problems(project, joined(some), file)

    while True:
        done, names = _round_by_round(lines, left_alone, lambda some: problems(some)[0])
        found, is_read = problems(done)
        faulty = {one.position.line - 1 for one in found if one.position and one.name in _DOUBTFUL}
        doubtful = {row for row in names if row in faulty or not (is_read or _is_plain(lines[row], done[row]))}
        if not doubtful:
            return joined(done), [Mended(row + 1, name, lines[row], done[row]) for row, name in sorted(names.items())]
        left_alone |= doubtful


def _problems(project: Project, source: bytes, file: str) -> tuple[list[Diagnostic], bool]:
    """What is wrong with it, and whether it can be read."""
    try:
        spec = load(source, file)
    except ProblemsFound as problems:
        return [*problems.diagnostics], False
    try:
        project.contract_of(spec).declare(spec)
    except ProblemsFound as problems:
        return [*problems.diagnostics], True
    return [], True


def _round_by_round(
    lines: list[str], left_alone: set[int], problems: Callable[[list[str]], list[Diagnostic]]
) -> tuple[list[str], dict[int, str]]:
    """The lines with everything mended that can be, and by row the name of what was wrong first."""
    done = list(lines)
    names: dict[int, str] = {}
    for _ in range(_MOST_ROUNDS):
        new: dict[int, str] = {}
        for one in problems(done):
            rows = _rows(one, done)
            for row in rows - left_alone - new.keys():
                if (cured := _cured(one, done[row])) is not None:
                    new[row] = cured
                    names.setdefault(row, one.name)
        if not new:
            break
        for row, line in new.items():
            done[row] = line
    return done, names


def _rows(one: Diagnostic, lines: list[str]) -> set[int]:
    """The lines that a finding is about, 0-based: of tabs that indent the first is told, for all."""
    if one.position is None or one.position.line > len(lines):
        return set()
    if one.name == "tab-indent":
        return {row for row, line in enumerate(lines) if "\t" in _indent(line)}
    return {one.position.line - 1}


def _cured(one: Diagnostic, line: str) -> str | None:
    """The line without what is wrong there; None where it takes a person to tell."""
    assert one.position is not None
    column = one.position.column - 1
    before, there, after = line[:column], line[column : column + 1], line[column + 1 :]
    match one.name:
        case "fullwidth-colon" if there == "：" and _KEY.fullmatch(before):
            rest = after.lstrip(" \u3000")
            return f"{before}: {rest}" if rest else f"{before}:"
        case "missing-space" if there == ":" or (there == "-" and not before.strip(" -")):
            return f"{before}{there} {after}"
        case "missing-dash" if not before.strip(" ") and (dash := _WIDE_DASH.match(line, column)):
            return f"{before}- {line[dash.end() :]}"
        case "extra-space" if before.strip(" ") == "-":
            return before + line[column + one.position.length :]
        case "tab-character" if there == "\t" and len(re.findall(r"\t+", line.strip())) == 1 and before.rstrip(" ")[-1:] in (":", "-"):
            value = line[column:].lstrip("\t ")
            return f"{before.rstrip(' ')} {value}"
        case "tab-indent" if not _indent(line).strip("\t"):
            return "  " * len(_indent(line)) + line.lstrip("\t")
        case "wrong-type":
            number = line[column : column + one.position.length]
            plain = normalize("NFKC", number)
            if _WIDE_NUMBER.fullmatch(number) and plain != number and plain.isascii():
                return before + plain + line[column + len(number) :]
    return None


def _indent(line: str) -> str:
    found = _INDENT.match(line)
    return found[0] if found else ""


def _is_plain(before: str, after: str) -> bool:
    """Whether a change is sure though the form cannot be asked: a key of letters has got its colon or its space."""
    if not before.lstrip()[:1].isascii() or _indent(before) != _indent(after):
        return False
    return before.replace("：", ":").replace(" ", "") == after.replace(" ", "")
