"""Lines of a spec in, the line that names a group and was left out, out: as it stands where the group has its like.

Rows are 0-based.
"""

from __future__ import annotations

from perfgen.spec.lines import DASH, ENTRY, indentation, nearest_above, rows, rows_above
from perfgen.spec.mistakes import Mistake, mistake


def left_out_above(lines: list[str], row: int) -> Mistake | None:
    """The line that names a group, left out above the first part of the group, where the second comes to light."""
    level = indentation(lines[row])
    first = nearest_above(lines, row, level)
    if first is None or not lines[first].rstrip().endswith(":"):
        return None
    key = lines[first].strip()
    indent = indentation(lines[first])
    for other, line in enumerate(lines):
        if other == first or line.strip() != key or indentation(line) != level:
            continue
        parent = nearest_above(lines, other, level)
        if parent is not None and indentation(lines[parent]) == indent and lines[parent].rstrip().endswith(":"):
            name = lines[parent].strip().removesuffix(":")
            message = f"“{key.removesuffix(':')}”要写在“{name}”下面，这里少了“{name}:”一行"
            hint = f"在这一行上面加一行“{lines[parent].rstrip()}”，这一行改成“{' ' * level}{key}”"
            return mistake("missing-parent", first, indent, message, hint, None, len(key))
    return None


def left_out_right_above(lines: list[str], row: int) -> Mistake | None:
    """The line above a key, which stands so deep that it would go on the text of another key."""
    level = indentation(lines[row])
    above = nearest_above(lines, row, level)
    parents = [nearest_above(lines, other, level) for other in _alike(lines, row)]
    names = [_names(lines, parent) for parent in parents if parent is not None]
    if above is None or not names or not names[0] or names[0] == _names(lines, above):
        return None
    hint = f"在这一行上面加一行“{names[0]}”（行首 {indentation(names[0])} 个空格）"
    return _without_heading(lines, row, hint, names[0].strip())


def left_out_at_the_start(lines: list[str], row: int) -> Mistake | None:
    """The line that names the first of several groups, where the second comes to light: what is in it stands too deep."""
    level = indentation(lines[row])
    parent = nearest_above(lines, row, level)
    inside = list(rows(lines, range(0 if parent is None else parent + 1, row)))
    if not inside or indentation(lines[inside[0]]) < level + 2 or (parent is not None and not _names(lines, parent)):
        return None
    aboves = [above for other in _alike(lines, row) for above in rows_above(lines, other)]
    before = [name for above in aboves if indentation(lines[above]) == level and (name := _names(lines, above))]
    if not before and len(inside) == 1 and not DASH.match(lines[inside[0]]):
        return None
    first = inside[0]
    example = f"，例如“{before[0]}”" if before else ""
    return _without_heading(lines, first, f"在这一行上面加一行，行首 {level} 个空格，写上它下面这几行的键和冒号{example}")


def list_without_key(lines: list[str], row: int) -> Mistake | None:
    """A list as far indented as the key above, whose own list stands deeper."""
    level = indentation(lines[row])
    above = next((other for other in rows_above(lines, row) if indentation(lines[other]) <= level), None)
    following = next(rows(lines, range(row + 1, len(lines))), row)
    if above is None or level < 2 or not _names(lines, above) or DASH.match(lines[above]) or above == row - 1:
        return None
    if not DASH.match(lines[row]) or not DASH.match(lines[following]) or indentation(lines[following]) != level:
        return None
    return _without_heading(lines, row, f"在这一行上面加一行，行首 {level - 2} 个空格，写上这个列表的键和冒号")


def deeper_than_a_value(lines: list[str], row: int) -> Mistake | None:
    """A key that stands deeper than the one above, which has a value on its line."""
    above = next(rows_above(lines, row), row)
    indent = indentation(lines[row])
    if indent <= indentation(lines[above]) or _names(lines, above):
        return None
    if not ENTRY.match(lines[above]) or not ENTRY.match(lines[row]):
        return None
    hint = f"它下面还有别的行，就在上面加一行，行首 {max(indent - 2, 0)} 个空格，写上它们的键和冒号；没有，就与上一行左边对齐"
    return _without_heading(lines, row, hint)


def _without_heading(lines: list[str], row: int, hint: str, name: str = "") -> Mistake:
    message = f"这一行上面少了一行“{name}”" if name else "这一行上面像是少了一行，它的键不在"
    return mistake("missing-parent", row, indentation(lines[row]), message, hint, None, len(lines[row].strip()))


def _alike(lines: list[str], row: int) -> list[int]:
    """The other rows that say the same, as far indented."""
    return [other for other in range(len(lines)) if other != row and lines[other].rstrip() == lines[row].rstrip()]


def _names(lines: list[str], row: int) -> str:
    """The line without its comment if it names a group, else nothing."""
    line = lines[row].split(" #")[0].rstrip()
    return line if line.endswith(":") else ""
