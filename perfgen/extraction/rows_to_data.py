"""The rows of a document in, one after another; the values in them out, each put in its place in the data."""

from __future__ import annotations

from typing import NamedTuple

from perfgen.data import Data
from perfgen.diagnostics import Severity
from perfgen.display import quoted
from perfgen.extraction import keys, values
from perfgen.extraction.blocks import Blocks
from perfgen.extraction.categories import Categories
from perfgen.extraction.choosing import Chooser
from perfgen.extraction.column_order import ColumnOrder, without
from perfgen.extraction.fitting import Fit
from perfgen.extraction.fixed_words import is_constant, is_signed, once
from perfgen.extraction.flat_lists import FlatLists
from perfgen.extraction.harvest import Harvest, Steps
from perfgen.extraction.label_text import money_unit
from perfgen.extraction.labels import Labels
from perfgen.extraction.levels import levels_of, on_level
from perfgen.extraction.lines import OuterLines
from perfgen.extraction.neighbours import Neighbours, neighbours
from perfgen.extraction.patterns import NUMBER, YEAR_MARK, Head, RowPattern, Slot, Token, TokenKind
from perfgen.extraction.rows import KnownCell, KnownRow, parted
from perfgen.extraction.shifting import Shift, find_shift
from perfgen.extraction.unnumbered import settled
from perfgen.pointers import pointer, unescaped
from perfgen.readers.findings import Findings
from perfgen.readers.place import FOOTER, HEADER, Place


class Printed(NamedTuple):
    """A cell that no value of the spec stands behind: what it says, and what tells it apart from all others."""

    identity: tuple[int, int, str]  # row pattern, token, list item
    token: Token
    cell: KnownCell
    unit: str


