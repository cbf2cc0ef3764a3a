"""Cell addresses: "AB12" and "A1:C9" as numbers (ECMA-376 part 1, 18.18.7 and 18.18.62)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384
_ADDRESS: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


class CellRange(NamedTuple):
    """Rows from 1, columns from 0; both ends belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


def whole_number(text: str | None) -> int | None:
    """Read a number of up to nine digits; None where the text is none."""
    return int(text) if text is not None and len(text) < 10 and text.isdecimal() else None


def column_index(letters: str) -> int:
    """Return 0 for "A", 27 for "AB"."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def column_name(index: int) -> str:
    """Return "A" for 0, "AB" for 27."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def parse_range(text: str) -> CellRange | None:
    """Read "B2" or "B2:C3"; None where it is neither."""
    first, _, last = text.partition(":")
    start = _ADDRESS.fullmatch(first.strip())
    end = _ADDRESS.fullmatch(last.strip()) if last else start
    if start is None or end is None:
        return None
    rows = sorted((int(start[2]), int(end[2])))
    columns = sorted((column_index(start[1]), column_index(end[1])))
    if not rows[0] >= 1 or columns[1] >= MAX_COLUMNS or rows[1] > MAX_ROWS:
        return None
    return CellRange(rows[0], columns[0], rows[1], columns[1])
