"""A document that has lost all it carried, and the spec that a person names, in; the document with that spec's values out.

Mail gateways and Word's inspector take out properties and custom XML. What the YAML has got since the document was
built then looks as if the document had changed it back, so this is said.
"""

from __future__ import annotations

from pathlib import Path

from perfgen.extraction.labels import Labels
from perfgen.extraction.printed import as_document
from perfgen.pull.cells import bare, seen
from perfgen.readers import opening
from perfgen.readers.document import Document, ReadOrigin
from perfgen.readers.findings import Observation

_SAME = 0.5  # the share of the texts printed that must be there, if the document is of the spec


def compared(content: bytes, path: Path, tracked: str, origin: ReadOrigin, labels: Labels, spec: str) -> Document | None:
    """None where the document, the only one in its file, is not of this spec. The bookmarks count where they stand round the same values still."""
    printed = seen(as_document(labels.lay_out(origin.data)))
    (read,) = [one.document for one in opening.returned(content, path, tracked, lambda form, digest: origin)]
    texts = {bare(cell.text) for cell in seen(read)}
    values = {bare(cell.text) for cell in printed if cell.sources}
    if len(values & texts) < _SAME * len(values):
        return None
    before = {source: bare(cell.text) for cell in printed for source in cell.sources}
    marked = [(source, bare(cell.text)) for cell in seen(read) for source in cell.sources]
    if 2 * sum(before.get(source) == text for source, text in marked) < len(marked):
        without = origin._replace(sources=())
        (read,) = [one.document for one in opening.returned(content, path, tracked, lambda form, digest: without)]
    message = f"文件里没有生成它时的数据，就按 {spec} 现在的内容比较"
    hint = "生成以后 YAML 里另改的，会当作在 Word 里改了回去：逐条核对再写入"
    lost = Observation("no-origin", message, None, hint)
    return read._replace(notes=(lost, *read.notes))
