"""The children of an element as a reader of the document sees them: wrappers opened, tracked changes decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree

from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.ooxml import W
from perfgen.readers.findings import MOST, Findings
from perfgen.readers.place import Place, words_of
from perfgen.readers.vocabulary import (
    ALTERNATIVES,
    AUTHOR,
    CELL_DELETED,
    CELL_INSERTED,
    CELL_MERGED,
    CHOICE,
    CONTROL,
    CONTROL_PROPERTIES,
    DELETED,
    DELETED_TEXT,
    FALLBACK,
    INSERTED,
    MARKS,
    MOVED_AWAY,
    MOVED_HERE,
    RUN_PROPERTIES,
    TEXT,
    on,
    properties,
)

_CHANGES = {
    INSERTED: "插入",
    MOVED_HERE: "移来",
    CELL_INSERTED: "插入单元格",
    DELETED: "删除",
    MOVED_AWAY: "移走",
    CELL_DELETED: "删除单元格",
    CELL_MERGED: "合并或拆分单元格",
}
_TEXTS = (TEXT, DELETED_TEXT)
_ADDITIONS = frozenset((INSERTED, MOVED_HERE, CELL_INSERTED))
_REMOVALS = frozenset((DELETED, MOVED_AWAY, CELL_DELETED))
# What only stands round content, at whatever level, and says nothing itself.
_OPENED = frozenset(
    [W + name for name in "sdtContent customXml smartTag hyperlink fldSimple dir bdo ruby rubyBase".split()]
    + [INSERTED, DELETED, MOVED_AWAY, MOVED_HERE, CONTROL, ALTERNATIVES]
)


_WORD_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_CHECKBOX, _CHECKED, _CHECKED_VALUE = _WORD_2010 + "checkbox", _WORD_2010 + "checked", _WORD_2010 + "val"
_PROMPT = re.compile("单击|点击|此处|请输入|请填|选择|click|tap|choose|enter", re.IGNORECASE)


class DocumentWalk:
    """Where the reader stands, how it takes tracked changes, and what it passes over."""

    def __init__(self, file: str, tracked: str) -> None:
        """`tracked` is "accept", "reject" or "error"."""
        self.notes = Findings()
        self.table = self.row = self.column = -1  # 0-based; -1 outside tables
        self.rejecting = tracked == "reject"
        self._refusing = tracked == "error"
        self._file = file
        self._refused: list[Diagnostic] = []

    @property
    def _place(self) -> Place:
        return self.table, self.row, self.column

    def note(self, name: str, message: str) -> None:
        self.notes.add(name, message, self._place)

    def children(self, element: etree._Element) -> Iterator[etree._Element]:
        """The element's children, those inside wrappers among them, without what a tracked change takes away."""
        open_: list[tuple[Iterator[etree._Element], object]] = [(iter(element), element)]
        while open_:
            for child in open_[-1][0]:
                if child.tag not in _OPENED:
                    yield child
                else:  # with its parent kept, lxml need not climb the tree each time a child is let go
                    open_.append((iter(self._inner(child)), child))
                    break
            else:
                open_.pop()

    def _inner(self, element: etree._Element) -> Iterable[etree._Element]:
        """What a wrapper holds, as far as it is there; of what is not, the marks that reach out of it."""
        kind = element.tag
        if kind == ALTERNATIVES:  # the choice is for programs that know more, the fallback for all
            fallback = element.find(FALLBACK)
            return element.iterfind(f"{CHOICE}/*") if fallback is None else fallback
        blank = kind == CONTROL and _is_blank(element)
        return element.iter(MARKS) if blank or not self.stays([element]) else element

    def stays(self, given: Iterable[etree._Element]) -> bool:
        """Whether a thing is there once all changes are accepted (or rejected): changes among what is given say so."""
        stays = True
        for element in given:
            kind = element.tag
            if kind in _CHANGES:
                self._refuse(element)
                stays = stays and kind not in (_ADDITIONS if self.rejecting else _REMOVALS)
        return stays

    def stays_struck(self, run: etree._Element) -> bool:
        """Whether a run is there although it may be struck out, which is how reviewers delete."""
        given = properties(run, RUN_PROPERTIES)
        return self.rejecting or not (on(given, "strike") or on(given, "dstrike"))

    def tell_struck(self, text: str) -> None:
        """What was struck out of a paragraph counts as deleted, as tracked deletions do."""
        if self._refusing and len(self._refused) < MOST:
            where = words_of(self._place)
            hint = "在 Word 中删去，或取消删除线；或用 --tracked accept（算删去）、--tracked reject（算没有划）"
            self._refused.append(Diagnostic("struck-out", f"{where}有划掉的文字“{text}”", self._file, None, hint))
        self.note("struck-out", f"划掉的文字“{text}”按删去算")

    def _refuse(self, change: etree._Element) -> None:
        if not self._refusing or len(self._refused) >= MOST:
            return
        author = change.get(AUTHOR, "").strip()[:40] or "未署名"
        said = start_of_text(change)
        where = words_of(self._place)
        message = f"{where}有未处理的修订：{author}{_CHANGES[change.tag]}" + (f"“{said}”" if said else "")
        hint = "在 Word 中接受或拒绝修订；或用 --tracked accept（接受）、--tracked reject（拒绝）"
        self._refused.append(Diagnostic("tracked-change", message, self._file, None, hint))

    def finish(self) -> None:
        """Raises ProblemsFound where tracked changes are refused and there were some."""
        if self._refused:
            raise ProblemsFound(self._refused)


def _is_blank(control: etree._Element) -> bool:
    """Whether nobody has filled in a content control: it shows "click here to enter text". Some editors leave that mark
    behind when they fill one in. A box that can be ticked is made to say whether it is."""
    given = properties(control, CONTROL_PROPERTIES)
    if (box := given.get(_CHECKBOX)) is not None:
        checked = next((one.get(_CHECKED_VALUE, "1") for one in box if one.tag == _CHECKED), "0")
        for text in control.iter(TEXT):
            text.text = "□" if checked in ("0", "false") else "☑"
    if not on(given, "showingPlcHdr"):
        return False
    styled = next(control.iter(W + "rStyle"), None) is not None
    return styled or W + "placeholder" in given or bool(_PROMPT.search(start_of_text(control)))


def start_of_text(element: etree._Element) -> str:
    """The first words inside an element, for a message; what stands far down is not looked for."""
    return "".join([node.text or "" for node in islice(element.iter(), 300) if node.tag in _TEXTS])[:20]
