"""Each shipped form that LibreOffice has opened and saved: `pull` changes nothing, and what was typed over in it only that."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import given
import pytest
from conftest import EXAMPLES
from given import here, loaded
from returned import Returned, part, steps

from perfgen.pull.pull import pull

pytestmark = pytest.mark.office
NAMES = ("/name", "/content")  # of indicators


@pytest.fixture(scope="module")
def saved(
    tmp_path_factory: pytest.TempPathFactory, resaved: Callable[[Sequence[Path], Sequence[str]], list[Path]]
) -> dict[str, Path]:
    """What LibreOffice saves of the document of each example, by the name of that, in one call."""
    folder = tmp_path_factory.mktemp("built")
    files = [folder / f"{spec.stem}.docx" for spec in EXAMPLES]
    for spec, file in zip(EXAMPLES, files, strict=True):
        file.write_bytes(given.document_of(spec, "docx"))
    return {file.stem: file for file in resaved(files, ["docx"])}


@pytest.mark.parametrize("spec", EXAMPLES, ids=lambda path: path.stem)
def test_only_what_is_edited_changes(
    saved: dict[str, Path], spec: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    mine = Path(shutil.copy(spec, tmp_path))
    pulled = pull(here(), saved[spec.stem], mine)
    assert (pulled.told, pulled.problems, pulled.revised.source) == ([], [], spec.read_bytes())
    returned, expected = Returned(saved[spec.stem].read_bytes()), copy.deepcopy(loaded(spec.read_bytes()))
    source = [mark for mark in returned.marks if mark.endswith(NAMES)][-1]
    *path, key = steps(source)
    part(expected, path)[key] = "改过的名称"
    returned.set(source, "改过的名称")
    edited = tmp_path / "returned.docx"
    edited.write_bytes(returned.content())
    pulled = pull(here(), edited, mine)
    assert (len(pulled.told), pulled.problems, pulled.revised.data) == (1, [], expected), pulled.told


def test_every_shipped_form_is_tried() -> None:
    forms = {loaded(spec.read_bytes())["form"] for spec in EXAMPLES}
    assert forms == set(here().forms()) and len(forms) >= 13
