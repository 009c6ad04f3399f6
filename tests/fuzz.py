"""Random mistakes in specs, documents and edits: whatever is wrong is told, and never as a fault of perfgen's own.

    python tests/fuzz.py specs=20000 documents=3000 merges=2000 [seconds=900] [seed=1]

What fails is kept in `fuzz/`, with its traceback; the status is 1 then.
"""

from __future__ import annotations

import os
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from math import inf
from pathlib import Path
from zipfile import ZipFile

from conftest import ROOT

from perfgen.building.checking import check
from perfgen.building.laying import lay_out, write
from perfgen.defect import diagnostics_of
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.extraction.extract import extract
from perfgen.extraction.recognise import recognise
from perfgen.manuscript import canonical
from perfgen.project import Project
from perfgen.pull.pull import Wishes
from perfgen.pull.pull import pull as take_edits
from perfgen.readers import opening
from perfgen.report.formats import Report, written
from perfgen.spec.spec import load

SPECS = [*sorted((ROOT / "specs").rglob("*.yaml")), ROOT / "tests" / "data" / "messages" / "department.yaml"]
DOCUMENT = "word/document.xml"
ODD = (
    *("：", "，", "。", "“", "”", "【", "（", "\u3000", "\xa0", "\t", "\r", "\n", "\n\n", " ", "  ", "- ", "-", "#", " #", ": ", ":"),
    *("{", "}", "[", "]", "{}", "[]", "|", ">", "|-", "&a", "*a", "!!str ", "!x", "<<: ", "?", "? ", "---\n", "...\n", "%YAML 1.2\n"),
    *("'", '"', "''", "\\", "\\u0000", "\\x", "`", "@", "~", "null", "true", "no", "0x1F", "1e999", "-0", "1_0", "9" * 400),
    *("\ufeff", "\u2028", "\x85", "\x00", "\x07", "\ud7ff", "\ufffe", "𠮷", "\U0010ffff", "\u202e", "\u200b", "e\u0301"),
    *("≥", "≤90%", "100%", "5.4万", "____", "# 待填：", "form", "form: ", "history", "target: ", "name: ", "budget", "2021", "2021: "),
)
TAGS = ("w:p", "w:r", "w:t", "w:tc", "w:tr", "w:tbl", "w:ins", "w:del", "w:sdt", "w:br", "w:tab", "w:vMerge", "w:gridSpan")

Edit = Callable[[random.Random, str], str]


def _cut(dice: random.Random, text: str) -> str:
    start = dice.randrange(len(text) + 1)
    return text[:start] + text[start + dice.choice((1, 1, 1, 2, 5, 40)) :]


def _put(dice: random.Random, text: str) -> str:
    place = dice.randrange(len(text) + 1)
    return text[:place] + dice.choice(ODD) + text[place:]


def _swap(dice: random.Random, text: str) -> str:
    lines = text.split("\n")
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _repeat(dice: random.Random, text: str) -> str:
    lines = text.split("\n")
    start = dice.randrange(len(lines))
    part = lines[start : start + dice.choice((1, 2, 5, 20))]
    place = dice.randrange(len(lines))
    return "\n".join([*lines[:place], *part, *lines[place:]])


def _indent(dice: random.Random, text: str) -> str:
    lines = text.split("\n")
    place = dice.randrange(len(lines))
    lines[place] = dice.choice((" ", "  ", "\t", "", "    ")) + lines[place].lstrip() * dice.choice((1, 1, 0))
    return "\n".join(lines)


def _end(dice: random.Random, text: str) -> str:
    return text[: dice.randrange(len(text) + 1)]


def _tag(dice: random.Random, text: str) -> str:
    """Take one element's tags away, or put one twice."""
    name = dice.choice(TAGS)
    found = list(re.finditer(rf"<{name}(?: [^>]*)?/?>", text))
    if not found:
        return text
    match = dice.choice(found)
    if dice.random() < 0.5:
        end = text.find(f"</{name}>", match.end())
        whole = text[match.start() : end + len(name) + 3] if end > 0 and not match[0].endswith("/>") else match[0]
        return text.replace(whole, whole * dice.choice((0, 2)), 1)
    number = re.sub(r'"[^"]*"', lambda _: f'"{dice.choice(("0", "-1", "3", "63", "99999999999", "", "x", "restart"))}"', match[0], count=1)
    return text[: match.start()] + number + text[match.end() :]


