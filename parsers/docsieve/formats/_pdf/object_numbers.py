"""The numbers of objects as a file writes them: where they stand outside of streams, and their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

#: How an object is named (ISO 32000-1, 7.3.10), with its number.
REFERENCE: Final = re.compile(rb"(\d{1,9})\s+\d{1,5}\s+R\b")
#: The end of a keyword; looking for numbers first would go through all that is a figure.
_KEYWORD: Final = re.compile(rb"obj\b")
_NUMBER: Final = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+\Z")
_REACH: Final = 64


def object_numbers(data: bytes) -> Iterator[bytes]:
    """Yield the number of each object as it is written, in their order."""
    for keyword in _KEYWORD.finditer(data):
        at = keyword.start()
        if not data[at - 1 : at].isspace():
            continue  # "endobj"
        number = _NUMBER.search(data, max(at - _REACH, 0), at)
        if number is not None:
            yield number[1]