class Reading:
    """Reads the rows of one document."""

    def __init__(self, labels: Labels, findings: Findings) -> None:
        self.labels = labels
        self.findings = findings
        self.harvest = Harvest(labels.form)
        self.printed: list[Printed] = []
        self.converted: dict[str, list[Place]] = {}  # where amounts were in a unit other than 万元
        self.foreign: dict[KnownCell, int] = {}  # the heads of columns that the form does not have, and their filled cells
        self._blocks = Blocks(findings, self.harvest)
        self._lines = OuterLines(labels, findings, self.harvest)
        self._chooser = Chooser(labels.rows)
        self._carried: dict[int, keys.Carried] = {}
        self._heads: dict[Head, tuple[int, int]] = {}
        self._years: dict[Head, int] = {}
        self._columns = (-1, 0)  # the table that the heads are of, and how many columns it has
        self._items: dict[Steps, int] = {}  # in this row
        self._levels: tuple[str, ...] = ()  # what the heading of a block says that is of one level, where the form has two side by side
        self._bases: dict[Steps, int] = {}  # in this row: the item of each list that its cells begin with, beside each other
        self._rows: list[KnownRow] = []  # of the document
        self._categories = Categories()
        self._order = ColumnOrder(labels.rows)
        self._unknown: set[int] = set()  # the columns under heads that the form does not have
        self._neighbours = Neighbours(frozenset(), {})
        self._flat = FlatLists([], labels.place, findings)
        self._marked = False  # whether bookmarks tell where values came from

    @property
    def unlisted(self) -> list[Steps]:
        """The items whose line is gone from the cell that lists them all, though the rows of each are still there."""
        return self._blocks.unlisted

    def read(self, rows: list[KnownRow]) -> None:
        year = self._lines.fiscal_year = self._lines.find_year(rows)
        self._marked = any(passage.marks for row in rows for cell in row.filled for passage in cell.passages)
        self._rows = rows
        self._chooser.takes_unfinished = not self._marked
        self._neighbours = neighbours(rows)
        self._flat = FlatLists(rows, self.labels.place, self.findings)
        for row in rows:
            if row.table in (HEADER, FOOTER):
                self._lines.take_margin(row.cells[0], self._marked)
                continue
            if row.table < 0:
                self._lines.take(row.cells[0])
                continue
            if self._columns[0] != row.table and self._columns[1] != row.column_count:
                self._heads.clear()
                self._unknown.clear()
            row = row if self._marked else self._order.in_order(row)
            narrower = without(row, self._unknown)
            readings = [one for one in (row, parted(row, self.labels), narrower) if one]
            choices = [self._chooser.choose(one, self._blocks.scope, self._heads, year) for one in readings]
            sound = (one for one in choices if one and not (one.row is narrower and one.pattern.is_heading))
            chosen = max(sound, key=lambda choice: choice.score, default=None)
            if chosen:
                taken_out = set(row.filled) - set(chosen.row.cells) if chosen.row is narrower else ()
                for cell in sorted(taken_out, key=lambda cell: cell.column):
                    self._lose(cell, chosen.pattern)
                self._take(chosen.row, chosen.pattern, chosen.fit)
            else:
                self._lines.take_row(row)
        if not self._marked:
            self._categories.tell_empty(self.findings)

    def _take(self, row: KnownRow, pattern: RowPattern, fitted: Fit) -> None:
        if pattern.is_heading:
            self._take_heading(row, pattern, fitted)
        elif pattern.opens:
            self._heads.clear()
            self._years.clear()
        if pattern.scope and (pattern.scope != self._blocks.scope or self._begins_unnamed(row, pattern)):
            self._carried.clear()
            self._blocks.open(pattern.scope, 0, "", row.filled[0].place)
            self._blocks.unnamed = row.table
        self._chooser.last = pattern
        self._items = self._flat.shared(pattern.flat, row) if pattern.flat else {}
        self._bases = {}
        for token, cells in zip(pattern.tokens, fitted.cells, strict=True):
            if token.kind is TokenKind.LABEL and cells and not cells[0].is_blank:
                self._lines.unit = money_unit(cells[0].text) or self._lines.unit
                if token.patterns:
                    self._take_values(pattern, token, cells, {})
        if pattern.opens and not self._open(pattern, fitted):
            return
        if self._marked and (shift := find_shift(pattern, fitted, {} if row.loose else self._heads)):
            self._report_shift(row, shift)
            return
        carried = self._carried.get(pattern.number)
        found = keys.resolve(self.labels.place, pattern, fitted, carried, self._neighbours, self.findings)
        self._carried[pattern.number] = found.carried
        homeless: list[KnownCell] = []
        for token, cells in zip(pattern.tokens, fitted.cells, strict=True):
            if token.kind is TokenKind.VALUE and all(slot.path in found.by_slot for slot in token.slots):
                self._take_values(pattern, token, cells, found.by_slot)
            elif token.kind is TokenKind.VALUE:
                homeless += [cell for cell in cells if not cell.is_blank]
        if homeless:
            self._report_homeless(pattern, fitted, homeless)
        self._note_printed(row, pattern, fitted)
        self._categories.note(pattern, fitted, found.carried)
        for cell in fitted.lost:
            self._lose(cell, pattern)
        if row.loose and fitted.astray:
            message = f"这一行的单元格错了位，按先后读作{_said(row)}"
            self.findings.add("shifted-row", message, row.filled[0].place, "核对这一行的各项")

    def _report_shift(self, row: KnownRow, shift: Shift) -> None:
        told = f"这一行的单元格{'右' if shift.to_right else '左'}移了，没有读{_said(row)}"
        hint = "把各格改回原来的栏；或者插入新行重填，再删去这一行"
        self.findings.add("shifted-cells", told, shift.cell.place, hint, Severity.ERROR)

    def _report_homeless(self, pattern: RowPattern, fitted: Fit, homeless: list[KnownCell]) -> None:
        """Values whose category is not one of the form's."""
        keyed = zip(pattern.tokens, fitted.cells, strict=True)
        unknown = [
            cell
            for token, cells in keyed
            if token.kind is TokenKind.KEY
            for cell in cells
            if cell.text and not token.key(cell.text)
        ]
        said = "、".join(quoted(cell.text) for cell in homeless if cell.text)
        others = [cell.place for cell in (*unknown, *homeless)]
        if unknown:
            kinds = "、".join(quoted(cell.text) for cell in unknown)
            told = f"这张表没有{kinds}这一类，没有读懂这一行的{said}"
            self.findings.add("not-understood", told, unknown[0].place, others=others)
            return
        hint = keys.cure(pattern, fitted, self._carried[pattern.number], self._neighbours)
        self.findings.add("not-understood", f"这一行没有写分类，没有读懂{said}", homeless[0].place, hint, others=others)

    def _lose(self, cell: KnownCell, pattern: RowPattern) -> None:
        """Report a cell that has no place in the form; of a whole column such cells are counted."""
        column = next((one for one in self.foreign if one.table == cell.table and one.column == cell.column), None)
        if pattern.is_heading and cell.column > min((first for first, _ in self._heads.values()), default=0):
            self._unknown.add(cell.column)
        if pattern.is_heading and column is None:
            self.foreign[cell] = 0
        elif column is not None:
            self.foreign[column] += not pattern.is_heading
        else:
            self.findings.add("not-understood", f"没有读懂{quoted(cell.text)}", cell.place)

    def _take_heading(self, row: KnownRow, pattern: RowPattern, fitted: Fit) -> None:
        if not (self._chooser.last and self._chooser.last.is_heading):
            self._heads.clear()
            self._years.clear()
            self._unknown.clear()
        self._columns = (row.table, row.column_count)
        self._levels = ()
        missing: list[str] = []
        for token, cells in zip(pattern.tokens, fitted.cells, strict=True):
            if cells and not cells[0].is_blank:
                self._heads[token.head] = cells[0].column, cells[-1].column + cells[-1].column_span
                if token.year and cells[0].meaning.year:
                    self._years[token.head] = cells[0].meaning.year
            elif not token.covering:
                missing.append(f"{self._lines.fiscal_year + token.year}年" if token.year else token.name)
        if missing:
            self._levels = levels_of([cell.text for cell in row.cells])
            told = f"没有找到这些栏：{'、'.join(missing)}"
            self.findings.add("not-found", told, row.filled[0].place, "核对读到的内容是否放对了地方")

    def _begins_unnamed(self, row: KnownRow, pattern: RowPattern) -> bool:
        """Whether a heading begins the block of the next item, none of which has a row that says which it is."""
        last = self._chooser.last
        return pattern.is_heading and not (last and last.is_heading) and self._blocks.unnamed not in (-1, row.table)

    def _open(self, pattern: RowPattern, fitted: Fit) -> bool:
        """Open the list item that the row begins. False where it is the same again, as on the next page."""
        number, text, place, source = 0, "", (0, 0, 0), ""
        for token, cells in zip(pattern.tokens, fitted.cells, strict=True):
            if cells and not cells[0].is_blank:
                place = cells[0].place
                if token.kind is TokenKind.LABEL and NUMBER in token.name:
                    number = cells[0].meaning.number
                elif token.kind is TokenKind.VALUE:
                    text = cells[0].text
                    source = cells[0].passages[0].source
        self._carried.clear()
        return self._blocks.open(pattern.opens, number, text, place, source)

    def _take_values(self, pattern: RowPattern, token: Token, cells: tuple[KnownCell, ...], found: keys.BySlot) -> None:
        passages = [passage for cell in cells for passage in once(cell) if not is_constant(passage, token)]
        if signed := [passage for passage in passages if is_signed(passage, token)]:
            passages = [passage for passage in passages if passage not in signed]
            place = next(cell for cell in cells if not cell.is_blank).place
            self.findings.add("not-understood", f"{'、'.join([quoted(one.text.strip()) for one in signed])}没有读入", place)
        if not any(passage.text.strip() for passage in passages):
            for slot in token.slots:
                self._make_containers(slot, found)
            return
        place = next(cell for cell in cells if not cell.is_blank).place
        read, unnumbered = settled(token, values.read(token.patterns, passages), self._rows, self.labels.rows)
        for value in read:
            steps = self._steps(pattern, value, found)
            if steps is None:
                self.findings.add("not-understood", f"不知道{quoted(value.text)}是哪一年的", place)
                continue
            data = self._typed(value, place)
            if data not in (None, ""):  # nothing beside fixed words: （盖章）
                self._put(steps, data, place, value.source)
            if value.item >= 0:
                index = [one for one in steps if isinstance(one, int)][-1]
                self._blocks.note_listed(value.slot.list_path, value.number, index)
            self._make_containers(value.slot, found)
        if len(token.patterns) > 1 and all(
            value.item < 0 and "\n" in value.text and not value.source for value in read
        ):
            told = f"没有序号，全部读作{quoted(read[0].slot.place.label)}"
            self.findings.note("unsure", told, place)
        elif unnumbered:
            self.findings.note("read-as", unnumbered, place)
        if any(value.lines > 1 for value in read):
            self.findings.note("lines-joined", "分成几行的一条，已连成一行", place)
        typed = [value.number for value in read if value.number]
        if typed and typed != list(range(1, len(typed) + 1)):
            told = "、".join(map(str, typed))
            self.findings.add("derived-differs", f"序号是 {told}，会重新编为 1 至 {len(typed)}", place)

    def _typed(self, value: values.FoundValue, place: Place) -> Data:
        schema = value.slot.place
        if not value.source and not schema.required and schema.accepts("string") and values.is_dash(value.text):
            self.findings.note("read-as-empty", f"{quoted(value.text)}读作没有", place)
            return None
        data = values.typed(value.text, schema, self._lines.unit)
        if schema.accepts("number") and not schema.accepts("string"):
            if isinstance(data, str):
                self.findings.add("not-understood", f"{quoted(data)}不是金额", place, "只写数字，单位为万元")
            elif data is not None and (unit := values.unit_of(value.text, self._lines.unit)) != "万元":
                self.converted.setdefault(unit, []).append(place)
        return data

    def _put(self, steps: Steps, data: Data, place: Place, source: str) -> None:
        there = self.harvest.put(steps, data, place, source)
        if there != data:
            label = self.labels.place.at([0 if isinstance(step, int) else step for step in steps]).label
            self.findings.add("contradiction", f"{label}是{quoted(str(data))}，前面是{quoted(str(there))}", place)

    def _steps(self, pattern: RowPattern, value: values.FoundValue, found: keys.BySlot) -> Steps | None:
        """The place in the data of a value of this row; None where its year is not known."""
        bound = found.get(value.slot.path, ())
        steps: list[str | int] = []
        path = ""
        for step in value.slot.path.split("/")[1:]:
            path += f"/{step}"
            here = tuple(steps)
            if step == "*":
                if path in (pattern.scope, pattern.opens):
                    steps.append(self._blocks.current.get(path, 0))
                elif value.item >= 0 and path == value.slot.list_path:
                    steps.append(self._bases.setdefault(here, self.harvest.size(here)) + value.item)
                else:
                    steps.append(self._items.setdefault(here, self.harvest.size(here)))
            elif step[0] == "{":
                steps.append(bound[int(step[1:-1])])
            elif step[0] == YEAR_MARK:
                year = self._year(pattern, value.slot, int(step[1:]))
                if not year:
                    return None
                steps.append(year)
            else:
                key = unescaped(step)
                steps.append(key if steps else on_level(key, self._levels, self.labels.place))
        return tuple(steps)

    def _year(self, pattern: RowPattern, slot: Slot, offset: int) -> str:
        """The year of a column, as its head says, or else counted from the fiscal year."""
        token = next(token for token in pattern.tokens if slot in token.slots)
        known = next((self._years[head] for head in token.heads if head in self._years), 0)
        fiscal = self.harvest.at((self.labels.year_key,))
        return str(known or (fiscal + offset if isinstance(fiscal, int) else "")) or ""

    def _make_containers(self, slot: Slot, found: keys.BySlot) -> None:
        """Mappings that the schema wants, or that a key cell stands for, are there though all in them is empty."""
        place, steps = self.labels.place, list[str]()
        for step in slot.path.split("/")[1:-1]:
            if step == "*" or step[0] == YEAR_MARK:
                return
            is_key = step[0] == "{"
            key = found[slot.path][int(step[1:-1])] if is_key else unescaped(step)
            key = key if steps else on_level(key, self._levels, self.labels.place)
            place = place.child(key)
            if not (is_key or place.required) or "items" in place.schema:
                return
            steps.append(key)
            self.harvest.make(tuple(steps))

    def _note_printed(self, row: KnownRow, pattern: RowPattern, fitted: Fit) -> None:
        scope = pattern.scope or pattern.opens
        item = pointer(tuple(scope.split("/")[1:-1])) + f"/{self._blocks.current.get(scope)}" if scope else ""
        item += "".join(pointer((*steps, index)) for steps, index in self._items.items())
        item += "".join(f"/{key}" for key in self._carried[pattern.number])
        for index, (token, cells) in enumerate(zip(pattern.tokens, fitted.cells, strict=True)):
            if token.kind in (TokenKind.LABEL, TokenKind.DERIVED) and cells and cells[0].row == row.number:
                identity = (pattern.number, index, item)
                self.printed.append(Printed(identity, token, cells[0], self._lines.unit))


def _said(row: KnownRow) -> str:
    return "、".join(quoted(cell.text) for cell in row.filled[:6]) + ("……" if len(row.filled) > 6 else "")