def _retype(dice: random.Random, text: str) -> str:
    """Change the text of a run."""
    found = list(re.finditer(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", text))
    match = dice.choice(found)
    changed = dice.choice((_cut, _put))(dice, match[1])
    changed = re.sub("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff&<>]", "", changed)
    return text[: match.start(1)] + changed + text[match.end(1) :]


TEXT_EDITS: tuple[Edit, ...] = (_cut, _put, _put, _swap, _repeat, _indent, _end)


def _times(dice: random.Random) -> int:
    return dice.choice((1, 1, 2, 3, 8))


def _specs(dice: random.Random, project: Project, _: Path) -> bytes:
    text = dice.choice(SPECS).read_text("utf-8")
    for _number in range(_times(dice)):
        text = dice.choice(TEXT_EDITS)(dice, text)
    source = text.encode("utf-8", "surrogatepass")
    if dice.random() < 0.1:
        place = dice.randrange(len(source) + 1)
        source = source[:place] + dice.randbytes(2) + source[place:]
    try:
        spec = load(source, "a.yaml")
        found = check(project, spec)
        again = canonical.fmt(spec, project.contract_of(spec))
        assert load(again, "a.yaml").data == spec.data, "fmt changed what is said"
    except ProblemsFound as problems:
        found = list(problems.diagnostics)
    _tell(found, source)
    return source


def _document(dice: random.Random, project: Project, edits: tuple[Edit, ...]) -> bytes:
    laid = lay_out(project, dice.choice(SPECS[:3]))
    with ZipFile(BytesIO(write(project, laid, "docx"))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text = parts[DOCUMENT].decode()
    for _ in range(_times(dice)):
        text = dice.choice(edits)(dice, text)
    parts[DOCUMENT] = text.encode("utf-8", "surrogatepass")
    if dice.random() < 0.3:
        parts.pop("customXml/item1.xml", None)
    content = BytesIO()
    with ZipFile(content, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    whole = content.getvalue()
    return whole if dice.random() < 0.95 else whole[: dice.randrange(len(whole))]


def _documents(dice: random.Random, project: Project, folder: Path) -> bytes:
    content = _document(dice, project, (_tag, _tag, _retype, _cut))
    path = folder / "a.docx"
    path.write_bytes(content)
    try:
        document = opening.read(path)
        known = recognise(document, "a.docx", project.forms(), project.labels)
        extract(document, project.labels(known.form), "a.docx")
    except ProblemsFound as problems:
        _tell(list(problems.diagnostics), b"")
    return content


def _merges(dice: random.Random, project: Project, folder: Path) -> bytes:
    path, spec = folder / "b.docx", folder / "b.yaml"
    text = dice.choice(SPECS[:3]).read_text("utf-8")
    for _ in range(_times(dice) - 1):
        text = dice.choice((_cut, _put, _repeat))(dice, text)
    content = _document(dice, project, (_retype, _retype, _tag))
    path.write_bytes(content)
    spec.write_bytes(text.encode("utf-8", "surrogatepass"))
    wishes = Wishes(dice.choice(("accept", "reject")), dice.choice((None, "ours", "theirs")), dice.random() < 0.5, True)
    try:
        pulled = take_edits(project, path, spec, wishes)
        _tell(pulled.problems, b"")
    except ProblemsFound as problems:
        _tell(list(problems.diagnostics), b"")
    return content


def _tell(found: list[Diagnostic], source: bytes) -> None:
    """As a person would be told."""
    for one in found:
        assert one.message, one
    for report in (Report.TEXT, Report.JSON):
        written(found, report)


KINDS = {"specs": _specs, "documents": _documents, "merges": _merges}


def fuzz(kind: str, times: int, seed: int, until: float = inf, kept: Path | None = None) -> Counter[str]:
    """How many were tried, and what failed, by where it failed. Each case has a seed of its own, `seed` and its number."""
    project = Project(ROOT)
    found = Counter[str]()
    with tempfile.TemporaryDirectory() as place:
        for number in range(times):
            if time.monotonic() > until:
                break
            found["tried"] += 1
            try:
                KINDS[kind](random.Random(f"{kind} {seed} {number}"), project, Path(place))
            except Exception as error:
                told = [one for one in diagnostics_of(error, "x") if one.name == "internal-error"]
                last = traceback.extract_tb(error.__traceback__)[-1]
                where = f"{type(error).__name__} {Path(last.filename).name}:{last.lineno}"
                if told and where not in found and kept:
                    kept.mkdir(exist_ok=True)
                    (kept / f"{kind}-{seed}-{number}.txt").write_text(traceback.format_exc(), "utf-8")
                found[where] += 1
    return found


def main() -> None:
    asked = dict(one.split("=", 1) for one in sys.argv[1:])
    seed, until = int(asked.pop("seed", "0")), time.monotonic() + float(asked.pop("seconds", "900"))
    os.environ.pop("PERFGEN_DEBUG", None)
    failed = 0
    for kind, times in asked.items():
        began = time.monotonic()
        found = fuzz(kind, int(times), seed, until, Path("fuzz"))
        failed += sum(found.values()) - found["tried"]
        print(kind, dict(found), f"{time.monotonic() - began:.0f} s", flush=True)
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
