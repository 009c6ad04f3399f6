"""Edits made by LibreOffice itself in a document that perfgen built: pulled, each changes just that in the YAML."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from conftest import ROOT, drawn
from given import document_of, here, loaded
from office_cases import (
    ROW_KINDS,
    SEED_KINDS,
    TEXT_KINDS,
    TRACKED_KINDS,
    Edit,
    Kind,
    change_amount,
    change_name,
    change_target,
    comment,
    move_first_row,
)

from perfgen.diagnostics import ProblemsFound
from perfgen.pull.pull import Wishes, pull

pytestmark = [pytest.mark.office, pytest.mark.slow]

SPECS = {
    "seed": ROOT / "specs" / "2021" / "光谷现代服务业园建设服务中心.yaml",
    "department": ROOT / "specs" / "examples" / "部门整体支出-示例.yaml",
    "project": ROOT / "specs" / "examples" / "项目支出-示例.yaml",
}
AFTER = {"accept all": [["do", ".uno:AcceptAllTrackedChanges"]], "reject all": [["do", ".uno:RejectAllTrackedChanges"]]}


class Case(NamedTuple):
    """`tracked`: "" where LibreOffice does not record the edit, how `pull` takes it, or what LibreOffice does with it."""

    spec: str
    kind: Kind
    number: int
    tracked: str = ""

    def __str__(self) -> str:
        parts = (self.spec, self.kind.__name__, self.tracked.replace(" ", "-"), str(self.number))
        return "-".join(filter(None, parts))


CASES = [
    *[Case("seed", kind, number) for kind in SEED_KINDS for number in range(1, drawn(2, 3))],
    *[Case("department", kind, 4) for kind in (*TEXT_KINDS, *ROW_KINDS)],
    *[Case("project", kind, 5) for kind in (change_name, change_target, comment)],
    *[Case("seed", kind, 6, "accept") for kind in TRACKED_KINDS],
    *[Case("department", kind, 7, "reject") for kind in TRACKED_KINDS],
    *[Case("seed", kind, 8, after) for kind in (change_target, *ROW_KINDS) for after in AFTER],
]
SHIFTED = [Case(spec, move_first_row, number) for spec in ("seed", "department") for number in (1, 2, 3)]


@pytest.fixture(scope="module")
def edited(
    tmp_path_factory: pytest.TempPathFactory, edit_in_office: Callable[[Sequence[dict[str, Any]]], None]
) -> dict[Case, tuple[Path, Edit]]:
    """What LibreOffice saved for each case, and the edit that was made."""
    folder = tmp_path_factory.mktemp("office-edits")
    contents = {name: document_of(path, "docx") for name, path in SPECS.items()}
    jobs: list[dict[str, Any]] = []
    found: dict[Case, tuple[Path, Edit]] = {}
    for name, content in contents.items():
        (folder / f"{name}.docx").write_bytes(content)
    for case in (*CASES, *SHIFTED):
        edit = Edit.of(contents[case.spec], loaded(SPECS[case.spec].read_bytes(), "spec"))
        if case.tracked:
            edit.do("track")
        case.kind(edit, Random(case.number))
        edit.steps += AFTER.get(case.tracked, [])
        saved = folder / f"{case}.docx"
        comments = [[edit.bookmarks[source][-1], author, text] for source, author, text in edit.comments]
        built = folder / f"{case.spec}.docx"
        jobs.append({"open": str(built), "steps": edit.steps, "comments": comments, "save": str(saved)})
        found[case] = saved, edit
    edit_in_office(jobs)
    return found


def test_there_are_cases() -> None:
    assert len({str(case) for case in CASES}) == len(CASES) >= drawn(45, 60)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_yaml_changes_by_just_what_libreoffice_edited(case: Case, edited: dict[Case, tuple[Path, Edit]]) -> None:
    document, edit = edited[case]
    spec = SPECS[case.spec]
    way = case.tracked if case.tracked in ("accept", "reject") else "accept"
    pulled = pull(here(), document, spec, Wishes(way))
    if case.tracked.startswith("reject"):
        assert (pulled.told, pulled.problems) == ([], [])
        assert pulled.revised.source == pulled.spec.source
        return
    assert loaded(pulled.revised.source, "spec") == edit.data, pulled.told
    expected = {"derived-differs"} if case.kind is change_amount else {"comment"} if edit.comments else set()
    assert {one.name for one in pulled.problems} == expected, pulled.problems
    if edit.replaced != ("", ""):
        assert pulled.revised.source.decode() == pulled.spec.source.decode().replace(*edit.replaced)
    else:
        assert len(pulled.told) <= 2
        assert max(lines_changed(pulled.spec.source, pulled.revised.source)) <= 6
    for source, author, text in edit.comments:
        (told,) = [one for one in pulled.problems if one.name == "comment"]
        assert (told.message, told.position) == (f"{author}：{text}", pulled.spec.places[source])


@pytest.mark.parametrize("kind", TRACKED_KINDS, ids=lambda kind: kind.__name__)
def test_what_libreoffice_recorded_is_refused_where_asked(kind: Kind, edited: dict[Case, tuple[Path, Edit]]) -> None:
    (document,) = [saved for case, (saved, _) in edited.items() if (case.kind, case.tracked) == (kind, "accept")]
    with pytest.raises(ProblemsFound, match="修订"):
        pull(here(), document, SPECS["seed"], Wishes("error"))


@pytest.mark.parametrize("case", SHIFTED, ids=str)
def test_row_that_libreoffice_pasted_beside_its_columns_is_refused(
    case: Case, edited: dict[Case, tuple[Path, Edit]]
) -> None:
    document, _ = edited[case]
    with pytest.raises(ProblemsFound, match="这一行的单元格右移了") as refused:
        pull(here(), document, SPECS[case.spec])
    assert "shifted-cells" in [one.name for one in refused.value.diagnostics]


def lines_changed(source: bytes, content: bytes) -> tuple[int, int]:
    """How many lines are gone, and how many are new."""
    marks = [line[0] for line in difflib.ndiff(source.decode().splitlines(), content.decode().splitlines())]
    return marks.count("-"), marks.count("+")
