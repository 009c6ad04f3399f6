"""What a run needs before anything is timed: the template and schema of the peers, and that all print the same."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import contenders
import same_form

ROOT = Path(__file__).resolve().parent.parent
FORM = "department-declaration"
FEWEST = 300  # cells in the form of any spec that is compared


def prepare(work: Path) -> None:
    """Put base.docx, template.docx and schema.json into `work`."""
    import docxtpl_template  # makes the process large; the one that measures never gets here

    shutil.copy(ROOT / "templates" / "base.docx", work / "base.docx")
    docxtpl_template.make(work / "base.docx", work / "template.docx")
    command = [sys.executable, "-m", "perfgen", "schema", FORM]
    (work / "schema.json").write_bytes(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)


def compare(specs: list[Path], work: Path) -> int:
    """Build each spec with every contender, and return how many cells were compared.

    Raises AssertionError where a contender prints another grid than perfgen.
    """
    compared = 0
    for name in contenders.NAMES:
        (work / name).mkdir(exist_ok=True)
        contenders.milliseconds(name, specs, work / name)
    for spec in specs:
        grids = {name: same_form.grid(work / name / f"{spec.stem}.docx") for name in contenders.NAMES}
        expected = grids["perfgen"]
        cells = sum(len(block) for block in expected if not isinstance(block, str))
        assert cells >= FEWEST, f"{spec}: only {cells} cells"
        for name, found in grids.items():
            assert found == expected, f"{spec}: {name} prints another form than perfgen"
        compared += cells
    return compared
