"""A page tree that counts fewer pages than it names (ISO 32000-1, 7.7.3.2): pdfium believes the count."""

from __future__ import annotations

import re
from typing import Final

from docsieve.formats._pdf.damage import Damage
from docsieve.formats._pdf.mend import mended

_LEAF: Final = re.compile(rb"/Type\s*/Page\b")
_KIDS: Final = re.compile(rb"/Kids\s*\[[^\]]*\]")
_COUNT: Final = re.compile(rb"/Count\s+\d+(?:\s+\d+\s+R\b)?")


def with_all_pages(data: bytes, damage: Damage, page_count: int) -> bytes | None:
    """Return the file with one list of all pages that its tree names; None where it counts them all."""
    if len(_LEAF.findall(damage.bare)) <= page_count:
        return None
    objects = damage.objects
    pages = [page for page in objects.pages() if _LEAF.search(objects.dictionary(page))]
    root = objects.root_of_pages
    if root is None or len(pages) <= page_count:
        return None
    kids = b"/Kids [%s] /Count %d" % (b" ".join(b"%d 0 R" % page for page in pages), len(pages))
    tree = _KIDS.sub(b" ", _COUNT.sub(b" ", objects.dictionary(root)), count=1)
    end = tree.rfind(b">>")
    if end < 0:
        return None
    whole = b"%s\n%d 0 obj\n%s%s>>\nendobj\n" % (data, root, tree[:end], kids)
    return next((each.data for each in mended(whole, damage.packed)), None)
