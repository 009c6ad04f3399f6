"""What a job came to: what was found, and what of it can be told again without doing it again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from perfgen.diagnostics import Diagnostic, Silenced

if TYPE_CHECKING:
    from perfgen.building.identity import Identity  # of what is not judged nobody asks


class Done(NamedTuple):
    """`found` is what is wrong with the spec, `left_blank` what its documents lack, `in_the_way` what kept them from being put
    in their places.

    `spec` is the digest of the bytes that were read, "" where there are none; `documents` those of what was written, none
    where a document is missing. `before`: an earlier run has done it, and all is as it left it. `silenced` is what would be
    wrong too, had nobody waved it through; `identity` is known of what was judged. `to_print` is the Word file that a PDF is
    still to be made of, `fonts_missing` what the machine lacks of its fonts.
    """

    found: list[Diagnostic]
    left_blank: tuple[Diagnostic, ...] = ()
    in_the_way: tuple[Diagnostic, ...] = ()
    spec: str = ""
    # Nobody changes it; a mapping that nobody could change would not pickle.
    documents: dict[Path, str] = {}  # noqa: RUF012
    before: bool = False
    silenced: tuple[Silenced, ...] = ()
    identity: Identity | None = None
    to_print: bytes = b""
    fonts_missing: tuple[str, ...] = ()

    @property
    def told(self) -> list[Diagnostic]:
        """All that a person is to be told."""
        return [*self.found, *self.left_blank, *self.in_the_way]
