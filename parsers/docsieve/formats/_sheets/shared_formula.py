"""Formulas as written; shared ones are moved to the cell that uses them (ECMA-376 part 1, 18.3.1.40)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docsieve.formats._sheets.cell_address import MAX_COLUMNS, MAX_ROWS, column_index, column_name

if TYPE_CHECKING:
    from lxml import etree

#: Quoted text and sheet names, references, names of functions; only bare references move.
_PIECE: Final = re.compile(
    r"\"[^\"]*\"|'[^']*'|(?<![A-Za-z0-9_.$])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![A-Za-z0-9_(.!])|[A-Za-z_][\w.]*"
)
_LONGEST: Final = 8192


class SharedFormulas:
    """The shared formulas of one sheet by their index."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, int, int]] = {}

    def formula(self, element: etree._Element, row: int, column: int) -> str | None:
        """Return the formula of a cell with its leading "=", None where it has none of its own."""
        text = element.text
        if element.get("t") == "shared":
            index = element.get("si", "")
            if text:
                self._known.setdefault(index, (text, row, column))
            elif index in self._known:
                shared, from_row, from_column = self._known[index]
                text = moved(shared, row - from_row, column - from_column)
        return f"={text.strip()[:_LONGEST]}" if text and text.strip() else None


def moved(formula: str, rows: int, columns: int) -> str:
    """Return the formula with its relative references moved down and to the right."""

    def move(match: re.Match[str]) -> str:
        if match[2] is None:
            return match[0]
        row, column = int(match[4]), column_index(match[2])
        row = row if match[3] else (row + rows - 1) % MAX_ROWS + 1
        column = column if match[1] else (column + columns) % MAX_COLUMNS
        return f"{match[1]}{column_name(column)}{match[3]}{row}"

    return _PIECE.sub(move, formula[:_LONGEST])
