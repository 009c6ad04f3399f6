"""Changes of a spec's data in, lines for a person out: `specs/a.yaml:31:12: “党建评选”的指标值 “合格” -> “优秀”`."""

from __future__ import annotations

from perfgen.changes.change import (
    Change,
    ItemAdded,
    ItemMoved,
    ItemRemoved,
    KeyAdded,
    KeyMoved,
    KeyRemoved,
    ValueChanged,
)
from perfgen.contract.property import Property
from perfgen.data import Data
from perfgen.display import FULL, quoted
from perfgen.pointers import pointer as pointer_of
from perfgen.pointers import tokens, value_at
from perfgen.spec.spec import Spec


class Teller:
    """Speaks of the places of one spec, in the words of its form."""

    def __init__(self, spec: Spec, form: Property) -> None:
        """`form` is the root of the form's schema."""
        self._spec = spec
        self._form = form

    def told(self, change: Change) -> str:
        return f"{self.place(change.path)}: {self._said(change)}"

    def place(self, pointer: str) -> str:
        position = self._spec.position(pointer)
        return f"{self._spec.file}:{position.line}:{position.column}"

    def name(self, pointer: str) -> str:
        """What the form calls the place, with the item that it belongs to: “党建评选”的指标值."""
        steps = tokens(pointer)
        label = self._label(pointer)
        for end in range(len(steps) - 1, 0, -1):
            if steps[end - 1].isdigit():
                owner = pointer_of(steps[:end])
                identity = _identity(value_at(self._spec.data, owner))
                if identity and end < len(steps) - (_is_identity(self._spec.data, owner, steps[end])):
                    return f"{quoted(identity, FULL)}的{label}"
        return label

    def _label(self, pointer: str) -> str:
        return self._form.place_of(pointer).label

    def _said(self, change: Change) -> str:
        match change:
            case ValueChanged(path, _, old, new):
                return f"{self.name(path)} {shown(old)} -> {shown(new)}"
            case KeyAdded(path, _, value):
                return f"{self.name(path)} 新填 {shown(value)}"
            case KeyRemoved(path, value):
                return f"{self.name(path)} 删去 {shown(value)}"
            case ItemAdded(path, _, value):
                return f"{self._label(path)} 新增 {shown(value)}"
            case ItemRemoved(path, value):
                return f"{self._label(path)} 删去 {shown(value)}"
            case ItemMoved(path, there):
                return f"{self._label(path)} {shown(value_at(self._spec.data, path))} 移到 {self._way(there)}"
            case KeyMoved(path):
                return f"{self._label(path)} 换了位置"

    def _way(self, pointer: str) -> str:
        *steps, index = tokens(pointer)
        names = [step for step in steps if not step.isascii()]
        return f"{'、'.join(names) or self._label(pointer)} 第 {int(index) + 1} 项"


def shown(value: Data) -> str:
    """A value as a person would name it: a text in quotes, an item by what identifies it."""
    if isinstance(value, dict):
        return quoted(_identity(value), FULL) if _identity(value) else "、".join(map(shown, value.values())) or "空"
    if isinstance(value, list):
        return "、".join(map(shown, value)) or "空"
    return "空" if value is None else quoted(str(value), FULL)


def _identity(value: Data) -> str:
    """The first text of an item: the name of an indicator, the text of a goal."""
    if isinstance(value, dict):
        return next((text for text in value.values() if isinstance(text, str)), "")
    return value if isinstance(value, str) else ""


def _is_identity(data: Data, owner: str, step: str) -> int:
    item = value_at(data, owner)
    first = next((key for key, text in item.items() if isinstance(text, str)), "") if isinstance(item, dict) else ""
    return int(step == first)
