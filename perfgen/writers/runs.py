"""Texts in the order of a document in; a w:r of each, those that come from the spec between the ends of bookmarks, out.

A document has hundreds of texts, most of them short: so they are escaped and encoded all together.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from perfgen.ooxml import BOOKMARK
from perfgen.text import Text
from perfgen.writers.markup import escaped

NOTHING: Final = Text("")

_BETWEEN: Final = "\0"  # which no text has, since no XML can
_OPENING, _CLOSING = b"<w:r><w:t>", b"</w:t></w:r>"
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


def bookmarked(texts: Sequence[Text]) -> tuple[list[bytes], list[str]]:
    """A w:r of each text, and what the n-th bookmark stands round.

    A value of the spec, or nothing that has a source, stands between the ends of a hidden bookmark, `_perfgen_N`.
    """
    printed, sources = runs(texts), list[str]()
    for number, text in enumerate(texts):
        source = text.source
        if source and source[-1] != "#":
            printed[number] = printed[number].join(_bookmark(len(sources)))
            sources.append(source)
    return printed, sources


def runs(texts: Sequence[Text]) -> list[bytes]:
    """w:r with its w:t of each text; nothing of no text."""
    if not texts:
        return []
    together = f"{_BETWEEN}{_BETWEEN.join(texts)}{_BETWEEN}"
    if "\t" in together or f"{_BETWEEN} " in together or f" {_BETWEEN}" in together:
        return [_run(text) for text in texts]
    between = _BETWEEN.encode()
    encoded = escaped(together).encode().replace(between, _CLOSING + between + _OPENING)
    return encoded.replace(_OPENING + _CLOSING, b"").split(between)[1:-1]


def _run(text: Text) -> bytes:
    """One that may begin or end in a blank; a tab is an element of its own."""
    if not text:
        return b""
    if text[0] == " " or text[-1] == " " or "\t" in text:
        return f'<w:r><w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'.replace("\t", _TAB).encode()
    return b"%b%b%b" % (_OPENING, escaped(text).encode(), _CLOSING)


@lru_cache(maxsize=4096)  # all documents number theirs alike
def _bookmark(number: int) -> tuple[bytes, bytes]:
    start = f'<w:bookmarkStart w:id="{number}" w:name="{BOOKMARK}{number}"/>'
    return start.encode(), f'<w:bookmarkEnd w:id="{number}"/>'.encode()
