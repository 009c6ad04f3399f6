"""The first page that a clerk reads: its words are those on the screen, its pictures are small."""

from __future__ import annotations

import re

from conftest import ROOT

PAGE = (ROOT / "docs" / "how-to" / "first-form.md").read_text("utf-8")
OF_WINDOWS = {"全部提取", "更多信息", "仍要运行", "文档"}
TYPED = {"大幅提高", "≥10个"}


def test_what_it_says_is_written_on_the_screen_is() -> None:
    sources = [*(ROOT / "perfgen" / "fill" / "page").glob("*.js"), *(ROOT / "release" / "windows").iterdir()]
    screen = "\n".join([*(path.name for path in sources), *(path.read_text("utf-8") for path in sources)])
    said = set(re.findall(r"“([^“”]+)”", PAGE)) - OF_WINDOWS - TYPED
    assert len(said) >= 10
    assert [words for words in said if words not in screen] == []


def test_pictures_are_small_and_described() -> None:
    pictures = re.findall(r"!\[(.+?)\]\(\.\./(first-\w+\.png)\)", PAGE)
    assert len(pictures) >= 4
    assert sum((ROOT / "docs" / name).stat().st_size for _, name in pictures) < 600_000


def test_folder_is_drawn_as_it_is_unpacked() -> None:
    drawn = re.findall(r"^[├└]── (\S+)", PAGE, re.MULTILINE)
    there = [path.name for path in (ROOT / "release" / "windows").iterdir() if path.suffix != ".py"]
    assert sorted(drawn) == sorted([*there, "program"])
