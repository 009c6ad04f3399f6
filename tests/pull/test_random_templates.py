"""Whatever a form of one's own prints: `pull` of it changes nothing, and what is read of it without bookmarks stands in it."""

from __future__ import annotations

import shutil
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import given
import hypothesis
import pytest
from conftest import ROOT
from given import here
from imported import not_in
from random_templates import OwnForm, own_forms

from perfgen.pull.pull import pull
from perfgen.readers import docx


@pytest.mark.slow
@hypothesis.given(own_forms())
def test_nothing_is_edited_and_nothing_invented(form: OwnForm) -> None:
    with TemporaryDirectory() as folder, chdir(folder):
        spec = form.write(Path())
        shutil.copy(ROOT / "templates/base.docx", "templates")
        problems, document = given.built(spec)
        assert problems == []
        before = spec.read_bytes()
        pulled = pull(here(), document, None)
        assert (pulled.told, pulled.problems) == ([], [])
        assert pulled.revised.source == spec.read_bytes() == before
        assert not_in(docx.read(document.read_bytes(), "a.docx"), here().labels("mini")) == []
