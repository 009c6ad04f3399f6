"""How much work a command does: each text of a spec is parsed once by `load`, and once for the places of what it says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import given
import pytest
from command import SPEC

from perfgen.cli import run
from perfgen.layout.template import Layout
from perfgen.spec import quick
from perfgen.spec.walk import Walk

# Layouts of pull: two teach the labels, two are judged by the rules, the others print again what was read of the base
# and of what came back; of import: two for each form that it might be, one proof, one is judged; of next-year: the
# old year, the new one, and what was written; of carry: the new spec; of diff: the two that are compared, and judged.
COMMANDS = {
    "build": (["specs/a.yaml"], 1),
    "check": (["specs/a.yaml"], 1),
    "fmt": (["specs/a.yaml"], 0),
    "pull": (["edited.docx", "specs/a.yaml"], 8),
    "next-year": (["specs/a.yaml", "--out", "b.yaml"], 3),
    "carry": (["specs/a.yaml", "--to", "department-declaration", "--out", "d.yaml"], 1),
    "diff": (["old.yaml", "specs/a.yaml", "--format", "markdown"], 2),
    "import": (["edited.docx", "--out", "c.yaml"], 2 + 2 * len(given.here().forms())),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    spec = Path("specs/a.yaml")
    spec.parent.mkdir()
    spec.write_text(SPEC, "utf-8")
    Path("old.yaml").write_text(SPEC.replace("图书馆", "科技馆"), "utf-8")
    given.edited_in_word(spec, "临湖市公共图书馆服务中心", "临湖市图书馆").rename("edited.docx")
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", COMMANDS)
def test_no_text_is_parsed_twice(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    loads: Counter[bytes] = Counter()
    walks: Counter[str] = Counter()
    layouts: Counter[None] = Counter()

    def count(owner: Any, name: str, counter: Counter[Any], of: Any) -> None:
        real = getattr(owner, name)

        def counted(*arguments: Any) -> Any:
            counter[of(*arguments)] += 1
            return real(*arguments)

        monkeypatch.setattr(owner, name, counted)

    count(quick, "read", loads, lambda source: source)
    count(Walk, "__init__", walks, lambda _, text: text)
    count(Layout, "lay_out", layouts, lambda *_: None)
    arguments, most = COMMANDS[command]
    assert run([command, *arguments]) < 2
    # Short texts are single values that are tried out for whether they need quotes.
    texts = [source for source in loads if len(source) > 200]
    assert texts
    assert {source: loads[source] for source in texts if loads[source] > 1} == {}
    assert {text: number for text, number in walks.items() if number > 1} == {}
    assert layouts.total() <= most
