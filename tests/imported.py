"""What `import` makes of a document that has lost its bookmarks, against the text of the document."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sheets import dropped

from perfgen.data import Data
from perfgen.extraction.extract import extract
from perfgen.extraction.labels import Labels
from perfgen.pull.cells import bare, seen
from perfgen.readers.document import Document


def not_in(document: Document, labels: Labels) -> list[str]:
    """The values of the spec that is read of the document, each of which it does not hold; an amount may be spelt otherwise."""
    document = dropped(document)
    texts = [bare(cell.text) for cell in seen(document)]
    whole = "\n".join(texts)
    found = extract(document, labels, "a.docx").data
    return [str(leaf) for leaf in _leaves({**found, "form": None}) if not _is_in(leaf, whole)]


def _is_in(leaf: Data, whole: str) -> bool:
    if bare(str(leaf)) in whole:
        return True
    return isinstance(leaf, int | Decimal) and any(bare(spelling) in whole for spelling in (f"{leaf:.2f}", f"{leaf:,.2f}"))


def _leaves(data: Data) -> Iterator[Data]:
    if isinstance(data, dict | list):
        for part in data.values() if isinstance(data, dict) else data:
            yield from _leaves(part)
    elif data is not None:
        yield data
