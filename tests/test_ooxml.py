"""What writer and reader of a Word file agree on is spelt once, in perfgen/ooxml.py."""

from __future__ import annotations

import ast
import re

from conftest import ROOT

from perfgen import ooxml

PACKAGE = ROOT / "perfgen"
CONSTANTS = {name: value for name, value in vars(ooxml).items() if name.isupper()}
# As text, and only what is long enough to be no word of its own.
SPELT = {
    name: text
    for name, value in CONSTANTS.items()
    if isinstance(value, str | bytes) and len(text := value if isinstance(value, str) else value.decode("latin-1")) > 3
}
# Beginnings of whatever else could be shared: spelt nowhere but there, whole or in part.
FAMILIES = ("openxmlformats", "purl.oclc.org", "urn:perfgen", "_perfgen_", "perfgen.form", "perfgen.sha256")
# Also the name of an element, which the reader alone knows; how a page of HTML begins; and words that are everybody's.
OTHER_WORDS = {"CUSTOM_XML", "DOCTYPE", "AGAIN", "MORE"}


def literals(source: str) -> list[str]:
    """Every string and bytes of a module but for docstrings, pieces of f-strings among them."""
    tree = ast.parse(source)
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in prose]
    return [text if isinstance(text, str) else text.decode("latin-1") for text in found if isinstance(text, str | bytes)]


def test_there_is_something_to_agree_on() -> None:
    assert len(SPELT) > 20
    assert {"W", "ORIGIN", "ORIGIN_PART", "BOOKMARK", "FORM_PROPERTY", "COMPOUND_FILE"} <= SPELT.keys()


def test_no_other_module_spells_it() -> None:
    words = [text for name, text in SPELT.items() if name not in OTHER_WORDS]
    others = [path for path in PACKAGE.rglob("*.py") if path.name != "ooxml.py"]
    assert len(others) > 100
    found = [(path.name, text) for path in others for text in literals(path.read_text("utf-8"))]
    assert [(name, text) for name, text in found if any(word in text for word in (*words, *FAMILIES))] == []


def test_the_test_sees_what_is_spelt() -> None:
    source = f'"""{ooxml.ORIGIN}"""\nA = "{ooxml.DOCUMENT}"\nB = f"<a {ooxml.BOOKMARK}{{A}}>"\nC = b"{ooxml.STYLES}"'
    assert sorted(literals(source)) == sorted([ooxml.DOCUMENT, f"<a {ooxml.BOOKMARK}", ">", ooxml.STYLES])


def test_each_constant_is_used_where_it_is_written_or_read() -> None:
    others = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if path.name != "ooxml.py")
    own = (PACKAGE / "ooxml.py").read_text("utf-8")
    unused = {name for name in CONSTANTS if not re.search(rf"\b{name}\b", others)}
    assert {name for name in unused if len(re.findall(rf"\b{name}\b", own)) < 2} == set()


def test_reader_knows_the_bookmarks_that_the_writer_names() -> None:
    for number in (0, 7, 9_999_999):
        match = ooxml.BOOKMARK_NAME.fullmatch(f"{ooxml.BOOKMARK}{number}")
        assert match is not None and int(match[1]) == number
