"""A document that has lost all it carried, and the spec that a person names, in; the document with that spec's values out.

Mail gateways and Word's inspector take out properties and custom XML. What the YAML has got since the document was
built then looks as if the document had changed it back, so this is said.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from perfgen.extraction.joining import joined
from perfgen.extraction.labels import Labels
from perfgen.extraction.printed import as_document
from perfgen.form import OFFICIAL
from perfgen.pull.cells import bare, seen
from perfgen.readers import opening
from perfgen.readers.document import Document, ReadCell, ReadOrigin, ReadTable
from perfgen.readers.findings import Observation
from perfgen.text import Text

_SAME = 0.5  # the share of the texts printed that must be there, if the document is of the spec


def compared(content: bytes, path: Path, tracked: str, origin: ReadOrigin, labels: Labels, spec: str) -> Document | None:
    """None where the document, the only one in its file, is not of this spec. The bookmarks count where they stand round the same values still."""
    unedited = as_document(labels.lay_out(origin.data))
    printed = seen(unedited)
    (read,) = [one.document for one in opening.returned(content, path, tracked, lambda form, digest: origin)]
    read = joined(read, labels.parted)
    texts = {bare(cell.text) for cell in seen(read)}
    values = {bare(cell.text) for cell in printed if cell.sources}
    if len(values & texts) < _SAME * len(values):
        return None
    before = {source: bare(cell.text) for cell in printed for source in cell.sources}
    marked = [(source, bare(cell.text)) for cell in seen(read) for source in cell.sources]
    if 2 * sum(before.get(source) == text for source, text in marked) < len(marked):
        without = origin._replace(sources=())
        (read,) = [one.document for one in opening.returned(content, path, tracked, lambda form, digest: without)]
        read = joined(read, labels.parted)
    if labels.layout != OFFICIAL and not marked:
        read = _marked(read, unedited)
    message = f"文件里没有生成它时的数据，就按 {spec} 现在的内容比较"
    hint = "生成以后 YAML 里另改的，会当作在文件里改了回去：逐条核对再写入"
    lost = Observation("no-origin", message, None, hint)
    return read._replace(notes=(lost, *read.notes))


def _marked(read: Document, printed: Document) -> Document:
    """With the sources of what is printed once in its column: a flat sheet has nothing else to tell whose a row is."""
    every = [(cell.column, run, run.source) for cell in _cells(printed) for line in cell.paragraphs for run in line]
    times = Counter((column, str(run)) for column, run, _ in every)
    sources = {(column, str(run)): source for column, run, source in every if source and times[column, str(run)] == 1}

    def known(cell: ReadCell) -> ReadCell:
        text = "".join(run for line in cell.paragraphs for run in line)
        source = sources.get((cell.column, text), "")
        return cell._replace(paragraphs=((Text(text, source),),)) if source and text else cell

    blocks = [one._replace(cells=tuple(map(known, one.cells))) if isinstance(one, ReadTable) else one for one in read.blocks]
    return read._replace(blocks=tuple(blocks))


def _cells(document: Document) -> list[ReadCell]:
    return [cell for block in document.blocks if isinstance(block, ReadTable) for cell in block.cells]
