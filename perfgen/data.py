"""The data of a spec: what its values are, and the value that is still to be filled in."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

Scalar: TypeAlias = "str | int | Decimal | None"
Data: TypeAlias = "Scalar | list[Data] | dict[str, Data]"

BLANK = "____"  # a value to be filled in, as on paper
