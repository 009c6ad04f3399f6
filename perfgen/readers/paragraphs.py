"""The text of paragraphs of a .docx: runs in, lines of texts out, each text with the source that a bookmark gives it.

A line break in a paragraph begins a new line, as a paragraph does: in a form the two mean the same.
"""

from __future__ import annotations

import re

from lxml import etree

from perfgen.display import quoted, shortened
from perfgen.ooxml import MATHS, SPACE, W
from perfgen.readers.document import EMPTY, Line, Lines, too_much
from perfgen.readers.fields import Field
from perfgen.readers.marks import Bookmark, Marks
from perfgen.readers.symbols import is_symbolic, symbol
from perfgen.readers.vocabulary import DELETED_TEXT, PARAGRAPH_PROPERTIES, RUN, RUN_PROPERTIES, TEXT, on, properties
from perfgen.readers.walk import DocumentWalk, start_of_text
from perfgen.text import Text

MAX_TEXT = 5_000_000  # characters of a document, as of a spec

_CHARACTERS = {W + "tab": "\t", W + "ptab": "\t", W + "noBreakHyphen": "-"}
_FIELD, _SYMBOL, _BREAK = W + "fldChar", W + "sym", frozenset((W + "br", W + "cr"))
_IGNORED = {
    W + "drawing": ("picture", "图片"),
    W + "pict": ("picture", "图片"),
    W + "object": ("embedded-object", "嵌入的对象"),
    W + "footnoteReference": ("footnote", "脚注"),
    W + "endnoteReference": ("footnote", "尾注"),
    W + "subDoc": ("embedded-document", "嵌入的文档"),
    MATHS + "oMath": ("formula", "公式"),
    MATHS + "oMathPara": ("formula", "公式"),
}
_INSTRUCTION, _LONGEST_INSTRUCTION = W + "instrText", 1000
_BLANKS = re.compile(r"[\r\n]+")
_HOLDER = "\u200d"  # LibreOffice puts one into the first cell of an empty row that it records as inserted


