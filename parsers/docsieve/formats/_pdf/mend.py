"""A file that lost its end: its trailer, its catalog or its page tree are written anew behind what is left.

pdfium finds objects by itself where the cross-reference table is gone (ISO 32000-1, 7.5), but needs a trailer
that names the catalog.
"""

from __future__ import annotations

import re
from typing import Final

_CATALOG: Final = re.compile(
    rb"(\d{1,9})\s+(\d{1,5})\s+obj\b(?:(?!endobj).){0,2000}?/Type\s*/Catalog\b", re.DOTALL
)
_PAGE: Final = re.compile(
    rb"(\d{1,9})\s+(\d{1,5})\s+obj\b(?:(?!endobj|stream).){0,4000}?/Type\s*/Page\b", re.DOTALL
)
#: Ends whatever the cut went through: a string, an array, a dictionary, a stream.
_CLOSING: Final = b"\n)]>>\nendstream\nendobj\n"
_NEW_OBJECT: Final = 8_000_000
_MAX_PAGES: Final = 50_000


def mended(data: bytes) -> bytes | None:
    """Return the file with a new end, or None where no page is left to point at."""
    catalogs = _CATALOG.findall(data)
    if catalogs:
        number, generation = catalogs[-1]
        return data + _CLOSING + _trailer(b"%s %s R" % (number, generation))
    pages = dict.fromkeys(_PAGE.findall(data))
    if not pages:
        return None
    kids = b" ".join(b"%s %s R" % page for page in list(pages)[:_MAX_PAGES])
    end = b"%d 0 obj\n<< /Type /Pages /Kids [%s] /Count %d >>\nendobj\n" % (
        _NEW_OBJECT,
        kids,
        min(len(pages), _MAX_PAGES),
    )
    end += b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n" % (_NEW_OBJECT + 1, _NEW_OBJECT)
    return data + _CLOSING + end + _trailer(b"%d 0 R" % (_NEW_OBJECT + 1))


def _trailer(root: bytes) -> bytes:
    return b"\ntrailer\n<< /Root %s >>\nstartxref\n0\n%%%%EOF\n" % root
