"""Plain rows read by the C extension in parsers/sheetrows, where it is there: several times faster.

It takes rows of the form that `plain_rows` describes and makes the same `Row`s of them, up to the first row
with anything else in it: that one is for Python, and so are all where the extension is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from docsieve.formats._sheets.sheet_draft import SheetDraft
from docsieve.model import Cell, Row

#: Of the cells with the same attributes: a dict of texts by value, flags, the strings of the workbook.
Kind: TypeAlias = tuple[dict[str, str], int, list[str]]
#: General: most numbers are shown as they are written, strings are as they are.
AS_IS: Final = 1
#: The value is the index of a string.
SHARED_STRING: Final = 2
#: The text may stand in the cell itself.
INLINE_STRING: Final = 4
_LAYOUT: Final = 1


def native() -> Any:
    """The extension; None where it is not installed or of another layout."""
    try:
        import _docsieve_sheetrows as extension  # noqa: PLC0415 - optional
    except ImportError:
        return None
    return extension if extension.LAYOUT == _LAYOUT else None


def take_rows(
    draft: SheetDraft, data: bytes, at: int, end: int, kind_of: Callable[[str], Kind]
) -> tuple[int, int]:
    """Put rows between two places into the draft, as long as they are plain and within the limits.

    Args:
        kind_of: tells of the attributes of a cell, as they are written, what its values mean.

    Returns:
        Where the first row stands that was not taken, and the number of the last that was, 0 without one.
    """
    rows: list[Row] = []
    room = draft.room
    at, number, is_sorted, left = native().read_rows(
        data, at, end, (Cell, Row), kind_of, rows, draft.last_number, room
    )
    draft.add_rows(rows, cells=room[0] - left[0], characters=room[2] - left[2], is_sorted=is_sorted)
    return at, number
