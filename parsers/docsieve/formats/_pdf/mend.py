"""A file that lost its end: its trailer, its catalog or its page tree are written anew behind what is left.

pdfium finds objects by itself where the cross-reference table is gone (ISO 32000-1, 7.5), but needs a trailer
that names the catalog, and sees none of the objects that are packed into streams (7.5.7).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from docsieve.formats._pdf.packed_objects import PackedObjects

_CATALOG: Final = re.compile(
    rb"(\d{1,9})\s+(\d{1,5})\s+obj\b(?:(?!endobj|\sobj\b).){0,2000}?/Type\s*/Catalog\b", re.DOTALL
)
_PAGE: Final = re.compile(
    rb"(\d{1,9})\s+(\d{1,5})\s+obj\b(?:(?!endobj|stream|\sobj\b).){0,4000}?/Type\s*/Page\b", re.DOTALL
)
_ENCRYPTED: Final = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R")
_IDS: Final = re.compile(rb"/ID\s*\[\s*<[0-9A-Fa-f\s]*>\s*<[0-9A-Fa-f\s]*>\s*\]")
#: Ends whatever the cut went through: a string, an array, a dictionary, a stream.
_CLOSING: Final = b"\n)]>>\nendstream\nendobj\n"
_NEW_OBJECT: Final = 8_000_000
_MAX_PAGES: Final = 50_000
#: Bytes at the end of a file in which its end mark is looked for, and what may follow on them.
_END: Final = 2048
_PADDING: Final = 1 << 16


class Mended(NamedTuple):
    """A file with a new end."""

    data: bytes
    #: Whether its pages are those of its own page tree, and not all that lie about, deleted ones too.
    has_own_tree: bool


def is_cut(data: bytes) -> bool:
    """Tell whether a file has lost its end."""
    return b"startxref" not in data[-_PADDING:].rstrip(b"\0 \t\r\n")[-_END:]


def mended(data: bytes, packed: PackedObjects) -> Iterator[Mended]:
    """Yield the file with new ends, those first that keep most of it; none where no page is left to point at.

    `packed` are its objects in streams.
    """
    security = b" ".join(found[-1] for what in (_ENCRYPTED, _IDS) if (found := what.findall(data)))
    unpacked = b"" if b"/Encrypt" in security else packed.not_outside(data)
    whole = data + _CLOSING + unpacked if unpacked else data + _CLOSING
    catalogs = _CATALOG.findall(data) or _CATALOG.findall(unpacked)
    if catalogs:
        yield Mended(whole + _trailer(b"%s %s R" % catalogs[-1], security), True)
    pages = dict.fromkeys(_PAGE.findall(data) + _PAGE.findall(unpacked))
    if not pages:
        return
    kids = b" ".join(b"%s %s R" % page for page in list(pages)[:_MAX_PAGES])
    end = b"%d 0 obj\n<< /Type /Pages /Kids [%s] /Count %d >>\nendobj\n" % (
        _NEW_OBJECT,
        kids,
        min(len(pages), _MAX_PAGES),
    )
    end += b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n" % (_NEW_OBJECT + 1, _NEW_OBJECT)
    yield Mended(whole + end + _trailer(b"%d 0 R" % (_NEW_OBJECT + 1), security), False)


def _trailer(root: bytes, security: bytes) -> bytes:
    return b"\ntrailer\n<< /Root %s %s >>\nstartxref\n0\n%%%%EOF\n" % (root, security)
