"""The words of our own in a form's schema that say of a value where it comes from and whether it is printed."""

from __future__ import annotations

from typing import Final

VALUE_WORD: Final = "x-value"  # a formula: the value is computed
BANDS_WORD: Final = "x-bands"  # for each qualitative result its percentage of the full marks
PRINTED_WORD: Final = "x-printed"  # false for what is computed with only
