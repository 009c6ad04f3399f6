"""A form laid out with everything in it, in; the rows, lines and columns that its template prints, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from perfgen.contract.property import Property
from perfgen.extraction.label_text import core, is_han, normal
from perfgen.extraction.patterns import (
    NUMBER,
    YEAR_MARK,
    Content,
    Head,
    Pattern,
    PatternPiece,
    RowPattern,
    Slot,
    Token,
    TokenKind,
    starred,
)
from perfgen.extraction.probe import YEAR, is_year
from perfgen.form import Cell, Form, Paragraph, Role, Runs, Table
from perfgen.layout.filters import chinese
from perfgen.pointers import above, escaped, tokens
from perfgen.text import Text

_YEARS = re.compile("|".join(str(YEAR + offset) for offset in range(-5, 6)))
Aliases = Mapping[str, Sequence[str]]  # a normal label to what else it is called
_Label = tuple[Cell, Head]


@dataclass
class _Draft:
    """A row pattern while it is learnt: its tokens as first seen, and what later rows of the kind add."""

    tokens: list[Token]
    keys: dict[int, set[str]] = field(default_factory=dict)
    spellings: dict[int, dict[str, str]] = field(default_factory=dict)
    open_keys: set[int] = field(default_factory=set)
    sources: dict[int, set[str]] = field(default_factory=dict)
    covered: set[int] = field(default_factory=set)
    followers: set[int] = field(default_factory=set)
    scope: str = ""
    shared: str = ""


class Lesson:
    """Looks at a form whose values are all given; `place` is the root of its schema."""

    def __init__(self, place: Property) -> None:
        self._place = place
        self._drafts: list[_Draft] = []
        self._known: dict[tuple[object, ...], int] = {}
        self._opened: dict[str, tuple[int, int, int]] = {}  # for a list path the row pattern, index and row met last
        self._count = 0  # of rows
        self.lines: list[Pattern] = []

    def take(self, form: Form) -> None:
        last: int | None = None
        for block in form.blocks:
            if isinstance(block, Paragraph):
                self.lines.append(Pattern(self._pieces(block.runs, [])))
                continue
            rows = _covering(block)
            labels = [_labels(cells) for cells in rows]
            for number, cells in enumerate(rows):
                row = self._row(labels, number, cells)
                if last is not None:
                    self._drafts[last].followers.add(row)
                last = row

    def rows(self, aliases: Aliases) -> tuple[RowPattern, ...]:
        scopes = {draft.scope for draft in self._drafts} - {""}
        for draft in reversed(self._drafts):  # headings are of the item that the rows below them are of
            if all(token.kind is TokenKind.LABEL for token in draft.tokens):
                below = {self._drafts[number].scope for number in draft.followers}
                draft.scope = below.pop() if len(below) == 1 else ""
        return tuple(_frozen(number, draft, scopes, aliases) for number, draft in enumerate(self._drafts))

    def printed_instead(self, full: Form, bare: Form) -> dict[str, str]:
        """For each value that may be left out, by path pattern, the value that is printed in its cell instead."""
        found = {}
        for one, other in zip(full.tables(), bare.tables(), strict=False):
            if (one.row_count, one.columns) != (other.row_count, other.columns):
                continue
            for cell, replaced in zip(one.cells, other.cells, strict=False):
                sources = [_source(cell), _source(replaced)]
                if all(sources) and sources[0] != sources[1] and cell[:4] == replaced[:4]:
                    given, instead = (self._slot(source, []).path for source in sources)
                    found[given] = instead
        return found

    def _row(self, labels: list[list[_Label]], number: int, cells: list[Cell]) -> int:
        """The number of the row's pattern, which is added where it is new; `labels` are those of all rows of the table."""
        self._count += 1
        keys = [(index, _key(cell)) for index, cell in enumerate(cells) if _kind(cell) is TokenKind.KEY]
        indices = [_indices(source) for cell in cells if (source := _source(cell))]
        item = indices[0][0] if indices and all(one[:1] == indices[0][:1] != [] for one in indices) else None
        tokens, counts = list[Token](), dict[str, int]()
        for index, cell in enumerate(cells):
            bound = [text for position, text in keys if position < index]
            token = self._token(cell, number, bound, item)
            ordinal = counts.get(token.name, 0)
            counts[token.name] = ordinal + 1
            tokens.append(_replaced(token, ordinal=ordinal, heads=_heads(labels, number, cell)))
        identity = tuple(
            (token.kind, token.name, token.year, *sorted({slot.path for slot in token.slots})) for token in tokens
        )
        if identity not in self._known:
            self._known[identity] = len(self._drafts)
            self._drafts.append(_Draft(tokens))
        found = self._known[identity]
        draft = self._drafts[found]
        draft.covered.update(index for index, token in enumerate(tokens) if token.covering)
        for index, cell in enumerate(cells):
            draft.sources.setdefault(index, set()).update(starred(run.source) for run in _values(cell))
        for index, key in keys:
            parent = self._place_at(above(_source_of_key(cells[index])))
            draft.keys.setdefault(index, set()).add(key)
            draft.spellings.setdefault(index, {})[normal(cells[index].text)] = key
            if key not in parent.keys:
                draft.open_keys.add(index)
        for token, cell in zip(tokens, cells, strict=True):
            if token.kind is TokenKind.VALUE and not any(pattern.repeats for pattern in token.patterns):
                self._open(draft, found, token.slots[0].path, _indices(_source(cell)))
        return found

    def _open(self, draft: _Draft, number: int, path: str, indices: list[int]) -> None:
        """Learn whether a row above has opened the list item that this one belongs to, or shares it."""
        if outer := path[: path.find("*") + 1]:
            opener, index, row = self._opened.get(outer, (number, -1, 0))
            if opener != number and index == indices[0]:
                draft.scope = outer
            else:
                if index == indices[0] and row != self._count and "*" in path[len(outer) :]:
                    draft.shared = outer
                self._opened[outer] = number, indices[0], self._count

    def _token(self, cell: Cell, row: int, bound: list[str], item: int | None) -> Token:
        kind = _kind(cell)
        covering = cell.row < row
        if kind is TokenKind.KEY or kind is TokenKind.DERIVED:
            return Token(kind, covering=covering)
        if kind is TokenKind.VALUE:
            constants = frozenset(
                normal("".join(runs)) for runs in cell.paragraphs if not any(run.source for run in runs)
            )
            return Token(kind, covering=covering, patterns=self._patterns(cell, bound), constants=constants - {""})
        text = "".join(run for runs in cell.paragraphs for run in runs if not run.source)
        year = int(found[0]) - YEAR if (found := _YEARS.search(text)) else 0
        text = _YEARS.sub(YEAR_MARK, text)
        if item is not None and (found := _numeral(text, item)):
            text = text[: found.start()] + NUMBER + text[found.end() :]
        patterns = self._patterns(cell, bound) if _source(cell) else ()
        return Token(kind, normal(text), year=year, covering=covering, patterns=patterns)

    def _patterns(self, cell: Cell, bound: list[str]) -> tuple[Pattern, ...]:
        """The distinct paragraphs of a cell, those that repeat for each item of a list once."""
        found: dict[tuple[str, ...], Pattern] = {}
        items: dict[tuple[str, ...], set[str]] = {}
        for runs in cell.paragraphs:
            pattern = Pattern(self._pieces(runs, bound))
            if pattern.slots:
                paths = tuple(slot.path for slot in pattern.slots)
                found.setdefault(paths, pattern)
                items.setdefault(paths, set()).update(run.source for run in runs if run.source)
        return tuple(
            pattern._replace(repeats=len(items[paths]) > len(set(paths)) and "*" in paths[0])
            for paths, pattern in found.items()
        )

    def _pieces(self, runs: Runs, bound: list[str]) -> tuple[PatternPiece, ...]:
        pieces: list[PatternPiece] = []
        text = ""
        for run in runs:
            if not run.source or run.source.endswith("#"):
                text += run
                continue
            index = _indices(run.source)
            found = _numeral(text, index[-1]) if index else None
            if found:
                pieces += [PatternPiece(text[: found.start()]), PatternPiece(is_number=True), PatternPiece(text[found.end() :])]
            elif text:
                pieces.append(PatternPiece(text))
            pieces.append(PatternPiece(slot=self._slot(run.source, bound)))
            text = ""
        return (*pieces, PatternPiece(text)) if text else tuple(pieces)

    def _slot(self, pointer: str, bound: list[str]) -> Slot:
        """The path pattern of a value; `bound` are the keys to its left in its row."""
        steps, free = list[str](), list[int]()
        place = self._place
        for step in tokens(pointer):
            if "items" in place.schema:
                steps.append("*")
                place = place.child(0)
            elif step not in place.keys and is_year(step):
                steps.append(f"{YEAR_MARK}{int(step) - YEAR}")
                place = place.child(step)
            else:
                free.append(len(steps))
                steps.append(escaped(step))
                place = place.child(step)
        limit = len(bound)
        for index in reversed(free):
            key = next((one for one in reversed(range(limit)) if escaped(bound[one]) == steps[index]), None)
            if key is not None:
                steps[index] = f"{{{key}}}"
                limit = key
        return Slot("/" + "/".join(steps), place)

    def _place_at(self, pointer: str) -> Property:
        place = self._place
        for step in tokens(pointer):
            place = place.child(0) if "items" in place.schema else place.child(step)
        return place


