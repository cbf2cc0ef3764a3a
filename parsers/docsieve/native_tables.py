"""Questions about the cells of large tables, asked in C where the spreadsheets' extension is loaded anyway.

A million cells looked at one by one in Python take longer than it took to read them. Without the extension,
and for tables of any other kind than bare text, the callers look themselves.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from docsieve.model import Cell, Row

#: Tables smaller than this cost as little in Python.
_FEW = 50


def _extension(rows: list[Row]) -> Any:
    """Return parsers/sheetrows; None where nothing has loaded it yet: other formats do well without."""
    extension = sys.modules.get("_docsieve_sheetrows")
    return extension if len(rows) >= _FEW and getattr(extension, "LAYOUT", None) == 1 else None


def holds_only_text(rows: list[Row]) -> bool:
    """Tell whether no row is hidden and no cell is, has blocks or a note; False also where nobody knows."""
    extension = _extension(rows)
    return extension is not None and extension.only_text(rows, (Cell, Row))


def bare_lines(
    rows: list[Row], clean: Callable[[tuple[str, ...]], list[str]]
) -> tuple[list[str], int] | None:
    """Write rows of bare texts as lines with tabs, and tell how many cells the widest has.

    Args:
        clean: makes the texts of a row fit for a line where one of them holds a tab or a line feed.

    Returns:
        The lines that are not empty, without tabs at their ends; None where Python must look at the cells.
    """
    extension = _extension(rows)
    found: tuple[list[str], int] | None = None
    if extension is not None:
        found = extension.bare_lines(rows, (Cell, Row), clean)
    return found
