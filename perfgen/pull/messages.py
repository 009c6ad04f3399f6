"""What is said of a document that came back: findings of its reader, comments, and edits that were not taken.

Each names the place in the document, and the line of the spec that it is about, where there is one.
"""

from __future__ import annotations

from collections.abc import Sequence

from perfgen.changes.change import Change, ItemRemoved, KeyRemoved
from perfgen.changes.telling import Teller, shown
from perfgen.changes.three_way import Conflict
from perfgen.diagnostics import Diagnostic, Severity
from perfgen.display import quoted
from perfgen.pointers import tokens, value_at
from perfgen.pull.account import Unread
from perfgen.pull.edits import Edits
from perfgen.readers.document import Comment, Document, ReadTable
from perfgen.readers.findings import Observation, told
from perfgen.readers.place import words_of
from perfgen.spec.spec import Spec

_PASSED_OVER = frozenset("text-box nested-table embedded-document symbol footnote formula hidden-text field margin".split())
_OF_LABELS = frozenset(("derived-differs", "read-as"))  # what the form prints by itself, edited
_NOT_TAKEN = frozenset(("not-understood", "contradiction"))


class Messages:
    """Speaks of one document and one spec."""

    def __init__(self, file: str, spec: Spec, teller: Teller) -> None:
        self.teller = teller
        self._file = file
        self._spec = spec

    def of_document(self, read: Document, made: Edits, force: bool) -> list[Diagnostic]:
        """`force`: what was read unsurely is taken all the same."""
        unread = {one.place for one in made.account.unread}
        notes, problems = (
            [_as_error(one) if one.name in _PASSED_OVER else one for one in found] for found in (read.notes, made.problems)
        )
        found: list[Diagnostic] = []
        mentioned = {one.place for one in made.refused}
        refused = list(made.refused)
        for one in problems:
            if one.name in _NOT_TAKEN or (one.name in _OF_LABELS and one.place in unread):
                mentioned.update(one.places)
                one = _as_error(one)
                if of_it := [other for other in refused if other.place in one.places]:
                    refused = [other for other in refused if other not in of_it]
                    found.append(self._cause(one, of_it))
                    continue
            elif one.name == "unsure" and not force:
                hint = "；".join(filter(None, [one.hint, "没有读错就加上 --force 写入"]))
                one = _as_error(one)._replace(hint=hint)
            if one.name == "unsure":
                mentioned.update(one.places)
            elif one.name == "derived-differs" and made.refused:
                continue  # reckoned from what was not taken
            elif one.name == "lines-joined" and one.place in unread:
                continue  # they were not
            found.append(one.of(self._file))
        kept = list(dict.fromkeys(self._kept(one) for one in refused))
        other = [self._unread(one) for one in made.account.unread if one.place not in mentioned]
        return [*told(notes, self._file), *found, *kept, *other, *self._comments(read)]

    def conflict(self, conflict: Conflict) -> Diagnostic:
        sides = f"原来是 {shown(conflict.base)}，YAML 里是 {shown(conflict.ours)}，Word 里是 {shown(conflict.theirs)}"
        message = f"{self.teller.name(conflict.here)}两边都改过：{sides}"
        if conflict.kind == "moved":  # base, ours and theirs are places then
            message = f"{self.teller.name(conflict.here)}两边移到了不同的地方"
        hint = "加上 --ours 取 YAML 的，或 --theirs 取 Word 的"
        return Diagnostic("conflict", message, self._spec.file, self._spec.position(conflict.here), hint)

    def invalid(self, change: Change, fault: Diagnostic, made: Edits) -> Diagnostic:
        """A change after which the spec would not be valid: what is in it stays."""
        place = made.account.where(change)
        where = f"{words_of(place)}：" if place else ""
        if isinstance(change, KeyRemoved | ItemRemoved):
            message = f"{where}{self.teller.name(change.path)}空了，但必须填；YAML 里仍是 {shown(change.value)}"
            in_row = any(step.isdigit() for step in tokens(change.path))
            hint = "在文件里填上" + ("；整行都不要，就把整行删去" if in_row else "")
        else:
            message = f"{where}{self.teller.told(change).partition(': ')[2]}，没有写入：{fault.message}"
            hint = fault.hint
        return Diagnostic("not-taken", message, self._spec.file, self._spec.position(change.path), hint)

    def _kept(self, one: Unread) -> Diagnostic:
        message = f"{words_of(one.place)}：{quoted(one.text)}{one.why}；{self._still(one)}"
        return Diagnostic("not-taken", message, self._spec.file, self._spec.position(one.pointer), _HINT)

    def _cause(self, cause: Observation, refused: Sequence[Unread]) -> Diagnostic:
        """What was not understood, which is why these edits were not taken, at the line of the first of them."""
        first = refused[0]
        told = cause.of(self._spec.file)
        position = self._spec.position(first.pointer)
        message = f"{told.message}；{self._still(first)}"
        return told._replace(name="not-taken", message=message, position=position, hint=told.hint or _HINT)

    def _still(self, one: Unread) -> str:
        try:
            value = value_at(self._spec.data, one.pointer)
        except LookupError:  # removed since the document was built
            return "YAML 里已经没有这一项"
        is_text = value is not None and not isinstance(value, dict | list)
        return f"YAML 里仍是 {shown(value)}" if is_text else "YAML 没有动"

    def _unread(self, one: Unread) -> Diagnostic:
        message = f"{words_of(one.place)}：{quoted(one.text)}{one.why}"
        return Diagnostic("not-taken", message, self._file, None, _HINT)

    def _comments(self, read: Document) -> list[Diagnostic]:
        """The reviewers' comments, at the lines of what they are on."""
        return [self._comment(comment, read) for comment in read.comments]

    def _comment(self, comment: Comment, read: Document) -> Diagnostic:
        said = f"{comment.author or '批注'}：{' '.join(comment.text.split())}"
        on = " ".join((comment.on or _text_at(read, comment)).split())
        where = words_of((comment.table, comment.row, comment.column)) + (quoted(on) if on else "")
        if not comment.source:
            return Diagnostic("comment", said, self._file, None, f"批注写在{where}上", Severity.INFO)
        name = self.teller.name(comment.source)
        is_whole = on in ("", self._value(comment.source))
        hint = f"批注写在{name}上" if is_whole else f"批注写在{where}上，{name}在这里"
        position = self._spec.position(comment.source)
        return Diagnostic("comment", said, self._spec.file, position, hint, Severity.INFO)

    def _value(self, pointer: str) -> str:
        """What the spec says there; "" where it says nothing, as of what is computed."""
        try:
            return str(value_at(self._spec.data, pointer))
        except LookupError:
            return ""


_HINT = "改回原来的字，或者改到 YAML 里"


def _as_error(one: Observation) -> Observation:
    return one._replace(severity=Severity.ERROR)


def _text_at(read: Document, comment: Comment) -> str:
    tables = [block for block in read.blocks if isinstance(block, ReadTable)]
    if not 0 <= comment.table < len(tables):
        return ""
    cells = tables[comment.table].cells
    found = next((one for one in cells if (one.row, one.column) == (comment.row, comment.column)), None)
    return " ".join("".join(line) for line in found.paragraphs) if found else ""