def _frozen(number: int, draft: _Draft, scopes: set[str], aliases: Aliases) -> RowPattern:
    tokens = []
    for index, token in enumerate(draft.tokens):
        keys = draft.keys.get(index, set())
        near: dict[str, str] = {}
        for key in sorted(keys):
            others = aliases.get(normal(key), ())
            for spelling in (core(key), *map(core, others), *map(normal, others)):
                near.setdefault(spelling, key)
        spelled = {normal(key): key for key in keys} | draft.spellings.get(index, {})
        near.pop("", None)
        sources = frozenset(draft.sources.get(index, ()))
        tokens.append(
            _replaced(
                token,
                covering=index in draft.covered,
                content=Content.of(token.slots),
                examples=frozenset(str(one) for slot in token.slots for one in slot.place.schema.get("examples", ())),
                is_required=any(slot.place.required for slot in token.slots),
                keys=spelled,
                near_keys=near,
                is_open=index in draft.open_keys,
                sources=sources,
            )
        )
    outer = {slot.path[: slot.path.find("*") + 1] for token in tokens for slot in token.slots}
    repeated = {pattern.slots[0].list_path for token in tokens for pattern in token.patterns if pattern.repeats}
    opens = min((outer & scopes) - {draft.scope} - repeated, default="")
    flat = "" if draft.scope or opens else draft.shared
    return RowPattern(number, tuple(tokens), draft.scope, opens, flat, frozenset(draft.followers))