class Paragraphs:
    """Reads one paragraph after another; `take` hands over the lines since the last `take`."""

    def __init__(self, walk: DocumentWalk, marks: Marks, file: str) -> None:
        self._walk = walk
        self._marks = marks
        self._file = file
        self._length = 0
        self._lines: list[Line] = []
        self._pieces: list[tuple[Bookmark | None, list[str]]] = []
        self._fields: list[Field] = []  # those that are open
        self._instructions = 0  # how many of them are not
        self._struck: list[str] = []  # what is struck out of the paragraph
        self.goes_on = False  # the end of the last paragraph is not there: the next one follows without a break

    def take(self) -> Lines:
        """The lines read; marks and fields that are still open end here."""
        if self._pieces or self.goes_on:
            self._end_line()
        lines = tuple(self._lines) or EMPTY
        if empty := self._marks.close():
            lines = (*lines[:-1], lines[-1] + tuple([Text("", bookmark.source) for bookmark in empty]))
        self._lines.clear()
        self._fields.clear()
        self._instructions = 0
        self.goes_on = False
        return lines

    def read(self, paragraph: etree._Element) -> None:
        """w:p"""
        for child in self._walk.children(paragraph):
            if child.tag == RUN:
                self._run(child)
            elif child.tag in _IGNORED:
                self._ignore(child)
            else:
                self.mark(child)
        if struck := "".join(self._struck).strip():
            self._walk.tell_struck(shortened(struck))
        self._struck.clear()
        end = properties(paragraph, PARAGRAPH_PROPERTIES).get(RUN_PROPERTIES)
        self.goes_on = end is not None and not self._walk.stays(end)
        if not self.goes_on:
            self._end_line()

    def mark(self, element: etree._Element) -> None:
        """A bookmark or the range of a comment begins or ends here, if the element is such a mark."""
        if (ended := self._marks.see(element)) is not None:
            self._pieces.append((ended, []))

    def _run(self, run: etree._Element) -> None:
        given = properties(run, RUN_PROPERTIES)
        hidden = on(given, "vanish")
        fonts = given.get(W + "rFonts")
        font = "" if fonts is None else fonts.get(W + "ascii", "")[:40]
        stays = self._walk.stays_struck(run)
        for child in self._walk.children(run):
            kind = child.tag
            if kind == _FIELD:
                self._field(child, child.get(W + "fldCharType", ""))
            elif self._instructions:  # what a field is made from
                if kind == _INSTRUCTION and len(self._fields[-1].instruction) < _LONGEST_INSTRUCTION:
                    self._fields[-1].instruction += child.text or ""
            elif hidden:
                if kind == TEXT and (child.text or "").strip():
                    self._walk.note("hidden-text", f"隐藏的文字{quoted(child.text or '')}没有读入")
            elif not stays and (kind in (TEXT, _SYMBOL) or kind in _CHARACTERS):
                self._struck.append(child.text or "")
            elif kind == TEXT or (kind == DELETED_TEXT and self._walk.rejecting):
                self._text(child, font)
            elif kind in _CHARACTERS:
                self._add(_CHARACTERS[kind])
            elif kind in _BREAK:
                if child.get(W + "type", "textWrapping") == "textWrapping":
                    self._end_line()
            elif kind == _SYMBOL:
                self._symbol(child)
            elif kind in _IGNORED:
                self._ignore(child)
            else:
                self.mark(child)

    def _field(self, element: etree._Element, part: str) -> None:
        """A field is an instruction, then the result that it had: begin, separate, end."""
        if part == "begin":
            self._fields.append(Field(element))
            self._instructions += 1
        elif self._fields and part in ("separate", "end"):
            field = self._fields[-1]
            self._instructions -= not field.has_result
            if part == "separate":
                field.start = self._length
                return
            self._fields.pop()
            if not self._instructions and (not field.has_result or field.start == self._length):
                self._show(field)

    def _show(self, field: Field) -> None:
        """What a field shows that has no result beside its instruction."""
        if (shown := field.shown()) is None:
            self._walk.note("field", f"域{quoted(field.instruction.strip())}没有读入")
        else:
            self._add(shown)

    def _text(self, element: etree._Element, font: str) -> None:
        text = _BLANKS.sub(" ", element.text or "")
        if is_symbolic(font):
            text = "".join(symbol(font, f"{ord(one):X}") or self._unknown(font, one) for one in text)
        self._add(text if element.get(SPACE) == "preserve" else text.strip(" \t"))

    def _symbol(self, element: etree._Element) -> None:
        font, code = element.get(W + "font", "")[:40], element.get(W + "char", "")[:6]
        if character := symbol(font, code):
            self._add(character)
        else:
            self._walk.note("symbol", f"字体“{font}”的符号 {code} 没有读入")

    def _unknown(self, font: str, character: str) -> str:
        """A character of a font of signs that means nothing known; typed letters are set in such a font by mistake."""
        if character.strip() and 0xF000 <= ord(character) <= 0xF0FF:
            self._walk.note("symbol", f"字体“{font}”的符号 {ord(character):X} 没有读入")
            return ""
        return character

    def _ignore(self, element: etree._Element) -> None:
        name, what = _IGNORED[element.tag]
        box = next(element.iter(W + "txbxContent"), None)
        if box is not None:
            name, what = "text-box", f"文本框里的文字“{start_of_text(box)}”"
        self._walk.note(name, f"{what}没有读入")

    def _add(self, text: str) -> None:
        if not text:
            return
        self._length += len(text)
        if self._length > MAX_TEXT:
            too_much(f"文字超过 {MAX_TEXT // 10_000} 万字", self._file)
        bookmark = self._marks.bookmark()
        if self._pieces and self._pieces[-1][0] is bookmark:
            self._pieces[-1][1].append(text)
        else:
            self._pieces.append((bookmark, [text]))

    def _end_line(self) -> None:
        line = [Text("".join(texts), bookmark.source if bookmark else "") for bookmark, texts in self._pieces]
        self._lines.append(() if "".join(line) == _HOLDER else tuple(line))
        self._pieces.clear()
