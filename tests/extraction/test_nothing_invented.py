"""No value in an imported spec that is not in the document, whatever a declaration says and whatever is typed over in it."""

from __future__ import annotations

from random import Random

import pytest
from given import learn
from hypothesis import example, given
from hypothesis import strategies as st
from imported import not_in
from random_specs import FORMS, declaration

from perfgen.extraction.printed import as_document
from perfgen.readers.document import Document, ReadTable
from perfgen.text import Text

TYPED = ["", "（暂定）", "合计", "无", "≥7项", "12.5", "（一）", "目标2：", "其他指标", "2024年", "√", "单位：元", "部门名称"]


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
@example(seed=99470, edits=3)  # a name and its code in a cell, and a text in the place of the next label
@given(seed=st.integers(0, 2**32), edits=st.integers(0, 3))
def test_each_value_stands_in_the_document(form: str, seed: int, edits: int) -> None:
    random = Random(seed)
    document = as_document(learn(form).lay_out(declaration(random, form)))
    for _ in range(edits):
        document = typed_over(document, random)
    assert not_in(document, learn(form)) == []


def typed_over(document: Document, random: Random) -> Document:
    """Another text in a cell drawn at random."""
    number = random.choice([index for index, block in enumerate(document.blocks) if isinstance(block, ReadTable)])
    table = document.blocks[number]
    assert isinstance(table, ReadTable)
    chosen = random.randrange(len(table.cells))
    cell = table.cells[chosen]._replace(paragraphs=((Text(random.choice(TYPED), ""),),))
    cells = (*table.cells[:chosen], cell, *table.cells[chosen + 1 :])
    return document._replace(blocks=(*document.blocks[:number], table._replace(cells=cells), *document.blocks[number + 1 :]))
