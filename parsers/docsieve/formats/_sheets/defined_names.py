"""What a defined name of a binary workbook stands for: a range or a value ([MS-XLS], [MS-XLSB], "Ptg").

Names of longer formulas are told with "..." in place of it: the tokens are not put back into words.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field
from typing import Final

from docsieve.formats._sheets.cell_address import column_name

_UNTOLD: Final = "..."
#: Token, with the bits of its class taken away -> its operand in BIFF8 and in BIFF12.
_RANGES: Final = {
    0x3A: (struct.Struct("<HHH"), struct.Struct("<HIH")),
    0x3B: (struct.Struct("<HHHHH"), struct.Struct("<HIIHH")),
}
_INTEGER, _NUMBER, _BOOLEAN = 0x1E, 0x1F, 0x1D
_RELATIVE_COLUMN, _RELATIVE_ROW = 0x4000, 0x8000
_PLAIN_NAME: Final = re.compile(r"[^\W\d][\w.]*")


@dataclass
class SheetReferences:
    """Which sheets a formula means by a number: of one's own workbook, else nothing is known of them."""

    #: The names of all sheets in the order of the workbook.
    sheets: list[str] = field(default_factory=list)
    #: For each book that formulas refer to whether it is the workbook itself.
    own_books: list[bool] = field(default_factory=list)
    #: Book, first and last sheet by the number that formulas use.
    references: list[tuple[int, int, int]] = field(default_factory=list)

    def name(self, number: int) -> str | None:
        """Return the sheets as a formula writes them."""
        if not 0 <= number < len(self.references):
            return None
        book, first, last = self.references[number]
        if not (0 <= book < len(self.own_books) and self.own_books[book]):
            return None
        if not (0 <= first < len(self.sheets) and 0 <= last < len(self.sheets)):
            return None
        name = self.sheets[first] if first == last else f"{self.sheets[first]}:{self.sheets[last]}"
        return name if _PLAIN_NAME.fullmatch(name) else "'" + name.replace("'", "''") + "'"


def told_names(
    names: list[tuple[str, bytes]], references: SheetReferences, *, is_wide: bool
) -> dict[str, str]:
    """Return each name with what it stands for."""
    told: dict[str, str] = {}
    for name, tokens in names:
        try:
            told[name] = meaning_of(tokens, references, is_wide=is_wide)
        except struct.error:
            told[name] = _UNTOLD
    return told


def meaning_of(tokens: bytes, references: SheetReferences, *, is_wide: bool) -> str:
    """Return what the tokens say.

    Args:
        tokens: the formula's tokens, without what stands behind them.
        references: which sheets there are.
        is_wide: BIFF12, with rows of four bytes; else BIFF8.

    Raises:
        struct.error: they end in the middle.
    """
    if not tokens:
        return _UNTOLD
    kind = tokens[0]
    base = kind & 0x1F | 0x20 if kind & 0x60 else kind
    if base in _RANGES:
        form = _RANGES[base][is_wide]
        sheet, *numbers = form.unpack_from(tokens, 1)
        name = references.name(sheet)
        if name is None or len(tokens) > 1 + form.size:
            return _UNTOLD
        half = len(numbers) // 2
        corners = zip(numbers[:half], numbers[half:], strict=True)
        return f"{name}!{':'.join(_address(row, column) for row, column in corners)}"
    if kind == _INTEGER and len(tokens) == 3:
        return f"{struct.unpack_from('<H', tokens, 1)[0]}"
    if kind == _NUMBER and len(tokens) == 9:
        return f"{struct.unpack_from('<d', tokens, 1)[0]:.15g}"
    if kind == _BOOLEAN and len(tokens) == 2:
        return "TRUE" if tokens[1] else "FALSE"
    return _UNTOLD


def _address(row: int, column: int) -> str:
    fixed_column = "" if column & _RELATIVE_COLUMN else "$"
    fixed_row = "" if column & _RELATIVE_ROW else "$"
    return f"{fixed_column}{column_name(column & 0x3FFF)}{fixed_row}{row + 1}"
