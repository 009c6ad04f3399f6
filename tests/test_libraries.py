"""What perfgen leans on in libraries though it is not public: CONTRIBUTING.md lists it, and it is still there."""

from __future__ import annotations

import re
from importlib.metadata import version

import pytest
import typer._completion_classes
import typer._completion_shared
import yaml
from conftest import ROOT
from jinja2 import Environment, Template
from jinja2.compiler import CodeGenerator
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

NAMES = [
    (Worksheet, "_write_cell"),
    (Worksheet, "_write_row"),
    (Format, "_get_xf_index"),
    (typer._completion_shared, "get_completion_script"),
    (typer._completion_classes, "completion_init"),
    (CodeGenerator, "blockvisit"),
    (CodeGenerator, "writeline"),
    (Environment, "handle_exception"),
    (yaml.SafeLoader, "scan_plain"),
    (yaml.SafeLoader, "scan_flow_scalar"),
    (yaml.SafeLoader, "get_token"),
]
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


@pytest.mark.parametrize(("owner", "name"), NAMES, ids=lambda one: one if isinstance(one, str) else "")
def test_what_is_not_public_is_there_and_listed(owner: object, name: str) -> None:
    assert callable(getattr(owner, name))
    assert re.search(rf"\b{name}`", PAGE)


def test_attributes_are_there() -> None:
    assert hasattr(Worksheet(), "fh")
    assert hasattr(Template("x"), "root_render_func")
    assert hasattr(yaml.SafeLoader(""), "marks")


def test_the_versions_that_were_tried_are_those_in_use_or_older() -> None:
    tried = re.findall(r"^\| (XlsxWriter|typer|Jinja2|PyYAML) ([0-9.]+) \|", PAGE, re.MULTILINE)
    assert len(tried) == 5
    parts = [tuple(map(int, text.split("."))) for name, text in tried]
    used = [tuple(map(int, version(name).split("."))) for name, _ in tried]
    assert [one for one, other in zip(parts, used, strict=True) if one[0] != other[0]] == []
