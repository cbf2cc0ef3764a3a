"""Comments of XLSB sheets (MS-XLSB 2.1.7.10)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from docsieve.formats._sheets.biff12 import DamagedRecordsError, records, wide_string
from docsieve.formats._sheets.cell_address import CellRange
from docsieve.formats._sheets.plain_characters import clean

_AUTHOR: Final = 632
_BEGIN_COMMENT: Final = 635
_COMMENT_TEXT: Final = 637
_PLACE: Final = struct.Struct("<5I")


def read_comments(data: bytes) -> Iterator[tuple[CellRange, str, str]]:
    """Walk the comments: place, author, text. Ends at the first damage."""
    authors: list[str] = []
    place: CellRange | None = None
    author = ""
    try:
        for kind, content in records(data, "comments"):
            if kind == _AUTHOR:
                authors.append(wide_string(content, 0)[0])
            elif kind == _BEGIN_COMMENT:
                number, first_row, last_row, first_column, last_column = _PLACE.unpack_from(content, 0)
                author = authors[number] if number < len(authors) else ""
                place = CellRange(first_row + 1, first_column, last_row + 1, last_column)
            elif kind == _COMMENT_TEXT and place is not None:
                yield place, author, clean(wide_string(content, 1)[0])
                place = None
    except (DamagedRecordsError, struct.error):
        return
