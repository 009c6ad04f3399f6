"""The path that editors follow to the schema is right in whatever folder the spec goes to."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfgen.manuscript.relink import relinked

LINE = "# yaml-language-server: $schema="


@pytest.mark.parametrize(
    ("schema", "old", "new", "expected"),
    [
        ("../../schema/a.json", "specs/2021", "specs/2022", "../../schema/a.json"),
        ("./../../schema/a.json", "specs/2021", "specs/2022", "./../../schema/a.json"),
        ("../../schema/a.json", "specs/2021", "specs/2022/区", "../../../schema/a.json"),
        ("../../schema/a.json", "specs/2021", "", "schema/a.json"),
        ("a.json", "specs/2021", "specs/2022", "../2021/a.json"),
        ("/schema/a.json", "specs/2021", "", "/schema/a.json"),
        ("https://example.org/a.json", "specs/2021", "", "https://example.org/a.json"),
    ],
)
@pytest.mark.parametrize("rest", ["\nform: x\n", "  # 甲\r\nform: x\r\n"])
@pytest.mark.parametrize("ahead", ["", "\ufeff", "# 甲\n  "])
def test_path_leads_to_the_same_schema(schema: str, old: str, new: str, expected: str, rest: str, ahead: str) -> None:
    result = relinked(f"{ahead}{LINE}{schema}{rest}".encode(), Path(old), Path(new))
    assert result.decode() == f"{ahead}{LINE}{expected}{rest}"


def test_spec_without_a_path_stays() -> None:
    source = b"form: x  # schema=a.json\n"
    assert relinked(source, Path("a"), Path("b/c")) == source
