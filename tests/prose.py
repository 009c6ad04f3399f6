"""Files of the project in, the Chinese prose in them out, piece by piece: what a person reads, not code or data.

In a piece `{}` stands for what is put in when the program runs, and `` `x` `` for code.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HAN = re.compile("[\u4e00-\u9fff]")
_LEAST = 0.3  # of what is written is Han: an English sentence about 绩效目标 has less
_ENGLISH = re.compile(r"\b(?:the|is|are|of|to|in|say|it)\b", re.IGNORECASE)
_FENCED = re.compile(r"^ *(```+).*?^ *\1$|<!--.*?-->", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]+`|\{[^{}\n]*: [^{}\n]*\}|\bform: [\w-]+|\[\[.*\]\]")  # a mapping in a sentence is code too
_TYPED = re.compile(r"“[^“”\n]*[:(|,][^“”\n]*”")  # what is to be typed, or stands in a menu of Word
_WORDS = re.compile(r"(?:[^\s，。；：、]{1,6} ){5,}.*")  # a list of words for a rule
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"</?[a-z][^>]*>")
_ATTRIBUTE = re.compile(r'(?:title|placeholder|aria-label|content)="([^"]*)"')
_JSON = re.compile(r'"(?:description|message|title|\$comment)": "((?:[^"\\]|\\.)*)"')
_SCRIPT = re.compile(r"'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`|\"((?:[^\"\\\n]|\\.)*)\"|//\s*(.*)")
_HOLE = re.compile(r"\$\{(?:[^{}]|\{[^{}]*\})*\}")
_COMMENT = re.compile(r"(?:^|\s)#\s*(.*)|//\s*(.*)")
_PATTERN = re.compile(r"\(\?|\[\^|\\[sdw]|\S\|\S|\]\*|\.\*|\{0,|\w\?|0123")  # a regular expression


class Piece(NamedTuple):
    line: int
    text: str


def prose(path: Path) -> list[Piece]:
    """The pieces of a file, by its suffix."""
    content = path.read_text("utf-8")
    return [piece for piece in _READERS[path.suffix](content) if is_chinese(piece.text)]


def is_chinese(text: str) -> bool:
    """Whether it is Chinese as people write it: no pattern, no list of words, no English that names a thing in Chinese."""
    if len(HAN.findall(text)) < 2:
        return False
    written = re.sub(r"\s|\{\}|`x`", "", text)
    if _ENGLISH.search(text) or _PATTERN.search(text) or _WORDS.fullmatch(text):
        return False
    return len(HAN.findall(text)) > 1 and len(HAN.findall(text)) / len(written) >= _LEAST


def markdown(content: str) -> Iterator[Piece]:
    for number, line in enumerate(_without_code(content).splitlines(), 1):
        plain = _TAG.sub("", _LINK.sub(r"\1", line))
        yield from (Piece(number, cell.strip()) for cell in re.split(r"(?<!\\)\|", plain))


def python(content: str) -> Iterator[Piece]:
    inside = set()
    for node in ast.walk(ast.parse(content)):
        match node:
            case ast.JoinedStr(values):
                inside.update(map(id, values))
                parts = [str(one.value) if isinstance(one, ast.Constant) else "{}" for one in values]
                yield from _lines(node.lineno, _without_code("".join(parts)))
            case ast.Constant(str(value)) if id(node) not in inside:
                yield from _lines(node.lineno, _without_code(value))


def json(content: str) -> Iterator[Piece]:
    """What a schema says; its keys and titles are the words of the form."""
    for number, line in enumerate(content.splitlines(), 1):
        yield from (Piece(number, _without_code(found[1])) for found in _JSON.finditer(line) if not found[0].startswith('"title"'))


def toml(content: str) -> Iterator[Piece]:
    tomllib.loads(content)
    yield from _comments(content)


def script(content: str) -> Iterator[Piece]:
    for found in _SCRIPT.finditer(content):
        text = next(filter(None, found.groups()), "")
        yield from _lines(content.count("\n", 0, found.start()) + 1, _HOLE.sub("{}", text))


def page(content: str) -> Iterator[Piece]:
    for number, line in enumerate(content.splitlines(), 1):
        yield from (Piece(number, text) for text in _ATTRIBUTE.findall(line))
        yield Piece(number, _TAG.sub("", line).strip())


def _comments(content: str) -> Iterator[Piece]:
    for number, line in enumerate(content.splitlines(), 1):
        yield from (Piece(number, found[1] or found[2]) for found in _COMMENT.finditer(line) if found[1] or found[2])


def _without_code(text: str) -> str:
    return _TYPED.sub("“x”", _CODE.sub("`x`", _FENCED.sub(lambda found: "\n" * found[0].count("\n"), text)))


def _lines(first: int, text: str) -> Iterator[Piece]:
    yield from (Piece(first + number, line.strip()) for number, line in enumerate(text.split("\n")))


_READERS = {
    ".md": markdown, ".py": python, ".json": json, ".toml": toml, ".js": script, ".html": page, ".yml": _comments,
    ".yaml": _comments,
}  # fmt: skip
