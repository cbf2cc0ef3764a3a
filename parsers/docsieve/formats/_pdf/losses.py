"""What of a damaged PDF is missing without pdfium saying so: it skips what it cannot unpack or reach."""

from __future__ import annotations

import re
from typing import Final

from docsieve.report import Report

_TREE: Final = re.compile(rb"/Type\s*/Pages\b")
_COUNT: Final = re.compile(rb"/Count\s+(\d{1,9})\b")
#: How far around its type the dictionary of a page tree is looked at; it names all children of its root.
_DICTIONARY: Final = 1 << 18


def warn_of_losses(data: bytes, damaged_streams: int, page_count: int, report: Report) -> None:
    """Say how many streams cannot be unpacked and how many pages cannot be reached."""
    if damaged_streams and b"/Encrypt" not in data:
        parts = "A part" if damaged_streams == 1 else f"{damaged_streams} parts"
        report.warn("damaged_part", f"{parts} of this file cannot be unpacked; what is in it is missing.")
    declared = declared_pages(data)
    if declared is not None and declared > page_count:
        report.warn(
            "pages_missing", f"The file says that it has {declared:,} pages; only {page_count:,} were found."
        )


def declared_pages(data: bytes) -> int | None:
    """Return what the newest root of a page tree counts (ISO 32000-1, 7.7.3.2), if one lies unpacked."""
    for found in reversed(list(_TREE.finditer(data))):
        start = max(data.rfind(b"obj", max(found.start() - _DICTIONARY, 0), found.start()), 0)
        end = data.find(b"endobj", found.end(), found.end() + _DICTIONARY)
        tree = data[start : end if end >= 0 else found.end()]
        if b"/Parent" not in tree:
            count = _COUNT.search(tree)
            return int(count[1]) if count else None
    return None
