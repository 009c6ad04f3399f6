"""The way of a clerk who never opens the YAML: next-year, build, every blank filled in Word, pull; nothing is left to do."""

from __future__ import annotations

import re
import shutil
from contextlib import chdir
from pathlib import Path
from typing import Any

import docx
import given
import pytest
from command import run
from conftest import ROOT
from given import here, laid_out

from perfgen.building.checking import judge
from perfgen.data import BLANK
from perfgen.diagnostics import exit_status
from perfgen.form import Table
from perfgen.lint.unfilled import notes
from perfgen.manuscript.canonical import dump
from perfgen.next_year.turn import next_year
from perfgen.pointers import value_at
from perfgen.pull.pull import pull
from perfgen.spec.spec import Spec, read

EXAMPLES = [ROOT / f"specs/examples/{name}-示例.yaml" for name in ("部门整体支出", "项目支出")]
CLEAN = sorted((ROOT / "tests/data/clean").glob("*.yaml"))
OWN_FORM = ROOT / "tests/data/forms/self-evaluation"


def filled_in(turned: Spec, last_year: Spec) -> bytes:
    """What the clerk would have typed into the YAML: a word for each blank, and amounts of the last year."""
    data: Any = here().contract_of(turned).declare(turned) and read(Path(turned.file)).data
    for note in notes(turned):
        for key in note.keys:
            holder = value_at(data, note.owner)
            assert isinstance(holder, dict)
            holder[key] = value_at(last_year.data, f"{note.owner}/{key}")
    return re.sub(BLANK, "≥61个", dump(data, here().contract_of(turned))).encode()


def type_blanks(document: Path, turned: Spec, wanted: bytes) -> int:
    """Each cell that differs from what would be printed once all is filled in gets that text; gives back how many."""
    word = docx.Document(str(document))
    tables = [block for block in laid_out(wanted).form.blocks if isinstance(block, Table)]
    before = [block for block in laid_out(turned.source).form.blocks if isinstance(block, Table)]
    count = 0
    for number, (table, old) in enumerate(zip(tables, before, strict=True)):
        for cell, was in zip(table.cells, old.cells, strict=True):
            if cell.text != was.text and any(run.source for line in cell.paragraphs for run in line):
                paragraphs = word.tables[number].cell(cell.row, cell.column).paragraphs
                for paragraph, line in zip(paragraphs, cell.paragraphs, strict=True):
                    texts = list(paragraph._p.iter("{*}t"))
                    for text in texts:
                        text.text = ""
                    if texts:
                        texts[0].text = "".join(line)
                    else:
                        paragraph.add_run("".join(line))
                count += 1
    word.save(str(document))
    return count


def filled_in_word(spec: Path) -> tuple[Spec, Spec, int]:
    """Next year's spec before and after all its blanks were filled in Word, and how many cells that were."""
    turned = Path("specs/next.yaml")
    last_year = read(spec)
    turned.write_bytes(next_year(here(), last_year).spec.source)
    problems, document = given.built(turned)
    assert [one.name for one in problems] == ["unfilled"]
    wanted = filled_in(read(turned), last_year)
    count = type_blanks(document, read(turned), wanted)
    pulled = pull(here(), document, turned)
    assert {one.name for one in pulled.problems} <= {"derived-differs"}  # totals and shares, which nobody fills in
    assert exit_status(pulled.problems) == 0
    return pulled.spec, pulled.revised, count


@pytest.mark.parametrize(
    "spec", [*EXAMPLES, *(pytest.param(path, marks=pytest.mark.slow) for path in CLEAN)], ids=lambda path: path.stem
)
def test_nothing_is_left_to_do_once_the_blanks_are_filled(spec: Path, tmp_path: Path) -> None:
    with chdir(tmp_path):
        Path("specs").mkdir()
        before, after, count = filled_in_word(spec)
        assert count >= 3
        assert "待填" in before.text or BLANK in before.text
        assert "待填" not in after.text and BLANK not in after.text
        found = {one.name for one in judge(here(), laid_out(after.source))}
        assert "unfilled" not in found


def test_value_of_the_last_year_that_is_typed_over_has_no_note_any_more(tmp_path: Path) -> None:
    shutil.copytree(OWN_FORM, tmp_path, dirs_exist_ok=True)
    run("next-year", "specs/a.yaml", "--out", "specs/b.yaml", cwd=tmp_path)
    run("build", "specs/b.yaml", cwd=tmp_path)
    with chdir(tmp_path):
        word = docx.Document("build/b.docx")
        for text in word.element.body.iter("{*}t"):
            text.text = "95" if text.text == "90" else text.text
        word.save("build/b.docx")
        pulled = pull(here(), Path("build/b.docx"), None)
    assert "total: 95\n" in pulled.revised.text