def _replaced(token: Token, **changes: object) -> Token:
    return Token(**{**{name: getattr(token, name) for name in Token.__slots__}, **changes})


def _covering(table: Table) -> list[list[Cell]]:
    """For each row the cells that cover it, left to right."""
    rows: list[list[Cell]] = [[] for _ in range(table.row_count)]
    for cell in table.cells:
        for row in range(cell.row, cell.bottom):
            rows[row].append(cell)
    for cells in rows:
        cells.sort(key=lambda cell: cell.column)
    return rows


def _kind(cell: Cell) -> TokenKind:
    sources = [run.source for runs in cell.paragraphs for run in runs if run.source]
    if sources and all(source.endswith("#") for source in sources):
        return TokenKind.KEY
    if cell.role is Role.LABEL:
        return TokenKind.LABEL
    if sources:
        return TokenKind.VALUE
    return TokenKind.LABEL if any(map(is_han, cell.text)) and not re.search("[0-9]", cell.text) else TokenKind.DERIVED


def _values(cell: Cell) -> Iterator[Text]:
    return (run for runs in cell.paragraphs for run in runs if run.source and not run.source.endswith("#"))


def _source(cell: Cell) -> str:
    return next((run.source for run in _values(cell)), "")


def _source_of_key(cell: Cell) -> str:
    return next(run.source for runs in cell.paragraphs for run in runs if run.source)[:-1]


def _key(cell: Cell) -> str:
    return next(str(run) for runs in cell.paragraphs for run in runs if run.source)


def _labels(cells: list[Cell]) -> list[_Label]:
    """The labels of a row that holds nothing but labels; none of any other."""
    if any(_kind(one) is not TokenKind.LABEL for one in cells):
        return []
    found: list[_Label] = []
    names: dict[str, int] = {}
    for one in cells:
        text = "".join(run for runs in one.paragraphs for run in runs if not run.source)
        year = int(match[0]) - YEAR if (match := _YEARS.search(text)) else 0
        name = normal(_YEARS.sub(YEAR_MARK, text))
        found.append((one, Head(name, names.get(name, 0), year)))
        names[name] = found[-1][1].ordinal + 1
    return found


def _heads(labels: list[list[_Label]], number: int, cell: Cell) -> tuple[Head, ...]:
    """The labels over a cell, the nearest first: in the nearest rows above it that hold nothing but labels."""
    found: list[Head] = []
    for over in range(cell.row - 1 if cell.row < number else number - 1, -1, -1):
        if not labels[over]:
            if found:
                break
            continue
        for one, head in labels[over]:
            within = one.column <= cell.column and cell.column + cell.column_span <= one.column + one.column_span
            if within and one is not cell and one.bottom <= number and head not in found:
                found.append(head)
    return tuple(found)


def _numeral(text: str, index: int) -> re.Match[str] | None:
    """Where the text holds the number of the item with this index."""
    return re.search(rf"(?<![0-9]){index + 1}(?![0-9])", text) or re.search(chinese(index + 1), text)


def _indices(pointer: str) -> list[int]:
    return [int(step) for step in pointer.split("/") if step.isdigit() and not is_year(step)]
