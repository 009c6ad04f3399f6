"""What the tests of the page share: a spec in a project, asked without a browser; a server with one, for a test or a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from asked import Asker
from command import SPEC
from filled_page import Served


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("specs", "2026", "馆.yaml")
    path.parent.mkdir(parents=True)
    path.write_text(SPEC, "utf-8")
    return path


@pytest.fixture
def asker(spec: Path) -> Asker:
    return Asker()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path, SPEC)
    served.start()
    yield served
    served.close()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    running = Served(tmp_path_factory.mktemp("project"), SPEC)
    running.start()
    yield running
    running.close()
